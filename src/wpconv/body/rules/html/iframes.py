"""Frames."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, remove
from wpconv.body.html import start_tag
from wpconv.body.references import frame_url
from wpconv.body.rules._shared.media import address, is_duplicate, player
from wpconv.notices import NoticeCode

_KEPT = ("title", "width", "height")
_HIDDEN = ("0", "0px", "1", "1px")


def iframes(tag: Tag, ctx: Context) -> None:
    """Players, maps and posts in an `<iframe>`: a smaller `<iframe>`, a shortcode or a link."""
    url = address(tag)
    if attr(tag, "data-secret") in ctx.embedded_posts:
        remove(tag)  # the quote before it has the link
    elif not url:
        ctx.notice(NoticeCode.EMBED_WITHOUT_ADDRESS, f"an <iframe> {attr(tag, 'title')}".rstrip())
        remove(tag)
    elif attr(tag, "width") in _HIDDEN and attr(tag, "height") in _HIDDEN:
        ctx.notice(NoticeCode.REMOVED_TRACKER, f"an invisible <iframe>: {url}")
        remove(tag)
    elif is_duplicate(tag, url, ctx):
        remove(tag)
    else:
        kept = {key: attr(tag, key) for key in _KEPT if attr(tag, key)}
        flags = {"allowfullscreen": ""} if "allowfullscreen" in tag.attrs else {}
        html = start_tag("iframe", {"src": frame_url(url, ctx), **kept, **flags}) + "</iframe>"
        player(tag, ctx, html, url, attr(tag, "title"))


def quotes(tag: Tag, ctx: Context) -> None:
    """An embedded WordPress post, which is a quote and a frame: the quote stays, the frame is removed."""
    if secret := attr(tag, "data-secret"):
        ctx.embedded_posts.add(secret)


RULES = (
    Rule("blockquote.wp-embedded-content", quotes),
    Rule("iframe", iframes),
)
