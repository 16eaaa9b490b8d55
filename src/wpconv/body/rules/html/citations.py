"""Citations in block quotes."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import NavigableString, PageElement, Tag, ancestor, descendants, is_text, name, new, text

_DASH = re.compile(r"(?:^|(?<=\s))[-–—―]\s*$")
_BLOCKS = ("p", "div", "blockquote", "li", "figcaption", "footer", "figure")


def citations(tag: Tag, _ctx: Context) -> None:
    """The citation at the end of a paragraph of a quote: a paragraph of its own, with the dash before it."""
    # Quotes in the quote have their own turn.
    for cite in [
        node for node in descendants(tag, "blockquote") if isinstance(node, Tag) and node.name == "cite"
    ]:
        block = ancestor(cite, *_BLOCKS)
        # A footer names the source: the words before the title are part of that.
        if (
            block is not None
            and block.name != "footer"
            and _is_last(cite, block)
            and text(block).strip(" \n-–—―") != text(cite).strip()
        ):
            _set_apart(cite)


def _is_last(cite: Tag, block: Tag) -> bool:
    node: Tag = cite
    while node is not block and node.parent is not None:
        if not all(map(_is_blank, node.next_siblings)):
            return False
        node = node.parent
    return True


def _is_blank(node: PageElement) -> bool:
    return name(node) == "br" or (is_text(node) and str(node).isspace())


def _set_apart(cite: Tag) -> None:
    before = cite.previous_sibling
    dash = _DASH.search(before) if isinstance(before, NavigableString) else None
    if dash and isinstance(before, NavigableString):
        before.replace_with(before[: dash.start()])
    cite.replace_with(new("p", {}, f"{dash[0].strip()} " if dash else "", new("em", {}, *cite.contents)))


RULES = (Rule("blockquote", citations),)
