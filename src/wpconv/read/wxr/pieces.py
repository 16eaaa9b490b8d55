"""Division of a WXR file into its items, without parsing them or holding the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

CHUNK = 1 << 20
_OVERLAP = 16
"""Bytes: the longest token below."""
_OUTSIDE = re.compile(rb"<item(?=[\s>])|<!\[CDATA\[|<!--")
_INSIDE = re.compile(rb"</item\s{0,4}>|<item(?=[\s>])|<!\[CDATA\[|<rss(?=\s)|<\?xml(?=\s)")
_ENDED = re.compile(rb"</item\s{0,4}>\Z")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}


@dataclass(frozen=True, slots=True)
class Piece:
    """An item, or the bytes between two items: the head of a channel, white space, its end."""

    data: bytes
    offset: int
    """The position of its first byte in the file."""
    line: int
    """The number of its first line, from 1."""
    is_item: bool
    ended_by: Literal["tag", "item", "document", "file"]
    """Its end tag, or what follows directly: another item, another document, the end of the file."""


def pieces(file: BinaryIO, chunk: int = CHUNK) -> Iterator[Piece]:
    """Yield the pieces of a file in order; together they are all of its bytes.

    The text of a CDATA section can hold tags, which do not count. An item without its end tag ends where the
    next item or another document begins.

    Args:
        file: UTF-8, or another encoding that has ASCII's bytes; positioned at the first byte of a piece.
        chunk: how many bytes are read at once; more if an item is larger.
    """
    buffer, base, begin, at, line, is_item = b"", 0, 0, 0, 1, False
    while True:
        end, at = _end(buffer, at, begin, is_item=is_item)
        if end is None:
            more = file.read(max(chunk, len(buffer) - begin))
            if not more:
                break
            base += begin
            buffer, at, begin = buffer[begin:] + more, at - begin, 0
            continue
        if data := buffer[begin:end]:
            yield Piece(data, base + begin, line, is_item, _ended_by(data, buffer, end))
        line += data.count(b"\n")
        is_item = buffer.startswith(b"<item", end)
        begin, at = end, end + 1
    if begin < len(buffer):
        yield Piece(buffer[begin:], base + begin, line, is_item, "file")


def _ended_by(data: bytes, buffer: bytes, end: int) -> Literal["tag", "item", "document"]:
    if _ENDED.search(data, len(data) - _OVERLAP):
        return "tag"
    return "item" if buffer.startswith(b"<item", end) else "document"


def _end(buffer: bytes, at: int, begin: int, *, is_item: bool) -> tuple[int | None, int]:
    """Return where the piece ends, or None if more bytes are needed, and where to go on searching then."""
    pattern = _INSIDE if is_item else _OUTSIDE
    while found := pattern.search(buffer, at):
        token = found[0]
        if token in _ENDS:
            end = buffer.find(_ENDS[token], found.end())
            if end < 0:
                return None, found.start()
            at = end
        elif token.startswith(b"</"):
            return found.end(), found.end()
        else:
            return found.start(), found.start()
    return None, max(begin, at, len(buffer) - _OVERLAP)
