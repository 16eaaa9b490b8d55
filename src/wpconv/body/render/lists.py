"""Lists as Markdown: markers and indents."""

from __future__ import annotations

from wpconv.body import nodes
from wpconv.body.nodes import Block, ListItem

INDENT = 4
"""Columns that nest a block: CommonMark needs fewer, Python-Markdown does not."""


def lay_out(node: nodes.List, texts: list[str], bullet: str) -> str:
    """Return a list as Markdown.

    Args:
        node: the list, which counts as Markdown does.
        texts: its items, rendered.
        bullet: the marker of its items if they are not numbered.
    """
    gap = "\n" if node.tight else "\n\n"
    return gap.join(
        _item(bullet if node.start is None else f"{node.start + number}.", item, text)
        for number, (item, text) in enumerate(zip(node.items, texts, strict=True))
    )


def _item(marker: str, item: ListItem, text: str) -> str:
    if "\n" not in text and len(item.children) == 1 and type(item.children[0]) is nodes.Paragraph:
        return f"{marker} {text}".rstrip(" ")
    # An item that does not begin with a line of text must begin in the very column of its other lines; and so
    # must an item with code that is HTML, where every space shows.
    begins_with_line = not item.children or isinstance(item.children[0], nodes.Paragraph | nodes.Heading)
    width = len(marker) + 1 if begins_with_line and not any(map(_is_code_as_html, item.children)) else INDENT
    return hang(marker.ljust(width) if len(marker) < width else f"{marker} ", text, INDENT).rstrip(" ")


def _is_code_as_html(block: Block) -> bool:
    if isinstance(block, nodes.List):
        return block.is_ordered and not block.counts_by_one and _has_code(block)
    return isinstance(block, nodes.RawBlock) and "<pre" in block.content


def _has_code(block: Block) -> bool:
    if isinstance(block, nodes.CodeBlock):
        return True
    if isinstance(block, nodes.List):
        return any(_has_code(child) for item in block.items for child in item.children)
    if isinstance(block, nodes.DefinitionList):
        return any(_has_code(child) for item in block.items for each in item.definitions for child in each)
    return isinstance(block, nodes.Quote | nodes.Footnote) and any(map(_has_code, block.children))


def hang(marker: str, text: str, indent: int) -> str:
    """Put a marker before the first line and spaces before the others.

    Args:
        marker: of a list item, a definition or a footnote.
        text: the lines.
        indent: the fewest columns that the other lines get; those of a footnote get no more.
    """
    spaces = " " * (indent if marker[0] == "[" else max(indent, len(marker)))
    first, *others = text.split("\n")
    return "\n".join([marker + first, *(f"{spaces}{line}" if line else line for line in others)])
