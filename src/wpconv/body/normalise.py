"""A tree brought into normal form: one walk, outer tag first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wpconv.body import code
from wpconv.body.flow import Flow
from wpconv.body.inline import MARKS, Mark, anchor, mark, with_mark
from wpconv.body.rules import dispatch
from wpconv.body.rules._rule import Context
from wpconv.body.tree import KEEP, Comment, PageElement, Tag, attr, find_all, has_class, is_text, keep, new
from wpconv.body.tree import text as tag_text

_DROPPED = frozenset(
    ("script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "svg", "input", "select",
     "textarea", "datalist", "param", "source", "track", "area", "colgroup", "col")
)  # fmt: skip
"""Tags whose content no reader sees."""

_BOUNDARIES = frozenset(
    ("p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center", "figure",
     "fieldset", "legend", "form", "hgroup", "search", "details", "summary", "dialog", "button", "option", "optgroup",
     "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "ul", "ol", "menu", "dir", "li", "dl", "dt", "dd",
     "blockquote", "canvas", "frameset", "noframes", "body", "html")
)  # fmt: skip
"""Tags that end a paragraph where they begin and where they end."""

_LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_ONLY_HTML = frozenset(("sub", "sup", "u", "ins", "mark", "kbd", "samp", "abbr", "q", "ruby", "rt", "rp"))
_EM = Mark("em", "em")

Marks = tuple[Mark, ...]
Leave = Callable[[], None]


def normalise(root: Tag, ctx: Context) -> Tag:
    """Bring a post's tree into normal form.

    Args:
        root: what `tree.parse` returned; it is used up.
        ctx: the post's context; the rules' notices are added to it.

    Returns:
        A new tree, as docs/architecture.md describes it.
    """
    walk = _Walk(ctx, _targets(root))
    stack: list[tuple[Iterator[PageElement], Leave | None, Marks]] = [(iter(root.contents), None, ())]
    while stack:
        nodes, leave, marks = stack[-1]
        node = next(nodes, None)
        if node is None:
            stack.pop()
            if leave:
                leave()
        elif isinstance(node, Tag):
            dispatch(node, ctx)
            entered = walk.enter(node, marks)
            if entered:
                stack.append((iter(node.contents), *entered))
        elif is_text(node):
            walk.flow.leaf(str(node), marks)
        elif isinstance(node, Comment):
            walk.comment(node)
    return walk.flow.result()


def _targets(root: Tag) -> frozenset[str]:
    """The names of the places in this body that its own links lead to."""
    links = (attr(link, "href") for link in find_all(root, "a"))
    return frozenset(href[1:] for href in links if href.startswith("#") and len(href) > 1)


class _Walk:
    """What happens where a tag begins, and what is left to do where it ends."""

    def __init__(self, ctx: Context, targets: frozenset[str]) -> None:
        self.ctx = ctx
        self.targets = targets
        self.flow = Flow()

    def enter(self, tag: Tag, marks: Marks) -> tuple[Leave | None, Marks] | None:
        """Begin a tag; tell what its end does and which marks its content has, or None where it is done."""
        name = tag.name
        if name in _DROPPED:
            return None
        if name in MARKS:
            self._anchor(tag)
            return None, with_mark(marks, self._mark(tag))
        if name in _ATOMS:
            _ATOMS[name](self, tag, marks)
            return None
        leave: Leave | None = None
        if name in _CONTAINERS:
            leave = _CONTAINERS[name](self, tag)
        elif name in _BOUNDARIES:
            leave = self._boundary()
        self._anchor(tag)
        return leave, with_mark(marks, _EM) if name == "figcaption" else marks

    def comment(self, comment: Comment) -> None:
        """Keep the more tag; whatever else a comment says is for the editor."""
        if comment.strip().startswith("more") and self.ctx.options.more:
            self.flow.block(keep(self.ctx.options.more, block=True))

    def _mark(self, tag: Tag) -> Mark | None:
        made = mark(tag)
        if made and made.name in _ONLY_HTML and self.ctx.options.html == "drop":
            self.ctx.notice("dropped-html", f"<{made.name}> around “{' '.join(tag_text(tag).split())[:40]}”")
            return None
        return made

    def _anchor(self, tag: Tag) -> None:
        """Keep a place that a link in this body leads to."""
        if self.targets:
            target = attr(tag, "id") or (attr(tag, "name") if tag.name == "a" else "")
            if target in self.targets:
                self.flow.leaf(anchor(target), ())

    def _boundary(self) -> Leave:
        self.flow.boundary()
        return self.flow.boundary

    def _open(self, made: Tag, kind: str) -> Leave:
        frame = self.flow.open(made, kind)
        return lambda: self.flow.close(frame)

    def _nested(self, made: Tag, kind: str) -> Leave:
        if self.flow.is_full:
            self.ctx.notice("nesting-flattened", f"<{made.name}> stands deeper than Markdown can say")
            return self._boundary()
        return self._open(made, kind)

    def _heading(self, tag: Tag) -> Leave:
        return self._open(new(tag.name), "line")

    def _quote(self, _tag: Tag) -> Leave:
        return self._nested(new("blockquote"), "flow")

    def _list(self, tag: Tag) -> Leave:
        return self._nested(new(_LISTS[tag.name], _list_attrs(tag)), "list")

    def _list_item(self, tag: Tag) -> Leave:
        if self.flow.top.kind != "list":
            return self._boundary()
        return self._open(new("li", {"value": attr(tag, "value")} if attr(tag, "value") else {}), "flow")

    def _terms(self, _tag: Tag) -> Leave:
        return self._nested(new("dl"), "terms")

    def _term(self, tag: Tag) -> Leave:
        if self.flow.nearest != "terms":
            return self._boundary()
        return self._open(new(tag.name), "line" if tag.name == "dt" else "flow")

    def _note(self, tag: Tag) -> Leave:
        return self._open(new("note", {"id": attr(tag, "id")}), "flow")

    def _table(self, _tag: Tag) -> Leave:
        return self._open(new("table"), "table")

    def _caption(self, _tag: Tag) -> Leave:
        return self._open(new("caption"), "line") if self.flow.top.kind == "table" else self._boundary()

    def _row(self, tag: Tag) -> Leave:
        if self.flow.top.kind != "table":
            return self._boundary()
        section = tag.parent.name if tag.parent is not None and tag.parent.name in _SECTIONS else ""
        return self._open(new("tr", {"section": section}), "row")

    def _cell(self, tag: Tag) -> Leave:
        if self.flow.top.kind != "row":
            return self._boundary()
        return self._open(new(tag.name, _cell_attrs(tag)), "flow")

    def _image(self, tag: Tag, marks: Marks) -> None:
        self._anchor(tag)
        if src := attr(tag, "src"):
            texts = {key: str(tag.attrs[key]) for key in ("alt", "title") if tag.attrs.get(key)}
            self.flow.leaf(new("img", {"src": src, **texts}), marks)

    def _break(self, _tag: Tag, _marks: Marks) -> None:
        self.flow.leaf(new("br"), ())

    def _code(self, tag: Tag, marks: Marks) -> None:
        if code.text(tag).strip():
            self.flow.leaf(*code.inline(tag, marks))

    def _code_block(self, tag: Tag, _marks: Marks) -> None:
        if code.text(tag).strip():
            self.flow.block(code.block(tag))

    def _rule(self, _tag: Tag, _marks: Marks) -> None:
        self.flow.block(new("hr"))

    def _keep(self, tag: Tag, marks: Marks) -> None:
        if attr(tag, "display") == "block":
            self.flow.block(tag)
        else:
            self.flow.leaf(tag, marks)


_ATOMS: dict[str, Callable[[_Walk, Tag, Marks], None]] = {
    "img": _Walk._image, "br": _Walk._break, "hr": _Walk._rule, "pre": _Walk._code_block, "listing": _Walk._code_block,
    "xmp": _Walk._code_block, "code": _Walk._code, "tt": _Walk._code, KEEP: _Walk._keep, "note-ref": _Walk._keep,
}  # fmt: skip

_CONTAINERS: dict[str, Callable[[_Walk, Tag], Leave]] = {
    **dict.fromkeys(_HEADINGS, _Walk._heading),
    **dict.fromkeys(_LISTS, _Walk._list),
    **dict.fromkeys(_CELLS, _Walk._cell),
    "li": _Walk._list_item, "blockquote": _Walk._quote, "dl": _Walk._terms, "dt": _Walk._term, "dd": _Walk._term,
    "note": _Walk._note, "table": _Walk._table, "caption": _Walk._caption, "tr": _Walk._row,
}  # fmt: skip


def _list_attrs(tag: Tag) -> dict[str, str]:
    if tag.name != "ol":
        return {}
    first = next((child for child in tag.contents if isinstance(child, Tag) and child.name == "li"), None)
    start = attr(tag, "start") or (attr(first, "value") if first is not None else "")
    attrs = {"start": start} if start.isascii() and start.isdigit() and start != "1" else {}
    return attrs | ({"reversed": ""} if "reversed" in tag.attrs else {})


def _cell_attrs(tag: Tag) -> dict[str, str]:
    spans = {key: attr(tag, key) for key in ("colspan", "rowspan") if attr(tag, key) not in ("", "1")}
    align = _alignment(tag)
    return spans | ({"align": align} if align else {})


def _alignment(tag: Tag) -> str:
    style = attr(tag, "style").replace(" ", "").lower()
    for side in ("left", "center", "right"):
        if (
            f"text-align:{side}" in style
            or attr(tag, "align").lower() == side
            or has_class(tag, f"has-text-align-{side}")
        ):
            return side
    return ""
