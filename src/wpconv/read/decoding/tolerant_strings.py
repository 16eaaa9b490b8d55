"""Quoted strings, also those that a strict decoder refuses: cut, raw, with escapes of other languages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wpconv.notices import NoticeCode

if TYPE_CHECKING:
    from collections.abc import Callable

INSIDE = {quote: re.compile(rf"[^{quote}\\]*+(?:\\.[^{quote}\\]*+)*+", re.DOTALL) for quote in ('"', "'")}
"""All up to the quotation mark that ends a string, or to the text's end."""
MARK = re.compile(r'\\.|(")', re.DOTALL)
CONTROL = re.compile(r"[\x00-\x1f]")
ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U(000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})|(.))", re.DOTALL
)
CUT_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:u\w{0,3}|x\w?|U\w{0,7})?)\Z")
SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\", "/": "/"}
SURROGATE = re.compile(r"[\ud800-\udfff]")
HIGH_SURROGATE = re.compile(r"[\ud800-\udbff]\Z")

_lenient = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that strict JSON does not allow, and the character where it stands."""

    code: NoticeCode
    at: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Quoted:
    """A string as it was read."""

    text: str
    end: int
    """The first character after it."""
    is_whole: bool
    repairs: tuple[Repair, ...] = ()


def quoted(text: str, start: int, closes: Callable[[int], bool] | None = None) -> Quoted:
    """Read the string that begins with the quotation mark at a character.

    Args:
        text: the whole text.
        start: where the quotation mark stands.
        closes: tells whether what follows a mark can follow the end of the string; those that it refuses are
            taken for text. None takes the first mark for the end.
    """
    quote, repairs = text[start], []
    inside = INSIDE[quote].match(text, start + 1)
    end = inside.end() if inside else start + 1
    if closes is not None and not (end < len(text) and closes(end + 1)):
        end, marks = _closing_mark(text, start + 1, closes)
        repairs += [Repair(NoticeCode.UNESCAPED_QUOTE, marks[0], len(marks))] if marks else []
    is_whole, raw = text.startswith(quote, end), text[start + 1 : end]
    if not is_whole and (cut := CUT_ESCAPE.search(raw)):
        raw = raw[: cut.start(1)]
    if controls := CONTROL.findall(raw):
        repairs.append(
            Repair(NoticeCode.RAW_CONTROL_CHARACTER, start + 1 + raw.index(controls[0]), len(controls))
        )
    if "\\" in raw or not is_whole:
        if quote == '"' and (odd := _odd_escapes(raw)):
            repairs.append(Repair(NoticeCode.ODD_ESCAPE, start, odd))
        raw = unescape(raw, is_cut=not is_whole)
    return Quoted(raw, end + 1 if is_whole else len(text), is_whole, tuple(repairs))


def _closing_mark(text: str, start: int, closes: Callable[[int], bool]) -> tuple[int, list[int]]:
    """Return the first quotation mark that can end a string (else the text's end), and those before it."""
    before: list[int] = []
    for mark in MARK.finditer(text, start):
        if mark[1] and closes(mark.end()):
            return mark.start(), before
        before += [mark.start()] if mark[1] else []
    return len(text), before


def unescape(raw: str, *, is_cut: bool = False) -> str:
    r"""Return the text that a string's inside stands for.

    An escape that no language knows stays as it is. Of a cut string, the first half of a character that takes
    two (`\ud83d`) is left out.

    Args:
        raw: the inside of a string.
        is_cut: its end is missing.
    """
    try:
        text: str = _lenient.decode(f'"{raw}"')
    except ValueError:
        text = ESCAPE.sub(_character, raw)
        if SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return HIGH_SURROGATE.sub("", text) if is_cut else text


def _odd_escapes(raw: str) -> int:
    """Count the escapes that JSON does not have."""
    return sum(1 for match in ESCAPE.finditer(raw) if not match[1] and (match[4] or "'") not in '"\\/bfnrt')


def _character(match: re.Match[str]) -> str:
    if match[4]:
        return SIMPLE.get(match[4], match[0])
    return chr(int(match[1] or match[2] or match[3], 16))
