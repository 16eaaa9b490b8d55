"""Players and images in tags of their own names, as AMP and light embeds write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules._rule import Rule
from wpconv.body.tree import Tag, attr, new, rename, replace_with

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context

_VIDEOS = {
    "youtube": "https://www.youtube.com/embed/",
    "vimeo": "https://player.vimeo.com/video/",
    "dailymotion": "https://www.dailymotion.com/embed/video/",
}


def plain(tag: Tag, _ctx: Context) -> None:
    """AMP's images, frames and players: what HTML has tags of its own for."""
    rename(tag, tag.name.removeprefix("amp-"), {key: str(value) for key, value in tag.attrs.items()})


def videos(tag: Tag, ctx: Context) -> None:
    """AMP's and light embeds' videos: a frame with the address that their number stands for."""
    number = attr(tag, "data-videoid") or attr(tag, "videoid")
    if not number:
        ctx.notice("embed-without-address", f"a <{tag.name}>")
        return
    title = attr(tag, "title") or attr(tag, "playlabel")
    site = _VIDEOS[tag.name.partition("-")[2]]
    replace_with(tag, new("iframe", {"src": site + number} | ({"title": title} if title else {})))


RULES = (
    *(Rule(f"amp-{name}", plain) for name in ("img", "iframe", "video", "audio")),
    *(Rule(f"amp-{name}", videos) for name in _VIDEOS),
    *(Rule(f"lite-{name}", videos) for name in ("youtube", "vimeo")),
)
