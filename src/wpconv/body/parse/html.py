"""HTML to Beautiful Soup's nodes, the direct way and the ordinary one.

libxml2 says what it meets as events. Beautiful Soup's own tree builder turns each into a node with twenty
links and settings that nothing here reads, which costs three times as much as making the same nodes with a
name, attributes, contents and a parent alone, as the direct way does.

It leans on how those classes store these four, so it is taken only with versions that it was tested with;
with any other, the ordinary way gives the same tree (tests/test_parser.py compares them).
"""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING

import bs4
from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import Comment, NavigableString, PageElement
from lxml import etree

from wpconv.body.parse.libxml2_fixes import mended

if TYPE_CHECKING:
    from collections.abc import Callable

TESTED_BS4 = ("4.13.", "4.14.", "4.15.")
TESTED_LXML = ((5, 4), (6, 0), (6, 1))
IS_TESTED = bs4.__version__.startswith(TESTED_BS4) and etree.LXML_VERSION[:2] in TESTED_LXML

_SHELL = frozenset(("html", "head", "body"))
"""Tags of a whole page, which a post's body is not: their content counts, they do not."""


def nodes(html: str, *, direct: bool = IS_TESTED) -> list[PageElement]:
    """Parse a post's body.

    Args:
        html: a body, or a whole page by mistake.
        direct: whether to make the nodes from libxml2's events, without Beautiful Soup's tree builder.

    Returns:
        The nodes of the body; `contents` and `parent` are all that leads from one to another.
    """
    whole = mended(html)
    # Without a <body> in front, libxml2 would set what it takes for a head's content apart.
    parsed = (_direct if direct else _ordinary)(f"<body>{whole.html}")
    whole.restore(parsed)
    return parsed


class Node(Tag):
    """A tag with its name, attributes and contents; the rest of a `Tag` is the same for all.

    In a tree that was parsed it has a parent, too; in normal form nothing asks for one.
    """

    parser_class = prefix = namespace = sourceline = sourcepos = None
    parent: Tag | None = None
    next_element = previous_element = next_sibling = previous_sibling = None
    can_be_empty_element = cdata_list_attributes = preserve_whitespace_tags = interesting_string_types = None
    known_xml = False
    hidden = False

    def __init__(self, name: str, attrs: dict[str, str], contents: list[PageElement]) -> None:
        self.name = name
        self.attrs = attrs  # type: ignore[assignment] # nothing here gives a tag a list for a value
        self.contents = contents


text_node: Callable[[str], NavigableString] = (
    partial(str.__new__, NavigableString) if IS_TESTED else NavigableString
)
"""Make a text that is a node, and knows nothing else."""


class _Target:
    """What libxml2 reports its events to (lxml's "parser target interface")."""

    def __init__(self) -> None:
        self.root = Node("fragment", {}, [])
        self._inside: Tag = self.root
        self._text: list[str] = []
        self.data = self._text.append
        """Takes a piece of text; the list is emptied, never replaced."""

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if self._text:
            self._end_text()
        if name not in _SHELL:
            inside = self._inside
            self._inside = tag = Node(name, attrs or {}, [])
            tag.parent = inside
            inside.contents.append(tag)

    def end(self, name: str) -> None:
        if self._text:
            self._end_text()
        if name not in _SHELL and self._inside.parent is not None:
            self._inside = self._inside.parent

    def comment(self, text: str) -> None:
        if self._text:
            self._end_text()
        self._inside.contents.append(str.__new__(Comment, text))

    def close(self) -> list[PageElement]:
        if self._text:
            self._end_text()
        # libxml2's parser and its target hold each other until garbage is collected: not the tree, too.
        contents, self.root.contents = self.root.contents, []
        self._inside = self.root
        return contents

    def _end_text(self) -> None:
        text = self._text
        self._inside.contents.append(text_node(text[0] if len(text) == 1 else "".join(text)))
        text.clear()


def _direct(html: str) -> list[PageElement]:
    parser = etree.HTMLParser(target=_Target(), huge_tree=True)
    parser.feed(html)
    parsed: list[PageElement] = parser.close()
    return parsed


def _ordinary(html: str) -> list[PageElement]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        builder = LXMLTreeBuilder(
            huge_tree=True,
            multi_valued_attributes=None,
            # Beautiful Soup would shorten text of blanks alone, in code too.
            preserve_whitespace_tags=_SHELL,
            string_containers={},
        )
        soup = BeautifulSoup(html, builder=builder)
    return _without_shell(soup.contents)


def _without_shell(contents: list[PageElement]) -> list[PageElement]:
    found: list[PageElement] = []
    for node in contents:
        if isinstance(node, Tag) and node.name in _SHELL:
            found.extend(_without_shell(node.contents))
        elif not isinstance(node, bs4.Doctype):
            found.append(node)
    return found
