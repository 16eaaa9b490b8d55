"""Reads HTML of authors as pieces that are safe in a page: text, and tags from a fixed list, always balanced.

No attribute but a few numbers and an element's direction is kept, so nothing is loaded, runs or leads away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from html import escape
from html.parser import HTMLParser
from itertools import groupby

_INLINE = frozenset(
    ("abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp",
     "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var")
)  # fmt: skip
_BLOCKS = frozenset(
    ("blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "li", "ol", "p", "pre",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_HEADINGS = {f"h{level}": f"h{min(level + 3, 6)}" for level in range(1, 7)}
"""The headings of the page itself are above those of posts."""
_VOID = frozenset(("br", "hr"))
_MEDIA = frozenset(("img", "iframe", "video", "audio", "source", "track", "embed", "object", "input"))
_WITHOUT_TEXT = frozenset(("script", "style", "template", "title", "iframe", "svg", "noembed", "noframes"))
"""Elements whose content no reader sees."""
_CONTROLS = frozenset(
    ("button", "dir", "fieldset", "form", "hgroup", "legend", "menu", "optgroup", "option", "select",
     "textarea")
)  # fmt: skip
"""Further elements before and after which a word ends; others do not divide a word."""
_NUMBERS = frozenset(("colspan", "rowspan", "start", "value"))
_NUMBER = re.compile(r"[0-9]{1,5}")
_DEEPEST = 100
"""How many elements are nested; tags beyond are left out."""
_DECLARATION = re.compile(r"<[!?][^>]*>")
_DIRECTIONS = frozenset(("ltr", "rtl", "auto"))

Attrs = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: either plain text, which is not escaped yet, or markup, which is safe."""

    content: str
    is_text: bool = False
    ends_word: bool = False
    """Whether the words before and after it are two, as with a block or a line break."""


def safe_pieces(html: str) -> list[Piece]:
    """Return HTML as pieces: joined, with their text escaped, they are balanced HTML without active content.

    An image, a frame or a player becomes its name, alternative text and address; the address of a link is
    its tooltip.

    Args:
        html: any text.
    """
    reader = _Reader()
    reader.feed(_with_ends(_without_comments(html)))
    reader.close()
    return reader.finish()


def _without_comments(html: str) -> str:
    """Return HTML without comments; one without an end goes on to the end, as in browsers."""
    parts, done = [], 0
    while (start := html.find("<!--", done)) >= 0:
        parts.append(html[done:start])
        end = html.find("-->", start + 4)
        done = len(html) if end < 0 else end + 3
    return "".join((*parts, html[done:]))


def _with_ends(html: str) -> str:
    """Return HTML without declarations, in which every tag has an end.

    For each tag without an end, the parser would read the rest again, in a time quadratic in its length.
    """
    head, end, tail = html.rpartition(">")
    return _DECLARATION.sub("", head + end) + tail.replace("<", "&lt;")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self.opened: list[tuple[str, str]] = []
        """The open elements: the name in the source, and the one that was written."""
        self.skipped = ""
        """The element whose content is being left out."""

    def finish(self) -> list[Piece]:
        while self.opened:
            self._close()
        # The parser gives each `<` that is text on its own.
        return [
            piece
            for is_text, pieces in groupby(self.pieces, lambda piece: piece.is_text)
            for piece in ([_joined(pieces)] if is_text else pieces)
        ]

    def handle_starttag(self, tag: str, attrs: Attrs) -> None:
        if self.skipped:
            return
        if tag in _MEDIA:
            self._describe(tag, dict(attrs))
        if tag in _WITHOUT_TEXT:
            self.skipped = tag
        elif writer := _WRITERS.get(tag):
            writer(self, tag, attrs)
        elif tag in _CONTROLS:
            self._add("")

    def handle_startendtag(self, tag: str, attrs: Attrs) -> None:
        # A browser reads `<script/>` as a start tag.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.skipped = "" if tag == self.skipped else self.skipped
        elif any(name == tag for name, _ in self.opened):
            while self._close() != tag:
                pass
        elif tag in _CONTROLS:
            self._add("")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.pieces.append(Piece(data, is_text=True))

    def open(self, tag: str, written: str, attrs: str = "", *, is_inline: bool = False) -> None:
        """Write a start tag."""
        if len(self.opened) >= _DEEPEST:
            return
        self.opened.append((tag, written))
        self.pieces.append(Piece(f"<{written}{attrs}>", ends_word=not is_inline))

    def add_void(self, tag: str, _attrs: Attrs) -> None:
        """Write an element without content."""
        self._add(f"<{tag}>")

    def _close(self) -> str:
        tag, written = self.opened.pop()
        self.pieces.append(Piece(f"</{written}>", ends_word=not (tag in _INLINE or tag == "a")))
        return tag

    def _add(self, markup: str) -> None:
        self.pieces.append(Piece(markup, ends_word=True))

    def _describe(self, tag: str, attrs: dict[str, str | None]) -> None:
        name = "image" if tag == "img" else tag
        texts = [attrs.get(key) or "" for key in ("alt", "src", "data", "poster")]
        shown = " ".join(" ".join(texts).split())
        if shown:
            self._add(f'<span class="file">[{name}: {escape(shown)}]</span>')


