"""Inline content: from a sequence of formatted nodes to the inline nodes of one block.

The walk collects a block's texts and other inline nodes without children, each with the formats (`strong`,
`a`, `sub`, …) around it. Here white space is collapsed and moved out of the formats, and elements are built
around the nodes again. The result has no empty elements, no doubled ones, and no adjacent ones of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from wpconv.body.dom import NavigableString, Tag, descendants
from wpconv.body.nodes import (
    Anchor,
    CodeSpan,
    Emphasis,
    HtmlSpan,
    Image,
    Inline,
    LineBreak,
    Link,
    Strike,
    Strong,
)

FORMATS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "s": "del", "strike": "del", "del": "del", "u": "u", "ins": "ins", "mark": "mark",
    "sub": "sub", "sup": "sup", "kbd": "kbd", "tt": "tt", "samp": "samp", "abbr": "abbr", "acronym": "abbr",
    "q": "q", "a": "a", "ruby": "ruby", "rt": "rt", "rp": "rp", "bdo": "bdo", "bdi": "bdi",
}  # fmt: skip
"""Inline elements with a meaning, and the name of each in the normal form."""

ONLY_HTML = frozenset(
    ("sub", "sup", "u", "ins", "mark", "kbd", "tt", "samp", "abbr", "q", "ruby", "rt", "rp", "bdo", "bdi")
)
"""The formats without a syntax in Markdown."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NODES_SEARCHED = 20
"""How many nodes of a `bdi` are searched for right-to-left letters."""
_MERGED = frozenset(("strong", "em", "del", "u", "ins", "mark"))
_EMPHASIS = frozenset(("strong", "em"))
_KEPT_ATTRIBUTE = {"abbr": "title", "bdo": "dir"}
_TABS = re.compile(r"[\t\r\f\v]")
_SHORT = 30
"""In texts of fewer characters, one search for a class is faster than several for one character each."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(slots=True, eq=False)
class Format:
    """The formatting of one inline element. Compared by identity: two `<b>` are two formats."""

    name: str
    """A value of `FORMATS`."""
    key: object
    """Adjacent nodes whose formats have equal keys share one element."""
    attrs: dict[str, str] = field(default_factory=dict)

    def wrap(self, children: list[Inline]) -> Inline:
        """Return inline nodes with this format."""
        if self.name in _EMPHASIS:
            return emphasized(self.name, children)
        if self.name == "a":
            return Link(self.attrs["href"], children, self.attrs.get("title", ""))
        return Strike(children) if self.name == "del" else HtmlSpan(self.name, children, self.attrs)


def emphasized(name: str, children: list[Inline]) -> Inline:
    """Return inline nodes in emphasis of the kind `strong` or `em`."""
    if name == "em":
        return Emphasis(children)
    if len(children) == 1 and isinstance(children[0], Emphasis):
        # In `***`, emphasis is the outer element (CommonMark §6.2, rule 14).
        return Emphasis([Strong(children[0].children)])
    return Strong(children)


Formats = tuple[Format, ...]
"""The formats around a node, outermost first."""
FormattedNode = tuple[Inline, Formats]
"""A text or another inline node without children, and the formats around it."""


def format_of(tag: Tag) -> Format | None:
    """Return the format of an inline element; None if it has no meaning."""
    name = FORMATS.get(tag.name)
    if name is None:
        return None
    if name in _MERGED:
        return Format(name, name)
    if name == "bdi" and not _has_right_to_left(tag):
        return None  # WooCommerce writes one around each price, where it changes nothing
    if name == "a":
        attrs = {key: str(value) for key, value in tag.attrs.items() if key in ("href", "title")}
        return Format(name, (name, *attrs.items()), attrs) if "href" in attrs else None
    key = _KEPT_ATTRIBUTE.get(name, "")
    return Format(name, id(tag), {key: str(tag.attrs[key])} if tag.attrs.get(key) else {})


def _has_right_to_left(tag: Tag) -> bool:
    nodes = islice(descendants(tag), _NODES_SEARCHED)
    return any(_RIGHT_TO_LEFT.search(node) for node in nodes if isinstance(node, NavigableString))


def with_format(formats: Formats, added: Format | None) -> Formats:
    """Return the formats inside an element.

    A format is not repeated inside itself; a link inside a link replaces it.
    """
    if added is None:
        return formats
    if not formats:
        return (added,)
    if added.name == "a":
        return (*without_links(formats), added)
    return formats if any(each.name == added.name for each in formats) else (*formats, added)


def without_links(formats: Formats) -> Formats:
    """Return the formats that are not links."""
    return tuple(each for each in formats if each.name != "a")


def is_visible(name: str, children: Sequence[Inline]) -> bool:
    """Return whether a format changes how these nodes look.

    It does not for images and white space; emphasis of punctuation alone is no emphasis.
    """
    if name not in _MERGED:
        return True
    for node in children:
        if isinstance(node, str):
            if any(map(str.isalnum, node)) if name in _EMPHASIS else node.strip():
                return True
        elif isinstance(node, Link):
            if is_visible(name, node.children):
                return True
        elif not isinstance(node, Image):
            return True
    return False


def _is_blank(node: Inline) -> bool:
    return isinstance(node, str) and not (node if node.isascii() else _INVISIBLE.sub("", node)).strip()


def is_content(node: Inline) -> bool:
    """Return whether a node makes a paragraph; white space, line breaks and anchors do not."""
    if isinstance(node, str):
        return not _is_blank(node)
    return not isinstance(node, LineBreak | Anchor)


def split_paragraphs(nodes: list[FormattedNode]) -> list[list[FormattedNode]]:
    """Split inline content at each two or more line breaks in a row, with which authors end paragraphs."""
    if len(nodes) == 1 or not any(isinstance(node, LineBreak) for node, _ in nodes):
        return [nodes]
    parts: list[list[FormattedNode]] = [[]]
    breaks: list[FormattedNode] = []
    for formatted in nodes:
        if isinstance(formatted[0], LineBreak):
            breaks.append(formatted)
        elif breaks and _is_blank(formatted[0]):
            continue
        else:
            if len(breaks) > 1:
                parts.append([])
            elif breaks:
                parts[-1].append(breaks[0])
            breaks = []
            parts[-1].append(formatted)
    return parts


def build_inline(nodes: list[FormattedNode]) -> list[Inline]:
    """Return the inline nodes of one block in normal form; an empty list if nothing is visible."""
    if len(nodes) == 1 and not nodes[0][1] and isinstance(nodes[0][0], str):
        text = text_of_block(nodes[0][0])
        return [text] if text else []
    return _nested(_collapsed_nodes(nodes))


def text_of_block(text: str) -> str:
    """Return the text of a block that holds nothing else, in normal form."""
    return collapsed(text).strip(" \xa0")


def _collapsed_nodes(nodes: list[FormattedNode]) -> list[FormattedNode]:
    """Return the nodes with at most one space or line break between two of them.

    The space or line break gets the formats of the elements that contain both nodes: two bold words beside
    each other stay two elements.
    """
    out: list[FormattedNode] = []
    gap: str | LineBreak = ""
    content: Inline
    for node, formats in nodes:
        if isinstance(node, str):
            before, content, after = _parts(node)
            if before and not isinstance(gap, LineBreak):
                gap = " " if gap else before
        elif isinstance(node, LineBreak):
            gap, content = node, ""
        else:
            content, after = node, ""
        if content:
            if gap and out:
                out.append((gap, _shared(out[-1][1], formats) if formats else ()))
            out.append((content, formats))
            gap = after
    return out


def collapsed(text: str) -> str:
    """Return a text with one space for each white space in it, and without invisible characters.

    A no-break space stays if there is no other white space beside it.
    """
    if "\n" in text:
        text = text.replace("\n", " ")
    # A long text is searched faster for one character after the other than for a class, as by `isprintable`.
    if len(text) >= _SHORT or not text.isprintable():  # of all white space, only the space is printable
        if "\t" in text or "\r" in text or "\f" in text or "\v" in text:
            text = _TABS.sub(" ", text)
        if not text.isascii():
            text = _without_invisible(text)
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _without_invisible(text: str) -> str:
    """Return a text without invisible characters, and with no-break spaces only between other characters."""
    if "\u00ad" in text or "\u200b" in text or "\u2060" in text or "\ufeff" in text:
        text = _INVISIBLE.sub("", text)
    if "\xa0" in text:
        while "\xa0 " in text or " \xa0" in text or "\xa0\xa0" in text:
            text = text.replace("\xa0 ", " ").replace(" \xa0", " ").replace("\xa0\xa0", " ")
    return text


def _parts(text: str) -> tuple[str, str, str]:
    """Split text into its outer spaces and what is between them, with inner spaces collapsed."""
    text = collapsed(text)
    core = text.strip(" \xa0")
    if len(core) == len(text):
        return "", text, ""
    if not core:
        return text, "", ""
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def _shared(one: Formats, other: Formats) -> Formats:
    return tuple(each for each in one if any(each is same for same in other))


def _nested(nodes: list[FormattedNode]) -> list[Inline]:
    """Build elements around the nodes; adjacent formats with equal keys become one element."""
    root: list[Inline] = []
    opened: list[tuple[Format, list[Inline]]] = []
    inner = root
    current: Formats = ()
    for node, formats in nodes:
        if formats is not current:
            missing = {each.key: each for each in formats}
            depth = 0
            while depth < len(opened) and opened[depth][0].key in missing:
                del missing[opened[depth][0].key]
                depth += 1
            _close(opened, root, depth)
            opened.extend((each, []) for each in missing.values())
            inner, current = opened[-1][1] if opened else root, formats
        _append(inner, node)
    _close(opened, root, 0)
    return joined(root)


def _close(opened: list[tuple[Format, list[Inline]]], root: list[Inline], depth: int) -> None:
    """Close the innermost formats down to a depth; a format that is not visible leaves only its nodes."""
    while len(opened) > depth:
        innermost, nodes = opened.pop()
        outer = opened[-1][1] if opened else root
        if is_visible(innermost.name, nodes):
            outer.append(innermost.wrap(joined(nodes)))
        else:
            outer.extend(nodes)


def _append(nodes: list[Inline], node: Inline) -> None:
    if isinstance(node, CodeSpan) and nodes and isinstance(nodes[-1], CodeSpan):
        node = HtmlSpan("code", [node.text])  # two code spans that touch would read as one
    nodes.append(node)


def joined(nodes: list[Inline]) -> list[Inline]:
    """Join texts that follow each other."""
    joined: list[Inline] = []
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
            continue
        if texts:
            joined.append("".join(texts))
            texts = []
        joined.append(node)
    if texts:
        joined.append("".join(texts))
    return joined
