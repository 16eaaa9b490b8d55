"""Frames."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, remove, replace_with
from wpconv.body.html import runs_script, start_tag
from wpconv.body.parse.html import parse
from wpconv.body.references import frame_url
from wpconv.body.rules._shared.media import address, is_duplicate, player
from wpconv.notices import NoticeCode

_HIDDEN = ("0", "0px", "1", "1px")
_PIXELS = re.compile(r"([1-9]\d*)(?:px)?")
_VIDEO = re.compile(r"(?:https?:)?//[\w.]*\b(?:youtube(?:-nocookie)?|vimeo|dailymotion)\.com/")
_SMALL = 400
"""Pixels: frames that are less wide, such as badges and forms, keep their size."""


def iframes(tag: Tag, ctx: Context) -> None:
    """Players, maps and posts in an `<iframe>`: a smaller `<iframe>`, a shortcode or a link.

    The page in its `srcdoc`, if it has no address, becomes content of the document.
    """
    url = "" if runs_script(address(tag)) else address(tag)
    if attr(tag, "data-secret") in ctx.embedded_posts:
        remove(tag)  # the quote before it has the link
    elif not url:
        script = attr(tag, "src") if runs_script(attr(tag, "src")) else ""
        words = filter(None, ("an <iframe>", attr(tag, "title"), script))
        ctx.notice(NoticeCode.EMBED_WITHOUT_ADDRESS, " ".join(words))
        replace_with(tag, *parse(attr(tag, "srcdoc")).root.contents)
    elif attr(tag, "width") in _HIDDEN and attr(tag, "height") in _HIDDEN:
        ctx.notice(NoticeCode.REMOVED_TRACKER, f"an invisible <iframe>: {url}")
        remove(tag)
    elif is_duplicate(tag, url, ctx):
        remove(tag)
    else:
        title = {"title": attr(tag, "title")} if attr(tag, "title") else {}
        allowed = {"allow": attr(tag, "allow")} if attr(tag, "allow") else {}
        flags = {"allowfullscreen": ""} if "allowfullscreen" in tag.attrs else {}
        attrs = {"src": frame_url(url, ctx), **title, **_size(tag, url), **allowed, **flags}
        html = start_tag("iframe", attrs) + "</iframe>"
        player(tag, ctx, html, url, attr(tag, "title"))


def _size(tag: Tag, url: str) -> dict[str, str]:
    """Return the attributes for a frame's size: in its proportions as wide as the text, if they are known."""
    given = {key: attr(tag, key) for key in ("width", "height") if attr(tag, key)}
    sides = [_PIXELS.fullmatch(value.strip()) for value in given.values()]
    width, height = (int(side[1]) if side else 0 for side in sides) if len(sides) == 2 else (0, 0)
    if not given and _VIDEO.match(url):
        width, height = 16, 9
    elif not height or width < _SMALL:
        return given | {"style": "border:0"}
    return {"style": f"border:0;width:100%;aspect-ratio:{width}/{height}"}


def quotes(tag: Tag, ctx: Context) -> None:
    """An embedded WordPress post, which is a quote and a frame: the quote stays, the frame is removed."""
    if secret := attr(tag, "data-secret"):
        ctx.embedded_posts.add(secret)


RULES = (
    Rule("blockquote.wp-embedded-content", quotes),
    Rule("iframe", iframes),
)
