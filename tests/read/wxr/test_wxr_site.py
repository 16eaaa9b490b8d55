"""One real site by the REST API, by WXR, and by rows of its database."""

from __future__ import annotations

import json
import re
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from helpers import ROOT
from helpers.golden import Golden
from helpers.process import wpconv
from wpconv import Document, documents

SITE = ROOT / "fixtures" / "wxr"
SECRETS = re.compile(r"\w+@harbour\.example|sesame")


def by_path(*sources: Path, **options: object) -> dict[str, Document]:
    return {document.path: document for document in documents([*sources], **options)}


@pytest.fixture(scope="module")
def rest() -> dict[str, Document]:
    return by_path(SITE / "rest")


@pytest.fixture(scope="module")
def wxr() -> dict[str, Document]:
    return by_path(SITE / "site.xml")


def test_rest_and_wxr_give_the_same_documents(
    rest: dict[str, Document], wxr: dict[str, Document], golden: Golden
) -> None:
    """An export gives the documents of the REST API, but for the differences that docs/wxr.md names."""
    lines: list[str] = []
    for path in sorted(rest.keys() | wxr.keys()):
        if path not in rest:
            lines.append(f"only in WXR: {path} ({wxr[path].front_matter.get('draft', 'public')})\n")
            continue
        one, other = (each[path].text.splitlines(keepends=True) for each in (rest, wxr))
        lines += [line for line in unified_diff(one, other, path, path, n=0) if not line.startswith("@@")]
    golden(SITE / "differences.txt", "".join(line.rstrip("\n") + "\n" for line in lines))
    assert rest.keys() <= wxr.keys()


def test_rows_have_the_same_bodies(wxr: dict[str, Document]) -> None:
    """The bodies of rows are those of WXR; rows have no addresses of media, which galleries need."""
    rows = by_path(SITE / "rows.json")
    assert rows.keys() == wxr.keys()
    different = {path for path, document in rows.items() if document.body != wxr[path].body}
    assert different == {
        "posts/all-kinds-of-media.md",
        "posts/an-old-gallery.md",
        "posts/blocks-without-content.md",
    }


def test_rest_wins_and_wxr_adds(rest: dict[str, Document], wxr: dict[str, Document]) -> None:
    """Of a post in both, the rendered body is taken; drafts, protected bodies and metadata come from WXR."""
    both = by_path(SITE / "rest", SITE / "site.xml", field=["score=meta.rating", "old=meta._wp_old_slug"])
    assert both.keys() == wxr.keys()
    for path, document in both.items():
        is_rendered = path in rest and "locked" not in path
        assert document.body == (rest if is_rendered else wxr)[path].body, path
    assert both["posts/first-bowline.md"].front_matter["score"] == 4
    assert both["posts/locked.md"].front_matter["draft"] is True


def test_no_secret_is_written(tmp_path: Path) -> None:
    """Passwords and e-mail addresses are in no file, message or report, also if a field is asked for."""
    shutil.copy(SITE / "site.xml", tmp_path)
    shutil.copy(SITE / "rows.json", tmp_path)
    for source in ("site.xml", "rows.json"):
        fields = (f"--field={key}={path}" for key, path in (
            ("a", "password"), ("b", "post_password"), ("c", "content"), ("d", "meta"), ("e", "_embedded"),
        ))  # fmt: skip
        done = wpconv(source, "-o", "out", *fields, "--report", "report.json", cwd=tmp_path)
        texts = [path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file()]
        texts += [done.stdout, done.stderr, (tmp_path / "report.json").read_text()]
        found = {match for text in texts for match in SECRETS.findall(text)}
        assert found == {"a@harbour.example"}, source  # a link in a body
        shutil.rmtree(tmp_path / "out")


def test_comments_and_menus_are_those_of_the_api(tmp_path: Path) -> None:
    """Comments of an export give the files of the API's, without those that wait for approval."""
    for source, out in ((SITE / "rest", "rest"), (SITE / "site.xml", "wxr")):
        wpconv(source, "-o", out, "--comments", "data", "--site-data", cwd=tmp_path)
    one, other = ((tmp_path / out / "comments" / "11.json").read_text() for out in ("rest", "wxr"))
    assert one == other
    assert "pending" not in other
    menus = json.loads((tmp_path / "wxr" / "menus.json").read_text())
    assert menus["main"][0]["title"] == "About us"


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_read_items_by_their_offset(jobs: int, wxr: dict[str, Document]) -> None:
    """The documents do not depend on the number of workers."""
    assert by_path(SITE / "site.xml", jobs=jobs) == wxr
