"""Captions of images and galleries."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, rename, tags, unwrap


def captions(tag: Tag, _ctx: Context) -> None:
    """Captions of images in any tag: a paragraph in italics below the image."""
    rename(tag, "figcaption")


def definition_lists(tag: Tag, _ctx: Context) -> None:
    """Galleries and captions of classic themes, which are definition lists: the image, then its caption."""
    for part in tags(tag):
        rename(part, "figcaption" if part.name == "dd" else "p")
    unwrap(tag)


def figures(tag: Tag, ctx: Context) -> None:
    """An image with its caption in a `div`: a figure with `--html figures`."""
    if ctx.options.html == "figures" and tag.name == "div":
        rename(tag, "figure")


RULES = (
    Rule(".wp-caption", figures),
    Rule("dl.gallery-item", definition_lists),
    Rule("dl.wp-caption", definition_lists),
    Rule(".wp-caption-text", captions),
    Rule(".gallery-caption", captions),
    Rule(".tiled-gallery-caption", captions),
)
