"""The more tag."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, raw, replace_with, text

_ID = re.compile(r"more-\d+")


def more(tag: Tag, ctx: Context) -> None:
    """The anchor that `<!--more-->` leaves on a post's page: the target's own marker for it."""
    if _ID.fullmatch(attr(tag, "id")) and not text(tag).strip() and ctx.dialect.more_marker:
        replace_with(tag, raw(ctx.dialect.more_marker, block=True))


RULES = (Rule("span", more, needs="id"),)
