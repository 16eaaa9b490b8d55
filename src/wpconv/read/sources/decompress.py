"""Compressed bytes, unpacked within bounds."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO

from wpconv.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
TAR_MAGIC = (257, b"ustar")
GZIP_MAGIC = b"\x1f\x8b\x08"
GZIP, DEFLATE = 31, -15
"""zlib's numbers for a stream with gzip's header and for one with none, as in a zip archive."""
CHUNK = 1 << 20


def unpacked(file: BinaryIO, name: str, limit: int, wbits: int = GZIP) -> Iterator[bytes]:
    """Yield what a compressed stream holds, in chunks; a stream that is cut ends where it was cut.

    Args:
        file: at the stream's first byte.
        name: what to call it in an error.
        limit: how many bytes it may unpack to.
        wbits: GZIP (one stream after the other, as `cat` joins them) or DEFLATE.

    Raises:
        ReadError: the stream unpacks to more than the limit, or is no such stream.
    """
    stream = zlib.decompressobj(wbits)
    size, packed = 0, file.read(CHUNK)
    while packed:
        try:
            chunk = stream.decompress(packed, CHUNK)
        except zlib.error as error:
            raise ReadError(
                f"{name}: its compressed data is damaged ({error})", "download it again"
            ) from error
        size += len(chunk)
        if size > limit:
            raise ReadError(f"{name}: unpacks to more than {limit} bytes", "raise the bound with --max-size")
        yield chunk
        packed = stream.unconsumed_tail or stream.unused_data or file.read(CHUNK)
        if stream.eof:
            if wbits != GZIP or not packed.startswith(GZIP_MAGIC[:1]):
                return
            stream = zlib.decompressobj(wbits)


def archive_kind(head: bytes) -> str:
    """Tell `zip` and `tar` from everything else by a file's first bytes."""
    if head.startswith(ZIP_MAGIC):
        return "zip"
    start, magic = TAR_MAGIC
    return "tar" if head[start:].startswith(magic) else ""
