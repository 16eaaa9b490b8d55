"""Images."""

import re
from urllib.parse import urlsplit

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, has_class, remove, replace_with
from wpconv.body.rules._shared.media import address, is_duplicate
from wpconv.notices import NoticeCode

_PIXEL = re.compile(r"[01](?:px)?")
_PIXEL_STYLE = re.compile(r"(?:^|[;\s])(?:width|height):\s*[01](?:px)?(?=[;\s!]|$)")
_UPLOAD = re.compile(r"/uploads/|/files/\d{4}/|\.files\.wordpress\.com/|/wp-content/")
_SVG = re.compile(r"\.svgz?(?:$|\?)", re.IGNORECASE)
_EMOJI = re.compile(
    r"[\u2190-\u2bff\u3030-\u3299\U0001f000-\U0001faff\U000e0020-\U000e007f\u200d\u20e3\ufe0f]+"
)
"""Characters of emoji (Unicode Technical Standard #51); those of a keycap begin with a digit."""
_SMALL = re.compile(r"(?:[1-9]|[1-3]\d)(?:px)?")
"""The width of an image in a line of text, in pixels."""


def images(tag: Tag, ctx: Context) -> None:
    """Images: the real URL of a lazy image, the text of a smiley or an emoji; tracking pixels are removed.

    An uploaded SVG stays, for which WordPress writes `width="1" height="1"`, and an upload with an `alt`.
    """
    url = address(tag)
    if has_class(tag, "wp-smiley", "emoji") or _is_emoji(tag, url):
        replace_with(tag, attr(tag, "alt"))
    elif _is_pixel(tag) and not _is_picture(tag, url, ctx.host):
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


def _is_emoji(tag: Tag, url: str) -> bool:
    """Return whether an image stands for the emoji that are its alternative text, as on Facebook."""
    return bool(_EMOJI.fullmatch(attr(tag, "alt"))) and (
        "/emoji" in url or bool(_SMALL.fullmatch(attr(tag, "width")))
    )


def _is_picture(tag: Tag, url: str, host: str) -> bool:
    """Return whether an image was uploaded as a picture, whatever size its attributes have.

    So was an SVG that is on the host of the site itself.
    """
    if _UPLOAD.search(url):
        return bool(attr(tag, "alt") or _SVG.search(url))
    own = urlsplit(url).hostname or ""
    return bool(host) and own.removeprefix("www.") == host and bool(_SVG.search(url))


RULES = (Rule("img", images),)
