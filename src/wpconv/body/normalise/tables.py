"""Tables: pipes where Markdown can say it, HTML where it cannot."""

from __future__ import annotations

from itertools import zip_longest

from wpconv.body.dom import PageElement, Tag, attr, blocks, keep
from wpconv.body.html import serialise
from wpconv.body.parse.html import Node


def shape(table: Tag, *, html: bool) -> list[Tag]:
    """Bring a table whose cells hold blocks into normal form.

    Args:
        table: holds `caption` and `tr`; a `tr` says its `section`, a cell its `align`, `colspan`, `rowspan`.
        html: whether what pipes cannot say may be HTML; else the cells' blocks are all that is left.

    Returns:
        A caption's paragraph, and the table: with a header and rows of one length, or kept as HTML.
    """
    rows = [row for row in blocks(table) if row.name == "tr" and row.contents]
    captions = [_caption(tag) for tag in blocks(table) if tag.name == "caption" and tag.contents]
    cells = [cell for row in rows for cell in blocks(row)]
    if not any(cell.contents for cell in cells):
        return captions
    if all(map(_is_simple, cells)):
        return [*captions, _pipes(table, rows)]
    if not html:
        return [*captions, *(block for cell in cells for block in blocks(cell))]
    return [*captions, keep(_html(rows), block=True)]


def _caption(caption: Tag) -> Tag:
    return Node("p", {}, [Node("em", {}, caption.contents)])


def _is_simple(cell: Tag) -> bool:
    """Whether one cell of pipes can hold it: paragraphs alone, in one row and column."""
    attrs = cell.attrs
    return not (attrs and ("colspan" in attrs or "rowspan" in attrs)) and all(
        block.name == "p" for block in blocks(cell)
    )


def _is_header(row: Tag) -> bool:
    return attr(row, "section") == "thead" or all(cell.name == "th" for cell in blocks(row))


def _pipes(table: Tag, rows: list[Tag]) -> Tag:
    width = max(len(row.contents) for row in rows)
    aligns = [_alignment(said) for said in zip_longest(*map(_said, rows))]
    if not _is_header(rows[0]):
        rows = [Node("tr", {}, [Node("th", {}, []) for _ in range(width)]), *rows]
    for number, row in enumerate(rows):
        _settle(row, aligns, is_first=not number)
    table.contents = [*rows]
    return table


def _settle(row: Tag, aligns: list[str], *, is_first: bool) -> None:
    """Give a row as many cells as the others have, each of them one line."""
    row.contents += [Node("td", {}, []) for _ in range(len(aligns) - len(row.contents))]
    row.attrs = {}
    for cell, align in zip(blocks(row), aligns, strict=True):
        nodes = _line(cell)
        cell.contents = [_strong(nodes)] if cell.name == "th" and not is_first and nodes else nodes
        cell.name = "th" if is_first else "td"
        cell.attrs = {"align": align} if align else {}


def _strong(nodes: list[PageElement]) -> Tag:
    """A header in the midst of the table: Markdown has no word for it, bold is how browsers show it."""
    if len(nodes) == 1 and isinstance(nodes[0], Tag) and nodes[0].name in ("strong", "em"):
        return nodes[0]
    return Node("strong", {}, [piece for node in nodes for piece in _without_strong(node)])


def _without_strong(node: PageElement) -> list[PageElement]:
    return node.contents if isinstance(node, Tag) and node.name == "strong" else [node]


def _line(cell: Tag) -> list[PageElement]:
    """The paragraphs of a cell as one line, parted by breaks."""
    paragraphs = blocks(cell)
    if len(paragraphs) == 1:
        return paragraphs[0].contents
    nodes: list[PageElement] = []
    for paragraph in paragraphs:
        if nodes:
            nodes.append(Node("br", {}, []))
        nodes.extend(paragraph.contents)
    return nodes


def _said(row: Tag) -> list[str]:
    return [str(cell.attrs.get("align", "")) for cell in blocks(row)]


def _alignment(said: tuple[str | None, ...]) -> str:
    """What all cells of a column say of their alignment, if they agree."""
    different = {align for align in said if align is not None}
    return different.pop() if len(different) == 1 else ""


def _html(rows: list[Tag]) -> str:
    lines = ["<table>"]
    lines.extend(f"<tr>{''.join(map(_cell, blocks(row)))}</tr>" for row in rows)
    return "\n".join([*lines, "</table>"])


def _cell(cell: Tag) -> str:
    inside = blocks(cell)
    lone = len(inside) == 1 and inside[0].name == "p"
    attrs = {key: str(value) for key, value in cell.attrs.items()}
    return serialise(Node(cell.name, attrs, inside[0].contents if lone else cell.contents))
