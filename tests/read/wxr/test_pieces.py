"""The division of a file into its items."""

from __future__ import annotations

import tracemalloc
from io import BufferedReader, BytesIO, RawIOBase
from itertools import chain
from typing import Any

import pytest

from helpers.wxr import EXPORT, HEAD, ITEMS, TAIL
from wpconv.read.wxr.pieces import pieces


@pytest.mark.parametrize("chunk", [1, 7, 64, 1 << 20])
def test_items_and_what_is_between_them(chunk: int) -> None:
    """Each item is a piece, whatever its CDATA sections hold and however many bytes are read at once."""
    data = EXPORT.encode()
    found = list(pieces(BytesIO(data), chunk))
    assert b"".join(piece.data for piece in found) == data
    assert [piece.data.decode() for piece in found if piece.is_item] == [item.strip() for item in ITEMS]
    assert all(data.startswith(piece.data, piece.offset) for piece in found)
    assert [piece.line for piece in found] == [data[: piece.offset].count(b"\n") + 1 for piece in found]
    assert {piece.ended_by for piece in found if piece.is_item} == {"tag"}


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (b"<item>a<item>b</item>", ["item", "tag"]),
        (b"<item>a<?xml version='1.0'?><rss >", ["document"]),
        (b"<item>a<rss ><item>b", ["document", "file"]),
        (b"<item>a<![CDATA[</item>", ["file"]),
        (b"<items>a</items><item >a</item >", ["tag"]),
    ],
)
def test_items_without_an_end(data: bytes, ends: list[str]) -> None:
    """An item without its end tag ends at the next item, at another document, or at the end of the file."""
    found = list(pieces(BytesIO(data)))
    assert b"".join(piece.data for piece in found) == data
    assert [piece.ended_by for piece in found if piece.is_item] == ends


class Endless(RawIOBase):
    """An export with a number of items, which is nowhere in memory."""

    def __init__(self, items: int) -> None:
        self.parts = chain([HEAD], (ITEMS[number % len(ITEMS)] for number in range(items)), [TAIL])
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self.rest) < len(buffer) and (part := next(self.parts, "")):
            self.rest += part.encode()
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size


def peak(items: int) -> int:
    """Return how many bytes dividing an export takes at most."""
    tracemalloc.start()
    count = sum(piece.is_item for piece in pieces(BufferedReader(Endless(items)), 1 << 16))
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == items
    return found


def test_memory_does_not_depend_on_the_size() -> None:
    """An export of ten times the size takes the same memory."""
    assert peak(3000) < 1.1 * peak(300)
