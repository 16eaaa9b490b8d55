"""Strict JSON and JSON Lines of any size, decoded piece by piece: only the records at hand are in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any, BinaryIO

from wpconv.read.decoding.strict import StrictError, skip_whitespace, strict_value

PIECE = 4_000_000
"""Bytes to read at a time; for a record that is larger, twice as many each time."""


def strict_pieces(file: BinaryIO, max_depth: int) -> Iterator[tuple[Any, int, str]]:
    """Yield what `strict` yields for the text of a file: each value, with its first byte and its text.

    Raises:
        StrictError: after the values before the error; its positions are not those in the file.
        UnicodeDecodeError: it is not UTF-8.
    """
    window = _Window(file, max_depth)
    while True:
        if window.peek() == "[":
            yield from _list(window)
        else:
            yield window.value()
        window.has_line_end = False
        if not window.peek():
            return
        if not window.has_line_end:
            raise StrictError("something follows the JSON", 0, 0, "")


def _list(window: _Window) -> Iterator[tuple[Any, int, str]]:
    window.skip()
    mark = window.peek()
    while mark != "]":
        window.peek()
        yield window.value()
        mark = window.peek()
        if mark not in ("]", ","):
            raise StrictError("a comma or the list's end is missing", 0, 0, "value")
        if mark == ",":
            window.skip()
    window.skip()


class _Window:
    """A part of a file's text, from the first character that is not decoded yet."""

    def __init__(self, file: BinaryIO, max_depth: int) -> None:
        self.has_line_end = False
        """Whether `peek` has skipped the end of a line."""
        self._file, self._max_depth = file, max_depth
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at, self._byte = "", 0, 0
        self._size, self._is_last = PIECE, False

    def peek(self) -> str:
        """Skip white space and return the character after it; empty at the end of the file."""
        while True:
            end = skip_whitespace(self._text, self._at)
            self.has_line_end |= "\n" in self._text[self._at : end]
            self._advance(end)
            if end < len(self._text) or self._is_last:
                return self._text[end : end + 1]
            self._read()

    def skip(self) -> None:
        """Skip a character."""
        self._advance(self._at + 1)

    def value(self) -> tuple[Any, int, str]:
        """Decode a value, and return it with its first byte and its text."""
        value, end = self._value()
        start, text = self._byte, self._text[self._at : end]
        self._advance(end)
        self._size = PIECE
        return value, start, text

    def _value(self) -> tuple[Any, int]:
        while True:
            try:
                value, end = strict_value(self._text, self._at, self._max_depth)
            except StrictError:
                if self._is_last:
                    raise
            else:
                # A number may go on.
                if end < len(self._text) or self._is_last:
                    return value, end
            self._read()

    def _advance(self, to: int) -> None:
        skipped = self._text[self._at : to]
        self._byte += len(skipped) if skipped.isascii() else len(skipped.encode())
        self._at = to

    def _read(self) -> None:
        data = self._file.read(self._size)
        self._is_last = len(data) < self._size
        self._size *= 2
        self._text = self._text[self._at :] + self._decoder.decode(data, self._is_last)
        self._at = 0
