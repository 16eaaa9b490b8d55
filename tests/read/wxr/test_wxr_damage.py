"""Damaged exports in WXR: what is saved, what is said, what is named as a failure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from helpers.damage import Damage
from helpers.wxr import EXPORT, HEAD, IDS, ITEMS, TAIL, TEXTS
from helpers.wxr_damage import DAMAGE
from wpconv.errors import ReadError
from wpconv.model import Location, Post, ReadOptions
from wpconv.notices import Notice, Severity
from wpconv.read import reader
from wpconv.read.sources.sources import Source

STEP = 97


def read(path: Path, data: bytes, options: ReadOptions | None = None) -> list[reader.Item]:
    path.write_bytes(data)
    return list(reader.read_source(Source("export", path), options or ReadOptions()))


def plain(item: Post) -> Post:
    """Return a post without what its place and its repair say."""
    record = {key: each for key, each in item.record.items() if key != "guid"}
    return replace(item, location=Location(""), notices=(), record=record, incomplete=False)


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> dict[int | None, Post]:
    """Return the posts of the export without damage."""
    items = read(tmp_path_factory.mktemp("truth") / "export", EXPORT.encode())
    return {item.id: item for item in items if isinstance(item, Post)}


def notices(items: list[reader.Item]) -> list[Notice]:
    of_posts = [each for item in items if isinstance(item, Post) for each in item.notices]
    return of_posts + [item for item in items if isinstance(item, Notice)]


def wall_clock(item: Post) -> datetime | None:
    return item.date.replace(tzinfo=None) if item.date else None


def is_beginning(item: Post, whole: Post) -> bool:
    """Return whether a cut post has nothing that the whole one has not."""
    return (
        whole.title.startswith(item.title)
        and whole.content.startswith(item.content)
        and item.id in (None, whole.id)
        and item.link in ("", whole.link)
        and item.slug in ("", whole.slug)
        and (item.date is None or item.date.replace(tzinfo=None) == wall_clock(whole))
        and item.status in ("draft", whole.status)
        and all(whole.terms.get(name, ())[: len(each)] == each for name, each in item.terms.items())
        and item.record["meta"].items() <= whole.record["meta"].items()
    )


@pytest.mark.parametrize("damage", [pytest.param(each, id=each.name) for each in DAMAGE])
def test_what_can_be_saved_is_saved_and_said(
    damage: Damage, tmp_path: Path, truth: dict[int | None, Post]
) -> None:
    """Whole posts come out as they were, a cut one as a beginning of itself; each repair has its notice."""
    found = read(tmp_path / "export", damage.data)
    posts = [item for item in found if isinstance(item, Post)]
    whole = {item.id: item for item in posts if not item.incomplete}
    for number in damage.whole:
        assert whole[number].content == damage.changed.get(number, str)(truth[number].content)
        if not damage.changed:
            assert plain(whole[number]) == plain(truth[number])
    assert set(whole) >= set(damage.whole)
    parts = [item for item in posts if item.incomplete]
    assert len(parts) == (damage.cut is not None)
    assert all(is_beginning(item, truth[damage.cut]) for item in parts)
    assert sorted({each.code for each in notices(found)}) == sorted(damage.codes)
    failures = [item for item in found if isinstance(item, ReadError)]
    assert [damage.failure in each.cause and "export" in each.cause for each in failures] == (
        [True] if damage.failure else []
    )


def test_a_cut_at_any_place_is_said(tmp_path: Path, truth: dict[int | None, Post]) -> None:
    """However an export is cut, each post of it is a beginning of the truth, and a loss is reported."""
    data = EXPORT.encode()
    for size in range(EXPORT.index("<channel>") + 20, len(data) - 8, STEP):
        found = read(tmp_path / "export", data[:size])
        posts = [item for item in found if isinstance(item, Post)]
        whole = [item.id for item in posts if not item.incomplete]
        assert whole == list(range(1, len(whole) + 1)), size
        assert all(plain(item) == plain(truth[item.id]) for item in posts if not item.incomplete), size
        assert all(is_beginning(item, truth[len(whole) + 1]) for item in posts if item.incomplete), size
        assert any(each.severity is Severity.LOSS for each in notices(found)), size
        assert not any(isinstance(item, ReadError) for item in found), size


@pytest.mark.slow
def test_each_character_that_is_lost_costs_one_post(tmp_path: Path, truth: dict[int | None, Post]) -> None:
    """A byte that is missing or another one costs its own post at most, and no post comes up twice."""
    data = EXPORT.encode()
    for at in range(EXPORT.index("\t<item>\n"), len(data) - 20, STEP):
        for damaged in (data[:at] + data[at + 1 :], data[:at] + b"<" + data[at + 1 :]):
            found = read(tmp_path / "export", damaged)
            posts = [item for item in found if isinstance(item, Post)]
            same = [item.id for item in posts if item.id in truth and plain(item) == plain(truth[item.id])]
            assert len(same) == len(set(same)), at
            assert len(set(same)) >= len(IDS) - 2, at


def test_a_notice_names_the_line(tmp_path: Path) -> None:
    """The notice of a repair has the number of the line in the file."""
    text = EXPORT.replace("<wp:menu_order>0", "<wp:menu_order>&", 1)
    line = text[: text.index("<wp:menu_order>&")].count("\n") + 1
    found = notices(read(tmp_path / "export", text.encode()))
    assert [each.detail.rpartition(" at ")[2] for each in found] == [f"line {line}"]


def test_strict_reading_refuses_damage(tmp_path: Path) -> None:
    """With `--strict-json` a damaged export gives one failure with its line, and no post."""
    found = read(
        tmp_path / "export", EXPORT.replace("\t</item>", "", 1).encode(), ReadOptions(strict_json=True)
    )
    (failure,) = found
    assert isinstance(failure, ReadError)
    assert "line" in failure.cause
    whole = read(tmp_path / "export", EXPORT.encode(), ReadOptions(strict_json=True))
    assert sum(isinstance(item, Post) for item in whole) == len(IDS)


def test_the_tolerant_parser_agrees_with_the_strict_one(
    tmp_path: Path, truth: dict[int | None, Post]
) -> None:
    """A repair in one element of each item changes nothing else."""
    text = EXPORT.replace("<wp:is_sticky>0<", "<wp:is_sticky>0\x01<")
    found = [item for item in read(tmp_path / "export", text.encode()) if isinstance(item, Post)]
    assert [plain(item) for item in found] == [plain(item) for item in truth.values()]
    assert [item.content for item in found] == [each.strip() or "" for each in TEXTS] or len(found) == len(
        ITEMS
    )


def test_two_channels_in_one_file(tmp_path: Path) -> None:
    """A second channel is read as a second export, with its own head, and nothing is reported as lost."""
    second = HEAD[HEAD.index("<channel") :].replace("<title>", "<title>Second ", 1)
    text = HEAD + ITEMS[0] + "</channel>\n" + second + "".join(ITEMS[1:]) + TAIL
    items = read(tmp_path / "x.xml", text.encode())
    assert [each.id for each in items if isinstance(each, Post)] == list(IDS)
    assert {(each.code, each.severity) for each in notices(items)} == {("several-documents", "info")}
