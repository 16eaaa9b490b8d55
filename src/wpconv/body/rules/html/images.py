"""Images: lazy ones, smilies, trackers."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, has_class, remove, replace_with
from wpconv.body.rules._shared.media import address, is_second
from wpconv.notices import NoticeCode

_DOT = re.compile(r"[01](?:px)?")
_DOT_STYLE = re.compile(r"(?:^|[;\s])(?:width|height):\s*[01](?:px)?(?=[;\s!]|$)")


def images(tag: Tag, ctx: Context) -> None:
    """Images: the real address of a lazy one, a smiley's text, no trackers of one pixel."""
    url = address(tag)
    if has_class(tag, "wp-smiley", "emoji"):
        replace_with(tag, attr(tag, "alt"))
    elif _is_dot(tag):
        ctx.notice(NoticeCode.REMOVED_TRACKER, f"an image of one pixel: {url}")
        remove(tag)
    elif not url:
        if attr(tag, "alt"):
            ctx.notice(NoticeCode.IMAGE_WITHOUT_ADDRESS, attr(tag, "alt"))
        remove(tag)
    elif is_second(tag, url, ctx):
        remove(tag)
    else:
        tag.attrs["src"] = url


def _is_dot(tag: Tag) -> bool:
    size = attr(tag, "width"), attr(tag, "height")
    style = attr(tag, "style")
    return all(map(_DOT.fullmatch, size)) or (bool(style) and len(_DOT_STYLE.findall(style)) == 2)


RULES = (Rule("img", images),)
