"""The documentation site that `make docs` builds, if Zensical is installed beside the tests' environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from docs_site import CONFIGURATION, rewritten, site_files
from helpers import ROOT
from helpers.browser import CHROMIUM, browser

PYTHON = Path(sys.prefix) / "docs" / "bin" / "python"
SOURCE = "https://github.com/OWNER/wpconv"


def needs_zensical(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test that builds the site."""
    reason = "Zensical is not installed: `make docs-tools` installs it"
    return pytest.mark.slow(pytest.mark.skipif(not PYTHON.exists(), reason=reason)(test))


def project(folder: Path) -> Path:
    """Return a folder with copies of the pages in `docs`, and links to all other files of the project."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copyfile(ROOT / CONFIGURATION, folder / CONFIGURATION)  # Zensical works where the real file is
    for path in ROOT.iterdir():
        if path.name not in ("docs", "build", ".cache", CONFIGURATION):
            (folder / path.name).symlink_to(path)
    return folder


def built(folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a copy of the project."""
    return subprocess.run(
        [PYTHON, "-B", "tools/docs_site.py"], cwd=folder, capture_output=True, check=False, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built site."""
    folder = project(tmp_path_factory.mktemp("project"))
    done = built(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout
    return folder / "build" / "site"


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


@needs_zensical
def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    """Each link within the site leads to a file, and its fragment to an element."""
    pages = {path: page(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    assert len(pages) > 40
    anchors = {path: {tag["id"] for tag in soup.select("[id]")} for path, soup in pages.items()}
    dead = []
    for path, soup in pages.items():
        for tag in soup.select("a[href], link[href], script[src], img[src]"):
            url = urlsplit(str(tag.get("href") or tag.get("src")))
            if url.scheme or url.netloc:
                continue
            target = (path.parent / unquote(url.path)).resolve() if url.path else path
            fragment = unquote(url.fragment)
            if not target.exists() or (fragment and target in pages and fragment not in anchors[target]):
                dead.append(f"{path.name}: {url.geturl()}")
    assert dead == []


@needs_zensical
@pytest.mark.parametrize("link", ["no-such-page.md", "api.md#no-such-heading"])
def test_a_broken_link_fails_the_build(link: str, tmp_path: Path) -> None:
    """A link to a page or heading that does not exist is an error with its place."""
    folder = project(tmp_path)
    with (folder / "docs" / "wxr.md").open("a", encoding="utf-8") as file:
        file.write(f"\nSee [there]({link}).\n")
    done = built(folder)
    assert done.returncode != 0
    assert "wxr.md" in done.stdout + done.stderr


@needs_zensical
def test_the_site_shows_the_pages_as_github_does(site: Path) -> None:
    """Lists, tables, code, headings and quotes are those of CommonMark: no page is read in another way."""
    commonmark = MarkdownIt("commonmark").enable("table")
    names = ("li", "ol", "ul", "table", "tr", "pre", "h2", "h3", "blockquote", "img")
    for path, name in site_files(ROOT).items():
        if not name.endswith(".md"):
            continue
        source = BeautifulSoup(commonmark.render((ROOT / path).read_text("utf-8")), "lxml")
        shown = page(site / name.replace(".md", ".html")).select_one("article")
        assert shown is not None
        counts = [
            Counter(tag.name for tag in soup.find_all(names) if not tag.find_parent("pre"))
            for soup in (source, shown)
        ]
        assert counts[0] == counts[1], path


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Serve the site on this machine, and return its URL."""
    handler = partial(SilentHandler, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class SilentHandler(SimpleHTTPRequestHandler):
    """Serves files without a log."""

    def log_message(self, *args: object) -> None:
        pass


@needs_zensical
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_a_browser_searches_the_site_and_asks_no_other_host(address: str, tmp_path: Path) -> None:
    """In Chromium, the first result of a search is its page; nothing else is asked, and no error is shown."""
    with browser(tmp_path / "profile") as chromium:
        chromium.open(f"{address}index.html")
        chromium.value("document.querySelector('.md-search__button').click()")
        chromium.wait_for("document.activeElement.tagName == 'DIV'")
        chromium.call("Input.insertText", text="redirects")
        # The results are in a closed shadow tree: only the Enter key shows that they are there.
        for _ in range(200):
            chromium.press("Enter")
            if chromium.value("location.pathname") != "/index.html":
                break
            time.sleep(0.1)
        assert chromium.value("location.pathname") == "/redirects.html"
    assert chromium.messages == []
    assert [url for url in chromium.requests if not url.startswith((address, "data:"))] == []


def test_every_page_is_in_the_navigation() -> None:
    """The configuration of the site names each page once."""

    def pages(entries: list[object]) -> list[str]:
        found = []
        for entry in entries:
            if isinstance(entry, str):
                found.append(entry)
            elif isinstance(entry, dict):
                for value in entry.values():
                    found += pages(value if isinstance(value, list) else [value])
        return found

    named = pages(tomllib.loads((ROOT / CONFIGURATION).read_text("utf-8"))["project"]["nav"])
    assert sorted(named) == sorted(name for name in site_files(ROOT).values() if name.endswith(".md"))


@pytest.mark.parametrize(
    ("path", "link", "expected"),
    [
        ("README.md", "docs/api.md#options", "api.md#options"),
        ("docs/api.md", "../README.md#options", "index.md#options"),
        ("docs/guides/hugo.md", "../../README.md", "../index.md"),
        ("docs/guides/hugo.md", "../wxr.md", "../wxr.md"),
        ("docs/wxr.md", "report.schema.json", "report.schema.json"),
        ("benchmarks/README.md", "../docs/api.md", "api.md"),
        ("docs/rules.md", "../fixtures/rules/core/more", f"{SOURCE}/tree/main/fixtures/rules/core/more"),
        ("README.md", "https://example.org/a.md", "https://example.org/a.md"),
        ("README.md", "#options", "#options"),
    ],
)
def test_links_between_files_become_links_of_the_site(path: str, link: str, expected: str) -> None:
    """Links to pages stay within the site, others lead to the repository, and code stays as it is."""
    code = f"```text\n[x]({link})\n```"
    text = rewritten(f"[x]({link})\n\n{code}\n", path, site_files(ROOT), SOURCE)
    assert text == f"[x]({expected})\n\n{code}\n"
