"""The embed block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.context import Rule
from wpconv.body.dom import Tag, find, replace_with, text
from wpconv.body.rules._shared.media import link

if TYPE_CHECKING:
    from wpconv.body.context import Context

_SHOWN = ("a", "img", "iframe", "blockquote", "video", "audio")


def embeds(tag: Tag, _ctx: Context) -> None:
    """The embed block: an address that WordPress could not embed becomes a link."""
    url = text(tag).strip()
    if not find(tag, *_SHOWN) and url.startswith(("http://", "https://")) and len(url.split()) == 1:
        replace_with(tag, link(url))


RULES = (Rule(".wp-block-embed__wrapper", embeds),)
