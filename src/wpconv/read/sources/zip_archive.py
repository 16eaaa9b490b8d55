"""Members of zip archives, also of cut and damaged ones.

`zipfile` reads the central directory alone: without it nothing is read, and a damaged entry hides a file.
Here each entry is compared with its local header, and the bytes between entries are searched for other files.
"""

from __future__ import annotations

import mmap
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from wpconv.errors import ReadError
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.sources.formats import Member, Span, is_export_name

HEADER = struct.Struct("<4s5H3I2H")
"""A local file header (APPNOTE.TXT 4.3.7), without the name and the extra field that follow it."""
LOCAL_MAGIC, DESCRIPTOR_MAGIC = b"PK\x03\x04", b"PK\x07\x08"
NEXT = re.compile(rb"PK(?:\x07\x08|\x03\x04|\x01\x02)")
"""The data descriptor, local header or directory that follows a member."""
ENCRYPTED, SIZES_FOLLOW, UTF_8 = 0x1, 0x8, 0x800
"""Bits of the flags (APPNOTE.TXT 4.4.4)."""
UNKNOWN_SIZE = 0xFFFFFFFF
"""The size is in the zip64 extra field."""
DIRECTORY_ERRORS = (
    zipfile.BadZipFile, EOFError, UnicodeDecodeError, NotImplementedError, ValueError, OverflowError,
    IndexError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LocalHeader:
    """The header before a member's bytes."""

    name: bytes
    flags: int
    method: int
    crc: int
    size: int
    start: int
    """The offset of the member's first byte."""

    def text(self, flags: int) -> str:
        """Return the name, decoded as `zipfile` does."""
        return self.name.decode("utf-8" if flags & UTF_8 else "cp437", "replace")


def members(file: BinaryIO) -> Iterator[Member | Notice]:
    """Yield the files of an archive in the order of their bytes, and notices of what is damaged."""
    entries: list[zipfile.ZipInfo] = []
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = len(data)
        try:
            with zipfile.ZipFile(file) as archive:
                entries, end = archive.infolist(), archive.start_dir
        except DIRECTORY_ERRORS as error:
            yield _damage(f"the directory at its end cannot be read ({error}): cut off or damaged")
        position, group = 0, 0
        for info in sorted(entries, key=lambda entry: entry.header_offset):
            local = _local(data, info.header_offset)
            found = (*_unlisted(data, position, info.header_offset, bool(entries)), *_listed(info, local))
            for each in found:
                group += isinstance(each, Member)
                yield each._replace(group=group) if isinstance(each, Member) else each
            if local is not None:
                position = max(position, local.start + info.compress_size)
        for each in _unlisted(data, position, end, bool(entries)):
            group += isinstance(each, Member)
            yield each._replace(group=group) if isinstance(each, Member) else each


def _damage(detail: str) -> Notice:
    return Notice(NoticeCode.DAMAGED_ARCHIVE, detail, Severity.LOSS)


def _listed(info: zipfile.ZipInfo, local: LocalHeader | None) -> Iterator[Member | Notice]:
    """Yield a file of the directory; where the names of entry and header differ, under that of an export."""
    name = info.filename
    if local is None:
        error = ReadError("is not where the archive says", "make or download the archive again")
        yield Member(name, error, 0)
        return
    other = local.text(info.flag_bits)
    if other != info.orig_filename:
        yield _damage(f"it names one file {info.orig_filename} and {other}")
        name = name if is_export_name(name) else other
    if not name.endswith("/"):
        yield Member(
            name, _content(info.flag_bits, info.compress_type, local.start, info.compress_size, info.CRC), 0
        )


def _content(flags: int, method: int, start: int, size: int, crc: int | None) -> Span | ReadError:
    if flags & ENCRYPTED:
        return ReadError("is encrypted", "unpack the archive and give the folder")
    if method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return ReadError(
            f"is compressed by method {method}, which is not supported",
            "unpack the archive and give the folder",
        )
    return Span(start, size, method == zipfile.ZIP_DEFLATED, crc)


def _local(data: mmap.mmap, offset: int) -> LocalHeader | None:
    """Return the local header at an offset, or None if there is none or it is cut."""
    raw = data[offset : offset + HEADER.size]
    if not raw.startswith(LOCAL_MAGIC) or len(raw) < HEADER.size:
        return None
    _magic, _version, flags, method, _time, _date, crc, size, _full, name, extra = HEADER.unpack(raw)
    start = offset + HEADER.size + name + extra
    if start > len(data):
        return None
    return LocalHeader(data[start - extra - name : start - extra], flags, method, crc, size, start)


def _unlisted(data: mmap.mmap, start: int, stop: int, has_directory: bool) -> Iterator[Member | Notice]:
    """Yield the files between two offsets, by their local headers alone, and what is damaged there."""
    while (offset := data.find(LOCAL_MAGIC, start, stop)) >= 0:
        local = _local(data, offset)
        if local is None or local.start > stop:
            yield _damage(f"the header of a file at byte {offset} is damaged")
            start = offset + len(LOCAL_MAGIC)
            continue
        size: int = local.size
        crc: int | None = local.crc
        if local.flags & SIZES_FOLLOW or size == UNKNOWN_SIZE:
            following = NEXT.search(data, local.start, stop)
            size = (following.start() if following else stop) - local.start
            at = local.start + size
            described = data[at : at + 8] if data[at : at + 4] == DESCRIPTOR_MAGIC else b""
            crc = int.from_bytes(described[4:], "little") if len(described) == 8 else None
        name = local.text(local.flags)
        if has_directory:
            yield _damage(f"its directory does not list the file {name}")
        if not name.endswith("/"):
            yield Member(name, _content(local.flags, local.method, local.start, size, crc), 0)
        start = local.start + size
