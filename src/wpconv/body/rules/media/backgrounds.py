"""Images in the background of elements."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, has_class
from wpconv.body.rules._shared.media import address
from wpconv.notices import NoticeCode

_IMAGE = re.compile(r"background(?:-image)?\s*:[^;]*\burl\(\s*[\"']?([^\"')]+)", re.IGNORECASE)
_ELEMENTS = ("div", "section", "article", "header", "figure", "span", "a", "li", "td")
_COVERS = ("wp-block-cover", "wp-block-cover__image-background")
"""Classes that have a rule of their own."""


def backgrounds(tag: Tag, ctx: Context) -> None:
    """An image in the background of an element, as in sliders of page builders: reported."""
    match = _IMAGE.search(attr(tag, "style"))
    url = address(tag) or (match[1].strip() if match else "")
    if url and not url.startswith("data:") and not has_class(tag, *_COVERS):
        ctx.notice(NoticeCode.BACKGROUND_IMAGE, url)


def _concerns(style: str) -> bool:
    return _IMAGE.search(style) is not None


RULES = tuple(Rule(name, backgrounds, needs="style", concerns=_concerns) for name in _ELEMENTS)
