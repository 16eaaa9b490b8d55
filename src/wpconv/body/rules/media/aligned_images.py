"""Images that a paragraph flows around."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import FRAGMENT, PageElement, Tag, attr, is_text, new, replace_with, text

_FLOAT = re.compile(r"(?:^|[;\s])float\s*:\s*(?:left|right)", re.IGNORECASE)
_INLINE = ("a", "strong", "b", "em", "i", "span")
_BLOCKS = ("p", "div", "section", "article", FRAGMENT)

_MAX_NODES = 500
"""More nodes than there are in a paragraph; each image looks at all of them."""


def aligned_images(tag: Tag, _ctx: Context) -> None:
    """An image at the edge of a paragraph that flows around it (`alignleft`): a paragraph of its own.

    Markdown has no floating images, and an image without a space beside it would stand in the line.
    """
    inner, outer = tag, tag.parent
    while outer is not None and outer.name in _INLINE:
        inner, outer = outer, outer.parent
    if outer is None or outer.name not in _BLOCKS or len(outer.contents) > _MAX_NODES:
        return
    if inner is not tag and text(inner).strip():
        return
    place = next(number for number, node in enumerate(outer.contents) if node is inner)
    before, after = outer.contents[:place], outer.contents[place + 1 :]
    if _has_text(after) != _has_text(before):
        replace_with(tag, new("div", {}, new("img", {key: attr(tag, key) for key in tag.attrs})))


def _has_text(nodes: list[PageElement]) -> bool:
    return any(
        str(node).strip() if is_text(node) else isinstance(node, Tag) and text(node).strip() for node in nodes
    )


def _floats(style: str) -> bool:
    return _FLOAT.search(style) is not None


RULES = (
    *(
        Rule(f"img.{name}", aligned_images)
        for name in ("alignleft", "alignright", "align-left", "align-right")
    ),
    Rule("img", aligned_images, needs="style", concerns=_floats),
)
