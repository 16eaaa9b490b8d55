"""Links of headings to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules._rule import Rule
from wpconv.body.tree import Tag, ancestor, attr, remove, text

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context

_SIGNS = frozenset("#¶§🔗")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def anchors(tag: Tag, _ctx: Context) -> None:
    """Links of headings to themselves, which themes add as a sign: out, site generators add their own."""
    if attr(tag, "href").startswith("#") and text(tag).strip() in _SIGNS and ancestor(tag, *_HEADINGS):
        remove(tag)


RULES = (Rule("a", anchors),)
