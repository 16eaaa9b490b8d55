"""The caption shortcode."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, new, replace_with, tags
from wpconv.body.rules._shared.shortcode import back_to_text


def shortcode_captions(tag: Tag, _ctx: Context) -> None:
    """`[caption]`: its image, with the text after the image as the caption."""
    nodes = tag.contents
    images = [number for number, node in enumerate(nodes) if isinstance(node, Tag) and _is_image(node)]
    if not images:
        back_to_text(tag)
        return
    after = images[0] + 1
    caption = [attr(tag, "caption")] if attr(tag, "caption") else nodes[after:]
    replace_with(tag, new("figure", {}, *nodes[:after], new("figcaption", {}, *caption)))


def _is_image(tag: Tag) -> bool:
    """Return whether a tag is an image, or a link, paragraph or figure that holds one."""
    inside = tags(tag) if tag.name in ("a", "p", "figure") else []
    return any(
        node.name == "img" for node in (tag, *inside, *(node for child in inside for node in tags(child)))
    )


RULES = (Rule("[caption]", shortcode_captions), Rule("[wp_caption]", shortcode_captions))
