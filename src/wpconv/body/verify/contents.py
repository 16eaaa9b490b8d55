"""What a text says, as facts to compare: its words, headings, items, rows, code, links and images."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """A tag whose text is a fact, while it is open."""

    tag: str
    about: str = ""
    """What the fact says besides its text: a link's address, code's language, an item's marker."""
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """An open list."""

    tag: str
    number: int
    """Of its next item."""


class Facts:
    """The facts of one text, gathered from its tags and words as they come."""

    def __init__(self) -> None:
        self.main: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self.notes: dict[str, dict[str, list[str]]] = {}
        self.found = self.main
        self.run: list[str] = []
        """Text since the last place where a word must end."""
        self.spans: list[_Open] = []
        """Those whose text is a fact as it stands."""
        self.holders: list[_Open] = []
        """Those whose words are a fact; a word belongs to the innermost."""
        self.rows: list[list[str]] = []
        self.lists: list[_List] = []

    def of(self, kind: str) -> list[str]:
        """Return the facts of a kind; those of notes last, as their place in a document means nothing."""
        self._end_word()
        notes = (self.notes[label] for label in sorted(self.notes))
        return [fact for found in (self.main, *notes) for fact in found[kind]]

    def text(self, text: str) -> None:
        """Add text."""
        self.run.append(text)
        for span in self.spans:
            span.texts.append(text)

    def start(self, tag: str, attrs: Attrs) -> None:
        """Begin a tag."""
        if tag not in _INLINE:
            self._end_word()
            for span in self.spans:
                span.texts.append("\n")
        if tag in _STARTS:
            _STARTS[tag](self, tag, attrs)
        elif src := attrs.get("src"):
            self.found["link"].append(f"{tag} {_address(src)}")

    def end(self, tag: str) -> None:
        """End a tag."""
        if tag not in _INLINE:
            self._end_word()
        if tag in _ENDS:
            _ENDS[tag](self, tag)

    def _end_word(self) -> None:
        words = "".join(self.run).split()
        self.run.clear()
        self.found["text"] += words
        if self.holders:
            self.holders[-1].texts += words


def _start_span(facts: Facts, tag: str, attrs: Attrs) -> None:
    if tag == "code" and facts.spans and facts.spans[0].tag == "pre":
        language = attrs.get("class", "").removeprefix("language-")
        facts.spans[0].about = facts.spans[0].about or language
    elif tag != "a" or "href" in attrs:
        facts.spans.append(
            _Open(tag, attrs.get("lang", "") if tag == "pre" else _address(attrs.get("href", "")))
        )


def _end_span(facts: Facts, tag: str) -> None:
    if not facts.spans or facts.spans[-1].tag != tag:
        return
    span = facts.spans.pop()
    text = "".join(span.texts)
    line = " ".join(text.split())
    if tag == "a":
        facts.found["link"].append(f"<{line}>" if _address(line) == span.about else f"[{line}]({span.about})")
    elif tag == "code":
        facts.found["code"].append(f"`{line}`")
    else:
        facts.found["code"] += [f"```{span.about}", *text.removesuffix("\n").split("\n")]


def _start_holder(facts: Facts, tag: str, attrs: Attrs) -> None:
    facts.holders.append(_Open(tag, _marker(facts, attrs) if tag == "li" else f"<{tag}>"))


def _marker(facts: Facts, attrs: Attrs) -> str:
    if not facts.lists:
        return "<li>"
    opened = facts.lists[-1]
    number = _number(attrs.get("value", ""), opened.number)
    opened.number = number + 1
    return "    " * (len(facts.lists) - 1) + (f"{number}." if opened.tag == "ol" else "-")


def _end_holder(facts: Facts, tag: str) -> None:
    if not facts.holders or facts.holders[-1].tag != tag:
        return
    holder = facts.holders.pop()
    words = " ".join(holder.texts)
    if tag not in _CELLS:
        facts.found["heading" if tag in _HEADINGS else "item"].append(f"{holder.about} {words}")
    elif facts.rows:
        facts.rows[-1].append(words)


def _start_list(facts: Facts, tag: str, attrs: Attrs) -> None:
    facts.lists.append(_List(tag, _number(attrs.get("start", ""), 1)))


def _end_list(facts: Facts, _tag: str) -> None:
    if facts.lists:
        facts.lists.pop()


def _start_row(facts: Facts, _tag: str, _attrs: Attrs) -> None:
    facts.rows.append([])


def _end_row(facts: Facts, _tag: str) -> None:
    row = facts.rows.pop() if facts.rows else []
    if any(row):
        facts.found["row"].append(" | ".join(row))


def _image(facts: Facts, _tag: str, attrs: Attrs) -> None:
    alt = " ".join(attrs.get("alt", "").split())
    facts.found["image"].append(f"![{alt}]({_address(attrs.get('src', ''))})")


def _start_note(facts: Facts, _tag: str, attrs: Attrs) -> None:
    facts.found = facts.notes.setdefault(attrs.get("id", ""), {kind: [] for kind in KINDS})


def _end_note(facts: Facts, _tag: str) -> None:
    facts.found = facts.main


def _note_ref(facts: Facts, _tag: str, attrs: Attrs) -> None:
    facts.found["link"].append(f"[^{attrs.get('id', '')}]")


_STARTS: dict[str, Callable[[Facts, str, Attrs], None]] = {
    **dict.fromkeys(_SPANS, _start_span),
    **dict.fromkeys(_HEADINGS | _ITEMS | _CELLS, _start_holder),
    **dict.fromkeys(_LISTS, _start_list),
    "tr": _start_row, "img": _image, "note": _start_note, "note-ref": _note_ref,
}  # fmt: skip

_ENDS: dict[str, Callable[[Facts, str], None]] = {
    **dict.fromkeys(_SPANS, _end_span),
    **dict.fromkeys(_HEADINGS | _ITEMS | _CELLS, _end_holder),
    **dict.fromkeys(_LISTS, _end_list),
    "tr": _end_row, "note": _end_note,
}  # fmt: skip


def _address(url: str) -> str:
    return unquote(" ".join(url.split()))


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else default
