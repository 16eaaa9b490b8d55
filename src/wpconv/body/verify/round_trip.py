"""Compare a document's Markdown, rendered again, with the normal form that it was made from.

The contents of both are read as lists of the same kinds, in the order of the text; each kind that differs
becomes one notice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Any

from wpconv.body import nodes
from wpconv.body.nodes import Block, Inline
from wpconv.body.verify import renderers
from wpconv.body.verify.contents import KINDS, Contents
from wpconv.dialect import Dialect
from wpconv.notices import Notice, NoticeCode, Severity

_WORDS_SHOWN = 8
"""How many words of a text a notice shows."""


def compare(blocks: list[Block], markdown: str, dialect: Dialect) -> list[Notice]:
    """Compare a body in normal form with its Markdown as the renderer of its dialect reads it.

    Args:
        blocks: the normal form that was rendered.
        markdown: what `render` made of it.
        dialect: the dialect in which it was written.

    Returns:
        At most one notice for each kind of content (`lost-…`, `gained-…`, `moved-…`), which shows the first.
    """
    meant, said = Contents(), Contents()
    _read_nodes(blocks, meant)
    _read_html(renderers.render(markdown, dialect), said)
    said_links = _without_bare(said.of("link"), meant.of("link"))
    pairs = [(kind, meant.of(kind), said_links if kind == "link" else said.of(kind)) for kind in KINDS]
    return [_notice(kind, one, other) for kind, one, other in pairs if one != other]


def _without_bare(said: list[str], meant: list[str]) -> list[str]:
    """Leave out the links that a renderer makes of bare addresses: they show nothing but the address."""
    known = set(meant)
    return [link for link in said if link in known or not link.startswith("<")]


def _notice(kind: str, meant: list[str], said: list[str]) -> Notice:
    lost, gained = Counter(meant), Counter(said)
    lost, gained = lost - gained, gained - lost
    verb, listed, which = ("lost", meant, lost) if lost else ("gained", said, gained)
    if not which:
        verb, listed, which = "moved", meant, Counter(meant)
    same = next(number for number, (one, other) in enumerate(zip_longest(meant, said)) if one != other)
    first = next(number for number in range(same, len(listed)) if listed[number] in which)
    shown = " ".join(listed[first : first + _WORDS_SHOWN]) if kind == "text" else listed[first]
    more = f", {which.total()} in all" if verb != "moved" and which.total() > 1 else ""
    return Notice(NoticeCode(f"{verb}-{kind}"), f"“{shown}”{more}", Severity.LOSS)


def _read_nodes(children: Iterable[Block | Inline], contents: Contents) -> None:
    for node in children:
        _READERS[type(node)](node, contents)


def _element(
    contents: Contents, name: str, children: Iterable[Block | Inline], attrs: dict[str, str] | None = None
) -> None:
    contents.start(name, attrs or {})
    _read_nodes(children, contents)
    contents.end(name)


def _children_of(name: str) -> Callable[[Any, Contents], None]:
    return lambda node, contents: _element(contents, name, node.children)


def _read_list(node: nodes.List, contents: Contents) -> None:
    name = "ol" if node.is_ordered else "ul"
    contents.start(name, {"start": str(node.start)} if node.is_ordered else {})
    for item in node.items:
        _element(contents, "li", item.children, {"value": item.value} if item.value else {})
    contents.end(name)


def _read_table(node: nodes.Table, contents: Contents) -> None:
    contents.start("table", {})
    for name, row in (("th", node.header), *(("td", row) for row in node.rows)):
        contents.start("tr", {})
        for cell in row:
            _element(contents, name, cell.children)
        contents.end("tr")
    contents.end("table")


def _read_definition_list(node: nodes.DefinitionList, contents: Contents) -> None:
    contents.start("dl", {})
    for item in node.items:
        _element(contents, "dt", item.term)
        for blocks in item.definitions:
            _element(contents, "dd", blocks)
    contents.end("dl")


def _read_raw(node: nodes.RawBlock | nodes.RawInline, contents: Contents) -> None:
    """Read raw content: a generator's shortcode is not HTML, and shows as text."""
    if node.content.lstrip().startswith("<"):
        _read_html(node.content, contents)
    else:
        contents.text(node.content)


_READERS: dict[type, Callable[[Any, Contents], None]] = {
    str: lambda text, contents: contents.text(text),
    nodes.Strong: _children_of("strong"),
    nodes.Emphasis: _children_of("em"),
    nodes.Strike: _children_of("del"),
    nodes.HtmlSpan: lambda node, contents: _element(contents, node.name, node.children, node.attrs),
    nodes.Link: lambda node, contents: _element(contents, "a", node.children, {"href": node.href}),
    nodes.Image: lambda node, contents: contents.start("img", {"src": node.src, "alt": node.alt}),
    nodes.CodeSpan: lambda node, contents: _element(contents, "code", [node.text]),
    nodes.LineBreak: lambda _, contents: contents.start("br", {}),
    nodes.FootnoteReference: lambda node, contents: _element(contents, "note-ref", [], {"id": node.id}),
    nodes.Anchor: lambda node, contents: _element(contents, "a", [], {"id": node.id}),
    nodes.RawInline: _read_raw,
    nodes.Paragraph: _children_of("p"),
    nodes.Heading: lambda node, contents: _element(contents, f"h{node.level}", node.children),
    nodes.CodeBlock: lambda node, contents: _element(contents, "pre", [node.text], {"lang": node.language}),
    nodes.Quote: _children_of("blockquote"),
    nodes.List: _read_list,
    nodes.Table: _read_table,
    nodes.DefinitionList: _read_definition_list,
    nodes.ThematicBreak: lambda _, contents: contents.start("hr", {}),
    nodes.Footnote: lambda node, contents: _element(contents, "note", node.children, {"id": node.id}),
    nodes.RawBlock: _read_raw,
}


def _read_html(html: str, contents: Contents) -> None:
    reader = _HtmlReader(contents)
    reader.feed(html)
    reader.close()


class _HtmlReader(HTMLParser):
    """Hands the events of the standard library's parser on."""

    def __init__(self, contents: Contents) -> None:
        super().__init__()
        self.contents = contents

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.contents.start(tag, {key: value or "" for key, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.contents.end(tag)

    def handle_data(self, data: str) -> None:
        self.contents.text(data)
