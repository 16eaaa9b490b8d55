"""Tables: pipes where Markdown can say it, HTML where it cannot."""

from __future__ import annotations

from itertools import zip_longest

from wpconv.body.html import serialise
from wpconv.body.tree import PageElement, Tag, attr, keep, new, rename, set_children, tags


def shape(table: Tag, *, html: bool) -> list[Tag]:
    """Bring a table whose cells hold blocks into normal form.

    Args:
        table: holds `caption` and `tr`; a `tr` says its `section`, a cell its `align`, `colspan`, `rowspan`.
        html: whether what pipes cannot say may be HTML; else the cells' blocks are all that is left.

    Returns:
        A caption's paragraph, and the table: with a header and rows of one length, or kept as HTML.
    """
    rows = [row for row in tags(table) if row.name == "tr" and row.contents]
    captions = [_caption(tag) for tag in tags(table) if tag.name == "caption" and tag.contents]
    if not any(cell.contents for row in rows for cell in tags(row)):
        return captions
    if _is_simple(rows):
        return [*captions, _pipes(table, rows)]
    if not html:
        return [*captions, *(block for row in rows for cell in tags(row) for block in tags(cell))]
    return [*captions, keep(_html(rows), block=True)]


def _caption(caption: Tag) -> Tag:
    emphasis = new("em")
    set_children(emphasis, caption.contents)
    return new("p", {}, emphasis)


def _is_simple(rows: list[Tag]) -> bool:
    return all(
        not ("colspan" in cell.attrs or "rowspan" in cell.attrs)
        and not any(block.name != "p" for block in tags(cell))
        for row in rows
        for cell in tags(row)
    )


def _is_header(row: Tag) -> bool:
    return attr(row, "section") == "thead" or all(cell.name == "th" for cell in tags(row))


def _pipes(table: Tag, rows: list[Tag]) -> Tag:
    width = max(len(row.contents) for row in rows)
    aligns = [_alignment(said) for said in zip_longest(*map(_said, rows))]
    if not _is_header(rows[0]):
        rows = [new("tr", {}, *(new("th") for _ in range(width))), *rows]
    for number, row in enumerate(rows):
        _settle(row, aligns, is_first=not number)
    set_children(table, [*rows])
    return table


def _settle(row: Tag, aligns: list[str], *, is_first: bool) -> None:
    """Give a row as many cells as the others have, each of them one line."""
    cells = [*tags(row), *(new("td") for _ in range(len(aligns) - len(row.contents)))]
    for cell, align in zip(cells, aligns, strict=True):
        nodes = _line(cell)
        if cell.name == "th" and not is_first and nodes:
            nodes = [_strong(nodes)]
        rename(cell, "th" if is_first else "td", {"align": align} if align else None)
        set_children(cell, nodes)
    rename(row, "tr")
    set_children(row, [*cells])


def _strong(nodes: list[PageElement]) -> Tag:
    """A header in the midst of the table: Markdown has no word for it, bold is how browsers show it."""
    if len(nodes) == 1 and isinstance(nodes[0], Tag) and nodes[0].name in ("strong", "em"):
        return nodes[0]
    strong = new("strong")
    set_children(strong, [piece for node in nodes for piece in _without_strong(node)])
    return strong


def _without_strong(node: PageElement) -> list[PageElement]:
    return node.contents if isinstance(node, Tag) and node.name == "strong" else [node]


def _line(cell: Tag) -> list[PageElement]:
    """The paragraphs of a cell as one line, parted by breaks."""
    paragraphs = tags(cell)
    if len(paragraphs) == 1:
        return paragraphs[0].contents
    nodes: list[PageElement] = []
    for paragraph in paragraphs:
        if nodes:
            nodes.append(new("br"))
        nodes.extend(paragraph.contents)
    return nodes


def _said(row: Tag) -> list[str]:
    return [attr(cell, "align") for cell in tags(row)]


def _alignment(said: tuple[str | None, ...]) -> str:
    """What all cells of a column say of their alignment, if they agree."""
    different = {align for align in said if align is not None}
    return different.pop() if len(different) == 1 else ""


def _html(rows: list[Tag]) -> str:
    lines = ["<table>"]
    lines.extend(f"<tr>{''.join(_cell(cell) for cell in tags(row))}</tr>" for row in rows)
    return "\n".join([*lines, "</table>"])


def _cell(cell: Tag) -> str:
    copy = new(cell.name, {key: str(value) for key, value in cell.attrs.items()})
    lone = len(cell.contents) == 1 and tags(cell)[:1] and tags(cell)[0].name == "p"
    set_children(copy, tags(cell)[0].contents if lone else list(cell.contents))
    return serialise(copy)
