"""Links around several blocks."""

import re
from collections.abc import Iterable
from itertools import islice

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, classes, descendants, find_all, new, set_children, text, unwrap

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = (
    *_HEADINGS, "p", "div", "li", "dt", "dd", "blockquote", "section", "article", "header", "figcaption",
)  # fmt: skip
_MAX_NODES = 300
"""So many nodes are no card, but perhaps links whose end tags are missing: they would take cubic time."""
_PAGE = re.compile(r"(?!#|mailto:|tel:).", re.IGNORECASE)
"""The address of a page, not of a part of this page or of a person."""
_TITLE = re.compile(r"(?:^|[-_])(?:title|heading|headline|name)(?:$|[-_])", re.IGNORECASE)
_BUTTON = re.compile(r"(?:^|[-_])(?:button|btn|read-?more|learn-?more|more-link)(?:$|[-_])", re.IGNORECASE)


def block_links(tag: Tag, _ctx: Context) -> None:
    """Links around several blocks, such as cards: their picture, title and button become the link.

    Else each block would be a link to the same target. The title is the first heading, or what has the class
    of a title, or the first block.
    """
    if not _may_be_card(tag) or not (blocks := _with_text(find_all(tag, *_BLOCKS))):
        return
    title = next((block for block in blocks if block.name in _HEADINGS), None)
    if title is None:
        leaves = _innermost(blocks)
        if len(leaves) < 2:
            return
        title = next((leaf for leaf in leaves if any(map(_TITLE.search, classes(leaf)))), leaves[0])
    if not text(tag).strip().removeprefix(text(title).strip()):
        return
    inside = {id(node) for node in (title, *find_all(title))}
    buttons = _innermost(_with_text([part for part in find_all(tag) if _is_button(part)]))
    href = {"href": attr(tag, "href")}
    for image in find_all(tag, "img"):
        if id(image) not in inside:
            image.replace_with(link := new("a", href))
            set_children(link, [image])
    for part in [button for button in buttons if id(button) not in inside]:
        set_children(part, [new("a", href, *part.contents)])
    own = {key: attr(tag, key) for key in ("id", "title") if attr(tag, key)}
    set_children(title, [new("a", href | own, *title.contents)])
    unwrap(tag)


def _may_be_card(tag: Tag) -> bool:
    """Return whether a link leads to a page, and has no more nodes than a card."""
    is_small = len([*islice(descendants(tag), _MAX_NODES)]) < _MAX_NODES
    return is_small and _PAGE.match(attr(tag, "href")) is not None


def _is_button(tag: Tag) -> bool:
    return any(map(_BUTTON.search, classes(tag)))


def _with_text(found: Iterable[Tag]) -> list[Tag]:
    return [tag for tag in found if text(tag).strip()]


def _innermost(found: list[Tag]) -> list[Tag]:
    """Return the tags that hold no other one of them."""
    outer = {id(parent) for tag in found for parent in tag.parents}
    return [tag for tag in found if id(tag) not in outer]


RULES = (Rule("a", block_links, leaves_text=True),)
