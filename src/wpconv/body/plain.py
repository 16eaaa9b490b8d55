"""Plain HTML: what each tag means for the normal form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wpconv.body import code
from wpconv.body.tree import KEEP, Tag, attr, has_class, is_text, new, tags

if TYPE_CHECKING:
    from wpconv.body.walk import Marks, Walk

Leave = Callable[[], None]

DROPPED = frozenset(
    ("script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "svg", "input",
     "select", "textarea", "datalist", "param", "source", "track", "area", "colgroup", "col")
)  # fmt: skip
"""Tags whose content no reader sees."""

BOUNDARIES = frozenset(
    ("p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center",
     "figure", "figcaption", "fieldset", "legend", "form", "hgroup", "search", "details", "summary", "dialog",
     "button", "option", "optgroup", "thead", "tbody", "tfoot",
     "frameset", "noframes", "xmp", "body", "html")
)  # fmt: skip
"""Tags that end a paragraph where they begin and where they end."""

_LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))


_HOLDERS = {
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6"), "flow"),
    **dict.fromkeys(("td", "th"), "row"),
    "li": "list",
}


def settle(walk: Walk, tag: Tag) -> bool:
    """Place a tag that holds text alone, as most do, at once; tell whether it is done.

    What the general way would do with it, opening a container and closing it again, takes many times as long.
    """
    text = tag.contents[0]
    if (
        walk.flow.top.kind != _HOLDERS.get(tag.name)
        or walk.targets
        or not is_text(text)
        or "value" in tag.attrs
    ):
        return False
    walk.flow.settle(tag.name, _cell_attrs(tag) if tag.name in ("td", "th") else {}, str(text))
    return True


def _image(walk: Walk, tag: Tag, marks: Marks) -> None:
    walk.anchor(tag)
    if src := attr(tag, "src"):
        texts = {key: str(tag.attrs[key]) for key in ("alt", "title") if tag.attrs.get(key)}
        walk.flow.leaf(new("img", {"src": src, **texts}), marks)


def _break(walk: Walk, _tag: Tag, _marks: Marks) -> None:
    walk.flow.leaf(new("br"), ())


def _code(walk: Walk, tag: Tag, marks: Marks) -> None:
    if code.text(tag):
        walk.flow.leaf(*code.inline(tag, marks, html=walk.ctx.keeps_html))


def _code_block(walk: Walk, tag: Tag, _marks: Marks) -> None:
    walk.flow.block(code.block(tag, html=walk.ctx.keeps_html))


def _separator(walk: Walk, _tag: Tag, _marks: Marks) -> None:
    walk.flow.block(new("hr"))


def _keep(walk: Walk, tag: Tag, marks: Marks) -> None:
    if attr(tag, "display") == "block":
        walk.flow.block(tag)
    else:
        walk.flow.leaf(tag, marks)


def _heading(walk: Walk, tag: Tag) -> Leave:
    return walk.open(new(tag.name), "line")


def _quote(walk: Walk, tag: Tag) -> Leave:
    return walk.nest(new("blockquote"), "flow", stays=_is_bare(tag))


def _is_bare(tag: Tag) -> bool:
    """Whether a tag was written without content, and not only emptied by what is left out of it."""
    return all(is_text(node) and str(node).isspace() for node in tag.contents)


def _list(walk: Walk, tag: Tag) -> Leave:
    return walk.nest(new(_LISTS[tag.name], _list_attrs(tag)), "list")


def _list_attrs(tag: Tag) -> dict[str, str]:
    if tag.name != "ol":
        return {}
    first = next((child for child in tags(tag) if child.name == "li"), None)
    start = attr(tag, "start") or (attr(first, "value") if first else "")
    attrs = {"start": start} if start.isascii() and start.isdigit() and start != "1" else {}
    return attrs | ({"reversed": ""} if "reversed" in tag.attrs else {})


def _list_item(walk: Walk, tag: Tag) -> Leave:
    if walk.flow.top.kind != "list":
        return walk.boundary()
    value = attr(tag, "value")
    return walk.open(new("li", {"value": value} if value else {}), "flow", stays=_is_bare(tag))


def _terms(walk: Walk, _tag: Tag) -> Leave:
    return walk.nest(new("dl"), "terms")


def _term(walk: Walk, tag: Tag) -> Leave:
    if walk.flow.nearest != "terms":
        return walk.boundary()
    return walk.open(new(tag.name), "line" if tag.name == "dt" else "flow")


def _note(walk: Walk, tag: Tag) -> Leave:
    return walk.open(new("note", {"id": attr(tag, "id")}), "flow")


def _table(walk: Walk, _tag: Tag) -> Leave:
    return walk.nest(new("table"), "table")


def _caption(walk: Walk, _tag: Tag) -> Leave:
    return walk.open(new("caption"), "line") if walk.flow.top.kind == "table" else walk.boundary()


def _row(walk: Walk, tag: Tag) -> Leave:
    if walk.flow.top.kind != "table":
        return walk.boundary()
    section = tag.parent.name if tag.parent is not None and tag.parent.name in _SECTIONS else ""
    return walk.open(new("tr", {"section": section}), "row", stays=True)


def _cell(walk: Walk, tag: Tag) -> Leave:
    if walk.flow.top.kind != "row":
        return walk.boundary()
    return walk.open(new(tag.name, _cell_attrs(tag)), "flow", stays=True)


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


ATOMS: dict[str, Callable[[Walk, Tag, Marks], None]] = {
    "br": _break, "hr": _separator, "img": _image,
    "code": _code, "pre": _code_block, "listing": _code_block,
    KEEP: _keep, "note-ref": _keep,
}  # fmt: skip
"""Tags that are done where they begin."""

CONTAINERS: dict[str, Callable[[Walk, Tag], Leave]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(_LISTS, _list), "li": _list_item,
    "dl": _terms, "dt": _term, "dd": _term,
    "table": _table, "caption": _caption, "tr": _row, "td": _cell, "th": _cell,
    "blockquote": _quote, "note": _note,
}  # fmt: skip
"""Tags whose content stands in a container of the normal form."""
