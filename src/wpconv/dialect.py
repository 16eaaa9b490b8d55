"""The Markdown of a target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import punctuation
from typing import Literal


@dataclass(frozen=True, slots=True)
class Dialect:
    """A target's Markdown, where it differs from what all renderers read alike (`docs/dialects.md`)."""

    renderer: Literal["markdown-it", "python-markdown"] = "markdown-it"
    """The Python library with which `--verify` reads documents; `markdown-it` reads CommonMark."""
    more_marker: str = "<!--more-->"
    """Written for WordPress's more tag; empty leaves the tag out."""
    pipe_in_text_is_table: bool = False
    """A line of text with a `|` is a table."""
    hash_needs_no_space: bool = False
    """`#word` at the start of a line is a heading."""
    loose_emphasis: Literal["", "beside markup", "always"] = ""
    """Where CommonMark's rules of emphasis (§6.2) do not hold: any `*` beside a word can be a delimiter."""
    strikethrough_in_emphasis: bool = True
    """`~~` is read beside and inside of other emphasis, and a lone `~` is text."""
    strikethrough: bool = True
    """`~~text~~` is struck out."""
    escapable: str = punctuation
    """The characters that a backslash escapes; others are written as character references."""
    attribute_lists: str = ""
    """How a list of attributes begins directly after inline markup: `{`, `{:`, or empty if there are none."""
    escaped_heading_attributes: bool = True
    """An escaped `{` at the end of a heading is text; else an empty comment is after a final `}`."""
    loose_code: bool = False
    """Code spans do not follow CommonMark (§6.1): any backtick can be read as markup."""
    any_language: bool = True
    """A fence's language may have characters other than letters, digits and `_#.+-`."""
    code_begins_item: bool = True
    """Code at the beginning of a list item is read; else it is a `<pre>`."""
    code_in_labelled: Literal["anywhere", "not first", "never"] = "not first"
    """Where code is read in definitions and footnotes; elsewhere in them it is a `<pre>` in one line.

    To a renderer that knows no definition lists, their lines are a paragraph, and code in it text.
    """
    footnotes: bool = True
    """Footnotes are read; else one of a single word would be the destination of a link."""
    quote_begins_item: bool = True
    """A block quote at the beginning of a list item is read; else an empty comment is before it."""
    empty_items: bool = True
    """A list item may be empty; else an empty comment is in it."""
    adjacent_lists: bool = True
    """Bullet lists with different bullets, and lists of different kinds, directly after each other are two
    lists; else an empty comment is between them."""
    list_starts: bool = True
    """The first number of an ordered list is read; else a list that begins with another than 1 is HTML."""
    nested_fences: bool = True
    """Fences are read in block quotes, lists, definitions and footnotes; else such code is indented."""
    url_references: str = ""
    """The characters of a link's destination that are written as character references."""
    escapes_in_code: bool = True
    """Backticks and escaped brackets in code spans are read; else such code is a `<code>`."""
    loose_tasks: bool = False
    """`[x]` at the beginning of a list item is a task where a `(` follows, and in a heading."""
    open_references: bool = True
    """`&#` in code is text; else it is written in HTML code."""
    math_begins_line: bool = True
    """A `<math>` at the beginning of a line is part of it, not HTML of its own."""
    math: bool = False
    """`$$` begins and ends a formula."""
    alt_escapes: bool = True
    """Escapes are read in an alternative text; else an image whose text needs some is an `<img>`."""
    code_in_cell: bool = True
    """In the code spans of a table, `\\|` is read as a bar; else such code is a `<code>`."""
    verbatim_elements: frozenset[str] = frozenset()
    """Inline elements in whose content no Markdown is read."""
    shortcodes: Mapping[str, str] = field(default_factory=dict)
    """The generator's own shortcodes for players, by provider; `{id}` is replaced by the video's id."""
