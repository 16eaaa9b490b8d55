"""Files, folders, archives and standard input become named byte streams."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wpconv.errors import ReadError
from wpconv.read.sources.decompress import CHUNK, DEFLATE, GZIP_MAGIC, archive_kind, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from wpconv.model import ReadOptions
    from wpconv.read.sources.archives import Span

STANDARD_INPUT = "-"
JSON_NAME = re.compile(r"\.(?:json|jsonl|ndjson)(?:\.gz)?$", re.IGNORECASE)
ARCHIVE_NAME = re.compile(r"\.(?:zip|tar|tar\.gz|tgz)$", re.IGNORECASE)
TEXT_NAME = re.compile(r"\.txt$", re.IGNORECASE)
BEGINS_LIKE_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\[{]|<br />\s*<b>)")
"""A bracket, or PHP's warning before one."""
GZIP_LAYERS = 2
"""A server may pack what was packed before."""
HEAD = 512
"""Bytes: as many as it takes to know an archive."""
API = re.compile(r"https?://[\w:/.?=&%~+-]*(?:wp-json|rest_route)[\w:/.?=&%~+-]*\Z")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a member of an archive, that a worker can open on its own."""

    name: str
    """As shown to the user: `posts.json`, `site.zip!posts.json`, `-`."""
    path: Path
    """The file to open; for standard input and compressed tar archives a copy."""
    member: str = ""
    span: Span | None = None
    """Where a member stands in the file."""

    @property
    def is_packed(self) -> bool:
        """Tell whether it takes unpacking all of it to read any of it."""
        return self.span.deflated if self.span else self.path.suffix.lower() == ".gz"


def find(
    arguments: Sequence[str],
    options: ReadOptions,
    *,
    scratch: Path,
    stdin: Path | None = None,
    own: Collection[Path] = (),
) -> Iterator[Source | ReadError]:
    """Yield what the arguments name, each file once, in an order that no locale or file system changes.

    Args:
        arguments: files, folders, archives and `-`, as given.
        options: the bounds for archives.
        scratch: a folder that outlives the sources, for compressed tar archives.
        stdin: where standard input was copied to.
        own: files that the run itself writes, resolved: a folder is not searched for them.
    """
    seen: set[tuple[Path, str]] = set()
    for argument in arguments:
        if argument == STANDARD_INPUT:
            found = _file(STANDARD_INPUT, stdin or Path(os.devnull), options, scratch)
        elif re.match(r"[a-z]+://", argument, re.IGNORECASE):
            found = iter((_is_url(argument),))
        elif Path(argument).is_dir():
            found = _folder(Path(argument), options, scratch, own)
        else:
            found = _file(_shown(Path(argument)), Path(argument), options, scratch)
        for source in found:
            place = None if isinstance(source, ReadError) else (source.path.resolve(), source.member)
            if place is None or place not in seen:
                yield source
            seen |= {place} if place else set()


def _is_url(url: str) -> ReadError:
    advice = (
        f"curl '{url}' -o posts.json" if API.match(url) else curl("/".join(url.split("/")[:3]) + "/wp-json/")
    )
    return ReadError(f"{url}: is an address, and this program reads files only", advice)


def curl(api: str) -> str:
    """Return the command that fetches the newest posts from the API at an address."""
    address = api if API.match(api) else "https://HOST/wp-json/"
    return f"curl '{address}wp/v2/posts{'&' if '?' in address else '?'}per_page=100&_embed=1' -o posts.json"


def _folder(
    folder: Path, options: ReadOptions, scratch: Path, own: Collection[Path]
) -> Iterator[Source | ReadError]:
    """Yield the JSON files and archives below a folder; hidden ones, such as our own manifest, are none."""
    failures: list[ReadError] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: failures.append(_unreadable(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from failures
        failures.clear()
        for path in (Path(root, name) for name in sorted(files) if not name.startswith(".")):
            if path.is_file() and path.resolve() not in own and _is_export(path):
                yield from _file(_shown(path), path, options, scratch)
    yield from failures


def _unreadable(error: OSError) -> ReadError:
    return ReadError(f"{_shown(Path(error.filename))}: cannot be read ({error.strerror})")


def _shown(path: Path) -> str:
    """Return a path as it can be printed and kept: on some systems a name may be any bytes."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _is_export(path: Path) -> bool:
    """Tell what a folder is searched for: by its name, or text that begins like JSON."""
    if JSON_NAME.search(path.name) or ARCHIVE_NAME.search(path.name):
        return True
    try:
        return bool(TEXT_NAME.search(path.name) and BEGINS_LIKE_JSON.match(_head(path)))
    except OSError:
        return False


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _file(name: str, path: Path, options: ReadOptions, scratch: Path) -> Iterator[Source | ReadError]:
    try:
        if name != STANDARD_INPUT and path.exists() and not (path.is_file() or path.is_fifo()):
            yield ReadError(f"{name}: is no file")
            return
        if path.is_fifo():  # as a shell makes of <(…): it can be read once only
            with path.open("rb") as pipe:
                path = _copied(iter(lambda: pipe.read(CHUNK), b""), scratch)
        head = _head(path)
        if head.startswith(GZIP_MAGIC):
            with path.open("rb") as file:
                head = next(unpacked(file, name, options.max_bytes), b"")[:HEAD]
            if archive_kind(head) == "tar":
                # A member could else be reached only through all before it.
                with path.open("rb") as file:
                    path = _copied(unpacked(file, name, options.max_bytes), scratch)
        if archive_kind(head):
            yield from _members(name, path, options)
        else:
            yield Source(name, path)
    except OSError as error:
        yield ReadError(f"{name}: cannot be read ({error.strerror})")
    except ReadError as error:
        yield error


