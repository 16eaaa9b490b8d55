"""What archives hold, as places in a file that can be read without unpacking the rest."""

from __future__ import annotations

import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from wpconv.errors import ReadError
from wpconv.read.sources.decompress import ZIP_MAGIC, archive_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wpconv.model import ReadOptions

LOCAL_HEADER = 30
"""The size of a zip member's own header, without its name and extra field, which follow."""
ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Span:
    """Where a member's bytes stand in its archive, and how."""

    start: int
    size: int
    deflated: bool = False
    crc: int | None = None
    """Of the unpacked bytes, where the archive says it."""


def members(path: Path, name: str, options: ReadOptions) -> Iterator[tuple[str, Span | ReadError]]:
    """Yield the files of a zip or plain tar archive, in its own order.

    Args:
        path: the archive.
        name: what to call it in an error.
        options: bounds the number of members.

    Raises:
        ReadError: it is damaged, or holds more members than allowed.
    """
    try:
        with path.open("rb") as file:
            found = _zip(file) if archive_kind(file.read(512)) == "zip" else _tar(file)
            for count, member in enumerate(found, 1):
                if count > options.max_members:
                    raise ReadError(
                        f"{name}: holds more than {options.max_members} files",
                        "raise the bound with --max-members",
                    )
                yield member
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, UnicodeDecodeError, NotImplementedError) as error:
        raise ReadError(f"{name}: is a damaged archive ({error})", "make or download it again") from error


def _zip(file: BinaryIO) -> Iterator[tuple[str, Span | ReadError]]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, _zip_span(file, info)


def _zip_span(file: BinaryIO, info: zipfile.ZipInfo) -> Span | ReadError:
    if info.flag_bits & ENCRYPTED:
        return ReadError("is encrypted", "unpack the archive and give the folder")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return ReadError(
            "is packed by a method that few programs know", "unpack the archive and give the folder"
        )
    file.seek(info.header_offset)
    header = file.read(LOCAL_HEADER)
    if not header.startswith(ZIP_MAGIC) or len(header) < LOCAL_HEADER:
        return ReadError("is not where the archive says", "make or download the archive again")
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    start = info.header_offset + LOCAL_HEADER + name + extra
    return Span(start, info.compress_size, info.compress_type == zipfile.ZIP_DEFLATED, info.CRC)


def _tar(file: BinaryIO) -> Iterator[tuple[str, Span | ReadError]]:
    file.seek(0)
    with tarfile.open(fileobj=file, mode="r:") as archive:
        for info in archive:
            if info.isreg():
                yield info.name, Span(info.offset_data, info.size)
