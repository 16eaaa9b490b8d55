"""One JSON value out of text that is not strict JSON: all that is certain, and nothing that is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wpconv.notices import NoticeCode
from wpconv.read.decoding.ahead import KEY_AHEAD, ODD_BLANK, blank_end, may_follow_value
from wpconv.read.decoding.tolerant_strings import Repair, quoted
from wpconv.read.decoding.words import read_word

WORD = re.compile(r"[^\s,:\[\]{}\"'\x00]+")

Step = Callable[[], Any]
"""A state of the scanner: does one thing and returns the next state, or None at the end."""


class TooDeepError(Exception):
    """Values are nested more deeply than allowed; its argument is the character where."""


@dataclass(slots=True)
class Scan:
    """What a scan found."""

    value: Any
    end: int
    """The first character that it has not used."""
    is_cut: bool = False
    """The text ended inside the value."""
    is_broken: bool = False
    """What stands at the end makes no sense inside the value; what comes before it is kept."""
    last_string: int = 0
    """Where the last string begins, which may end where it should not."""
    lost: int = 0
    """How many characters after a broken value are lost with it."""
    cut_key: str = ""
    """The outermost key whose value is a string that was cut."""
    repairs: list[Repair] = field(default_factory=list)


def scan(text: str, start: int, max_depth: int, *, guess_quotes: bool = False) -> Scan:
    """Read the value that begins at a character, as far as it is certain.

    A cut string keeps what is there. A cut number, word, key or escape is left out, and so is an array or
    object of which nothing is left.

    Args:
        text: the whole text.
        start: the value's first character.
        max_depth: how deep values may nest.
        guess_quotes: take a quotation mark for text unless what follows it can follow the end of a string.

    Raises:
        TooDeepError: the value nests more deeply.
    """
    scanner = _Scanner(text, start, max_depth, guess_quotes=guess_quotes)
    step: Step | None = scanner.value
    while step is not None:
        step = step()
    return scanner.result()


class _Scanner:
    """The state of a scan: the open arrays and objects, outermost first, and the keys that hold them."""

    def __init__(self, text: str, start: int, max_depth: int, *, guess_quotes: bool) -> None:
        self.text, self.at, self.max_depth, self.guess_quotes = text, start, max_depth, guess_quotes
        self.root: list[Any] = []
        self.open: list[dict[str, Any] | list[Any]] = [self.root]
        self.keys: list[str] = []
        self.key_read = ""
        self.after_comma = False
        self.found = Scan(None, start)

    def result(self) -> Scan:
        if self.found.is_cut or self.found.is_broken:
            self._drop_empty()
        self.found.value = self.root[0] if self.root else None
        self.found.end = self.at
        return self.found

    def _drop_empty(self) -> None:
        """Leave out what was opened last and holds nothing: its absence says less than its emptiness."""
        while len(self.open) > 2 and not self.open.pop():
            parent, key = self.open[-1], self.keys.pop()
            if isinstance(parent, dict):
                del parent[key]
            else:
                parent.pop()

    # The states.

    def value(self) -> Step | None:
        character = self._next()
        if character in ("{", "["):
            return self._enter({} if character == "{" else [])
        if character in ('"', "'"):
            return self._text()
        if character and character in ",}":  # in an array, a comma or the end never comes here
            self._repaired(NoticeCode.MISSING_VALUE)
            return self._pass()
        word = WORD.match(self.text, self.at)
        if word is None:
            return self._broken() if character else self._cut()
        return self._cut() if word.end() == len(self.text) else self._word(word[0])

    def item(self) -> Step | None:
        """Read what follows `[`, or a comma in an array."""
        character = self._next()
        if character == "]":
            return self._close()
        return self._comma() if character == "," else self.value

    def key(self) -> Step | None:
        """Read what follows `{`, or a comma in an object."""
        character, before = self._next(), self.at
        if character == "}":
            return self._close()
        if character == ",":
            return self._comma()
        if character not in ('"', "'"):
            return self._broken() if character else self._cut()
        self.key_read, is_whole = self._string(is_key=True)
        character = self._next()
        if is_whole and character == ":":
            self.at += 1
            return self.value
        if not character:
            return self._cut()
        self.at = before
        return self._broken()

    def after(self) -> Step | None:
        """Read what follows a value."""
        if len(self.open) == 1:
            return None
        is_object, character = isinstance(self.open[-1], dict), self._next()
        if character == ("}" if is_object else "]"):
            return self._close()
        state = self.key if is_object else self.item
        if character == ",":
            self.at += 1
            self.after_comma = True
            return state
        if not character:
            return self._cut()
        if KEY_AHEAD.match(self.text, self.at) if is_object else character in "{[":
            self._repaired(NoticeCode.MISSING_COMMA)
            return state
        return self._broken()

    # What the states do.

    def _cut(self) -> Step | None:
        self.found.is_cut = True
        self.at = len(self.text)
        return None

    def _broken(self) -> Step | None:
        self.found.is_broken = True
        return None

    def _repaired(self, code: NoticeCode) -> None:
        self.found.repairs.append(Repair(code, self.at))

    def _next(self) -> str:
        """Go past blanks, also those that JSON does not know, and return the next character."""
        start, self.at = self.at, blank_end(self.text, self.at)
        if self.at > start and (odd := ODD_BLANK.search(self.text, start, self.at)):
            self.found.repairs.append(Repair(NoticeCode.NOISE_INSIDE, odd.start(), self.at - odd.start()))
        return self.text[self.at : self.at + 1]

    def _enter(self, container: dict[str, Any] | list[Any]) -> Step:
        if len(self.open) > self.max_depth:
            raise TooDeepError(self.at)
        self._store(container)
        self.open.append(container)
        self.keys.append(self.key_read)
        self.at += 1
        self.after_comma = False
        return self.key if isinstance(container, dict) else self.item

    def _close(self) -> Step:
        if self.after_comma:
            self._repaired(NoticeCode.EXTRA_COMMA)
        self.at += 1
        self.open.pop()
        self.keys.pop()
        return self._pass()

    def _pass(self) -> Step:
        self.after_comma = False
        return self.after

    def _comma(self) -> Step:
        self._repaired(NoticeCode.EXTRA_COMMA)
        self.at += 1
        return self.key if isinstance(self.open[-1], dict) else self.item

    def _store(self, value: Any) -> Step:
        here = self.open[-1]
        if isinstance(here, list):
            here.append(value)
        else:
            if self.key_read in here:
                self._repaired(NoticeCode.DUPLICATE_KEY)
            here[self.key_read] = value
        return self._pass()

    def _text(self) -> Step | None:
        text, is_whole = self._string()
        if is_whole:
            return self._store(text)
        if text:
            self._store(text)
            self.found.cut_key = self.key_read if len(self.open) == 2 else ""
        return self._cut()

    def _word(self, text: str) -> Step | None:
        """Store a number or a word; what looks like a number and is none is left out."""
        word = read_word(text)
        if word is None:
            return self._broken()
        if word.repair:
            self._repaired(word.repair)
        self.at += len(text)
        return self._pass() if word.is_left_out else self._store(word.value)

    def _string(self, *, is_key: bool = False) -> tuple[str, bool]:
        """Read a string and tell whether it is whole."""
        start = self.found.last_string = self.at
        if self.text[start] == "'":
            self._repaired(NoticeCode.PYTHON_REPR)
        found = quoted(self.text, start, self._closes if self.guess_quotes and not is_key else None)
        self.found.repairs += found.repairs
        self.at = found.end
        return found.text, found.is_whole

    def _closes(self, at: int) -> bool:
        return may_follow_value(self.text, at, self.open)
