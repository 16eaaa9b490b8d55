"""Markup that libxml2 reads otherwise than browsers do, told in a way that both read alike.

libxml2 lets a `<p>` end the `<b>` or the heading that it stands in, and passes over the end of a paragraph
that a block has ended before. Both can be told by the markup alone, and next to no body holds any: the others
are searched once, and go on as they are.
"""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import Comment, NavigableString, PageElement

_PREFIX = "x-"
_ENDED_BY_BLOCKS = r"b|i|u|s|tt|strike|h[1-6]"
_WHOLE = re.compile(
    rf"<({_ENDED_BY_BLOCKS})((?:\s[^<>]*)?)>([^<]*(?:<(?!/?\1[\s>])[^<]*)*)</\1\s*>", re.IGNORECASE
)
# These two are looked for in every body; they are found by their first letters.
_BLOCK_INSIDE = re.compile(rf"</(?:p|center)>\s*</(?:{_ENDED_BY_BLOCKS})>")
_TEXT_AFTER_END = re.compile(r"</p>(?=[^\s<])")
_BLOCK = re.compile(r"<(?:p|center)[\s>]", re.IGNORECASE)
_RENAMED = re.compile(rf"(</?){_PREFIX}(?=(?:{_ENDED_BY_BLOCKS})\b)", re.IGNORECASE)


def mended(html: str) -> str:
    """Return a body in which tags that blocks would end have names that libxml2 does not know.

    Args:
        html: a body.

    Returns:
        The same text where nothing is to be done; else one whose tree needs `restore`.
    """
    html = _TEXT_AFTER_END.sub("</p><p>", html)
    return _WHOLE.sub(_renamed, html) if _BLOCK_INSIDE.search(html) else html


def restore(nodes: list[PageElement]) -> None:
    """Give the tags of a mended body their names back; what looked like such a tag in an attribute, too."""
    waiting = list(nodes)
    for node in waiting:
        if isinstance(node, Tag):
            node.name = node.name.removeprefix(_PREFIX) if _RENAMED.match(f"<{node.name}") else node.name
            node.attrs = {key: _RENAMED.sub(r"\1", str(value)) for key, value in node.attrs.items()}
            node.contents = [_original(child) for child in node.contents]
            waiting.extend(node.contents)


def _renamed(tag: re.Match[str]) -> str:
    name, attrs, inside = tag.groups()
    if not _BLOCK.search(inside):
        return tag[0]
    return f"<{_PREFIX}{name}{attrs}>{_WHOLE.sub(_renamed, inside)}</{_PREFIX}{name}>"


def _original(node: PageElement) -> PageElement:
    """Return the text of a script or a comment as it was written."""
    if isinstance(node, NavigableString) and f"<{_PREFIX}" in node:
        return (Comment if isinstance(node, Comment) else NavigableString)(_RENAMED.sub(r"\1", node))
    return node
