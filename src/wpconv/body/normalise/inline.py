"""Inline content: from a sequence of formatted nodes to the inline nodes of one block.

The walk collects the inline content of a block as nodes without children, each with the formats (`strong`,
`a`, `sub`, …) around it. Here spaces are collapsed and moved out of the formats, and elements are built
around the nodes again. Empty elements, doubled ones and adjacent ones of one kind cannot result from that.
"""

from __future__ import annotations

import re

from wpconv.body.nodes import Anchor, CodeSpan, HtmlSpan, Inline, LineBreak
from wpconv.body.normalise.formatting import Format, Formats, FormattedNode, is_visible

_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]*[ \t\n\r\f\v][ \t\n\r\f\v\xa0]*|\xa0{2,}")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def _is_blank(node: Inline) -> bool:
    return isinstance(node, str) and not (node if node.isascii() else _INVISIBLE.sub("", node)).strip()


def is_content(node: Inline) -> bool:
    """Tell whether a node makes a paragraph: not spaces, line breaks and anchors."""
    if isinstance(node, str):
        return not _is_blank(node)
    return not isinstance(node, LineBreak | Anchor)


def split_paragraphs(nodes: list[FormattedNode]) -> list[list[FormattedNode]]:
    """Split inline content where two or more line breaks in a row stand for the end of a paragraph."""
    if len(nodes) == 1 or not any(isinstance(node, LineBreak) for node, _ in nodes):
        return [nodes]
    parts: list[list[FormattedNode]] = [[]]
    breaks: list[FormattedNode] = []
    for formatted in nodes:
        if isinstance(formatted[0], LineBreak):
            breaks.append(formatted)
        elif breaks and _is_blank(formatted[0]):
            continue
        else:
            if len(breaks) > 1:
                parts.append([])
            elif breaks:
                parts[-1].append(breaks[0])
            breaks = []
            parts[-1].append(formatted)
    return parts


def build_inline(nodes: list[FormattedNode]) -> list[Inline]:
    """Return the inline nodes of one block in normal form; an empty list where nothing is visible."""
    if len(nodes) == 1 and not nodes[0][1] and isinstance(nodes[0][0], str):
        text = text_of_block(nodes[0][0])
        return [text] if text else []
    return _nested(_collapsed_nodes(nodes))


def text_of_block(text: str) -> str:
    """Return the text of a block that holds nothing else, in normal form."""
    return _collapsed(text).strip(" \xa0")


def _collapsed_nodes(nodes: list[FormattedNode]) -> list[FormattedNode]:
    """Leave one space or one line break between nodes.

    It gets the formats that are the same element on both sides: two bold words are not one bold phrase.
    """
    out: list[FormattedNode] = []
    gap: str | LineBreak = ""
    content: Inline
    for node, formats in nodes:
        if isinstance(node, str):
            before, content, after = _parts(node)
            if before and not isinstance(gap, LineBreak):
                gap = " " if gap else before
        elif isinstance(node, LineBreak):
            gap, content = node, ""
        else:
            content, after = node, ""
        if content:
            if gap and out:
                out.append((gap, _shared(out[-1][1], formats) if formats else ()))
            out.append((content, formats))
            gap = after
    return out


def _collapsed(text: str) -> str:
    if not text.isprintable():
        text = text.replace("\n", " ")
    if text.isprintable():  # of all white space, only the space is printable
        while "  " in text:
            text = text.replace("  ", " ")
        return text
    return _SPACES.sub(" ", text if text.isascii() else _INVISIBLE.sub("", text))


def _parts(text: str) -> tuple[str, str, str]:
    """Split text into its outer spaces and what is between them, with inner spaces collapsed."""
    text = _collapsed(text)
    core = text.strip(" \xa0")
    if len(core) == len(text):
        return "", text, ""
    if not core:
        return text, "", ""
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def _shared(one: Formats, other: Formats) -> Formats:
    return tuple(each for each in one if any(each is same for same in other))


def _nested(nodes: list[FormattedNode]) -> list[Inline]:
    """Build elements around the nodes; adjacent formats with equal keys become one element."""
    root: list[Inline] = []
    opened: list[tuple[Format, list[Inline]]] = []
    inner = root
    current: Formats = ()
    for node, formats in nodes:
        if formats is not current:
            missing = {each.key: each for each in formats}
            depth = 0
            while depth < len(opened) and opened[depth][0].key in missing:
                del missing[opened[depth][0].key]
                depth += 1
            _close(opened, root, depth)
            opened.extend((each, []) for each in missing.values())
            inner, current = opened[-1][1] if opened else root, formats
        _append(inner, node)
    _close(opened, root, 0)
    return _joined(root)


def _close(opened: list[tuple[Format, list[Inline]]], root: list[Inline], depth: int) -> None:
    """Close the innermost formats down to a depth; of those that would not show only the nodes stay."""
    while len(opened) > depth:
        innermost, nodes = opened.pop()
        outer = opened[-1][1] if opened else root
        if is_visible(innermost.name, nodes):
            outer.append(innermost.wrap(_joined(nodes)))
        else:
            outer.extend(nodes)


def _append(nodes: list[Inline], node: Inline) -> None:
    if isinstance(node, CodeSpan) and nodes and isinstance(nodes[-1], CodeSpan):
        node = HtmlSpan("code", [node.text])  # two code spans that touch would read as one
    nodes.append(node)


def _joined(nodes: list[Inline]) -> list[Inline]:
    """Join texts that follow each other."""
    joined: list[Inline] = []
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
            continue
        if texts:
            joined.append("".join(texts))
            texts = []
        joined.append(node)
    if texts:
        joined.append("".join(texts))
    return joined
