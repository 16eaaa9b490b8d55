"""Code blocks at places where a dialect reads no code block, and would run the HTML in them."""

from __future__ import annotations

from dataclasses import replace

from wpconv.body import html
from wpconv.body.nodes import Block, CodeBlock, Inline, LineBreak, List, Paragraph, Quote, RawBlock, RawInline

_TEXT_BEFORE = "&nbsp;"


def without_code_first(blocks: list[Block], *, keeps_html: bool) -> list[Block]:
    """Return blocks of which the first, or the first in that, is no code block.

    Args:
        blocks: the content of a list item, a definition or a footnote.
        keeps_html: whether the code may be a `<pre>`; else a line with a space is before it.
    """
    if not blocks:
        return blocks
    first, *others = blocks
    if isinstance(first, CodeBlock):
        start = [_as_html(first)] if keeps_html else [Paragraph([RawInline(_TEXT_BEFORE)]), first]
        return [*start, *others]
    if isinstance(first, Quote):
        return [Quote(without_code_first(first.children, keeps_html=keeps_html)), *others]
    if isinstance(first, List) and first.items:
        item, *items = first.items
        children = without_code_first(item.children, keeps_html=keeps_html)
        return [replace(first, items=[replace(item, children=children), *items]), *others]
    return blocks


def without_code(blocks: list[Block], *, keeps_html: bool) -> list[Block]:
    """Return blocks without a code block; a `<pre>`, or else its lines as a paragraph, is in its place."""
    return [_without_code(block, keeps_html=keeps_html) for block in blocks]


def _without_code(block: Block, *, keeps_html: bool) -> Block:
    if isinstance(block, CodeBlock):
        return _as_html(block) if keeps_html else Paragraph(_lines(block))
    if isinstance(block, Quote):
        return Quote(without_code(block.children, keeps_html=keeps_html))
    if isinstance(block, List):
        items = [
            replace(item, children=without_code(item.children, keeps_html=keeps_html)) for item in block.items
        ]
        return replace(block, items=items)
    return block


def _as_html(block: CodeBlock) -> RawBlock:
    """Return code as HTML in one line, which is read as HTML, or as text, wherever it is."""
    return RawBlock(f"<pre>{html.inline_code(block.text, block.language)}</pre>")


def _lines(block: CodeBlock) -> list[Inline]:
    lines = [" ".join(line.split()) for line in block.text.split("\n")]
    nodes: list[Inline] = []
    for line in filter(None, lines):
        nodes += [LineBreak(), line] if nodes else [line]
    return nodes
