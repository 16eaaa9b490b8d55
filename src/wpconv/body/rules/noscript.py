"""Images for readers without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules._media import address, file_name
from wpconv.body.rules._rule import Rule
from wpconv.body.tree import Tag, find_all, replace_with

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context


def noscript(tag: Tag, ctx: Context) -> None:
    """Images for readers without scripts: shown where no lazy twin of theirs is."""
    alone = []
    for image in find_all(tag, "img"):
        name = file_name(address(image))
        if ("img", name) not in ctx.shown:
            ctx.shown.add(("noscript", name))
            alone.append(image)
    replace_with(tag, *alone)


RULES = (Rule("noscript", noscript),)
