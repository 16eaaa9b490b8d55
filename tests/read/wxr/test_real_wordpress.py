"""A real WordPress by its REST API and by its own export, if this machine can run one."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from helpers import ROOT
from wpconv import Document, documents

SCRIPT = next((ROOT / "tests").rglob("real_wordpress.sh"), None)
ROUTES = ("posts", "pages", "recipes", "media", "categories", "tags", "moods", "users")
TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "—": "-", "–": "-", "×": "x"})

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SCRIPT is None, reason="the script that starts WordPress is not there"),
    pytest.mark.skipif(not shutil.which("php"), reason="php is not installed"),
]


def wordpress(verb: str, *arguments: object) -> str:
    command = ["bash", str(SCRIPT), verb, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        pytest.skip(done.stderr[-200:])
    return done.stdout


@pytest.fixture(params=["pretty", "plain", "index"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Save a site in both forms; permalinks are pretty, have a query, or begin with `index.php`."""
    folder = tmp_path / "wordpress"
    values = dict(
        line.split("=", 1) for line in wordpress("up", "-l", request.param, "-d", folder).splitlines()
    )
    try:
        (tmp_path / "rest").mkdir()
        for route in ROUTES:
            address = f"{values['WP_URL']}/?rest_route=/wp/v2/{route}&per_page=100"
            with urlopen(address) as answer:
                (tmp_path / "rest" / f"{route}.json").write_bytes(answer.read())
        (tmp_path / "site.xml").write_text(wordpress("wxr", "-d", folder))
        yield tmp_path
    finally:
        wordpress("down", "-d", folder)


def comparable(document: Document) -> str:
    """Return a document without what WordPress's `wptexturize` and thumbnails of galleries change."""
    text = re.sub(r"-150x150(?=\.\w+\))", "", document.text).translate(TYPOGRAPHY)
    return re.sub("-{2,}", "-", text).replace("-scaled", "").replace('\\"', '"')


def test_both_forms_give_the_same_documents(site: Path) -> None:
    """Every document of the REST API is made of the export too, but for what docs/wxr.md names."""
    rest = {each.path: each for each in documents(site / "rest")}
    wxr = {each.path: each for each in documents(site / "site.xml")}
    assert len(rest) > 5
    assert rest.keys() < wxr.keys()
    for path, document in rest.items():
        if "locked" in path:
            assert "Secret." in wxr[path].body
            assert document.body == ""
        else:
            assert comparable(wxr[path]) == comparable(document), path
    added = [wxr[path] for path in wxr.keys() - rest.keys()]
    assert all(each.front_matter["draft"] is True for each in added)
