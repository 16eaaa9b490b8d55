"""Read HTML with html5lib and Markdown with markdown-it, independently of the project's code."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

READER = MarkdownIt("commonmark", {"html": True, "maxNesting": 200})
READER.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
READER.validateLink = lambda _url: True
FORMATS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "del": "del",
    "s": "del",
    "sub": "sub",
    "kbd": "kbd",
}
PATH = (
    "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "code", "td", "th", "dt", "dd",
)  # fmt: skip
BLOCKS = ("p", "div", "br", "hr", "table", "tr", "dl", "section", "html", "body", *PATH)
SAME = {"th": "td"}


def rendered(markdown: str) -> str:
    """Render Markdown to HTML."""
    return READER.render(markdown)


def tree(html: str) -> Element:
    """Parse a fragment of HTML as a browser does."""
    return html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)


def formatted_letters(html: str) -> list[tuple[str, str]]:
    """Return each visible character with its ancestors: containers in order, then formats in sorted order."""
    letters = []
    for text, names in _texts(tree(html), ()):
        formats = sorted({FORMATS[name] for name in names if name in FORMATS})
        path = [SAME.get(name, name) for name in names if name in PATH]
        where = " ".join([*path, *formats])
        letters += [
            (char, where) for char in text if not char.isspace() and char not in "\u00ad\u200b\u2060\ufeff"
        ]
    return letters


def _texts(node: Element, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if node.text:
        yield node.text, names
    for child in node:
        if isinstance(child.tag, str):
            yield from _texts(child, (*names, child.tag))
        if child.tail:
            yield child.tail, names
