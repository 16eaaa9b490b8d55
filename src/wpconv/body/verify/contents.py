"""The contents of a text as lists to compare: its words, headings, items, rows, code, links and images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

KINDS = ("text", "heading", "item", "row", "code", "link", "image")

_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
     "note-ref", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "tt",
     "u", "var")
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("li", "dt", "dd"))
_CELLS = frozenset(("th", "td"))
_LISTS = frozenset(("ul", "ol"))
_SPANS = frozenset(("a", "code", "pre"))

Attrs = dict[str, str]


@dataclass(slots=True)
class _Open:
    """An open element whose text is listed."""

    tag: str
    about: str = ""
    """Listed besides the text: a link's address, code's language, an item's marker."""
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """An open list."""

    tag: str
    number: int
    """Of its next item."""


class Contents:
    """The contents of one text, collected from its start tags, end tags and words as they come."""

    def __init__(self) -> None:
        self.main: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self.footnotes: dict[str, dict[str, list[str]]] = {}
        self.found = self.main
        self.pending: list[str] = []
        """Text since the last point where a word must end."""
        self.spans: list[_Open] = []
        """Open elements whose text is listed as it is."""
        self.holders: list[_Open] = []
        """Open elements whose words are listed; a word belongs to the innermost."""
        self.rows: list[list[str]] = []
        self.lists: list[_List] = []

    def of(self, kind: str) -> list[str]:
        """Return the contents of a kind, those of footnotes last: their position has no meaning."""
        self._end_word()
        footnotes = (self.footnotes[label] for label in sorted(self.footnotes))
        return [each for found in (self.main, *footnotes) for each in found[kind]]

    def text(self, text: str) -> None:
        """Add text."""
        if self.spans and self.spans[-1].tag == "code":
            text = text.strip()  # renderers differ on blanks at the ends of code (CommonMark §6.1)
        self.pending.append(text)
        for span in self.spans:
            span.texts.append(text)

    def start(self, tag: str, attrs: Attrs) -> None:
        """Begin an element."""
        if tag not in _INLINE:
            self._end_word()
            for span in self.spans:
                span.texts.append("\n")
        if tag in _STARTS:
            _STARTS[tag](self, tag, attrs)
        elif src := attrs.get("src"):
            self.found["link"].append(f"{tag} {_address(src)}")

    def end(self, tag: str) -> None:
        """End an element."""
        if tag not in _INLINE:
            self._end_word()
        if tag in _ENDS:
            _ENDS[tag](self, tag)

    def _end_word(self) -> None:
        words = "".join(self.pending).split()
        self.pending.clear()
        self.found["text"] += words
        if self.holders:
            self.holders[-1].texts += words


def _start_span(contents: Contents, tag: str, attrs: Attrs) -> None:
    if tag == "code" and contents.spans and contents.spans[0].tag == "pre":
        language = attrs.get("class", "").removeprefix("language-")
        contents.spans[0].about = contents.spans[0].about or language
    elif tag != "a" or "href" in attrs:
        contents.spans.append(
            _Open(tag, attrs.get("lang", "") if tag == "pre" else _address(attrs.get("href", "")))
        )


def _end_span(contents: Contents, tag: str) -> None:
    if not contents.spans or contents.spans[-1].tag != tag:
        return
    span = contents.spans.pop()
    text = "".join(span.texts)
    line = " ".join(text.split())
    if tag == "a":
        contents.found["link"].append(
            f"<{line}>" if _address(line) == span.about else f"[{line}]({span.about})"
        )
    elif tag == "code":
        contents.found["code"].append(f"`{line}`")
    else:
        # Python-Markdown replaces tabs, which look the same.
        lines = text.expandtabs(4).removesuffix("\n").split("\n")
        contents.found["code"] += [f"```{span.about}", *lines]


def _start_holder(contents: Contents, tag: str, attrs: Attrs) -> None:
    contents.holders.append(_Open(tag, _marker(contents, attrs) if tag == "li" else f"<{tag}>"))


def _marker(contents: Contents, attrs: Attrs) -> str:
    if not contents.lists:
        return "<li>"
    opened = contents.lists[-1]
    number = _number(attrs.get("value", ""), opened.number)
    opened.number = number + 1
    return "    " * (len(contents.lists) - 1) + (f"{number}." if opened.tag == "ol" else "-")


def _end_holder(contents: Contents, tag: str) -> None:
    if not contents.holders or contents.holders[-1].tag != tag:
        return
    holder = contents.holders.pop()
    words = " ".join(holder.texts)
    if tag not in _CELLS:
        contents.found["heading" if tag in _HEADINGS else "item"].append(f"{holder.about} {words}")
    elif contents.rows:
        contents.rows[-1].append(words)


def _start_list(contents: Contents, tag: str, attrs: Attrs) -> None:
    contents.lists.append(_List(tag, _number(attrs.get("start", ""), 1)))


def _end_list(contents: Contents, _tag: str) -> None:
    if contents.lists:
        contents.lists.pop()


def _start_row(contents: Contents, _tag: str, _attrs: Attrs) -> None:
    contents.rows.append([])


def _end_row(contents: Contents, _tag: str) -> None:
    row = contents.rows.pop() if contents.rows else []
    if any(row):
        contents.found["row"].append(" | ".join(row))


def _image(contents: Contents, _tag: str, attrs: Attrs) -> None:
    alt = " ".join(attrs.get("alt", "").split())
    contents.found["image"].append(f"![{alt}]({_address(attrs.get('src', ''))})")


def _start_footnote(contents: Contents, _tag: str, attrs: Attrs) -> None:
    contents.found = contents.footnotes.setdefault(attrs.get("id", ""), {kind: [] for kind in KINDS})


def _end_footnote(contents: Contents, _tag: str) -> None:
    contents.found = contents.main


def _footnote_reference(contents: Contents, _tag: str, attrs: Attrs) -> None:
    contents.found["link"].append(f"[^{attrs.get('id', '')}]")


_STARTS: dict[str, Callable[[Contents, str, Attrs], None]] = {
    **dict.fromkeys(_SPANS, _start_span),
    **dict.fromkeys(_HEADINGS | _ITEMS | _CELLS, _start_holder),
    **dict.fromkeys(_LISTS, _start_list),
    "tr": _start_row, "img": _image, "note": _start_footnote, "note-ref": _footnote_reference,
}  # fmt: skip

_ENDS: dict[str, Callable[[Contents, str], None]] = {
    **dict.fromkeys(_SPANS, _end_span),
    **dict.fromkeys(_HEADINGS | _ITEMS | _CELLS, _end_holder),
    **dict.fromkeys(_LISTS, _end_list),
    "tr": _end_row, "note": _end_footnote,
}  # fmt: skip


def _address(url: str) -> str:
    return unquote(" ".join(url.split()))


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else default
