"""Downloads media files into the uploads folder of an export, whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Literal

from urllib3 import BaseHTTPResponse

from wpconv.errors import WriteError
from wpconv.fetch.addresses import is_same_site
from wpconv.fetch.client import (
    MAX_REDIRECTS,
    REDIRECTS,
    TEMPORARY,
    Client,
    NoAnswerError,
    TooLargeError,
    redirected,
    retry_after,
)
from wpconv.fetch.connections import POOLED
from wpconv.fetch.missing import MissingFiles
from wpconv.fetch.state import is_inside

Problem = Literal["missing", "no-media", "too-large", "failed"]
"""It is not there (404, 410) · a web page was sent in its place · it has more bytes than allowed · other."""

PART, TAG = ".wpconv-part", ".wpconv-etag"
"""The ends of the names of a file that is not complete, and of the file with its entity tag."""
OF_NAMES = frozenset(
    (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EILSEQ, errno.EINVAL)
)
"""Errors that only one file has: its name is not allowed, or the name of a file is that of a folder."""
LONGEST_NAME = 200
"""Bytes of a name that may have an end added; file systems allow 255."""
GONE = frozenset((404, 410))
WEB_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
REPEAT = "remove the cause, then run again"
WEB_SUFFIXES = frozenset((".htm", ".html", ".xhtml"))
DIGITS = re.compile(r"[0-9]{1,18}")
OF_BYTES = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")
"""`Content-Range` (RFC 9110, 14.4)."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    url: str
    path: str
    """Below the uploads folder, with `/`."""
    attachment: str = ""
    """The URL of the file in the record of its attachment; empty if it has none."""


@dataclass(frozen=True, slots=True)
class Download:
    """The outcome for one file."""

    file: File
    size: int = 0
    """In bytes; 0 if there is a problem."""
    problem: Problem | None = None
    detail: str = ""
    """The cause of the problem."""


class _UnfitError(Exception):
    """An answer is not the file."""

    def __init__(self, problem: Problem, detail: str) -> None:
        super().__init__(detail)
        self.problem = problem


def download(
    client: Client, files: Iterable[File], folder: Path, missing: MissingFiles, *, limit: int
) -> Iterator[Download]:
    """Download files, four at once, and yield the outcomes in their order.

    What is there is not asked for, nor what an earlier fetch has not found.

    A download that was cut off goes on where it stopped, if the server has named the version of the file.

    Args:
        client: the client of the site.
        files: the files; each path once.
        folder: the uploads folder.
        missing: the files that the site does not have.
        limit: the number of bytes that a file may have.

    Raises:
        WriteError: a file cannot be written.
    """
    with ThreadPoolExecutor(POOLED) as pool:
        yield from pool.map(lambda file: _download(client, file, folder, missing, limit), files)


def _download(client: Client, file: File, folder: Path, missing: MissingFiles, limit: int) -> Download:
    try:
        return Download(file, _size(client, file, folder, missing, limit))
    except OSError as error:
        if error.errno in OF_NAMES:
            return Download(file, problem="failed", detail=f"{file.url}: cannot be saved ({error.strerror})")
        raise WriteError(f"{folder / file.path}: {error.strerror}", REPEAT) from error
    except _UnfitError as error:
        return Download(file, problem=error.problem, detail=str(error))
    except NoAnswerError as error:
        is_large = isinstance(error, TooLargeError)
        return Download(file, problem="too-large" if is_large else "failed", detail=error.cause)


def _size(client: Client, file: File, folder: Path, missing: MissingFiles, limit: int) -> int:
    """Return the size of a file in bytes, after its download if it is not there.

    Raises:
        _UnfitError, NoAnswerError, OSError: as `_fetch`.
    """
    if not is_inside(file.path):
        raise _UnfitError("failed", f"{file.url}: its name is not one of a file")
    target = folder / file.path
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not target.exists():
        status = missing.status(file.path, file.url, file.attachment)
        if not status:
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                status = _fetch(client, file.url, target, limit)
            except (_UnfitError, TooLargeError):
                _remove_part(target)
                raise
            missing.note(file.path, file.url, file.attachment, status)
        if status:
            raise _UnfitError("missing", f"{file.url}: HTTP {status}")
    return target.stat().st_size


def _fetch(client: Client, url: str, target: Path, limit: int) -> int:
    """Download a file, and return 0; return 404 or 410 if it is gone. Try again after failures that may pass.

    Raises:
        _UnfitError: the answer is not the file.
        NoAnswerError: there is no complete answer.
        OSError: a file cannot be written.
    """
    for attempt in range(client.pace.retries + 1):
        try:
            return _attempt(client, url, target, limit)
        except NoAnswerError as error:
            if not error.is_temporary or attempt == client.pace.retries:
                raise
            client.pause(attempt, error.asked_for)
    raise AssertionError  # the last attempt returns or raises


