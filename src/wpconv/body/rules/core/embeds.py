"""The embed block."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find, replace_with, text
from wpconv.body.rules._shared.media import link

_EMBEDDED = ("a", "img", "iframe", "blockquote", "video", "audio")


def embeds(tag: Tag, _ctx: Context) -> None:
    """The embed block: a URL that WordPress could not embed becomes a link."""
    url = text(tag).strip()
    if not find(tag, *_EMBEDDED) and url.startswith(("http://", "https://")) and len(url.split()) == 1:
        replace_with(tag, link(url))


RULES = (Rule(".wp-block-embed__wrapper", embeds),)
