"""Embedded players, maps and posts in an `<iframe>`."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, remove
from wpconv.body.html import start_tag
from wpconv.body.rules._shared.media import address, is_second, player
from wpconv.notices import NoticeCode

_KEPT = ("title", "width", "height")
_HIDDEN = ("0", "0px", "1", "1px")


def iframes(tag: Tag, ctx: Context) -> None:
    """Embedded players, maps and posts in an `<iframe>`: the smallest one that still plays."""
    url = address(tag)
    if ("quote", attr(tag, "data-secret")) in ctx.shown:
        remove(tag)  # the quote before it has the link already
    elif not url:
        ctx.notice(NoticeCode.EMBED_WITHOUT_ADDRESS, f"an <iframe> {attr(tag, 'title')}".rstrip())
        remove(tag)
    elif attr(tag, "width") in _HIDDEN and attr(tag, "height") in _HIDDEN:
        ctx.notice(NoticeCode.REMOVED_TRACKER, f"an <iframe> that nobody sees: {url}")
        remove(tag)
    elif is_second(tag, url, ctx):
        remove(tag)
    else:
        kept = {key: attr(tag, key) for key in _KEPT if attr(tag, key)}
        flags = {"allowfullscreen": ""} if "allowfullscreen" in tag.attrs else {}
        html = start_tag("iframe", {"src": url, **kept, **flags}) + "</iframe>"
        player(tag, ctx, html, url, attr(tag, "title"))


def quotes(tag: Tag, ctx: Context) -> None:
    """Posts of WordPress sites, embedded as a quote and a frame: the quote's link stays."""
    if secret := attr(tag, "data-secret"):
        ctx.shown.add(("quote", secret))


RULES = (
    Rule("blockquote.wp-embedded-content", quotes),
    Rule("iframe", iframes),
)
