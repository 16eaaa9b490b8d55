"""Build the documentation site from the pages of the project: `make docs`; `zensical.toml` configures it.

The site is built with Zensical. Material for MkDocs, by the same authors, gets critical fixes only and
ends on 2027-05-05, says its release 9.8.2 of November 2026; MkDocs, on which it is based, had its last
release in 2024. Zensical is younger, below 1.0, and has had several releases a month in 2026.

The pages are written for GitHub, where a link is the path of a file. Zensical reads one folder of pages, so
they are copied first, and links rewritten: those to pages become paths between pages, those to all other
files of the project URLs of the repository.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONFIGURATION = "zensical.toml"
PAGES = Path("build", "pages")
"""The folder of the copies, as the configuration names it."""
NAMES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""The names in the site of pages outside of `docs`."""
SHOWN = frozenset((".md", ".png", ".json"))
"""The suffixes of files of `docs` that are part of the site."""
FENCED = re.compile(r"^(```.*?^```$)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)(#[^)\s]+)?(?=\))")
"""The destination of a link to a file: its path, and its fragment."""


def repository(environment: Mapping[str, str]) -> str:
    """Return the URL of the project's repository, which the variables of a GitHub workflow tell."""
    server = environment.get("GITHUB_SERVER_URL", "https://github.com")
    return f"{server}/{environment.get('GITHUB_REPOSITORY', 'OWNER/wpconv')}"


def site_files(root: Path) -> dict[str, str]:
    """Return the files of the site: their paths in the project, and in the site."""
    found = (path.relative_to(root).as_posix() for path in sorted((root / "docs").rglob("*")))
    return NAMES | {path: path.removeprefix("docs/") for path in found if Path(path).suffix in SHOWN}


def rewritten(text: str, path: str, files: Mapping[str, str], source: str) -> str:
    """Return a page with links that lead somewhere; those to no file stay, for Zensical to report.

    Args:
        text: the page.
        path: its path in the project.
        files: the files of the site, as `site_files` returns them.
        source: the URL of the repository.
    """

    def destination(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link[1]))
        if target in files:
            return posixpath.relpath(files[target], posixpath.dirname(files[path]) or ".") + (link[2] or "")
        if not (ROOT / target).exists():
            return link[0]
        return f"{source}/tree/main/{target}{link[2] or ''}"

    parts = FENCED.split(text)
    return "".join(part if number % 2 else LINK.sub(destination, part) for number, part in enumerate(parts))


def copy_pages(root: Path, folder: Path, source: str) -> None:
    """Write the files of the site into a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    files = site_files(root)
    for path, name in files.items():
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if copy.suffix == ".md":
            copy.write_text(rewritten((root / path).read_text("utf-8"), path, files, source), "utf-8")
        else:
            shutil.copyfile(root / path, copy)


def build(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a project below a folder, as its configuration says, and return what Zensical says.

    Args:
        root: the folder of the project.
        folder: the folder for the copies of the pages, and for the site.
    """
    copy_pages(root, folder / PAGES, repository(os.environ))
    configuration = folder / CONFIGURATION
    if folder != root:
        shutil.copyfile(root / CONFIGURATION, configuration)
    return subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "-f", configuration],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, encoding="utf-8",
    )  # fmt: skip


def main() -> int:
    """Build build/site, and return the exit status."""
    done = build(ROOT, ROOT)
    print(done.stdout, end="")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
