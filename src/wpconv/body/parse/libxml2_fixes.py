"""Markup that libxml2 reads otherwise than browsers do, told in a way that both read alike.

libxml2 lets a `<p>` end the `<b>` or the heading that it stands in, and passes over the end of a paragraph
that a block has ended before. Both can be told by the markup alone, and next to no body holds any: all are
searched once, and most go on as they are.
"""

import re
from dataclasses import dataclass

from bs4.element import PageElement

from wpconv.body.dom import NavigableString, Tag, attr, set_children

_ENDED_BY_BLOCKS = r"b|i|u|s|tt|strike|h[1-6]"
# These two are looked for in every body, as WordPress writes them: in lower case, which is found much faster.
_BLOCK_INSIDE = re.compile(
    rf"</(?:p|center)>\s*</(?:{_ENDED_BY_BLOCKS})>|<(?:{_ENDED_BY_BLOCKS})(?:\s[^<>]*)?>[^<]*<(?:p|center)[\s>]"
)
_TEXT_AFTER_END = re.compile(r"</p>(?=[^\s<])")
_WHOLE = re.compile(
    rf"<({_ENDED_BY_BLOCKS})((?:\s[^<>]*)?)>([^<]*(?:<(?!/?\1[\s>])[^<]*)*)</\1\s*>", re.IGNORECASE
)
_BLOCK = re.compile(r"<(?:p|center)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mended:
    """A body that libxml2 reads as browsers do."""

    html: str
    prefix: str = ""
    """What begins the names that only libxml2 is told, and nothing in the body; empty without such names."""

    def restore(self, root: Tag) -> None:
        """Take the prefix out of the names, attributes and texts of a tree."""
        waiting: list[PageElement] = [root] if self.prefix else []
        for node in waiting:
            if isinstance(node, Tag):
                # An end of a paragraph becomes an empty block.
                node.name = "div" if node.name == f"{self.prefix}p" else node.name.removeprefix(self.prefix)
                if self.prefix in str(node.attrs):
                    node.attrs = {key: self._written(attr(node, key)) for key in node.attrs}
                set_children(node, [self._original(child) for child in node.contents])
                waiting.extend(node.contents)

    def _original(self, node: PageElement) -> PageElement:
        """Return a text, or a comment, as it was written."""
        if isinstance(node, NavigableString) and self.prefix in node:
            return type(node)(self._written(node))
        return node

    def _written(self, text: str) -> str:
        return text.replace(_end(self.prefix), "").replace(self.prefix, "")


def mended(html: str) -> Mended:
    """Rename the tags of a body that blocks would end, and mark the ends of paragraphs that text follows.

    Args:
        html: a body.

    Returns:
        Its markup for libxml2, whose tree needs `restore`.
    """
    has_blocks, has_ends = _BLOCK_INSIDE.search(html), _TEXT_AFTER_END.search(html)
    if not (has_blocks or has_ends):
        return Mended(html)
    prefix = "x-"
    while prefix in html:
        prefix = f"x{prefix}"
    if has_blocks:
        html = _renamed(html, prefix)
    return Mended(_TEXT_AFTER_END.sub(f"</p>{_end(prefix)}", html), prefix)


def _renamed(html: str, prefix: str) -> str:
    def rename(tag: re.Match[str]) -> str:
        name, attrs, inside = tag.groups()
        if not _BLOCK.search(inside):
            return tag[0]
        return f"<{prefix}{name}{attrs}>{_WHOLE.sub(rename, inside)}</{prefix}{name}>"

    return _WHOLE.sub(rename, html)


def _end(prefix: str) -> str:
    return f"<{prefix}p></{prefix}p>"
