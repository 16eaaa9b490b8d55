"""Plain HTML: what each tag means for the normal form."""

from __future__ import annotations

import re

from wpconv.body.dom import KEEP, Comment, PageElement, Tag, attr, is_text, keep, new, tags, text_alone
from wpconv.body.normalise import code, table_handlers
from wpconv.body.normalise.formatting import MARKS, Mark, with_mark, without_links
from wpconv.body.normalise.state import Entered, Handler, Marks, Walk

_DROPPED = (
     "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "svg", "input",
     "select", "textarea", "datalist", "param", "source", "track", "area", "colgroup", "col"
)  # fmt: skip
"""Tags whose content no reader sees."""

_BOUNDARIES = (
     "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center",
     "figure", "fieldset", "legend", "form", "hgroup", "search", "details", "summary", "dialog",
     "button", "option", "optgroup",
     "frameset", "noframes", "xmp", "body", "html"
)  # fmt: skip
"""Tags that end a paragraph where they begin and where they end."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
_CAPTION = Mark("em", "em")
_BLOCK = re.compile(r"(?:^|[;\s])display\s*:\s*block\b", re.IGNORECASE)
"""A style that makes a block of any tag."""
_LONGEST_NUMBER = 9
"""Digits that a list of Markdown may begin with."""


def leaf(walk: Walk, node: PageElement, marks: Marks) -> None:
    """Add text of another kind, and keep the more tag; whatever else a comment says is for the editor."""
    if is_text(node):
        walk.flow.leaves.append((str(node), marks))
    elif isinstance(node, Comment) and node.strip().startswith("more") and walk.ctx.dialect.more_marker:
        walk.flow.block(keep(walk.ctx.dialect.more_marker, block=True))


def _drop(_walk: Walk, _tag: Tag, _marks: Marks) -> None:
    """Leave out what no reader sees."""


def through(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    """See only the content of a tag that means nothing of its own, but that its style may make a block."""
    if _is_block(tag):
        return walk.boundary(tag, marks)
    walk.anchor(tag)
    return None, marks


def _is_block(tag: Tag) -> bool:
    return "style" in tag.attrs and bool(_BLOCK.search(attr(tag, "style")))


def _paragraph(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    return None if walk.settle(tag, marks, "flow") else walk.boundary(tag, marks)


def _figcaption(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.boundary(tag, with_mark(marks, _CAPTION))


def _mark(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    if _is_block(tag):
        return walk.boundary(tag, with_mark(marks, walk.mark(tag)))
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
        # No link leads through a note's mark, which is one.
        walk.flow.leaves.append((tag, without_links(marks) if tag.name == "note-ref" else marks))


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
    is_number = start.isascii() and start.isdigit() and len(start) <= _LONGEST_NUMBER
    attrs = {"start": start} if is_number and start != "1" else {}
    return attrs | ({"reversed": ""} if "reversed" in tag.attrs else {})


def _list_item(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    if walk.flow.top.kind != "list":
        return walk.boundary(tag, marks)
    value = attr(tag, "value")
    if not value and walk.settle(tag, marks, "list"):
        return None
    return walk.open(tag, marks, new("li", {"value": value} if value else {}), "flow", stays=_is_bare(tag))


def _terms(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.nest(tag, marks, new("dl"), "terms")


def _term(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    if walk.flow.nearest != "terms":
        return walk.boundary(tag, marks)
    if tag.name == "dt":
        return walk.open(tag, marks, new("dt"), "line")
    return walk.open(tag, marks, new("dd"), "flow", stays=True)


def _note(walk: Walk, tag: Tag, marks: Marks) -> Entered:
    return walk.open(tag, marks, new("note", {"id": attr(tag, "id")}), "flow", stays=True)


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_DROPPED, _drop),
    **dict.fromkeys(MARKS, _mark),
    **dict.fromkeys(_BOUNDARIES, Walk.boundary), "p": _paragraph, "figcaption": _figcaption,
    "br": _break, "hr": _separator, "img": _image,
    "code": _code, "pre": _code_block, "listing": _code_block,
    KEEP: _keep, "note-ref": _keep,
    **dict.fromkeys(_HEADINGS, _heading),
    **dict.fromkeys(_LISTS, _list), "li": _list_item,
    "dl": _terms, "dt": _term, "dd": _term,
    **table_handlers.HANDLERS,
    "blockquote": _quote, "note": _note,
}  # fmt: skip
"""What begins a tag, by its name; any other tag means nothing of its own."""