def _joined(texts: Iterable[Piece]) -> Piece:
    return Piece("".join(text.content for text in texts), is_text=True)


def _open_block(reader: _Reader, tag: str, attrs: Attrs) -> None:
    reader.open(tag, tag, _kept(attrs))


def _open_inline(reader: _Reader, tag: str, attrs: Attrs) -> None:
    reader.open(tag, tag, _kept(attrs), is_inline=True)


def _open_heading(reader: _Reader, tag: str, attrs: Attrs) -> None:
    reader.open(tag, _HEADINGS[tag], f' class="{tag}"{_kept(attrs)}')


def _open_link(reader: _Reader, tag: str, attrs: Attrs) -> None:
    address = dict(attrs).get("href") or ""
    about = f' class="link" title="{escape(address)}"' if address else ""
    reader.open(tag, "span", about, is_inline=True)


def _open_other(reader: _Reader, tag: str, attrs: Attrs, name: str = "div") -> None:
    reader.open(tag, name, _kept(attrs))


def _open_note(reader: _Reader, tag: str, attrs: Attrs) -> None:
    """Write a footnote as the renderer for `--verify` marks it."""
    reader.open(tag, "div", ' class="note"')
    reader.pieces.append(Piece(f"<sup>{escape(dict(attrs).get('id') or '')}</sup> ", ends_word=True))


def _open_note_reference(reader: _Reader, tag: str, attrs: Attrs) -> None:
    reader.open(tag, "span", is_inline=True)
    reader.pieces.append(Piece(f"<sup>{escape(dict(attrs).get('id') or '')}</sup>"))


_WRITERS: dict[str, Callable[[_Reader, str, Attrs], None]] = {
    **dict.fromkeys(_BLOCKS, _open_block),
    **dict.fromkeys(_INLINE, _open_inline),
    **dict.fromkeys(_HEADINGS, _open_heading),
    **dict.fromkeys(_VOID, _Reader.add_void),
    **dict.fromkeys(
        ("address", "article", "aside", "center", "details", "footer", "header", "main", "nav", "section"),
        _open_other,
    ),
    "summary": partial(_open_other, name="p"),
    "a": _open_link,
    "note": _open_note,
    "note-ref": _open_note_reference,
}


def _kept(attrs: Attrs) -> str:
    """Return the attributes that change nothing but the layout of a text."""
    kept = {name: value for name, value in attrs if value and _is_kept(name, value)}
    return "".join(f' {name}="{value}"' for name, value in kept.items())


def _is_kept(name: str, value: str) -> bool:
    if name == "dir":
        return value in _DIRECTIONS
    return name in _NUMBERS and _NUMBER.fullmatch(value) is not None
