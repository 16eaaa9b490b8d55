"""Images."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, has_class, remove, replace_with
from wpconv.body.rules._shared.media import address, is_duplicate
from wpconv.notices import NoticeCode

_PIXEL = re.compile(r"[01](?:px)?")
_PIXEL_STYLE = re.compile(r"(?:^|[;\s])(?:width|height):\s*[01](?:px)?(?=[;\s!]|$)")


def images(tag: Tag, ctx: Context) -> None:
    """Images: the real URL of a lazy image, the text of a smiley; tracking pixels are removed."""
    url = address(tag)
    if has_class(tag, "wp-smiley", "emoji"):
        replace_with(tag, attr(tag, "alt"))
    elif _is_pixel(tag):
        ctx.notice(NoticeCode.REMOVED_TRACKER, f"an image of one pixel: {url}")
        remove(tag)
    elif not url:
        if attr(tag, "alt"):
            ctx.notice(NoticeCode.IMAGE_WITHOUT_ADDRESS, attr(tag, "alt"))
        remove(tag)
    elif is_duplicate(tag, url, ctx):
        remove(tag)
    else:
        tag.attrs["src"] = url


def _is_pixel(tag: Tag) -> bool:
    size = attr(tag, "width"), attr(tag, "height")
    style = attr(tag, "style")
    return all(map(_PIXEL.fullmatch, size)) or (bool(style) and len(_PIXEL_STYLE.findall(style)) == 2)


RULES = (Rule("img", images),)
