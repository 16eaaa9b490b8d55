"""Plain HTML: what each tag means for the normal form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from wpconv.body import code
from wpconv.body.marks import MARKS, Mark, with_mark
from wpconv.body.tree import (
    KEEP,
    Comment,
    PageElement,
    Tag,
    attr,
    has_class,
    is_text,
    keep,
    new,
    tags,
    text_alone,
)
from wpconv.body.walk import Marks, Walk

if TYPE_CHECKING:
    from wpconv.body.walk import Leave

Entered = tuple["Leave | None", Marks]
"""What a tag's end does, and the marks that its content has."""
Handler = Callable[[Walk, Tag, Marks], Entered | None]

_DROPPED = (
     "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "svg", "input",
     "select", "textarea", "datalist", "param", "source", "track", "area", "colgroup", "col"
)  # fmt: skip
"""Tags whose content no reader sees."""

_BOUNDARIES = (
     "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center",
     "figure", "fieldset", "legend", "form", "hgroup", "search", "details", "summary", "dialog",
     "button", "option", "optgroup", "thead", "tbody", "tfoot",
     "frameset", "noframes", "xmp", "body", "html"
)  # fmt: skip
"""Tags that end a paragraph where they begin and where they end."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
_CAPTION = Mark("em", "em")
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))


_BLOCK = re.compile(r"(?:^|[;\s])display\s*:\s*block\b", re.IGNORECASE)


def leaf(walk: Walk, node: PageElement, marks: Marks) -> None:
    """Add text of another kind, and keep the more tag; whatever else a comment says is for the editor."""
    if is_text(node):
        walk.flow.leaves.append((str(node), marks))
    elif isinstance(node, Comment) and node.strip().startswith("more") and walk.ctx.options.more:
        walk.flow.block(keep(walk.ctx.options.more, block=True))


def _drop(_walk: Walk, _tag: Tag, _marks: Marks) -> None:
    """Leave out what no reader sees."""


def through(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    """See only the content of a tag that means nothing of its own, but that its style may make a block."""
    if "style" in tag.attrs and _BLOCK.search(attr(tag, "style")):
        return _boundary(walk, tag, marks)
    walk.anchor(tag)
    return None, marks


def _boundary(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    """End a paragraph here and where the tag ends."""
    walk.flow.boundary()
    walk.anchor(tag)
    return walk.flow.boundary, marks


def _paragraph(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    return None if walk.settle(tag, marks, "flow") else _boundary(walk, tag, marks)


def _figcaption(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return _boundary(walk, tag, with_mark(marks, _CAPTION))


def _mark(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    walk.anchor(tag)
    marks = with_mark(marks, walk.mark(tag))
    if (text := text_alone(tag)) is None:
        return None, marks
    walk.flow.leaves.append((text, marks))
    return None


def _image(walk: Walk, tag: Tag, marks: Marks) -> None:
    walk.anchor(tag)
    if src := attr(tag, "src"):
        texts = {key: str(tag.attrs[key]) for key in ("alt", "title") if tag.attrs.get(key)}
        walk.flow.leaves.append((new("img", {"src": src, **texts}), marks))


def _break(walk: Walk, _tag: Tag, _marks: Marks) -> None:
    walk.flow.leaves.append((new("br"), ()))


def _code(walk: Walk, tag: Tag, marks: Marks) -> None:
    if code.text(tag):
        walk.flow.leaves.append(code.inline(tag, marks, html=walk.ctx.keeps_html))


def _code_block(walk: Walk, tag: Tag, _marks: Marks) -> None:
    walk.flow.block(code.block(tag, html=walk.ctx.keeps_html))


def _separator(walk: Walk, _tag: Tag, _marks: Marks) -> None:
    walk.flow.block(new("hr"))


def _keep(walk: Walk, tag: Tag, marks: Marks) -> None:
    if attr(tag, "display") == "block":
        walk.flow.block(tag)
    else:
        walk.flow.leaves.append((tag, marks))


def _heading(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    if walk.settle(tag, marks, "flow"):
        return None
    return walk.open(tag, marks, new(tag.name), "line")


def _quote(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.nest(tag, marks, new("blockquote"), "flow", stays=_is_bare(tag))


def _is_bare(tag: Tag) -> bool:
    """Whether a tag was written without content, and not only emptied by what is left out of it."""
    return all(is_text(node) and str(node).isspace() for node in tag.contents)


def _list(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.nest(tag, marks, new(_LISTS[tag.name], _list_attrs(tag)), "list")


def _list_attrs(tag: Tag) -> dict[str, str]:
    if tag.name != "ol":
        return {}
    first = next((child for child in tags(tag) if child.name == "li"), None)
    start = attr(tag, "start") or (attr(first, "value") if first else "")
    attrs = {"start": start} if start.isascii() and start.isdigit() and start != "1" else {}
    return attrs | ({"reversed": ""} if "reversed" in tag.attrs else {})


def _list_item(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    if walk.flow.top.kind != "list":
        return _boundary(walk, tag, marks)
    value = attr(tag, "value")
    if not value and walk.settle(tag, marks, "list"):
        return None
    return walk.open(tag, marks, new("li", {"value": value} if value else {}), "flow", stays=_is_bare(tag))


def _terms(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.nest(tag, marks, new("dl"), "terms")


def _term(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    if walk.flow.nearest != "terms":
        return _boundary(walk, tag, marks)
    if tag.name == "dt":
        return walk.open(tag, marks, new("dt"), "line")
    return walk.open(tag, marks, new("dd"), "flow", stays=True)


def _note(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.open(tag, marks, new("note", {"id": attr(tag, "id")}), "flow")


def _table(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.nest(tag, marks, new("table"), "table")


def _caption(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    if walk.flow.top.kind != "table":
        return _boundary(walk, tag, marks)
    return walk.open(tag, marks, new("caption"), "line")


def _row(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    if walk.flow.top.kind == "row":
        walk.flow.close(walk.flow.top)
    if walk.flow.top.kind != "table":
        return _boundary(walk, tag, marks)
    section = tag.parent.name if tag.parent is not None and tag.parent.name in _SECTIONS else ""
    return walk.open(tag, marks, new("tr", {"section": section}), "row", stays=True)


def _cell(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    if walk.flow.top.kind == "table":  # a row that was not written
        walk.flow.open(new("tr"), "row", stays=True)
    if walk.flow.top.kind != "row":
        return _boundary(walk, tag, marks)
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
    **dict.fromkeys(_DROPPED, _drop),
    **dict.fromkeys(MARKS, _mark),
    **dict.fromkeys(_BOUNDARIES, _boundary), "p": _paragraph, "figcaption": _figcaption,
    "br": _break, "hr": _separator, "img": _image,
    "code": _code, "pre": _code_block, "listing": _code_block,
    KEEP: _keep, "note-ref": _keep,
    **dict.fromkeys(_HEADINGS, _heading),
    **dict.fromkeys(_LISTS, _list), "li": _list_item,
    "dl": _terms, "dt": _term, "dd": _term,
    "table": _table, "caption": _caption, "tr": _row, "td": _cell, "th": _cell,
    "blockquote": _quote, "note": _note,
}  # fmt: skip
"""What begins a tag, by its name; any other tag means nothing of its own."""
