"""Decompression of gzip and deflate streams within a bound."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from wpconv.errors import ReadError
from wpconv.read.sources.file_kinds import GZIP_MAGIC

GZIP, DEFLATE = 31, -15
"""zlib's `wbits` for a stream with a gzip header (RFC 1952) and for a raw one (RFC 1951), as zips have."""
CHUNK = 1 << 20


@dataclass(slots=True)
class Decompressed:
    """The bytes of a compressed stream, as an iterable of chunks that can be iterated over once.

    Args:
        file: positioned at the first byte of the stream.
        name: the source's name, for errors.
        limit: the largest size in bytes that the stream may decompress to.
        wbits: `GZIP` (one or more streams, as `cat` joins them) or `DEFLATE`.

    Raises:
        ReadError: while iterating: the data is damaged, or decompresses to more than the limit.
    """

    file: BinaryIO
    name: str
    limit: int
    wbits: int = GZIP
    is_cut: bool = False
    """The stream ended before its end marker, or bytes that are not gzip follow it. Known after iterating."""

    def __iter__(self) -> Iterator[bytes]:
        stream = zlib.decompressobj(self.wbits)
        size, compressed = 0, self.file.read(CHUNK)
        while compressed:
            try:
                chunk = stream.decompress(compressed, CHUNK)
            except zlib.error as error:
                cause = f"{self.name}: its compressed data is damaged ({error})"
                raise ReadError(cause, "download it again") from error
            size += len(chunk)
            if size > self.limit:
                cause = f"{self.name}: decompresses to more than {self.limit} bytes"
                raise ReadError(cause, "raise the bound with --max-size")
            yield chunk
            compressed = stream.unconsumed_tail or stream.unused_data or self.file.read(CHUNK)
            if stream.eof:
                if self.wbits != GZIP or not compressed:
                    return
                if not compressed.startswith(GZIP_MAGIC[: len(compressed)]):
                    self.is_cut = self._has_other_bytes(compressed)
                    return
                stream = zlib.decompressobj(self.wbits)
        self.is_cut = True

    def _has_other_bytes(self, rest: bytes) -> bool:
        """Return whether anything but zero bytes, with which tapes and file systems pad, follows."""
        while rest and not rest.strip(b"\0"):
            rest = self.file.read(CHUNK)
        return bool(rest)
