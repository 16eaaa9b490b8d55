"""Read HTML with html5lib and Markdown with markdown-it, independently of the project's code."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
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
EMPHASIS = frozenset(("strong", "em"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
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
    """Return each visible character with its ancestors: containers in order, then formats in sorted order.

    Left out is emphasis that says nothing: of punctuation, and of all words in a heading or in the first row
    of a table.
    """
    letters = []
    root = tree(html)
    first_rows = [row for table in root.iter("table") for row in islice(table.iter("tr"), 1)]
    for text, around in _texts(root, ()):
        formats = {FORMATS[element.tag] for element in around if element.tag in FORMATS}
        for element in around:
            if element.tag in HEADINGS:
                formats -= _common_emphasis(element)
            elif element in first_rows:
                formats -= _common_emphasis(element) - {"em"}
        path = [SAME.get(element.tag, element.tag) for element in around if element.tag in PATH]
        for char in text:
            if not char.isspace() and char not in "\u00ad\u200b\u2060\ufeff":
                shown = formats if char.isalnum() else formats - EMPHASIS
                letters.append((char, " ".join([*path, *sorted(shown)])))
    return letters


def _common_emphasis(element: Element) -> set[str]:
    """Return the emphasis that all words of an element have."""
    found = [
        {FORMATS[each.tag] for each in around if each.tag in FORMATS}
        for text, around in _texts(element, ())
        if any(map(str.isalnum, text))
    ]
    return EMPHASIS.intersection(*found) if found else set()


def _texts(node: Element, around: tuple[Element, ...]) -> Iterator[tuple[str, tuple[Element, ...]]]:
    if node.text:
        yield node.text, around
    for child in node:
        if isinstance(child.tag, str):
            yield from _texts(child, (*around, child))
        if child.tail:
            yield child.tail, around
