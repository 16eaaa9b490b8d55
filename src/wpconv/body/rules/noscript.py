"""Images and players for readers without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules._media import address, identity
from wpconv.body.rules._rule import Rule
from wpconv.body.tree import Tag, find_all, name, replace_with

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context


def noscript(tag: Tag, ctx: Context) -> None:
    """Images and players for readers without scripts: shown where no lazy twin of theirs is."""
    alone = []
    for inner in find_all(tag, "img", "iframe"):
        shown = identity(inner, address(inner))
        if (inner.name, shown) not in ctx.shown:
            ctx.shown.add(("noscript", shown))
            alone.append(inner.parent if inner.parent and name(inner.parent) == "a" else inner)
    replace_with(tag, *alone)


RULES = (Rule("noscript", noscript),)
