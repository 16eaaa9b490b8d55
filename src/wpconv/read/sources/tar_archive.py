"""Members of tar archives, also of cut, damaged and concatenated ones.

`tarfile` takes a damaged header, and a cut between two members, for the end of the archive. Here each header
is still read by `tarfile`; what follows the last one that it returns is checked, and searched for another.
"""

from __future__ import annotations

import os
import re
import tarfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from wpconv.errors import ReadError
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.sources.formats import Member, Span, is_export_name

BLOCK = tarfile.BLOCKSIZE
END = 2 * BLOCK
"""Bytes: an archive ends with two blocks of zeros (POSIX.1-1988 ustar, `pax` in POSIX.1-2001)."""
ZEROS = bytes(BLOCK)
CHECKSUM = re.compile(rb"[0-7 \0]{6}[0-7 \0]{2}")
CHECKSUM_OFFSET = 148
NAME_SIZE = tarfile.LENGTH_NAME
"""Bytes: the longest name that a plain header can hold."""
LARGE = 8 << 30
"""Bytes: the size from which on a member's own header cannot hold it, so that an extended header does."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The bytes between the end of a member and the next header."""

    start: int | None
    """The offset of the next header; None if there is none."""
    zeros: int
    """How many zero bytes the gap begins with."""
    is_damaged: bool
    """It holds other bytes, too."""


def members(file: BinaryIO) -> Iterator[Member | Notice]:
    """Yield the regular files of an archive in its order, and notices of what is damaged."""
    size = file.seek(0, os.SEEK_END)
    position, archive_number = 0, 0
    while True:
        gap = next_header(file, position)
        if gap.is_damaged:
            yield _damage(position + gap.zeros)
        if gap.start is None:
            if gap.zeros < END:
                detail = f"the archive ends at byte {size} without its end marker"
                yield Notice(NoticeCode.TRUNCATED_INPUT, detail, Severity.LOSS)
            return
        archive_number += bool(gap.zeros)
        position = yield from _until_damaged(file, gap.start, archive_number)


def _until_damaged(file: BinaryIO, start: int, archive_number: int) -> Generator[Member | Notice, None, int]:
    """Yield the members from a header on, and return the offset after the last that `tarfile` reads."""
    file.seek(start)
    position = start
    try:
        with tarfile.open(fileobj=file, mode="r:") as archive:
            for info in archive:
                if archive.offset <= position:  # a negative size would lead back
                    break
                position = archive.offset
                if info.isreg() and not info.issparse():
                    plain = _plain_header(file, info)
                    if info.size != plain.size and info.size < LARGE:
                        # Read again at its plain header, which the checksum protects.
                        yield _damage(info.offset)
                        return info.offset_data - BLOCK
                    if _is_damaged_name(info.name, plain.name):
                        yield _damage(info.offset)
                        info.name = plain.name
                yield from _member(info, archive_number)
    except (tarfile.TarError, ValueError, OverflowError, EOFError):
        pass  # what is wrong shows in the bytes that follow
    if position == start:
        yield _damage(start)
    return max(position, start + BLOCK)


def _member(info: tarfile.TarInfo, archive_number: int) -> Iterator[Member]:
    if info.issparse():
        error = ReadError("is stored as a sparse file", "unpack the archive and give the folder")
        yield Member(info.name, error, archive_number)
    elif info.isreg():
        yield Member(info.name, Span(info.offset_data, info.size), archive_number)


def _is_damaged_name(name: str, plain: str) -> bool:
    """Return whether a member's name in an extended header is damaged.

    An extended header has the name if the plain one cannot hold it: it is not ASCII, or too long.
    """
    if name == plain:
        return False
    return (name.isascii() and len(name) < NAME_SIZE) or (is_export_name(plain) and not is_export_name(name))


def _damage(position: int) -> Notice:
    detail = f"a header of the archive is damaged at byte {position}"
    return Notice(NoticeCode.DAMAGED_ARCHIVE, detail, Severity.LOSS)


def _plain_header(file: BinaryIO, info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Return a member's own header, without the extended headers before it, which have no checksum."""
    position = file.tell()
    file.seek(info.offset_data - BLOCK)
    plain = tarfile.TarInfo.frombuf(file.read(BLOCK), "utf-8", "surrogateescape")
    file.seek(position)
    return plain


def next_header(file: BinaryIO, start: int) -> Gap:
    """Return the gap between an offset, a multiple of the block size, and the next valid header."""
    file.seek(start)
    zeros, is_damaged = 0, False
    while block := file.read(BLOCK):
        if not is_damaged and block == ZEROS[: len(block)]:
            zeros += len(block)
        elif _is_header(block):
            return Gap(start, zeros, is_damaged)
        else:
            is_damaged = True
        start += BLOCK
    return Gap(None, zeros, is_damaged)


def _is_header(block: bytes) -> bool:
    if not CHECKSUM.match(block, CHECKSUM_OFFSET):
        return False
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return False
    return True
