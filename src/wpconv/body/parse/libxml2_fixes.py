"""Changes to the HTML, before it is parsed, where libxml2 builds another tree than browsers do.

In libxml2 a `<p>` ends the `<b>` or the heading around it, and a stray `</p>` is ignored; in HTML's tree
construction (HTML §13.2.6.4.7) the `<b>` stays open, and a stray `</p>` is an empty paragraph. A `</p>` ends
the `<b>` inside in both, but a browser begins it again in the next paragraph. Few bodies contain any of
these, so each body is only searched for them.
"""

import re
from dataclasses import dataclass

from bs4.element import PageElement

from wpconv.body.dom import NavigableString, Tag, attr, set_children

_ENDED_BY_BLOCKS = r"b|i|u|s|tt|strike|h[1-6]"
_BEGUN_AGAIN = "a|b|code|em|i|s|strike|strong|tt|u"
"""The "formatting elements" (HTML §13.2.4.2) that have a Markdown syntax."""
# These three search every body. They match lower case only, as WordPress writes it, which is much faster.
_BLOCK_INSIDE = re.compile(
    rf"</(?:p|center)>\s*</(?:{_ENDED_BY_BLOCKS})>|<(?:{_ENDED_BY_BLOCKS})(?:\s[^<>]*)?>[^<]*<(?:p|center)[\s>]"
)
# Possessive quantifiers spare the search to try shorter matches, which takes ten times as long.
_END_ALONE = re.compile(
    r"<(?:p|li|h[1-6])(?:\s[^<>]*+)?+>"
    r"[^<]*+(?:<br ?/?>[^<]*+|<(\w+)(?:\s[^<>]*+)?+>[^<]*+</\1>[^<]*+)*+"
    rf"</(?:{_BEGUN_AGAIN})>"
)
"""A paragraph in which an element ends that began before it."""
_TEXT_AFTER_END = re.compile(r"</p>(?=[^\s<])")
_ELEMENT = re.compile(
    rf"<({_ENDED_BY_BLOCKS})((?:\s[^<>]*)?)>([^<]*(?:<(?!/?\1[\s>])[^<]*)*)</\1\s*>", re.IGNORECASE
)
_BLOCK = re.compile(r"<(?:p|center)[\s>]", re.IGNORECASE)
_PARAGRAPH_TAG = re.compile(r"<(/?)p[\s>]")
_NOT_BEGUN_AGAIN = re.compile(r"</p>\s*[^<\s]|<(?:table|t[dhr]|pre|script|style|textarea|form)[\s>]")
_BLOCK_TAG = re.compile(
    r"(</?(?:p|div|h[1-6]|ul|ol|li|blockquote|section|article|figure|figcaption|center|address)(?:\s[^<>]*)?>)"
)


@dataclass(frozen=True, slots=True)
class Fixed:
    """HTML of which libxml2 builds the tree of browsers, but for temporary tag names."""

    html: str
    prefix: str = ""
    """The prefix of the temporary tag names, which does not occur in the body; empty if there are none."""

    def restore(self, root: Tag) -> None:
        """Remove the prefix from a tree's names, attributes and texts."""
        waiting: list[PageElement] = [root] if self.prefix else []
        for node in waiting:
            if isinstance(node, Tag):
                # A stray </p> becomes an empty block.
                node.name = "div" if node.name == f"{self.prefix}p" else node.name.removeprefix(self.prefix)
                if self.prefix in str(node.attrs):
                    node.attrs = {key: self._original(attr(node, key)) for key in node.attrs}
                set_children(node, [self._original_node(child) for child in node.contents])
                waiting.extend(node.contents)

    def _original_node(self, node: PageElement) -> PageElement:
        if isinstance(node, NavigableString) and self.prefix in node:
            return type(node)(self._original(node))
        return node

    def _original(self, text: str) -> str:
        return text.replace(_empty_element(self.prefix), "").replace(self.prefix, "")


def fix_for_libxml2(html: str) -> Fixed:
    """Rename the elements that libxml2 would end at a block, and add an element after `</p>` before text.

    Emphasis, links and code that cross the end of a paragraph become an element in each of its blocks.
    """
    if _END_ALONE.search(html):
        html = _begun_again(html)
    has_blocks, has_ends = _BLOCK_INSIDE.search(html), _TEXT_AFTER_END.search(html)
    if not (has_blocks or has_ends):
        return Fixed(html)
    prefix = "x-"
    while prefix in html:
        prefix = f"x{prefix}"
    if has_blocks:
        html = _renamed(html, prefix)
    return Fixed(_TEXT_AFTER_END.sub(f"</p>{_empty_element(prefix)}", html), prefix)


def _begun_again(html: str) -> str:
    def split(element: re.Match[str]) -> str:
        name, attrs, content = element.groups()
        first = _PARAGRAPH_TAG.search(content)
        if first is None or not first[1] or _NOT_BEGUN_AGAIN.search(content):
            return element[0]
        parts = _BLOCK_TAG.split(content)
        parts[::2] = (f"<{name}{attrs}>{part}</{name}>" if part.strip() else part for part in parts[::2])
        return "".join(parts)

    for name in _BEGUN_AGAIN.split("|"):
        html = re.sub(rf"<({name})((?:\s[^<>]*)?)>([^<]*(?:<(?!/?{name}[\s>])[^<]*)*)</{name}>", split, html)
    return html


def _renamed(html: str, prefix: str) -> str:
    def rename(element: re.Match[str]) -> str:
        name, attrs, content = element.groups()
        if not _BLOCK.search(content):
            return element[0]
        return f"<{prefix}{name}{attrs}>{_ELEMENT.sub(rename, content)}</{prefix}{name}>"

    return _ELEMENT.sub(rename, html)


def _empty_element(prefix: str) -> str:
    return f"<{prefix}p></{prefix}p>"
