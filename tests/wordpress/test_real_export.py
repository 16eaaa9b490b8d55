"""A real WordPress by its REST API and by its own export (WXR)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from helpers.process import wpconv
from wordpress.conftest import SCRIPT, WordPress
from wpconv import Document, documents

pytestmark = [pytest.mark.slow, pytest.mark.wordpress]

TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "—": "-", "–": "-", "×": "x"})


def comparable(document: Document) -> str:
    """Return a document without what WordPress's `wptexturize` and thumbnails of galleries change."""
    text = re.sub(r"-150x150(?=\.\w+\))", "", document.text).translate(TYPOGRAPHY)
    return re.sub("-{2,}", "-", text).replace("-scaled", "").replace('\\"', '"')


def test_both_forms_give_the_same_documents(wordpress: WordPress, tmp_path: Path) -> None:
    """Every document of the REST API is made of the export too, but for what docs/wxr.md names."""
    run = wpconv(wordpress.url, "--fetch-only", "--save", "export", cwd=tmp_path)
    # The seed shows one picture that is gone.
    assert run.stderr.count("loss:") == run.stderr.count("gone-300x200.jpg") == 1, run.stderr
    exported = subprocess.run([SCRIPT, "wxr", "-d", wordpress.folder], check=True, capture_output=True)
    (tmp_path / "site.xml").write_bytes(exported.stdout)
    rest = {each.path: each for each in documents(tmp_path / "export")}
    wxr = {each.path: each for each in documents(tmp_path / "site.xml")}
    assert len(rest) > 120
    assert rest.keys() < wxr.keys()
    for path, document in rest.items():
        if "locked" in path:
            assert "Secret." in wxr[path].body
            assert document.body == ""
        else:
            assert comparable(wxr[path]) == comparable(document), path
    added = [wxr[path] for path in wxr.keys() - rest.keys()]
    assert all(each.front_matter["draft"] is True for each in added)
