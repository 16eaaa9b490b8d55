"""The normal form: the blocks and inlines that Markdown can express, plus raw blocks and raw inlines.

`normalise` builds it, `render` and `verify` read it. Nodes have no parent. Text is a `str` without line ends
or repeated spaces; texts that follow each other are one. No inline node is empty, or begins or ends with a
space.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["", "left", "center", "right"]


@dataclass(slots=True)
class Strong:
    """Strong emphasis."""

    children: list[Inline]


@dataclass(slots=True)
class Emphasis:
    """Emphasis."""

    children: list[Inline]


@dataclass(slots=True)
class Strike:
    """Text that is struck out."""

    children: list[Inline]


@dataclass(slots=True)
class HtmlSpan:
    """An inline element that Markdown has no syntax for: `sub`, `kbd`, `abbr`, `code` that holds links."""

    name: str
    children: list[Inline]
    attrs: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Link:
    """A link; `title` is empty where it has none."""

    href: str
    children: list[Inline]
    title: str = ""


@dataclass(slots=True)
class Image:
    """An image; `alt` and `title` are empty where it has none."""

    src: str
    alt: str = ""
    title: str = ""


@dataclass(slots=True)
class CodeSpan:
    """Inline code: its text as it is, in one line."""

    text: str


@dataclass(slots=True)
class LineBreak:
    """A hard line break."""


@dataclass(slots=True)
class FootnoteReference:
    """The place in a text that a footnote belongs to."""

    id: str


@dataclass(slots=True)
class Anchor:
    """An empty element whose id a link in the same body leads to."""

    id: str


@dataclass(slots=True)
class RawInline:
    """HTML or a generator's shortcode, written as it is."""

    content: str


Inline = (
    str
    | Strong
    | Emphasis
    | Strike
    | HtmlSpan
    | Link
    | Image
    | CodeSpan
    | LineBreak
    | FootnoteReference
    | Anchor
    | RawInline
)


@dataclass(slots=True)
class Paragraph:
    """A paragraph."""

    children: list[Inline]


@dataclass(slots=True)
class Heading:
    """A heading of level 1 to 6; its line breaks are spaces already."""

    level: int
    children: list[Inline]


@dataclass(slots=True)
class CodeBlock:
    """A code block: its text as it is, and its language (empty where it has none)."""

    text: str
    language: str = ""


@dataclass(slots=True)
class Quote:
    """A block quote."""

    children: list[Block]


@dataclass(slots=True)
class ListItem:
    """An item of a list; `value` is the HTML attribute, empty where the item has none."""

    children: list[Block]
    value: str = ""


@dataclass(slots=True)
class List:
    """A list; `start` is the number of its first item, None for bullets."""

    items: list[ListItem]
    start: int | None = None
    is_reversed: bool = False
    tight: bool = False
    """Whether no blank lines separate its items: each is one paragraph, or a paragraph and lists."""

    @property
    def is_ordered(self) -> bool:
        """Whether its items are numbered."""
        return self.start is not None

    @property
    def counts_by_one(self) -> bool:
        """Whether it counts as Markdown does, up by one from its first number; bullets do."""
        if self.start is None:
            return True
        numbers = range(self.start, self.start + len(self.items))
        return not self.is_reversed and all(
            item.value in ("", str(number)) for number, item in zip(numbers, self.items, strict=True)
        )


@dataclass(slots=True)
class Cell:
    """A cell of a table in one row and one column: inline nodes alone."""

    children: list[Inline]


@dataclass(slots=True)
class Table:
    """A table of pipes: all rows, the header included, have as many cells as there are alignments."""

    aligns: list[Align]
    header: list[Cell]
    rows: list[list[Cell]]


@dataclass(slots=True)
class Definition:
    """A term and its definitions."""

    term: list[Inline]
    definitions: list[list[Block]]


@dataclass(slots=True)
class DefinitionList:
    """A definition list; terms that share a definition are one, separated by `<br>`."""

    items: list[Definition]


@dataclass(slots=True)
class ThematicBreak:
    """A thematic break."""


@dataclass(slots=True)
class Footnote:
    """The text of a footnote."""

    id: str
    children: list[Block]


@dataclass(slots=True)
class RawBlock:
    """HTML, a more marker or a generator's shortcode, written as it is between blank lines."""

    content: str


Block = (
    Paragraph
    | Heading
    | CodeBlock
    | Quote
    | List
    | Table
    | DefinitionList
    | ThematicBreak
    | Footnote
    | RawBlock
)
