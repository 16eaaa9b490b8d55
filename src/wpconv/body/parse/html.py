"""Parses HTML into a tree of `dom.Tag`.

The tree is built from libxml2's events. Beautiful Soup's own tree builder takes three times as long, as its
nodes have twenty attributes each. The events were tested with the versions below; with other versions,
Beautiful Soup parses the HTML, and the tree is built from its tree.
"""

import inspect
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import bs4
from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning, element
from bs4.builder._lxml import LXMLTreeBuilder
from lxml import etree

from wpconv.body.dom import FRAGMENT, Tag, descendants, is_text, name
from wpconv.body.parse.divi_code import restore_divi_code
from wpconv.body.parse.libxml2_fixes import fix_for_libxml2
from wpconv.body.soup import (
    IS_TESTED_BS4,
    STRING_CLASSES,
    NavigableString,
    make_comment,
    make_tag,
    make_text,
    split_lists,
)

TESTED_LXML = ((6, 0), (6, 1))
"""The tested versions; lxml 5 ignores all that follows a stray `</html>`."""
IS_TESTED = IS_TESTED_BS4 and etree.LXML_VERSION[:2] in TESTED_LXML

_SHELL = frozenset(("html", "head", "body"))
"""Tags of a whole page, which are left out of a post's body; their content is not."""
_SPECIAL = _SHELL | STRING_CLASSES.keys()
_SEPARATES = frozenset(("br", "p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements that separate words, as they begin a line."""
_BRACKET_REFERENCE = re.compile(r"&(?:#91;|#[xX]5|lbrack;|lsqb;)")
"""A character reference for `[`; another one, such as `&#x5e;`, only costs a search for shortcodes."""


@dataclass(slots=True)
class Parsed:
    """A body's tree, and properties of its HTML that spare later steps a search."""

    root: Tag
    """A fragment that holds the nodes of the body."""
    has_brackets: bool = False
    """Whether there may be shortcodes."""
    links: list[Tag] = field(default_factory=list)
    """All `<a>` tags of a body with links into itself, in document order; empty for other bodies."""
    html: str = ""
    """The HTML, in which steps and rules look for what they are for; empty for a part of a body."""


def parse(html: str, *, direct: bool = IS_TESTED) -> Parsed:
    """Parse a post's body, or HTML that a rule found in an attribute.

    Args:
        html: the HTML; of a whole page, only the content of its `head` and `body` is in the tree.
        direct: whether to build the tree from libxml2's events, not from Beautiful Soup's tree.
    """
    has_brackets = "[" in html or _BRACKET_REFERENCE.search(html) is not None
    if has_brackets and "et_pb_" in html:
        html = restore_divi_code(html)
    fixed = fix_for_libxml2(html)
    target = _Target()
    # Without a <body> before them, libxml2 would move elements such as <script> into a <head>.
    (_parse_directly if direct else _parse_with_beautiful_soup)(f"<body>{fixed.html}", target)
    fixed.restore(target.root)
    # A "#" that does not begin a character reference may begin a fragment identifier.
    has_local_links = html.count("#") > html.count("&#")
    return Parsed(target.root, has_brackets, target.links if has_local_links else [], html)


def untested_versions() -> str:
    """Return a message if bodies are parsed the slow way, for untested versions; else an empty str."""
    versions = f"Beautiful Soup {bs4.__version__} and lxml {etree.__version__}"
    return "" if IS_TESTED else f"info: wpconv was not tested with {versions}: it parses bodies more slowly"


def plain_text(html: str) -> str:
    """Return the text of a title or a name: no tags, character references decoded, white space collapsed."""
    if "<" in html or "&" in html:
        nodes = descendants(parse(html).root)
        html = "".join(
            " " if name(node) in _SEPARATES else str(node) if is_text(node) else "" for node in nodes
        )
    return " ".join(html.split())


class _Target:
    """Builds the tree from libxml2's events, by lxml's "parser target interface"."""

    def __init__(self) -> None:
        self.root = make_tag(FRAGMENT, {}, [])
        self.root.hidden = True
        self.links: list[Tag] = []
        self._inside, self._children = self.root, self.root.contents
        self._around: list[tuple[Tag, list[element.PageElement]]] = []
        """The open tags around, with their children: to read an attribute of a tag takes longer."""
        self._text: list[str] = []
        self._kinds: list[type[NavigableString]] = []
        """The classes of the texts in the open tags whose texts have a class of their own."""
        self.data = self._text.append
        """Called with each part of a text; it is bound to the list, which is cleared and never replaced."""

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if self._text:
            self._end_text()
        if name in _SPECIAL:
            if name in _SHELL:
                return
            self._kinds.append(STRING_CLASSES[name])
        inside, children = self._inside, self._children
        tag = make_tag(name, split_lists(name, attrs) if attrs else {}, [])
        tag.parent = inside
        children.append(tag)
        self._around.append((inside, children))
        self._inside, self._children = tag, tag.contents
        if name == "a":
            self.links.append(tag)

    def end(self, name: str) -> None:
        if self._text:
            self._end_text()
        if name in _SPECIAL:
            if name in _SHELL:
                return
            self._kinds.pop()
        if self._around:
            self._inside, self._children = self._around.pop()

    def comment(self, text: str) -> None:
        if self._text:
            self._end_text()
        node = make_comment(text)
        node.parent = self._inside
        self._children.append(node)

    def close(self) -> None:
        if self._text:
            self._end_text()
        # The target is in a reference cycle with libxml2's parser; the tree must not be in it, too.
        self._inside, self._children = make_tag(FRAGMENT, {}, []), []
        self._around.clear()

    def _end_text(self) -> None:
        text = "".join(self._text)
        node = self._kinds[-1](text) if self._kinds else make_text(text)
        self._text.clear()
        node.parent = self._inside
        self._children.append(node)


# lxml reads the signature of `start` for each parser, and would inspect the function each time.
_Target.start.__signature__ = inspect.signature(_Target.start)  # type: ignore[attr-defined]  # as PEP 362 says


def _parse_directly(html: str, target: _Target) -> None:
    parser = etree.HTMLParser(target=target, huge_tree=True)
    parser.feed(html)
    parser.close()


class _TreeBuilder(LXMLTreeBuilder):
    """Beautiful Soup's tree builder, without libxml2's limits of depth and text length."""

    def default_parser(self, encoding: str | None) -> Callable[..., etree.HTMLParser]:
        del encoding
        return lambda **options: etree.HTMLParser(**options | {"huge_tree": True})


def _parse_with_beautiful_soup(html: str, target: _Target) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        # By default Beautiful Soup shortens texts of white space alone, in code too.
        builder = _TreeBuilder(multi_valued_attributes=None, preserve_whitespace_tags=set(_SHELL))
        soup = BeautifulSoup(html, builder=builder)
    stack = [(soup.name, iter(soup.contents))]
    while stack:
        node = next(stack[-1][1], None)
        if node is None:
            name, _ = stack.pop()
            if stack:
                target.end(name)
        elif isinstance(node, element.Tag):
            target.start(node.name, {key: str(value) for key, value in node.attrs.items()})
            stack.append((node.name, iter(node.contents)))
        elif isinstance(node, element.Comment):
            target.comment(str(node))
        elif not isinstance(node, element.PreformattedString):
            target.data(str(node))
    target.close()
