"""Damaged exports end to end: what is saved, what is said, what is named as a failure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.damage import DAMAGE, Damage, is_prefix
from helpers.records import RECORDS
from wpconv.errors import ReadError
from wpconv.model import Location, Post, ReadOptions
from wpconv.notices import Notice, Severity
from wpconv.read import reader
from wpconv.read.records.post import post
from wpconv.read.sources.sources import Source

LOSSES = ("broken-json", "cut-character", "truncated-input", "unreadable-number")


def read(path: Path, data: bytes, options: ReadOptions | None = None) -> list[reader.Item]:
    path.write_bytes(data)
    return list(reader.items(Source("export", path), options or ReadOptions()))


def plain(item: Post) -> Post:
    """Return a post without what its place and its repair say."""
    return replace(item, location=Location(""), notices=(), record={}, incomplete=False)


@pytest.mark.parametrize("damage", [pytest.param(each, id=each.name) for each in DAMAGE])
def test_what_can_be_saved_is_saved_and_said(damage: Damage, tmp_path: Path) -> None:
    """Whole posts come out as they were, a cut one as a beginning of itself; each repair has its notice."""
    found = read(tmp_path / "export", damage.data)
    posts = [item for item in found if isinstance(item, Post)]
    whole = {item.id: item for item in posts if not item.incomplete}
    for number in damage.whole:
        expected = damage.changed.get(number, dict)(RECORDS[number - 1])
        assert plain(whole[number]) == plain(post(expected, Location("")))
    assert set(whole) == set(damage.whole)
    parts = [item for item in posts if item.incomplete]
    assert [item.id for item in parts] == ([damage.cut] if damage.cut else [])
    assert all(is_prefix(item.record, RECORDS[(item.id or 0) - 1]) for item in parts)
    notices = [each for item in found if isinstance(item, Post) for each in item.notices]
    notices += [item for item in found if isinstance(item, Notice)]
    assert sorted({each.code for each in notices}) == sorted(damage.codes)
    assert {each.code for each in notices if each.severity == Severity.LOSS} == set(LOSSES) & set(
        damage.codes
    )
    failures = [item for item in found if isinstance(item, ReadError)]
    assert [damage.failure in each.cause and "export" in each.cause for each in failures] == (
        [True] if damage.failure else []
    )
