"""The cover block."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr
from wpconv.notices import NoticeCode

_IMAGE = re.compile(r"background-image:\s*url\((.+?)\)")


def covers(tag: Tag, ctx: Context) -> None:
    """The cover block: a background in an `<img>` stays, one in a `style` attribute is reported."""
    if match := _IMAGE.search(attr(tag, "style")):
        ctx.notice(NoticeCode.BACKGROUND_IMAGE, match[1].strip("\"' "))


RULES = (Rule(".wp-block-cover", covers), Rule(".wp-block-cover__image-background", covers))
