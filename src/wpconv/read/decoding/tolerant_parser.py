"""A tolerant parser for one JSON value: keeps all that is certain, and guesses nothing.

A state machine over the text: each state reads one token and returns the next state, so that nesting needs no
recursion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wpconv.notices import NoticeCode
from wpconv.read.decoding.encoding import Repair
from wpconv.read.decoding.tolerant_strings import quoted

WHITESPACE = re.compile(r"[\s\x00\ufeff\u200b]*")
NON_JSON_WHITESPACE = re.compile(r"[^ \t\r\n]")
"""Within white space, a character that JSON does not allow there."""
KEY_AHEAD = re.compile(
    r"\s*(?:\"(?:(?:[^\"\\<>]|\\.){1,80}|(?:[^\"\\\s]|\\.){1,80})\"\s*:|\})"
)  # fmt: skip
ITEM_AHEAD = re.compile(r"\s*(?:[\"{\[\]]|-?[0-9]|true|false|null)")
END_AHEAD = re.compile(r"\s*(?:[,\])};<\[{]|\Z)")
LITERAL = re.compile(r"[^\s,:\[\]{}\"'\x00]+")
"""A number or a name, or what stands in place of one."""
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
NUMBER_LIKE = re.compile(r"[-+.]*[0-9][-+.\w]*|[-+.]+")
NOT_A_NUMBER = re.compile(r"[-+]?(?:nan|inf|infinity)|undefined", re.IGNORECASE)
NAMES: dict[str, Any] = {"true": True, "false": False, "null": None}
PYTHON_NAMES: dict[str, Any] = {"True": True, "False": False, "None": None}

State = Callable[[], Any]
"""Reads one token and returns the next state, or None at the end."""


@dataclass(frozen=True, slots=True)
class Literal:
    """The value of a number or name."""

    value: Any = None
    repair: NoticeCode | None = None
    """How it differs from JSON."""
    is_left_out: bool = False
    """It has no value that can be kept."""


def read_literal(text: str) -> Literal | None:
    """Return the value of a number or name; None if the text can be neither."""
    if text in NAMES:
        return Literal(NAMES[text])
    if text in PYTHON_NAMES:
        return Literal(PYTHON_NAMES[text], NoticeCode.PYTHON_REPR)
    if NOT_A_NUMBER.fullmatch(text):
        return Literal(None, NoticeCode.NOT_A_NUMBER)
    if NUMBER.fullmatch(text):
        try:
            return Literal(json.loads(text))
        except ValueError:  # more digits than `sys.get_int_max_str_digits` allows
            return Literal(None, NoticeCode.UNREADABLE_NUMBER, is_left_out=True)
    is_left_out = NUMBER_LIKE.fullmatch(text) is not None
    return Literal(None, NoticeCode.UNREADABLE_NUMBER, is_left_out=True) if is_left_out else None


def whitespace_end(text: str, at: int) -> int:
    """Return the first character from a position on that is not white space, in JSON or elsewhere."""
    match = WHITESPACE.match(text, at)
    return match.end() if match else at


def may_follow_value(text: str, at: int, containers: Sequence[object]) -> bool:
    """Return whether the text at a position can follow the end of a value.

    That is: brackets that close open containers, then a comma and what may follow it; or the end of the text.

    Args:
        text: the whole text.
        at: the position.
        containers: the open arrays (lists) and objects (dicts), outermost first, below a list for the text.
    """
    level = len(containers) - 1
    while level:
        at, is_object = whitespace_end(text, at), isinstance(containers[level], dict)
        character = text[at : at + 1]
        if not character:
            return True
        if character == ",":
            return bool((KEY_AHEAD if is_object else ITEM_AHEAD).match(text, at + 1))
        if character != ("}" if is_object else "]"):
            return False
        level, at = level - 1, at + 1
    return bool(END_AHEAD.match(text, at))


class TooDeepError(Exception):
    """Values are nested more deeply than allowed; its argument is the character where."""


@dataclass(slots=True)
class Scan:
    """A value, as far as it could be read."""

    value: Any
    end: int
    """The first character after the part that was read."""
    is_cut: bool = False
    """The text ended inside the value."""
    is_broken: bool = False
    """The text at `end` is not JSON within this value; the part before it is kept."""
    last_string: int = 0
    """Where the last string begins: an unescaped quotation mark may have ended it too early."""
    lost: int = 0
    """How many characters after a broken value are skipped."""
    cut_key: str = ""
    """The key of this object whose string was cut; empty if none was."""
    repairs: list[Repair] = field(default_factory=list)


def scan(text: str, start: int, max_depth: int, *, guess_quotes: bool = False) -> Scan:
    """Return the value that begins at a character, as far as it is certain.

    Of a cut string, the part before the cut is kept. A cut number, name, key or escape is left out, and so is
    an array or object that is then empty.

    Args:
        text: the whole text.
        start: the value's first character.
        max_depth: how deep values may nest.
        guess_quotes: take a quotation mark for text unless `may_follow_value` holds after it.

    Raises:
        TooDeepError: the value nests more deeply.
    """
    scanner = _Scanner(text, start, max_depth, guess_quotes=guess_quotes)
    step: State | None = scanner.value
    while step is not None:
        step = step()
    return scanner.result()


class _Scanner:
    """The position, the open arrays and objects, outermost first, and their keys."""

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
        """Remove the empty containers that were open at the end: whether they were empty is unknown."""
        while len(self.open) > 2 and not self.open.pop():
            parent, key = self.open[-1], self.keys.pop()
            if isinstance(parent, dict):
                del parent[key]
            else:
                parent.pop()

    # States.

    def value(self) -> State | None:
        character = self._peek()
        if character in ("{", "["):
            return self._enter({} if character == "{" else [])
        if character in ('"', "'"):
            return self._text()
        if character and character in ",}":  # in an array, a comma or the end never comes here
            self._repaired(NoticeCode.MISSING_VALUE)
            return self._pass()
        literal = LITERAL.match(self.text, self.at)
        if literal is None:
            return self._broken() if character else self._cut()
        return self._cut() if literal.end() == len(self.text) else self._literal(literal[0])

    def item(self) -> State | None:
        """State after `[`, or after a comma in an array."""
        character = self._peek()
        if character == "]":
            return self._close()
        return self._comma() if character == "," else self.value

    def key(self) -> State | None:
        """State after `{`, or after a comma in an object."""
        character, before = self._peek(), self.at
        if character == "}":
            return self._close()
        if character == ",":
            return self._comma()
        if character not in ('"', "'"):
            return self._broken() if character else self._cut()
        self.key_read, is_whole = self._string(is_key=True)
        character = self._peek()
        if is_whole and character == ":":
            self.at += 1
            return self.value
        if not character:
            return self._cut()
        self.at = before
        return self._broken()

    def after(self) -> State | None:
        """State after a value."""
        if len(self.open) == 1:
            return None
        is_object, character = isinstance(self.open[-1], dict), self._peek()
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

    # Actions of the states.

    def _cut(self) -> State | None:
        self.found.is_cut = True
        self.at = len(self.text)
        return None

    def _broken(self) -> State | None:
        self.found.is_broken = True
        return None

    def _repaired(self, code: NoticeCode) -> None:
        self.found.repairs.append(Repair(code, self.at))

    def _peek(self) -> str:
        """Skip white space, also other than JSON's, and return the next character; empty at the end."""
        start, self.at = self.at, whitespace_end(self.text, self.at)
        if self.at > start and (odd := NON_JSON_WHITESPACE.search(self.text, start, self.at)):
            self.found.repairs.append(Repair(NoticeCode.NOISE_INSIDE, odd.start(), self.at - odd.start()))
        return self.text[self.at : self.at + 1]

    def _enter(self, container: dict[str, Any] | list[Any]) -> State:
        if len(self.open) > self.max_depth:
            raise TooDeepError(self.at)
        self._store(container)
        self.open.append(container)
        self.keys.append(self.key_read)
        self.at += 1
        self.after_comma = False
        return self.key if isinstance(container, dict) else self.item

    def _close(self) -> State:
        if self.after_comma:
            self._repaired(NoticeCode.EXTRA_COMMA)
        self.at += 1
        self.open.pop()
        self.keys.pop()
        return self._pass()

    def _pass(self) -> State:
        self.after_comma = False
        return self.after

    def _comma(self) -> State:
        self._repaired(NoticeCode.EXTRA_COMMA)
        self.at += 1
        return self.key if isinstance(self.open[-1], dict) else self.item

    def _store(self, value: Any) -> State:
        here = self.open[-1]
        if isinstance(here, list):
            here.append(value)
        else:
            if self.key_read in here:
                self._repaired(NoticeCode.DUPLICATE_KEY)
            here[self.key_read] = value
        return self._pass()

    def _text(self) -> State | None:
        text, is_whole = self._string()
        if is_whole:
            return self._store(text)
        if text:
            self._store(text)
            self.found.cut_key = self.key_read if len(self.open) == 2 else ""
        return self._cut()

    def _literal(self, text: str) -> State | None:
        """Store the value of a number or name; a malformed number is left out."""
        literal = read_literal(text)
        if literal is None:
            return self._broken()
        if literal.repair:
            self._repaired(literal.repair)
        self.at += len(text)
        return self._pass() if literal.is_left_out else self._store(literal.value)

    def _string(self, *, is_key: bool = False) -> tuple[str, bool]:
        """Return the string at the position, and whether it is whole."""
        start = self.found.last_string = self.at
        if self.text[start] == "'":
            self._repaired(NoticeCode.PYTHON_REPR)
        found = quoted(self.text, start, self._closes if self.guess_quotes and not is_key else None)
        self.found.repairs += found.repairs
        self.at = found.end
        return found.text, found.is_whole

    def _closes(self, at: int) -> bool:
        return may_follow_value(self.text, at, self.open)
