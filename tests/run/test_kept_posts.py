"""Tests for the posts that are kept between the index pass and the conversion."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers import damage, wxr_damage
from helpers.damage import Damage
from helpers.process import post
from wpconv.model import Location, Post, ReadOptions
from wpconv.options import Options, RunOptions
from wpconv.read import reader
from wpconv.read.sources.sources import Source
from wpconv.run import kept_posts
from wpconv.run.kept_posts import Keeper, KeptPosts, restored
from wpconv.run.run import run

SITE = Path(__file__).parents[2] / "fixtures" / "site"


def read(folder: Path) -> list[Post]:
    items = (
        item
        for file in sorted(folder.rglob("*.json"))
        for item in reader.read_source(Source(file.name, file), ReadOptions())
    )
    return [item for item in items if isinstance(item, Post)]


def test_a_kept_post_is_the_post_that_was_read() -> None:
    """Keeping and restoring a post changes no field, with its terms, author, media and hash."""
    posts = read(SITE)
    keeper = Keeper(10**9)
    for each in posts:
        keeper.add(each)
    again = [restored(data) for data in keeper.posts.values()]
    assert posts
    assert again == posts
    assert [each.digest for each in again] == [each.digest for each in posts] != [""] * len(posts)


def test_a_record_is_kept_only_for_fields_from_it() -> None:
    """Without --field, a post is kept without its record, except the custom fields of a raw one."""
    record = {"id": 1, "meta": {"mood": "calm"}, "content": {"raw": "x" * 1000}}
    whole = Post(Location("export.json"), id=1, content="text", digest="d", record=record)
    raw, repaired = replace(whole, is_raw=True), replace(whole, digest="")
    for with_records, expected in (
        (True, [whole, raw, repaired]),
        (False, [replace(whole, record={}), replace(raw, record={"meta": {"mood": "calm"}}), repaired]),
    ):
        again = []
        for item in (whole, raw, repaired):
            keeper = Keeper(10**6, with_records)
            keeper.add(item)
            again.append(restored(keeper.posts[item.location]))
        assert again == expected


@pytest.mark.parametrize("case", [*damage.DAMAGE, *wxr_damage.DAMAGE], ids=lambda case: case.name)
def test_a_post_that_is_read_again_is_the_same(tmp_path: Path, case: Damage) -> None:
    """A post beyond the memory budget is read again with the fields and the notices of its first reading."""
    file = tmp_path / "export"
    file.write_bytes(case.data)
    source, options = Source("export", file), ReadOptions()
    posts = [item for item in reader.read_source(source, options) if isinstance(item, Post)]
    for wanted in (posts, posts[-1:], posts[:1]):
        again = list(reader.read_source(source, options, [each.location for each in wanted]))
        assert again == wanted
        assert [each.notices for each in again if isinstance(each, Post)] == [each.notices for each in wanted]


def test_no_more_is_kept_than_the_budget_allows() -> None:
    """The kept posts of all tasks together stay below the budget, however many tasks are under way."""
    kept = KeptPosts(budget=100_000, tasks=3)
    size, item = 0, Post(Location("export.json"), content="x" * 1000)
    for _round in range(5):
        keepers = [Keeper(kept.share()) for _task in range(3)]
        for keeper in keepers:
            for _post in range(50):
                keeper.add(item)
            size += keeper.size
            kept.add(keeper)
    assert 0 < size <= 100_000


def test_a_post_is_taken_once() -> None:
    """A post that was taken for the conversion takes no memory any longer."""
    kept, keeper, location = KeptPosts(10**6), Keeper(10**6), Location("export.json", 1, 5)
    keeper.add(Post(location))
    kept.add(keeper)
    assert list(kept.take([location, Location("export.json", 2)])) == [location]
    assert kept.take([location]) == {}


@pytest.mark.parametrize(("budget", "readings"), [(10**9, 1), (0, 2)])
def test_a_record_becomes_a_post_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budget: int, readings: int
) -> None:
    """A run makes a post of each record once; without memory for it, again for the conversion."""
    made: Counter[int] = Counter()
    original = reader.post

    def counted(record: Any, *args: Any, **options: Any) -> Post:
        made[record["id"]] += 1
        return original(record, *args, **options)

    monkeypatch.setattr(reader, "post", counted)
    monkeypatch.setattr(kept_posts, "BUDGET", budget)
    (tmp_path / "posts.json").write_text(json.dumps([post(number) for number in range(1, 9)]))
    run([str(tmp_path / "posts.json")], Options(run=RunOptions(output=str(tmp_path / "site"), jobs=1)))
    assert made == dict.fromkeys(range(1, 9), readings)


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_do_not_depend_on_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """All, some or none of the posts kept: the same documents and the same manifest."""
    results = []
    for budget in (10**9, 6_000, 0):
        monkeypatch.setattr(kept_posts, "BUDGET", budget)
        folder = tmp_path / str(budget)
        run([str(SITE)], Options(run=RunOptions(output=str(folder), jobs=jobs)))
        results.append({path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert len(results[0]) > 1
    assert results[0] == results[1] == results[2]


def test_posts_beyond_the_memory_are_in_a_file(tmp_path: Path) -> None:
    """Kept posts that memory has no room for are in a file, and are the same posts."""
    posts = read(SITE)
    keeper = Keeper(10**9, memory=20_000, folder=str(tmp_path))
    for each in posts:
        keeper.add(each)
    kinds = Counter(type(each).__name__ for each in keeper.posts.values())
    assert kinds["bytes"] > 0
    assert kinds["Stored"] > 0
    kept = KeptPosts(10**9)
    kept.add(keeper)
    taken = kept.take(each.location for each in posts)
    assert [restored(taken[each.location]) for each in posts] == posts


@pytest.mark.parametrize("folder", ["gone", "removed"])
def test_a_file_of_posts_that_fails(tmp_path: Path, folder: str) -> None:
    """If the file of kept posts cannot be written, or is gone, these posts are not kept."""
    place = tmp_path / folder
    if folder == "removed":
        place.mkdir()
    keeper, location = Keeper(10**9, memory=0, folder=str(place)), Location("export.json")
    keeper.add(Post(location, content="x"))
    if folder == "removed":
        Path(keeper.file).unlink()
    kept = KeptPosts(10**9)
    kept.add(keeper)
    assert kept.take([location]) == {}
