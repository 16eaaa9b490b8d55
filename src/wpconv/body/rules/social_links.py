"""The social icons block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules._rule import Rule
from wpconv.body.tree import Tag, attr, find, has_class, remove

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context


def social_links(tag: Tag, ctx: Context) -> None:
    """The social icons block: links with a label stay, bare icons go."""
    link = find(tag, "a")
    label = find(tag, cls="wp-block-social-link-label")
    if link and (label is None or has_class(label, "screen-reader-text")):
        ctx.notice("removed-icon-link", attr(link, "href"))
        remove(tag)


RULES = (Rule(".wp-social-link", social_links),)
