"""Code as Markdown, and as HTML where a dialect reads no code, and would run the HTML in it."""

from __future__ import annotations

import re
from dataclasses import replace

from wpconv.body import html
from wpconv.body.nodes import Block, CodeBlock, Inline, LineBreak, List, Paragraph, Quote, RawBlock, RawInline
from wpconv.body.render.inline_tokens import HtmlUse
from wpconv.dialect import Dialect

_BACKTICKS = re.compile(r"`+")
_RISKY = re.compile(r"`|\\[\[\]]")
_HEADER = re.compile(r"\n*(?:::|#!)")
"""The first line of indented code that says its language to Python-Markdown (codehilite)."""
_LANGUAGE = re.compile(r"[\w#.+-]*")
_TEXT_BEFORE = "&nbsp;"


def code_block(node: CodeBlock, dialect: Dialect, html_use: HtmlUse, *, is_nested: bool) -> str:
    """Return a code block with a fence, or indented where a dialect reads no fence.

    Args:
        node: the block.
        dialect: the target's Markdown.
        html_use: asked where Markdown has no syntax.
        is_nested: whether a quote, an item, a definition or a footnote is around it.
    """
    if is_nested and not dialect.nested_fences:
        return _indented(node, html_use)
    fence = "`" * max(3, _longest_run(node.text) + 1)
    lines = [node.text.removesuffix("\n")] if node.text else []
    language = node.language.replace("`", "")
    if not dialect.any_language:
        language = _LANGUAGE.match(language)[0]  # type: ignore[index]  # it may be empty
    return "\n".join([f"{fence}{language}", *lines, fence])


def _indented(node: CodeBlock, html_use: HtmlUse) -> str:
    # Python-Markdown reads a language in such a line, and HTML after an open reference.
    if _HEADER.match(node.text) or "&#" in node.text:
        if html_use.wants("pre"):
            return _as_html(node).content
        node = CodeBlock(f" {node.text.lstrip(chr(10))}")
    return "\n".join(f"    {line}" if line else "" for line in node.text.rstrip("\n").split("\n"))


def code_span(text: str, dialect: Dialect, html_use: HtmlUse) -> str:
    """Return inline code; its text is not empty."""
    is_risky = (not dialect.escapes_in_code and _RISKY.search(text)) or (
        not dialect.open_references and "&#" in text
    )
    if is_risky and html_use.wants("code"):
        return html.inline_code(text)
    # One backtick between spaces is text to kramdown.
    fence = "`" * max(_longest_run(text) + 1, 2 if text[0] in " \t\f\v" else 1)
    touches = "`" in (text[0], text[-1]) or (text[0] == text[-1] == " " and text.strip())
    pad = " " if touches else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _longest_run(text: str) -> int:
    """Return the length of the longest run of backticks in a text."""
    return max(map(len, _BACKTICKS.findall(text)), default=0)


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
