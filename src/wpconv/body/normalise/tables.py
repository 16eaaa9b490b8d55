"""Tables: pipes where Markdown can express them, HTML where it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, cast

from wpconv.body.html import element, to_html
from wpconv.body.nodes import (
    Align,
    Block,
    Cell,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Paragraph,
    RawBlock,
    Strong,
    Table,
)
from wpconv.body.normalise import typed_lists
from wpconv.body.normalise.inline_edits import OBJECT, bold, is_whole, texts, without

_LONGEST_VALUE = 120
"""The characters of a value; a longer text is prose."""

Section = Literal["", "thead", "tbody", "tfoot"]


@dataclass(slots=True)
class CaptionPart:
    """A `caption`."""

    children: list[Inline]
    is_below: bool = False
    """Whether a style puts it below its table."""


@dataclass(slots=True)
class CellPart:
    """A `td` or `th`."""

    name: str
    children: list[Block]
    align: Align = ""
    spans: dict[str, str] = field(default_factory=dict)
    """Its `colspan` and `rowspan`, where they are not 1."""


@dataclass(slots=True)
class RowPart:
    """A `tr`, and the element that it is in."""

    section: Section
    cells: list[CellPart]


def finish_table(parts: Sequence[RowPart | CaptionPart], *, html: bool) -> Iterator[Block]:
    """Yield the blocks that one `table` becomes: the table, and a paragraph for a caption.

    Args:
        parts: its rows and captions.
        html: whether a table that pipes cannot express may be HTML; else the blocks of its cells are left.
    """
    rows = [part for part in parts if isinstance(part, RowPart) and part.cells]
    captions = [part for part in parts if isinstance(part, CaptionPart)]
    yield from (_caption(part) for part in captions if not part.is_below)
    yield from _content(rows, html=html)
    yield from (_caption(part) for part in captions if part.is_below)


def _caption(part: CaptionPart) -> Paragraph:
    return Paragraph([Emphasis(without(part.children, Emphasis))])


def _content(rows: list[RowPart], *, html: bool) -> Iterator[Block]:
    """Yield the blocks that rows with cells become."""
    cells = [cell for row in rows for cell in row.cells]
    if not any(cell.children for cell in cells):
        return
    if _is_layout(rows):
        yield from (block for cell in cells for block in _blocks(cell))
        return
    for cell in cells:
        cell.children = [_without_heading(block, cell.name) for block in cell.children]
    if all(map(_fits_pipes, cells)):
        yield _pipes(rows)
    elif html:
        lines = ["<table>", *(element("tr", "".join(map(_html, row.cells))) for row in rows), "</table>"]
        yield RawBlock("\n".join(lines))
    else:
        yield from (block for cell in cells for block in cell.children)


def _is_layout(rows: list[RowPart]) -> bool:
    """Return whether a table only arranges content: one cell, or one column of more than short values.

    Empty cells beside the only one with content do not count.
    """
    filled = [cell for row in rows for cell in row.cells if cell.children]
    if len(filled) == 1:
        return True
    return all(len(row.cells) == 1 for row in rows) and not all(map(_is_value, filled))


def _is_value(cell: CellPart) -> bool:
    block = cell.children[0]
    if (
        len(cell.children) > 1
        or not isinstance(block, Paragraph)
        or len(typed_lists.paragraphs(block.children)) > 1
    ):
        return False
    text = "".join(texts(block.children))
    return len(text) <= _LONGEST_VALUE and text.strip(OBJECT + " ") != ""


def _without_heading(block: Block, cell: str) -> Block:
    """Return a heading in a cell as bold text; in a header cell, which is bold already, as plain text."""
    if not isinstance(block, Heading):
        return block
    return Paragraph(block.children if cell == "th" else bold(block.children))


def _blocks(cell: CellPart) -> Iterator[Block]:
    """Yield the content of a cell whose table is only layout."""
    for block in cell.children:
        if not isinstance(block, Paragraph):
            yield block
        elif cell.name == "th":
            yield Paragraph(bold(block.children))
        else:
            yield from typed_lists.paragraphs(block.children)


def _fits_pipes(cell: CellPart) -> bool:
    """Return whether one cell between pipes can hold it: paragraphs alone, in one row and column."""
    return not cell.spans and all(isinstance(block, Paragraph) for block in cell.children)


def _pipes(rows: list[RowPart]) -> Table:
    columns = zip_longest(*([cell.align for cell in row.cells] for row in rows))
    aligns = [_common(column) for column in columns]
    while not any(cell.children for cell in rows[0].cells):
        rows = rows[1:]  # no empty header above the first row
    lines = [[_line(cell) for cell in row.cells] for row in rows]
    is_bold = all(not line or is_whole(line, Strong) for line in lines[0])
    has_header = _is_header(rows[0]) or (is_bold and len(rows) > 1)
    header = lines.pop(0) if has_header else []
    if is_bold:
        header = [without(line, Strong) for line in header]
    for row, line in zip(rows[has_header:], lines, strict=True):
        for number, cell in enumerate(row.cells):
            if cell.name == "th":
                line[number] = bold(line[number])
    return Table(aligns, _padded(header, len(aligns)), [_padded(line, len(aligns)) for line in lines])


def _is_header(row: RowPart) -> bool:
    return row.section == "thead" or all(cell.name == "th" for cell in row.cells)


def _common(column: tuple[Align | None, ...]) -> Align:
    """Return the alignment of a column, if all its cells have the same."""
    different = {align for align in column if align is not None}
    return different.pop() if len(different) == 1 else ""


def _padded(line: list[list[Inline]], width: int) -> list[Cell]:
    return [*map(Cell, line), *(Cell([]) for _ in range(width - len(line)))]


def _line(cell: CellPart) -> list[Inline]:
    """Return the paragraphs of a cell as one line, separated by line breaks."""
    nodes: list[Inline] = []
    for paragraph in cast("list[Paragraph]", cell.children):
        if nodes:
            nodes.append(LineBreak())
        nodes.extend(paragraph.children)
    return nodes


def _html(cell: CellPart) -> str:
    is_line = len(cell.children) == 1 and isinstance(cell.children[0], Paragraph)
    nodes: Sequence[Block | Inline] = cell.children[0].children if is_line else cell.children  # type: ignore[union-attr]  # a paragraph
    return element(cell.name, "".join(map(to_html, nodes)), cell.spans, cell.align)
