"""Write what the documentation takes from the program: `make docs`; with `--check`, only say what is stale.

- README.md, between `<!-- options -->` and `<!-- /options -->`: what `wpconv --help` prints.
- README.md and CONTRIBUTING.md, in each fenced block marked `console`: what its commands (`$ …`) print. The
  blocks of a file run one after the other in one new folder that holds `fixtures` and `src`.
- docs/rules.md: the rules, from their docstrings.
- docs/notices.md: the tables of codes, from the texts of `NoticeCode`.
- docs/wpconv.1: the manual page, from the help.
"""

from __future__ import annotations

import difflib
import inspect
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from man_page import man_page
from wpconv.body.context import Apply
from wpconv.body.rules import RULES

ROOT = Path(__file__).parent.parent
WITH_COMMANDS = ("README.md", "CONTRIBUTING.md")
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n", re.MULTILINE)
OPTIONS = re.compile(r"(?<=<!-- options -->\n).*?(?=<!-- /options -->)", re.DOTALL)
NOTICES = re.compile(r"(<!-- codes: (\w+) -->\n).*?(<!-- /codes -->)", re.DOTALL)
SOURCE_OF_CODES = ROOT / "src" / "wpconv" / "notices.py"
CODES = re.compile(r'((?:    [A-Z_]+ = "[^"]+"\n)+)    """(.+?)"""', re.DOTALL)
"""The lines of codes, and the text that holds for all of them."""
RULES_HEAD = """# Rules

How the HTML that WordPress, themes and plugins write is converted. Each rule is one file in
`src/wpconv/body/rules/`, with examples in `fixtures/rules/`: HTML and the Markdown made of it. If several
rules match a tag, they are applied in this order. `make docs` makes this page from the rules' docstrings.

| rule | matches | conversion |
|---|---|---|
"""


def shell(command: str, folder: Path) -> str:
    """Run a command as a person would and return what it prints, errors among it."""
    done = subprocess.run(
        ["bash", "-c", f'wpconv() {{ "{sys.executable}" -m wpconv "$@"; }}; {command}'],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
    )
    return done.stdout.decode()


def with_output(text: str) -> str:
    """Return a page with the output of its commands as it is today."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("fixtures", "src"):
            (folder / part).symlink_to(ROOT / part)
        return CONSOLE.sub(
            lambda block: "\n".join(f"$ {c}\n{shell(c, folder)}" for c in COMMAND.findall(block[0])), text
        )


def readme(text: str) -> str:
    """Return the README with the options as they are today."""
    options = shell("wpconv --help", ROOT)
    return OPTIONS.sub(lambda _: f"```text\n{options}```\n", text)


def rules() -> str:
    """Return docs/rules.md."""
    matches: dict[Apply, list[str]] = {}
    for rule in RULES:
        names = matches.setdefault(rule.apply, [])
        names += [f"`{rule.match}`"] if f"`{rule.match}`" not in names else []
    rows = []
    for apply, names in matches.items():
        name = apply.__module__.removeprefix("wpconv.body.rules.").replace(".", "/")
        sentences = " ".join((inspect.getdoc(apply) or "").split()).replace("|", "\\|")
        rows.append(f"| [{name}](../fixtures/rules/{name}) | {' '.join(names)} | {sentences} |\n")
    return RULES_HEAD + "".join(rows)


def notices(text: str) -> str:
    """Return docs/notices.md with a table of the codes below each comment that names a part of the input."""
    return NOTICES.sub(lambda part: f"{part[1]}{notice_table(part[2])}{part[3]}", text)


def notice_table(where: str) -> str:
    """Return the table of the codes about a part of a run: body, post, file, run, source or fetch."""
    section = SOURCE_OF_CODES.read_text("utf-8").partition(f"# In a {where}.\n")[2].partition("\n\n    #")[0]
    rows = ["| code | severity | meaning | what to do |", "|---|---|---|---|"]
    for lines, text in CODES.findall(section):
        meaning, _, advice = (" ".join(part.split()) for part in text.partition("\n\n"))
        severities, _, meaning = meaning.partition(": ")
        rows += [
            f"| `{code}` | {severities} | {meaning} | {advice} |".replace("|  |", "| |")
            for code in re.findall(r'"([^"]+)"', lines)
        ]
    return "\n".join(rows) + "\n"


def pages() -> dict[Path, str]:
    """Return every page that takes something from the program, as it should be."""
    texts = {ROOT / name: with_output((ROOT / name).read_text("utf-8")) for name in WITH_COMMANDS}
    texts[ROOT / "README.md"] = readme(texts[ROOT / "README.md"])
    texts[ROOT / "docs" / "rules.md"] = rules()
    page = ROOT / "docs" / "notices.md"
    texts[page] = notices(page.read_text("utf-8"))
    texts[ROOT / "docs" / "wpconv.1"] = man_page()
    return texts


def main() -> int:
    """Write the stale pages, or name them with `--check`."""
    stale = 0
    for path, new in pages().items():
        old = path.read_text("utf-8") if path.exists() else ""
        if old == new:
            continue
        stale = 1
        name = path.relative_to(ROOT).as_posix()
        if "--check" in sys.argv:
            lines = difflib.unified_diff(
                old.splitlines(), new.splitlines(), name, "as it should be", lineterm=""
            )
            print("\n".join(lines))
        else:
            path.write_text(new, "utf-8")
            print(f"wrote {name}")
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
