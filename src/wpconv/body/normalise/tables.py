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
    Inline,
    LineBreak,
    Paragraph,
    RawBlock,
    Strong,
    Table,
)

Section = Literal["", "thead", "tbody", "tfoot"]


@dataclass(slots=True)
class CaptionPart:
    """A `caption`."""

    children: list[Inline]


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
    """Yield the blocks that one `table` becomes: a paragraph for a caption, then the table.

    Args:
        parts: its rows and captions.
        html: whether a table that pipes cannot express may be HTML; else the blocks of its cells are left.
    """
    rows = [part for part in parts if isinstance(part, RowPart) and part.cells]
    for part in parts:
        if isinstance(part, CaptionPart):
            yield Paragraph([Emphasis(part.children)])
    cells = [cell for row in rows for cell in row.cells]
    if not any(cell.children for cell in cells):
        return
    if all(map(_fits_pipes, cells)):
        yield _pipes(rows)
    elif html:
        lines = ["<table>", *(element("tr", "".join(map(_html, row.cells))) for row in rows), "</table>"]
        yield RawBlock("\n".join(lines))
    else:
        yield from (block for cell in cells for block in cell.children)


def _fits_pipes(cell: CellPart) -> bool:
    """Tell whether one cell between pipes can hold it: paragraphs alone, in one row and column."""
    return not cell.spans and all(isinstance(block, Paragraph) for block in cell.children)


def _pipes(rows: list[RowPart]) -> Table:
    columns = zip_longest(*([cell.align for cell in row.cells] for row in rows))
    aligns = [_common(column) for column in columns]
    lines = [[_line(cell) for cell in row.cells] for row in rows]
    first = rows[0]
    has_header = first.section == "thead" or all(cell.name == "th" for cell in first.cells)
    header = lines.pop(0) if has_header else []
    for row, line in zip(rows[has_header:], lines, strict=True):
        for number, cell in enumerate(row.cells):
            if cell.name == "th" and line[number]:
                line[number] = [_bold(line[number])]
    return Table(aligns, _padded(header, len(aligns)), [_padded(line, len(aligns)) for line in lines])


def _common(column: tuple[Align | None, ...]) -> Align:
    """Return the alignment of a column, if all its cells have the same."""
    different = {align for align in column if align is not None}
    return different.pop() if len(different) == 1 else ""


def _padded(line: list[list[Inline]], width: int) -> list[Cell]:
    return [*map(Cell, line), *(Cell([]) for _ in range(width - len(line)))]


def _bold(nodes: list[Inline]) -> Inline:
    """Return a header cell that is not in the header row: bold, as browsers show it."""
    if len(nodes) == 1 and isinstance(nodes[0], Strong | Emphasis):
        return nodes[0]
    return Strong(
        [inner for node in nodes for inner in (node.children if isinstance(node, Strong) else [node])]
    )


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
