"""Formatting: the inline elements around a text, and how those that mean the same are merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from wpconv.body.dom import NavigableString, Tag, descendants
from wpconv.body.nodes import Emphasis, HtmlSpan, Image, Inline, Link, Strike, Strong

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
"""Those that Markdown has no syntax for."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NODES_SEARCHED = 20
"""How many nodes are searched for letters of the other direction."""
_MAX_NESTING = 3
"""How often one kind of formatting can nest; more is a mistake of the source."""
_MERGED = frozenset(("strong", "em", "del", "u", "ins", "mark"))
_KEPT_ATTRIBUTE = {"abbr": "title", "bdo": "dir"}


@dataclass(slots=True, eq=False)
class Format:
    """The formatting of one inline element. Compared by identity: two `<b>` are two formats."""

    name: str
    """A value of `FORMATS`."""
    key: object
    """Adjacent nodes whose formats have equal keys share one element."""
    attrs: dict[str, str] = field(default_factory=dict)
    nests: bool = False
    """Whether it counts inside its own kind, as `<em>` in `<em>` does."""

    def wrap(self, children: list[Inline]) -> Inline:
        """Return inline nodes with this format."""
        if self.name == "strong":
            if len(children) == 1 and isinstance(children[0], Emphasis):
                # In `***`, emphasis is the outer element (CommonMark §6.2, rule 14).
                return Emphasis([Strong(children[0].children)])
            return Strong(children)
        if self.name == "em":
            return Emphasis(children)
        if self.name == "a":
            return Link(self.attrs["href"], children, self.attrs.get("title", ""))
        return Strike(children) if self.name == "del" else HtmlSpan(self.name, children, self.attrs)


Formats = tuple[Format, ...]
"""The formats around a node, outermost first."""
FormattedNode = tuple[Inline, Formats]
"""A text or another inline node without children, and the formats around it."""


def format_of(tag: Tag) -> Format | None:
    """Return the format of an inline element; None where it has no meaning."""
    name = FORMATS.get(tag.name)
    if name is None:
        return None
    if name in _MERGED:
        # <em> in <em> is emphasised again; <i> in <em> repeats the same emphasis.
        return Format(name, name, {}, name in ("em", "strong") and tag.name == name)
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

    Most kinds do not nest in themselves; of two links the inner one counts.
    """
    if added is None:
        return formats
    if not formats:
        return (added,)
    if added.name == "a":
        return (*without_links(formats), added)
    same = [each for each in formats if each.name == added.name]
    if not same:
        return (*formats, added)
    if not (added.nests and same[-1].nests) or len(same) == _MAX_NESTING:
        return formats
    return (*formats, replace(added, key=(added.name, len(same))))


def without_links(formats: Formats) -> Formats:
    """Return the formats that are not links."""
    return tuple(each for each in formats if each.name != "a")


def is_visible(name: str, children: Sequence[Inline]) -> bool:
    """Tell whether a reader sees a format on these nodes: a bold image is just an image."""
    if name not in _MERGED:
        return True
    for node in children:
        if isinstance(node, str):
            if node.strip():
                return True
        elif isinstance(node, Link):
            if is_visible(name, node.children):
                return True
        elif not isinstance(node, Image):
            return True
    return False
