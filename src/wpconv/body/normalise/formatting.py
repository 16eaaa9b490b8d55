"""Marks: the inline tags that something stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from wpconv.body.dom import NavigableString, Tag, descendants

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "s": "del", "strike": "del", "del": "del", "u": "u", "ins": "ins", "mark": "mark",
    "sub": "sub", "sup": "sup", "kbd": "kbd", "tt": "tt", "samp": "samp", "abbr": "abbr", "acronym": "abbr",
    "q": "q", "a": "a", "ruby": "ruby", "rt": "rt", "rp": "rp", "bdo": "bdo", "bdi": "bdi",
}  # fmt: skip
"""Inline tags that mean something, and their names in the normal form."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NEAR = 20
"""How many nodes are looked at for letters that run the other way."""
_DEEPEST = 3
"""How many marks of one kind stand in each other; more are a slip."""
_MERGED = frozenset(("strong", "em", "del", "u", "ins", "mark"))


@dataclass(slots=True, eq=False)
class Mark:
    """An inline tag around leaves; another tag is another mark, as like as it may be."""

    name: str
    key: object
    """Neighbouring leaves whose marks have the same key share one tag."""
    attrs: dict[str, str] = field(default_factory=dict)
    nests: bool = False
    """Whether it means something in a mark of its kind."""


Leaf = tuple[str | Tag, tuple[Mark, ...]]


def mark(tag: Tag) -> Mark | None:
    """Return the mark that an inline tag stands for; None where it means nothing."""
    kind = MARKS.get(tag.name)
    if kind is None:
        return None
    if kind in _MERGED:
        # <em> in <em> stands out again; <i> in <em> says one thing twice.
        return Mark(kind, kind, {}, kind in ("em", "strong") and tag.name == kind)
    if kind == "bdi" and not _turns(tag):
        return None  # nothing in it turns the direction: shops put one around each price
    if kind == "a":
        attrs = {key: str(value) for key, value in tag.attrs.items() if key in ("href", "title")}
        return Mark(kind, (kind, *attrs.items()), attrs) if "href" in attrs else None
    kept = {"abbr": "title", "bdo": "dir"}.get(kind, "")
    return Mark(kind, id(tag), {kept: str(tag.attrs[kept])} if tag.attrs.get(kept) else {})


def _turns(tag: Tag) -> bool:
    """Tell whether a tag holds letters that run from right to left."""
    near = islice(descendants(tag), _NEAR)
    return any(_RIGHT_TO_LEFT.search(node) for node in near if isinstance(node, NavigableString))


def with_mark(marks: tuple[Mark, ...], added: Mark | None) -> tuple[Mark, ...]:
    """Return the marks inside a tag: few stand in their own kind, and of two links the inner one holds."""
    if added is None:
        return marks
    if not marks:
        return (added,)
    if added.name == "a":
        return (*without_links(marks), added)
    same = [mark for mark in marks if mark.name == added.name]
    if not same:
        return (*marks, added)
    if not (added.nests and same[-1].nests) or len(same) == _DEEPEST:
        return marks
    return (*marks, replace(added, key=(added.name, len(same))))


def without_links(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks that are no links."""
    return tuple(mark for mark in marks if mark.name != "a")


def shows(mark: Mark, nodes: Sequence[object]) -> bool:
    """Tell whether a reader sees a mark: a bold image is just an image."""
    if mark.name not in _MERGED:
        return True
    for node in nodes:
        if not isinstance(node, Tag):
            if str(node).strip():
                return True
        elif node.name != "img" and (node.name != "a" or shows(mark, node.contents)):
            return True
    return False
