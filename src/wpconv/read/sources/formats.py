"""The formats of sources: how they are recognised, how archives store members, and decompression."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from wpconv.errors import ReadError
from wpconv.notices import Notice, NoticeCode, Severity

# The names of files and of members of archives, by their ends.
JSON_NAME = re.compile(r"\.(?:json|jsonl|ndjson)(?:\.gz)?$", re.IGNORECASE)
ARCHIVE_NAME = re.compile(r"\.(?:zip|tar|tar\.gz|tgz)$", re.IGNORECASE)
TEXT_NAME = re.compile(r"\.txt$", re.IGNORECASE)
XML_NAME = re.compile(r"\.(?:xml|wxr)(?:\.gz)?$", re.IGNORECASE)
BEGINS_LIKE_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\[{]|<br />\s*<b>)")
"""A bracket, or a warning of PHP before one."""
_JSON = re.compile(rb"(?:\xef\xbb\xbf|\s)*+(?:\[\s*+)*+(?:\{\s*+[\"'}]|[\"'](?!\s*+<))")
_WXR = re.compile(rb"xmlns:wp\s*=|wordpress\.org/export/|<wp:(?:wxr_version|base_blog_url|author|post_id)>")
WXR_HEAD = 1 << 14
"""Bytes: the longest head in which the marks of a WXR file are searched for; its first ones are comments."""
GZIP_MAGIC = b"\x1f\x8b\x08"
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
TAR_MAGIC = b"ustar"
TAR_MAGIC_OFFSET = 257
HEAD = 512
"""Bytes: a tar header, the longest of the headers that identify an archive."""
GZIP, DEFLATE = 31, -15
"""zlib's `wbits` for a stream with a gzip header (RFC 1952) and for a raw one (RFC 1951), as zips have."""
CHUNK = 1 << 20
"""How many bytes are read or decompressed at once."""


def head(path: Path, size: int = HEAD) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(size)


def is_export_name(name: str) -> bool:
    """Return whether a member's name is that of JSON, of an archive, or of a text that may hold posts."""
    return any(pattern.search(name) for pattern in (JSON_NAME, ARCHIVE_NAME, TEXT_NAME, XML_NAME))


def is_wxr(first: bytes) -> bool:
    """Return whether a source is an export of WordPress (WXR), by its first bytes, at most `WXR_HEAD`.

    UTF-16 and UTF-32 are ASCII with zero bytes, as far as the marks go.
    """
    plain = first.replace(b"\0", b"") if b"\0" in first else first
    return _WXR.search(plain) is not None and not _JSON.match(plain)


def is_text_export(name: str, first: bytes) -> bool:
    """Return whether a text or XML file is an export, which its name does not tell, by its first bytes."""
    return is_wxr(first) or (TEXT_NAME.search(name) is not None and BEGINS_LIKE_JSON.match(first) is not None)


def may_be_archive(name: str, first: bytes) -> bool:
    """Return whether a file is worth opening as an archive, by its name and first bytes."""
    return b"\0" in first or first.startswith(ZIP_MAGIC) or ARCHIVE_NAME.search(name) is not None


class Span(NamedTuple):
    """The bytes of a member within its archive."""

    start: int
    """The offset of the first byte."""
    size: int
    """In bytes, as stored."""
    deflated: bool = False
    """Whether they are a raw deflate stream (RFC 1951)."""
    crc: int | None = None
    """CRC-32 of the content, if the archive holds one."""


class Member(NamedTuple):
    """A file of an archive."""

    name: str
    content: Span | ReadError
    """The reason, without the member's name, if it cannot be read."""
    group: int
    """Of members with equal name and group, as `tar -r` makes them, the last replaces the others."""


@dataclass(slots=True)
class Decompressed:
    """The bytes of a compressed stream, as an iterable of chunks that can be iterated over once.

    Args:
        file: positioned at the first byte of the stream.
        name: the source's name, for errors.
        limit: the largest size in bytes that the stream may decompress to.
        wbits: `GZIP` (one or more streams, as `cat` joins them) or `DEFLATE`.

    Raises:
        ReadError: while iterating: the data decompresses to more than the limit.
    """

    file: BinaryIO
    name: str
    limit: int
    wbits: int = GZIP
    damage: Notice | None = None
    """The loss if the data is cut off or damaged; the bytes before it are read. Set by iterating."""

    def __iter__(self) -> Iterator[bytes]:
        stream = zlib.decompressobj(self.wbits)
        size, compressed = 0, self.file.read(CHUNK)
        while compressed:
            before = stream.copy()
            try:
                chunk = stream.decompress(compressed, CHUNK)
            except zlib.error as error:
                self.damage = damaged(
                    self.name, f"its compressed data is damaged ({error}); what precedes is read"
                )
                chunk, compressed = _intact(before, compressed), b""
            size += len(chunk)
            if size > self.limit:
                cause = f"{self.name}: decompresses to more than {self.limit} bytes"
                raise ReadError(cause, "raise the bound with --max-size")
            yield chunk
            if self.damage:
                return
            compressed = stream.unconsumed_tail or stream.unused_data or self.file.read(CHUNK)
            if stream.eof:
                if self.wbits != GZIP or not compressed:
                    return
                if not compressed.startswith(GZIP_MAGIC[: len(compressed)]):
                    self.damage = cut(self.name) if self._has_other_bytes(compressed) else None
                    return
                stream = zlib.decompressobj(self.wbits)
        self.damage = cut(self.name)

    def _has_other_bytes(self, rest: bytes) -> bool:
        """Return whether anything but the zero bytes of padding follows."""
        while rest and not rest.strip(b"\0"):
            rest = self.file.read(CHUNK)
        return bool(rest)


def _intact(stream: zlib._Decompress, compressed: bytes) -> bytes:
    """Return the bytes that can be decompressed before the damage.

    zlib returns nothing of an input in which it fails, so each byte is an input of its own.
    """
    content = bytearray()
    for byte in compressed:
        try:
            content += stream.decompress(bytes((byte,)))
        except zlib.error:
            break
    return bytes(content)


def cut(name: str) -> Notice:
    """Return the loss for a source that is cut off."""
    detail = f"{name}: ends before its end marker: cut off or damaged"
    return Notice(NoticeCode.TRUNCATED_INPUT, detail, Severity.LOSS)


def damaged(name: str, cause: str) -> Notice:
    """Return the loss for a source whose bytes are not those that were compressed or archived."""
    return Notice(NoticeCode.DAMAGED_COMPRESSION, f"{name}: {cause}", Severity.LOSS)
