"""Inline content in which nothing needs an escape, as Markdown in one step.

Texts without special characters, and elements with blanks on their outer sides, are written as they are in
all dialects. Content of any other kind goes the general way, by which this content would become the same:
through markers, and tokens where a character depends on those around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from wpconv.body.nodes import CodeSpan, Emphasis, Image, Inline, LineBreak, Link, Strong
from wpconv.body.render.escape import Position, begins_no_block, has_special
from wpconv.body.render.link_destinations import link_destination
from wpconv.dialect import Dialect

_SPECIAL_IN_CODE = re.compile("[\\\\`|\ufdd0-\ufdef]|&#")
_BLANKS = " \xa0"
_AFTER_EMPHASIS = frozenset(" \xa0.,;:!?)")
_BREAK = "  \n"
_IN_LINES = frozenset((Position.PARAGRAPH, Position.ITEM))
"""The positions of content that may have line breaks."""


def plain_markdown(children: list[Inline], dialect: Dialect, position: Position) -> str | None:
    """Return the inline nodes of a block as Markdown; None if they must go the general way.

    Args:
        children: the nodes.
        dialect: the target's Markdown.
        position: where the block's text is; a heading and a cell are lines.
    """
    parts: list[str] = []
    before, ending = "", ""  # see _fits
    for node in children:
        if type(node) is str:
            if not _is_plain(node) or not _fits(node, before, ending):
                return None
            parts.append(node)
            before, ending = node[-1], ""
            continue
        write = _WRITERS.get(type(node))
        part = write(node, before, dialect) if write is not None else ""
        if not part or ending:
            return None
        parts.append(part)
        before, ending = part[-1], "" if part == _BREAK else part[-1]
        if ending == "*" and not part.rstrip("*")[-1].isalnum():
            ending = part[-2:]
    text = "".join(parts)
    return text if position in _IN_LINES or "\n" not in text else None


def _is_plain(text: str) -> bool:
    """Return whether a text has no special character, no `^` before a link, and no URL before markup."""
    return not has_special(text) and "^" not in text and "://" not in text and "www." not in text


def _fits(text: str, before: str, ending: str) -> bool:
    """Return whether a text can follow what is before it.

    Args:
        text: the text.
        before: the last character before it, empty at the start of a block.
        ending: the same if it ends an element; of emphasis whose last character is no letter, this and `*`.
    """
    if before in ("", "\n"):
        return begins_no_block(text)
    if ending == "*":
        return text[0] in _AFTER_EMPHASIS
    if ending[1:]:
        return text[0] in _BLANKS
    return not ending or text[0] not in ":("


def _emphasis(delimiter: str) -> Callable[[Any, str, Dialect], str]:
    def write(node: Strong | Emphasis, before: str, _dialect: Dialect) -> str:
        text = node.children[0] if len(node.children) == 1 else None
        if type(text) is not str or not (before in ("", "\n") or before in _BLANKS):
            return ""
        has_edges = text[0].isspace() or text[-1].isspace()
        return f"{delimiter}{text}{delimiter}" if not has_edges and _is_plain(text) else ""

    return write


def _text(children: list[Inline]) -> str:
    """Return the text of a link that contains nothing else, and begins and ends with a letter or digit."""
    text = children[0] if len(children) == 1 else None
    if type(text) is not str or not (text[0].isalnum() and text[-1].isalnum()) or "@" in text:
        return ""
    return text if _is_plain(text) else ""


def _link(node: Link, before: str, dialect: Dialect) -> str:
    first = node.children[0]
    is_image = len(node.children) == 1 and type(first) is Image
    text = _image(first, "", dialect) if is_image else _text(node.children)  # type: ignore[arg-type]  # an image
    if not text or before == "!" or "|" in node.href + node.title:
        return ""
    return f"[{text}]({link_destination(node.href.strip(), node.title, dialect)})"


def _image(node: Image, _before: str, dialect: Dialect) -> str:
    alt = " ".join(node.alt.split())
    if (alt and not (alt[0].isalnum() and _is_plain(alt))) or "|" in node.src + node.title:
        return ""
    return f"![{alt}]({link_destination(node.src.strip(), node.title, dialect)})"


def _code(node: CodeSpan, _before: str, _dialect: Dialect) -> str:
    text = node.text
    return "" if text[0].isspace() or text[-1].isspace() or _SPECIAL_IN_CODE.search(text) else f"`{text}`"


def _line_break(_node: LineBreak, before: str, _dialect: Dialect) -> str:
    return _BREAK if before else ""


_WRITERS: dict[type, Callable[[Any, str, Dialect], str]] = {
    Strong: _emphasis("**"),
    Emphasis: _emphasis("*"),
    Link: _link,
    Image: _image,
    CodeSpan: _code,
    LineBreak: _line_break,
}
