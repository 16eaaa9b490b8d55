"""Backgrounds of the cover block."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr
from wpconv.notices import NoticeCode

_IMAGE = re.compile(r"background-image:\s*url\((.+?)\)")


def covers(tag: Tag, ctx: Context) -> None:
    """Backgrounds of the cover block: an `<img>` stays, one that only its style names goes, with a notice."""
    if match := _IMAGE.search(attr(tag, "style")):
        ctx.notice(NoticeCode.BACKGROUND_IMAGE, match[1].strip("\"' "))


RULES = (Rule(".wp-block-cover", covers), Rule(".wp-block-cover__image-background", covers))
