"""Tests of the trees that the entries of menus make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wpconv.document.site_data import MenuEntry
from wpconv.read.site import Site
from wpconv.run.output.menus import DEEPEST, menus
from wpconv.site_model import MenuItem


def tree(items: Sequence[MenuItem]) -> tuple[MenuEntry, ...]:
    found, _notices = menus(items, Site(), {}, lambda reference: reference.url)
    return found["main"]


def titles(entries: Sequence[MenuEntry]) -> Iterator[str]:
    for entry in entries:
        yield entry.title
        yield from titles(entry.children)


def depth(entries: Sequence[MenuEntry]) -> int:
    return max((1 + depth(entry.children) for entry in entries), default=0)


def test_a_menu_with_thousands_of_levels() -> None:
    """Entries below too many others are at the top, and none is lost."""
    entries = tree([MenuItem(number, "a", f"T{number}", parent=number - 1) for number in range(1, 3000)])
    assert sorted(titles(entries)) == sorted(f"T{number}" for number in range(1, 3000))
    assert depth(entries) == DEEPEST


def test_circles_and_missing_parents() -> None:
    """Entries above themselves, and those whose parent is missing, are at the top with what is below them."""
    parents = {1: 9, 2: 3, 3: 2, 4: 4, 5: 3}
    entries = tree([MenuItem(number, "a", f"T{number}", parent=parent) for number, parent in parents.items()])
    assert sorted(titles(entries)) == ["T1", "T2", "T3", "T4", "T5"]
    assert entries[0].title == "T1"
