"""Strict JSON (RFC 8259) and JSON Lines, record by record."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import Any

TOO_DEEP = "values are nested too deeply"
WHITESPACE = re.compile(r"[ \t\r\n]*")


class StrictError(Exception):
    """The text is not strict JSON.

    Args:
        cause: the decoder's message.
        met: the character at which decoding failed.
        start: the first character after the last value that was decoded.
        after: the token before it in the outermost list: `[`, `,` or `value`; empty outside a list.
    """

    def __init__(self, cause: str, met: int, start: int, after: str) -> None:
        super().__init__(cause)
        self.cause, self.met, self.start, self.after = cause, met, start, after


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_decoder = json.JSONDecoder(parse_constant=_no_constant)


def strict(text: str, max_depth: int) -> Iterator[tuple[Any, int, int]]:
    """Yield the values of a JSON text or of JSON Lines, each with its first character and the one after it.

    The elements of an outermost list are yielded one by one.

    Raises:
        StrictError: after the values before the error.
    """
    start = skip_whitespace(text, 0)
    while True:
        if text.startswith("[", start):
            end = yield from _list(text, start + 1, max_depth)
        else:
            value, end = strict_value(text, start, max_depth)
            yield value, start, end
        start = skip_whitespace(text, end)
        if start == len(text):
            return
        if "\n" not in text[end:start]:
            raise StrictError("something follows the JSON", start, end, "")


def _list(text: str, start: int, max_depth: int) -> Generator[tuple[Any, int, int], None, int]:
    """Yield the elements of a list, and return where the list ends."""
    position, after = skip_whitespace(text, start), "["
    if text.startswith("]", position):
        return position + 1
    while True:
        value, end = strict_value(text, position, max_depth, after)
        yield value, position, end
        position = skip_whitespace(text, end)
        if text.startswith("]", position):
            return position + 1
        if not text.startswith(",", position):
            raise StrictError("a comma or the list's end is missing", position, end, "value")
        position, after = skip_whitespace(text, position + 1), ","


def strict_value(text: str, start: int, max_depth: int, after: str = "") -> tuple[Any, int]:
    """Decode the value at a character, and return it with the first character after it.

    Raises:
        StrictError: there is no value, or it nests more deeply than allowed.
    """
    try:
        value, end = _decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        met = error.msg.removesuffix(" at").removesuffix(" starting").rstrip(": ")
        raise StrictError(met, error.pos, start, after) from None
    except RecursionError:
        raise StrictError(TOO_DEEP, start, start, after) from None
    except ValueError as error:  # NaN, or a number of more digits than Python reads
        raise StrictError(str(error), start, start, after) from None
    brackets = text.count("{", start, end) + text.count("[", start, end)
    if brackets > max_depth and _is_deeper(value, max_depth):
        raise StrictError(TOO_DEEP, start, start, after)
    return value, end


def _is_deeper(value: Any, max_depth: int) -> bool:
    """Return whether a value nests more deeply; the decoder's own limit depends on Python's version."""
    level = [value]
    for _depth in range(max_depth + 1):
        level = [each for each in level if isinstance(each, dict | list)]
        if not level:
            return False
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
    return True


def skip_whitespace(text: str, position: int) -> int:
    """Return the first character from a position on that is not JSON's white space."""
    match = WHITESPACE.match(text, position)
    return match.end() if match else position
