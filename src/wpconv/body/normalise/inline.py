"""Inline content: from a row of leaves to the normal form of one block.

The walk sees a block's inline content as leaves: text and atomic tags, each with the marks (`strong`, `a`,
`sub`, …) it stands in. Here blanks are collapsed and moved out of the marks, and the marks are put around the
leaves again; empty marks, doubled marks and neighbours of one kind cannot come out of that.
"""

from __future__ import annotations

import re
from html import escape

from wpconv.body.dom import PageElement, Tag, keep
from wpconv.body.normalise.formatting import Leaf, Mark, shows
from wpconv.body.parse.html import Node, text_node
from wpconv.body.render.inline_tokens import unmarked

AS_HTML = {"html": "yes"}
"""The attributes of inline code that Markdown's own cannot say, as it holds links or touches another."""

_BLANKS = re.compile(r"[ \t\n\r\f\v\xa0]*[ \t\n\r\f\v][ \t\n\r\f\v\xa0]*|\xa0{2,}")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def is_break(leaf: Leaf) -> bool:
    """Tell a line break from other leaves."""
    return isinstance(leaf[0], Tag) and leaf[0].name == "br"


def is_blank(leaf: Leaf) -> bool:
    """Tell whether a leaf is text with nothing to see."""
    text = leaf[0]
    return isinstance(text, str) and not (text if text.isascii() else _INVISIBLE.sub("", text)).strip()


def anchor(target: str) -> Tag:
    """Make the place that a link leads to."""
    tag = keep(f'<a id="{escape(unmarked(target))}"></a>')
    tag.attrs["anchor"] = target
    return tag


def is_anchor(leaf: Leaf) -> bool:
    """Tell the place that a link leads to from other leaves."""
    return isinstance(leaf[0], Tag) and "anchor" in leaf[0].attrs


def is_content(leaf: Leaf) -> bool:
    """Tell what makes a paragraph from blanks, breaks and places to link to."""
    return not (is_blank(leaf) or is_break(leaf) or is_anchor(leaf))


def paragraphs(leaves: list[Leaf]) -> list[list[Leaf]]:
    """Split leaves where two line breaks, or more, stand for the end of a paragraph."""
    if len(leaves) == 1 or not any(map(is_break, leaves)):
        return [leaves]
    parts: list[list[Leaf]] = [[]]
    breaks: list[Leaf] = []
    for leaf in leaves:
        if is_break(leaf):
            breaks.append(leaf)
        elif is_blank(leaf) and breaks:
            continue
        else:
            if len(breaks) > 1:
                parts.append([])
            elif breaks:
                parts[-1].append(breaks[0])
            breaks = []
            parts[-1].append(leaf)
    return parts


def tidy(leaves: list[Leaf]) -> list[PageElement]:
    """Bring the leaves of one block into normal form.

    Args:
        leaves: text and atomic tags with their marks.

    Returns:
        Inline nodes; an empty list where there is nothing to see.
    """
    if len(leaves) == 1 and not leaves[0][1] and isinstance(leaves[0][0], str):
        text = line(leaves[0][0])
        return [text_node(text)] if text else []
    return _rebuild(_collapse(leaves))


def _collapse(leaves: list[Leaf]) -> list[Leaf]:
    """Leave one blank or one line break between leaves.

    It gets the marks that come from the same tag on both sides: two bold words are not one bold phrase.
    """
    out: list[Leaf] = []
    gap: str | Tag = ""
    part: str | Tag
    for node, marks in leaves:
        if isinstance(node, str):
            before, part, after = _parts(node)
            if before and not isinstance(gap, Tag):
                gap = " " if gap else before
        elif node.name == "br":
            gap, part = node, ""
        else:
            part, after = node, ""
        if part:
            if gap and out:
                out.append((gap, _shared(out[-1][1], marks) if marks else ()))
            out.append((part, marks))
            gap = after
    return out


def line(text: str) -> str:
    """Return the text of a block that holds nothing else, in normal form."""
    return _collapsed(text).strip(" \xa0")


def _collapsed(text: str) -> str:
    if not text.isprintable():
        text = text.replace("\n", " ")
    if text.isprintable():  # of all blanks, only the plain one is
        while "  " in text:
            text = text.replace("  ", " ")
        return text
    return _BLANKS.sub(" ", text if text.isascii() else _INVISIBLE.sub("", text))


def _parts(text: str) -> tuple[str, str, str]:
    """Split text into its outer blanks and what is between them, blanks inside collapsed."""
    text = _collapsed(text)
    core = text.strip(" \xa0")
    if len(core) == len(text):
        return "", text, ""
    if not core:
        return text, "", ""
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def _shared(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(mark for mark in one if any(mark is same for same in other))


Nodes = list[str | Tag]


def _rebuild(leaves: list[Leaf]) -> list[PageElement]:
    root: Nodes = []
    opened: list[tuple[Mark, Nodes]] = []
    inner = root
    around: tuple[Mark, ...] = ()
    for node, marks in leaves:
        if marks is not around:
            left = {mark.key: mark for mark in marks}
            height = 0
            while height < len(opened) and opened[height][0].key in left:
                del left[opened[height][0].key]
                height += 1
            _close(opened, root, height)
            opened.extend((mark, []) for mark in left.values())
            inner, around = opened[-1][1] if opened else root, marks
        _append(inner, node)
    _close(opened, root, 0)
    return _joined(root)


def _close(opened: list[tuple[Mark, Nodes]], root: Nodes, height: int) -> None:
    """End the innermost marks, down to a height; those that would not show leave only their nodes."""
    while len(opened) > height:
        mark, nodes = opened.pop()
        around = opened[-1][1] if opened else root
        if shows(mark, nodes):
            around.append(_tag(mark, _joined(nodes)))
        else:
            around.extend(nodes)


def _append(nodes: Nodes, node: str | Tag) -> None:
    if isinstance(node, Tag) and node.name == "code":
        last = nodes[-1] if nodes else None
        if isinstance(last, Tag) and last.name == "code" and last.attrs != AS_HTML:
            node.attrs = {**AS_HTML}  # two code spans that touch would read as one
    nodes.append(node)


def _joined(nodes: Nodes) -> list[PageElement]:
    """Make one text of texts that follow each other."""
    joined: list[PageElement] = []
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
            continue
        if texts:
            joined.append(text_node("".join(texts)))
            texts = []
        joined.append(node)
    if texts:
        joined.append(text_node("".join(texts)))
    return joined


def _tag(mark: Mark, nodes: list[PageElement]) -> Tag:
    """Make a mark's tag; of two around the same leaves `em` is the outer one, as Markdown reads `***`."""
    inner = nodes[0]
    if mark.name == "strong" and len(nodes) == 1 and isinstance(inner, Tag) and inner.name == "em":
        return Node("em", {}, [Node(mark.name, mark.attrs, inner.contents)])
    return Node(mark.name, mark.attrs, nodes)
