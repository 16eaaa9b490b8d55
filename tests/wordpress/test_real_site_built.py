"""A real WordPress becomes a site, which is built as the guide of its generator says, served and crawled."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from helpers.crawler import HOST, dead_links, pages
from helpers.generators import GENERATORS, build, convert, tool
from wordpress.conftest import WordPress

pytestmark = [pytest.mark.slow, pytest.mark.wordpress]
REPORTED = {"broken", "draft", "archive", "admin", "anchor-missing"}


@pytest.mark.parametrize("name", GENERATORS)
def test_a_built_site_needs_wordpress_no_more(
    name: str, wordpress: WordPress, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Every link and file of the built site is there or reported, and no page names the old host."""
    tool(name, pytestconfig)
    report, site = tmp_path / "report.json", tmp_path / "site"
    options = ["--save", str(tmp_path / "export"), "--report", str(report)]
    run = convert([wordpress.url], site, name, *options)
    found = json.loads(report.read_text("utf-8"))
    lost = [each["old"] for each in found["media"] if each["state"] == "missing"]
    assert {Path(url).name for url in lost} == {"gone-300x200.jpg"}, run.stderr
    documents = build(site, name, pytestconfig)
    assert len(documents) > 120
    reported = {each["to"] for each in found["links"] if each["state"] in REPORTED}
    reported |= {each["new"] for each in found["media"] if each["state"] == "missing"}
    folder = site / GENERATORS[name].output
    dead = [
        (page, url, missing)
        for page, url, missing in dead_links(folder)
        if not {url.removeprefix(HOST), url.removeprefix(HOST).removeprefix(page)} & reported
    ]
    assert dead == []
    texts = {unquote(each["to"]) for each in found["links"] if each["kind"] == "text"}
    host = urlsplit(wordpress.url).netloc
    used = {unquote(url) for page in pages(folder).values() for url in page.urls}
    assert {url for url in used if host in url} <= texts
