"""Captions of images and galleries."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, rename, tags, unwrap


def captions(tag: Tag, _ctx: Context) -> None:
    """Captions of images, whatever tag a theme gave them: a paragraph in italics below."""
    rename(tag, "figcaption")


def items(tag: Tag, _ctx: Context) -> None:
    """Classic galleries and captions, which are definition lists: the image, and its caption below."""
    for part in tags(tag):
        rename(part, "figcaption" if part.name == "dd" else "p")
    unwrap(tag)


RULES = (
    Rule("dl.gallery-item", items),
    Rule("dl.wp-caption", items),
    Rule(".wp-caption-text", captions),
    Rule(".gallery-caption", captions),
    Rule(".tiled-gallery-caption", captions),
)
