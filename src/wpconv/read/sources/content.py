"""The bytes of a source: a file, a member of an archive, or what they decompress to."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from wpconv.errors import ReadError
from wpconv.model import ReadOptions
from wpconv.notices import Notice
from wpconv.read.sources.formats import CHUNK, DEFLATE, GZIP_MAGIC, Decompressed, Span, cut, damaged

GZIP_LAYERS = 2
"""How many layers of gzip are removed: a server may compress what was compressed before."""
SPOOLED = 4 << 20
"""Bytes: decompressed content up to this size is kept in memory, and larger content in a temporary file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a member of an archive, that a worker can open on its own."""

    name: str
    """As shown to the user: `posts.json`, `site.zip!posts.json`, `-`."""
    path: Path
    """The file to open; for standard input and compressed tar archives a copy."""
    member: str = ""
    span: Span | None = None
    """The member's bytes within the file."""
    notices: tuple[Notice, ...] = ()
    """About the archive as a whole; on the first of its members."""

    @property
    def is_compressed(self) -> bool:
        """Whether reading any of it takes decompressing all of it."""
        return self.span.deflated if self.span else self.path.suffix.lower() == ".gz"


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a source, decompressed."""

    file: BinaryIO
    """Positioned at the first byte."""
    damage: tuple[Notice, ...] = ()
    """The losses if the archive or the compressed data is cut off or damaged."""


@contextmanager
def opened(source: Source, options: ReadOptions) -> Iterator[Content]:
    """Open a source, decompressed; neither plain nor compressed files are read into memory.

    Raises:
        ReadError: it cannot be read, is damaged, or decompresses to more than allowed.
    """
    try:
        with ExitStack() as files:
            file = files.enter_context(source.path.open("rb"))
            content = Content(file)
            if source.span is not None:
                content = _extracted(file, source, source.span, options)
                files.callback(content.file.close)
            for _layer in range(GZIP_LAYERS):
                is_compressed = content.file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
                content.file.seek(0)
                if is_compressed:
                    data = Decompressed(content.file, source.name, options.max_bytes)
                    spooled = _spooled(data)
                    files.callback(spooled.close)
                    content = Content(spooled, (*content.damage, *([data.damage] if data.damage else [])))
            yield content
    except OSError as error:
        raise ReadError(f"{source.name}: cannot be read ({error.strerror})") from error


def _spooled(chunks: Iterable[bytes]) -> BinaryIO:
    """Return a file of chunks, which can be read from any place; a large one is on disk."""
    file = tempfile.SpooledTemporaryFile(SPOOLED)  # noqa: SIM115 - it is used after the return
    try:
        for chunk in chunks:  # `writelines` looks at the size only at the end
            file.write(chunk)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return cast("BinaryIO", file)


def _extracted(file: BinaryIO, source: Source, span: Span, options: ReadOptions) -> Content:
    if span.size > options.max_bytes:
        raise ReadError(
            f"{source.name}: is larger than {options.max_bytes} bytes", "raise the bound with --max-size"
        )
    stored = _Stored(file, span)
    data: Iterable[bytes] = stored
    if span.deflated:
        data = Decompressed(cast("BinaryIO", stored), source.name, options.max_bytes, DEFLATE)
    sums = _Checksum(data)
    content = _spooled(sums)
    damage = data.damage if isinstance(data, Decompressed) else cut(source.name) if stored.left else None
    if span.crc is not None and not damage and sums.crc != span.crc:
        damage = damaged(source.name, "its checksum does not match: some of it is wrong")
    return Content(content, (damage,) if damage else ())


class _Stored:
    """The bytes of a member as its archive holds them."""

    def __init__(self, file: BinaryIO, span: Span) -> None:
        self.file, self.left = file, span.size
        file.seek(span.start)

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most a number of them."""
        data = self.file.read(min(size, self.left))
        self.left -= len(data)
        return data

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.read(CHUNK), b"")


class _Checksum:
    """Chunks, and the CRC-32 of those that were iterated over."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks, self.crc = chunks, 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.crc = zlib.crc32(chunk, self.crc)
            yield chunk


def first_bytes(source: Source, size: int) -> bytes:
    """Return the first bytes of a source, decompressed, at most a number of them.

    Raises:
        OSError: the file cannot be read.
    """
    with source.path.open("rb") as file:
        first = file.read(size)
        if source.span is not None:
            stored = cast("BinaryIO", _Stored(file, source.span))
            data = Decompressed(stored, source.name, CHUNK, DEFLATE) if source.span.deflated else stored
            first = next(iter(data), b"")
    if first.startswith(GZIP_MAGIC):
        first = next(iter(Decompressed(BytesIO(first), source.name, CHUNK)), b"")
    return first[:size]