def _copied(chunks: Iterable[bytes], scratch: Path) -> Path:
    with tempfile.NamedTemporaryFile(dir=scratch, delete=False) as copy:
        copy.writelines(chunks)
    return Path(copy.name)


def _members(name: str, path: Path, options: ReadOptions) -> Iterator[Source | ReadError]:
    # Who has no archive need not wait for the code that reads them.
    from wpconv.read.sources import archives  # noqa: PLC0415

    found = [
        (member, span) for member, span in archives.members(path, name, options) if JSON_NAME.search(member)
    ]
    for member, span in sorted(found, key=lambda pair: pair[0]):
        full_name = f"{name}!{member}"
        if isinstance(span, ReadError):
            yield ReadError(f"{full_name}: {span.cause}", span.advice)
        else:
            yield Source(full_name, path, member, span)


@contextmanager
def opened(source: Source, options: ReadOptions) -> Iterator[BinaryIO]:
    """Open a source's own bytes, unpacked, at its first one; plain files are not read into memory.

    Raises:
        ReadError: it cannot be read, is damaged, or unpacks to more than allowed.
    """
    try:
        with source.path.open("rb") as file:
            stream = io.BytesIO(_cut_out(file, source, source.span, options)) if source.span else file
            for _layer in range(GZIP_LAYERS):
                is_packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
                stream.seek(0)
                if is_packed:
                    stream = io.BytesIO(b"".join(unpacked(stream, source.name, options.max_bytes)))
            yield stream
    except OSError as error:
        raise ReadError(f"{source.name}: cannot be read ({error.strerror})") from error


def _cut_out(file: BinaryIO, source: Source, span: Span, options: ReadOptions) -> bytes:
    if span.size > options.max_bytes:
        raise ReadError(
            f"{source.name}: is larger than {options.max_bytes} bytes", "raise the bound with --max-size"
        )
    file.seek(span.start)
    data = file.read(span.size)
    if span.deflated:
        data = b"".join(unpacked(io.BytesIO(data), source.name, options.max_bytes, DEFLATE))
    if span.crc is not None and zlib.crc32(data) != span.crc:
        raise ReadError(f"{source.name}: its checksum does not match", "make or download the archive again")
    return data


def read_bytes(source: Source, options: ReadOptions) -> bytes:
    """Return all of a source's bytes, unpacked.

    Raises:
        ReadError: as `opened`.
    """
    with opened(source, options) as stream:
        return stream.read()


__all__ = ["STANDARD_INPUT", "Source", "curl", "find", "opened", "read_bytes"]
