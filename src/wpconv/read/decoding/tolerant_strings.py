"""Quoted strings, also cut ones, with raw control characters, or with escapes of other languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from wpconv.notices import NoticeCode
from wpconv.read.decoding.encoding import Repair

INSIDE = {quote: re.compile(rf"[^{quote}\\]*+(?:\\.[^{quote}\\]*+)*+", re.DOTALL) for quote in ('"', "'")}
"""The inside of a string, up to its closing quotation mark or the end of the text."""
QUOTE = re.compile(r'\\.|(")', re.DOTALL)
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
class Quoted:
    """A string and its end."""

    text: str
    end: int
    """The first character after it."""
    is_whole: bool
    repairs: tuple[Repair, ...] = ()


def quoted(text: str, start: int, closes: Callable[[int], bool] | None = None) -> Quoted:
    """Return the string that begins with the quotation mark at a position.

    Args:
        text: the whole text.
        start: the position of the quotation mark.
        closes: returns whether the text at a position can follow the end of a string; a quotation mark is
            text where it does not. With None, the first quotation mark ends the string.
    """
    quote, repairs = text[start], []
    inside = INSIDE[quote].match(text, start + 1)
    end = inside.end() if inside else start + 1
    if closes is not None and not (end < len(text) and closes(end + 1)):
        end, quotes = _closing_quote(text, start + 1, closes)
        repairs += [Repair(NoticeCode.UNESCAPED_QUOTE, quotes[0], len(quotes))] if quotes else []
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


def _closing_quote(text: str, start: int, closes: Callable[[int], bool]) -> tuple[int, list[int]]:
    """Return the first quotation mark that can end a string (or the text's end), and those before it."""
    before: list[int] = []
    for quote in QUOTE.finditer(text, start):
        if quote[1] and closes(quote.end()):
            return quote.start(), before
        before += [quote.start()] if quote[1] else []
    return len(text), before


def unescape(raw: str, *, is_cut: bool = False) -> str:
    r"""Return the text of a string's inside.

    An escape that neither JSON, JavaScript nor Python has stays as it is. At the end of a cut string, the
    first half of a surrogate pair (`\ud83d`) is left out.

    Args:
        raw: the characters between the quotation marks.
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
