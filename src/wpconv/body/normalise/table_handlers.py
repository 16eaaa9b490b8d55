"""A table's tags, on their way into normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.dom import Tag, attr, has_class, new

if TYPE_CHECKING:
    from wpconv.body.normalise.state import Entered, Handler, Marks, Walk

_SECTIONS = frozenset(("thead", "tbody", "tfoot"))


def _table(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.nest(tag, marks, new("table"), "table")


def _caption(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    if walk.flow.top.kind != "table":
        return walk.boundary(tag, marks)
    return walk.open(tag, marks, new("caption"), "line")


def _section(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    if walk.flow.top.kind == "row":
        walk.flow.close(walk.flow.top)
    return walk.boundary(tag, marks)


def _row(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    if walk.flow.top.kind == "row":
        walk.flow.close(walk.flow.top)
    if walk.flow.top.kind != "table":
        return walk.boundary(tag, marks)
    section = tag.parent.name if tag.parent is not None and tag.parent.name in _SECTIONS else ""
    return walk.open(tag, marks, new("tr", {"section": section}), "row", stays=True)


def _cell(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    if walk.flow.top.kind == "table":  # a row that was not written
        walk.flow.open(new("tr"), "row", stays=True)
    if walk.flow.top.kind != "row":
        return walk.boundary(tag, marks)
    attrs = _cell_attrs(tag)
    if walk.settle(tag, marks, "row", attrs):
        return None
    return walk.open(tag, marks, new(tag.name, attrs), "flow", stays=True)


def _cell_attrs(tag: Tag) -> dict[str, str]:
    if not tag.attrs:
        return {}
    spans = {key: attr(tag, key) for key in ("colspan", "rowspan") if attr(tag, key) not in ("", "1")}
    align = _alignment(tag)
    return spans | ({"align": align} if align else {})


def _alignment(tag: Tag) -> str:
    style, align = attr(tag, "style").replace(" ", "").lower(), attr(tag, "align").lower()
    for side in ("left", "center", "right"):
        if f"text-align:{side}" in style or align == side or has_class(tag, f"has-text-align-{side}"):
            return side
    return ""


HANDLERS: dict[str, Handler] = {
    "table": _table,
    **dict.fromkeys(_SECTIONS, _section),
    "caption": _caption,
    "tr": _row,
    "td": _cell,
    "th": _cell,
}
"""What begins each of them."""