def _attempt(client: Client, url: str, target: Path, limit: int) -> int:
    part, tag = _names(target)
    start = part.stat().st_size if tag.exists() and part.exists() else 0
    more = {"Accept-Encoding": "identity"}
    if start:
        more |= {"Range": f"bytes={start}-", "If-Range": tag.read_text("ascii", "replace")}
    for _hop in range(MAX_REDIRECTS + 1):
        if not is_same_site(url, client.source.url, client.hosts):
            raise _UnfitError("failed", f"{url}: is on another host")
        with client.stream(url, more=more, is_paced=False) as response:
            location = response.headers.get("location")
            if response.status in GONE:
                _remove_part(target)
                return response.status
            if response.status not in REDIRECTS or not location:
                _save(client, response, url, target, start=start, limit=limit)
                return 0
        url = redirected(url, location)
    raise _UnfitError("failed", f"{url}: redirects more than {MAX_REDIRECTS} times")


def _save(
    client: Client, response: BaseHTTPResponse, url: str, target: Path, *, start: int, limit: int
) -> None:
    part, tag = _names(target)
    headers = response.headers
    if response.status == 416:
        _remove_part(target)
        raise NoAnswerError(f"{url}: has changed")
    _check(response, url, target)
    is_rest = response.status == 206 and _first_byte(headers) == start
    if response.status == 206 and not is_rest:
        _remove_part(target)
        raise NoAnswerError(f"{url}: answers another part of the file")
    start = start if is_rest else 0
    length = headers.get("content-length", "")
    # The bytes are counted, too: a length that is no number does not matter.
    if start + (int(length) if DIGITS.fullmatch(length) else 0) > limit:
        raise TooLargeError(url, limit)
    etag = headers.get("etag", "")
    if not is_rest:
        _remove_part(target)
        # Only a strong tag names the bytes (RFC 9110, 8.8.1), and those are the compressed ones.
        if etag.startswith('"') and headers.get("content-encoding", "identity") == "identity":
            tag.write_text(etag, "ascii", "replace")
    with part.open("ab" if is_rest else "wb") as file:
        _copy(client.chunks(response, url, limit - start), file, url, target, is_rest=is_rest)
    if not part.stat().st_size:
        _remove_part(target)
        raise NoAnswerError(f"{url}: answers an empty file")
    _keep_time(part, headers)
    part.replace(target)
    tag.unlink(missing_ok=True)


def _check(response: BaseHTTPResponse, url: str, target: Path) -> None:
    """Check the status and the type of an answer.

    Raises:
        _UnfitError: it is not the file.
        NoAnswerError: it is an error that may pass.
    """
    if response.status in TEMPORARY:
        raise NoAnswerError(f"{url}: HTTP {response.status}", asked_for=retry_after(url, response.headers))
    if response.status not in (200, 206):
        raise _UnfitError("failed", f"{url}: HTTP {response.status}")
    is_page = response.headers.get("content-type", "").lower().startswith(("text/html", "application/xhtml"))
    if is_page and target.suffix.lower() not in WEB_SUFFIXES:
        raise _UnfitError("no-media", f"{url}: answers a web page")


def _copy(chunks: Iterator[bytes], file: BinaryIO, url: str, target: Path, *, is_rest: bool) -> None:
    first = next(chunks, b"")
    if not is_rest and target.suffix.lower() not in WEB_SUFFIXES and WEB_PAGE.match(first):
        raise _UnfitError("no-media", f"{url}: is a web page")
    file.write(first)
    file.writelines(chunks)


def _first_byte(headers: Mapping[str, str]) -> int | None:
    match = OF_BYTES.fullmatch(headers.get("content-range", ""))
    return int(match[1]) if match else None


def _keep_time(path: Path, headers: Mapping[str, str]) -> None:
    """Give a file the time of its last change on the server, if it is known."""
    with suppress(KeyError, TypeError, ValueError, OverflowError, OSError):
        moment = parsedate_to_datetime(headers["last-modified"]).timestamp()
        os.utime(path, (moment, moment))


def _names(target: Path) -> tuple[Path, Path]:
    """Return the paths of the incomplete file and of its entity tag."""
    name = target.name
    if len(os.fsencode(name)) > LONGEST_NAME:
        name = blake2b(os.fsencode(name), digest_size=16).hexdigest()
    return target.with_name(f".{name}{PART}"), target.with_name(f".{name}{TAG}")


def _remove_part(target: Path) -> None:
    for path in _names(target):
        path.unlink(missing_ok=True)
