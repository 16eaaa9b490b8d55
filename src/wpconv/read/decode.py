"""Bytes become JSON values: strictly first, record by record."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from wpconv.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from wpconv.model import Notice, ReadOptions

BLANK = re.compile(r"[ \t\r\n]*")
WINDOW = 1 << 16
"""Bytes: most records are smaller, and no disk reads less at a time."""


@dataclass(frozen=True, slots=True)
class Value:
    """A JSON value of a source: a record of its list, or the whole of it."""

    value: Any
    index: int
    offset: int | None
    incomplete: bool = False
    notices: tuple[Notice, ...] = ()


class StrictError(Exception):
    """The text is no strict JSON.

    Args:
        cause: what was met.
        met: the character where it was met.
        start: the first character that no value before it has used up.
        in_list: whether that character stands in the list that is the text's outermost value.
    """

    def __init__(self, cause: str, met: int, start: int, *, in_list: bool) -> None:
        super().__init__(cause)
        self.cause, self.met, self.start, self.in_list = cause, met, start, in_list


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


_decoder = json.JSONDecoder(parse_constant=_no_constant)


def values(data: bytes, source: str, options: ReadOptions) -> Iterator[Value]:
    """Yield the values of a source: the records of a list one by one, without holding them all.

    Args:
        data: the source's bytes.
        source: its name, for errors.
        options: how to read.

    Raises:
        ReadError: the bytes, from some point on, hold nothing that can be read.
    """
    text = data.decode("utf-8")
    is_ascii = len(text) == len(data)
    offset, counted = 0, 0
    try:
        for index, (value, start) in enumerate(strict(text)):
            offset, counted = (start if is_ascii else offset + len(text[counted:start].encode())), start
            yield Value(value, index, offset)
    except StrictError as error:
        line, column = text.count("\n", 0, error.met) + 1, error.met - text.rfind("\n", 0, error.met)
        raise ReadError(f"{source}: line {line}, column {column}: {error.cause}") from error


def values_at(stream: BinaryIO, source: str, places: Sequence[tuple[int, int]]) -> Iterator[Value]:
    """Yield some records of a source that `values` found before, reading these only.

    Args:
        stream: the source's bytes.
        source: its name, for errors.
        places: index and offset of each.

    Raises:
        ReadError: there is no record where there was one.
    """
    for index, offset in places:
        size = WINDOW
        while True:
            stream.seek(offset)
            window = stream.read(size)
            try:
                value, _end = _one(window.decode("utf-8", "ignore"), 0, in_list=False)
            except StrictError as error:
                if len(window) < size:
                    raise ReadError(f"{source}: changed while it was read", "run again") from error
                size *= 4
            else:
                yield Value(value, index, offset)
                break


def strict(text: str) -> Iterator[tuple[Any, int]]:
    """Yield the values of a strict JSON text, or of several on lines of their own, and where they begin.

    The records of an outermost list are values of their own.

    Raises:
        StrictError: after the values before it.
    """
    start = _blank(text, 0)
    while True:
        if text.startswith("[", start):
            end = yield from _list(text, start + 1)
        else:
            value, end = _one(text, start, in_list=False)
            yield value, start
        start = _blank(text, end)
        if start == len(text):
            return
        if "\n" not in text[end:start]:
            raise StrictError("something follows the JSON", start, end, in_list=False)


def _list(text: str, start: int) -> Generator[tuple[Any, int], None, int]:
    """Yield a list's records, and return where the list ends."""
    position = _blank(text, start)
    if text.startswith("]", position):
        return position + 1
    while True:
        value, end = _one(text, position, in_list=True)
        yield value, position
        position = _blank(text, end)
        if text.startswith("]", position):
            return position + 1
        if not text.startswith(",", position):
            raise StrictError("a comma or the list's end is missing", position, end, in_list=True)
        position = _blank(text, position + 1)


def _one(text: str, start: int, *, in_list: bool) -> tuple[Any, int]:
    try:
        return _decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise StrictError(error.msg, error.pos, start, in_list=in_list) from None
    except RecursionError:
        raise StrictError("values are nested too deeply", start, start, in_list=in_list) from None
    except ValueError as error:  # NaN, or a number of more digits than Python reads
        raise StrictError(str(error), start, start, in_list=in_list) from None


def _blank(text: str, position: int) -> int:
    """Return the first character from a position on that is not blank."""
    match = BLANK.match(text, position)
    return match.end() if match else position
