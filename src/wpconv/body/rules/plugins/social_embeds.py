"""Embedded posts of social networks."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, replace_with, text
from wpconv.body.rules._shared.media import link


def social_embeds(tag: Tag, _ctx: Context) -> None:
    """Posts of social networks that a script would load: a link, if the tag has no text."""
    url = attr(tag, "data-href") or (attr(tag, "href") if "data-pin-do" in tag.attrs else "")
    if url and not text(tag).strip():
        replace_with(tag, link(url))


RULES = (
    Rule(".fb-post", social_embeds),
    Rule(".fb-video", social_embeds),
    Rule(".fb-comment-embed", social_embeds),
    Rule("a", social_embeds, leaves_text=True),
)
