"""Damaged exports end to end: what is saved, what is said, what is named as a failure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.damage import DAMAGE, Damage, is_prefix
from helpers.records import IDS, RECORDS, dumped
from wpconv.errors import ReadError
from wpconv.model import Location, Post, ReadOptions
from wpconv.notices import Notice, Severity
from wpconv.read import reader
from wpconv.read.records.post import post
from wpconv.read.sources.sources import Source

LOSSES = ("broken-json", "cut-character", "truncated-input", "unreadable-number")


def read(path: Path, data: bytes, options: ReadOptions | None = None) -> list[reader.Item]:
    path.write_bytes(data)
    return list(reader.read_source(Source("export", path), options or ReadOptions()))


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


def saved(path: Path, text: str) -> tuple[list[int], bool]:
    """Return the ids of whole posts, and whether a loss was reported."""
    items = read(path, text.encode())
    posts = [item for item in items if isinstance(item, Post)]
    notices = [item for item in items if isinstance(item, Notice)]
    notices += [each for item in posts for each in item.notices]
    is_loss = any(each.severity is Severity.LOSS for each in notices)
    return [item.id or 0 for item in posts if not item.incomplete], is_loss


@pytest.mark.parametrize("separator", ["\n", "\n\x1e", "", "\nPHP Notice:  a in b.php\n"])
def test_cuts_in_the_first_characters(separator: str, tmp_path: Path) -> None:
    """JSON Lines that are cut before the first value of a record lost that record, and say so."""
    lines = [dumped(each) for each in RECORDS[:3]]
    for size in range(1, 30):
        text = separator.join([*lines[:2], lines[2][:size]])
        assert saved(tmp_path / "export", text) == ([1, 2], True), text[-size:]


@pytest.mark.parametrize("value", ["-", "+", ".", "--1", "?", "&", "*", "#x", "<", "\\", ")"])
@pytest.mark.parametrize("key", ["id", "date", "status", "menu_order"])
@pytest.mark.parametrize("number", [1, 4])
def test_a_value_that_is_none(number: int, key: str, value: str, tmp_path: Path) -> None:
    """A value that is none costs one record at most."""
    lines = [dumped(each) for each in RECORDS]
    before, _, after = lines[number - 1].partition(f'"{key}":')
    lines[number - 1] = f'{before}"{key}":{value},' + after.partition(",")[2]
    whole, is_loss = saved(tmp_path / "export", f"[{','.join(lines)}]")
    assert set(whole) >= {each for each in IDS if each != number}
    assert is_loss


@pytest.mark.parametrize("key", ["id", "date"])
def test_a_damaged_key(key: str, tmp_path: Path) -> None:
    """A record whose first keys are damaged hides no other one."""
    for number in (1, 2):
        lines = [dumped(each) for each in RECORDS]
        lines[number - 1] = lines[number - 1].replace(f'"{key}":', f'"{key}" ?', 1)
        whole, is_loss = saved(tmp_path / "export", f"[{','.join(lines)}]")
        assert set(whole) >= {each for each in IDS if each != number}
        assert is_loss


@pytest.mark.parametrize("tail", ["<", "</", "</p", "<a href='x", "&", "&#82", "&am", "<!"])
def test_cut_markup(tail: str, tmp_path: Path) -> None:
    """The beginning of a tag or of a character reference at a cut is no text."""
    (item,) = (
        each
        for each in read(tmp_path / "export", f'[{{"id":1,"content":{{"rendered":"<p>Fog{tail}'.encode())
        if isinstance(each, Post)
    )
    assert item.content == "<p>Fog"
