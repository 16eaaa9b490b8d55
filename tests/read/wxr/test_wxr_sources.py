"""Exports in WXR among other files: what is recognised, by its content."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from helpers.process import wpconv
from helpers.wxr import EXPORT, HEAD, IDS, ITEMS, TAIL
from wpconv import documents

FEED = '<?xml version="1.0"?><rss version="2.0"><channel><item><title>x</title></item></channel></rss>'
JSON = '[{"id":99,"slug":"wxr","title":{"rendered":"x"},"content":{"rendered":"<p>xmlns:wp= &lt;rss</p>"}}]'


def ids(*sources: Path) -> list[int | None]:
    return [document.front_matter.get("wp_id") for document in documents([*sources])]


def test_a_folder_is_searched_for_exports(tmp_path: Path) -> None:
    """XML and text files of a folder are read if they are exports; feeds and other XML are not."""
    (tmp_path / "part-1.xml").write_text(HEAD + "".join(ITEMS[:4]) + TAIL)
    (tmp_path / "part-2.wxr").write_text(HEAD + "".join(ITEMS[4:8]) + TAIL)
    (tmp_path / "part-3.xml.gz").write_bytes(gzip.compress((HEAD + "".join(ITEMS[8:12]) + TAIL).encode()))
    (tmp_path / "part-4.txt").write_text(HEAD + "".join(ITEMS[12:]) + TAIL)
    (tmp_path / "feed.xml").write_text(FEED)
    (tmp_path / "sitemap.xml").write_text("<urlset/>")
    (tmp_path / "damaged.xml.gz").write_bytes(b"\x1f\x8b\x08 no gzip")
    (tmp_path / "posts.json").write_text(JSON)
    assert sorted(ids(tmp_path), key=int) == [*IDS, 99]


def test_members_of_archives(tmp_path: Path) -> None:
    """WordPress.com sends an archive of exports; other XML files in it are ignored."""
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("site/wordpress.2026-11-28.000.xml", EXPORT)
        archive.writestr("site/feed.xml", FEED)
    assert ids(tmp_path / "export.zip") == [*IDS]


def test_a_name_does_not_matter(tmp_path: Path) -> None:
    """An export is recognised without its suffix, and on standard input, JSON about WXR is JSON."""
    (tmp_path / "export").write_text(EXPORT)
    (tmp_path / "posts.xml").write_text(JSON)
    assert ids(tmp_path / "export") == [*IDS]
    assert ids(tmp_path / "posts.xml") == [99]
    done = wpconv("-", "--jsonl", input=EXPORT, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(IDS)


@pytest.mark.parametrize("change", ["new post", "same"])
def test_a_second_run_writes_what_changed(change: str, tmp_path: Path) -> None:
    """An unchanged export changes nothing; of a changed one, only the changed post is written."""
    source = tmp_path / "site.xml"
    source.write_text(EXPORT)
    assert wpconv("site.xml", "-o", "out", cwd=tmp_path).returncode == 0
    if change == "new post":
        source.write_text(EXPORT.replace("A plain paragraph", "Another paragraph"))
    done = wpconv("site.xml", "-o", "out", cwd=tmp_path)
    assert f"{len(IDS) - (change != 'same')} unchanged" in done.stderr
