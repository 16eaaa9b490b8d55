"""Custom elements of AMP and of lite embeds."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import PageElement, Tag, attr, new, rename, replace_with
from wpconv.notices import NoticeCode

_VIDEOS = {
    "youtube": "https://www.youtube.com/embed/",
    "vimeo": "https://player.vimeo.com/video/",
    "dailymotion": "https://www.dailymotion.com/embed/video/",
}


def plain(tag: Tag, _ctx: Context) -> None:
    """AMP's images, frames and players: the HTML elements that they replace."""
    attrs = {key: attr(tag, key) for key in tag.attrs}
    if tag.name in ("amp-video", "amp-audio"):
        rename(tag, tag.name.removeprefix("amp-"), attrs)
    else:
        replace_with(tag, new(tag.name.removeprefix("amp-"), attrs), *_content(tag))


def videos(tag: Tag, ctx: Context) -> None:
    """Videos of AMP and lite embeds: an `<iframe>` with the URL of their video id."""
    number = attr(tag, "data-videoid") or attr(tag, "videoid")
    if not number:
        ctx.notice(NoticeCode.EMBED_WITHOUT_ADDRESS, f"a <{tag.name}>")
        return
    title = attr(tag, "title") or attr(tag, "playlabel")
    site = _VIDEOS[tag.name.partition("-")[2]]
    frame = new("iframe", {"src": site + number} | ({"title": title} if title else {}))
    replace_with(tag, frame, *_content(tag))


def _content(tag: Tag) -> list[PageElement]:
    """Return a tag's children without placeholders and fallbacks."""
    return [node for node in tag.contents if not (isinstance(node, Tag) and _is_fallback(node))]


def _is_fallback(tag: Tag) -> bool:
    return tag.name == "noscript" or bool({"placeholder", "fallback"} & tag.attrs.keys())


RULES = (
    *(Rule(f"amp-{name}", plain) for name in ("img", "iframe", "video", "audio")),
    *(Rule(f"amp-{name}", videos) for name in _VIDEOS),
    *(Rule(f"lite-{name}", videos) for name in ("youtube", "vimeo")),
)
