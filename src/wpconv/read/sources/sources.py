"""Finding and opening of sources: files, members of archives, and standard input."""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wpconv.errors import ReadError
from wpconv.model import ReadOptions
from wpconv.notices import Notice
from wpconv.read.sources.content import Source, first_bytes, opened
from wpconv.read.sources.formats import (
    ARCHIVE_NAME,
    CHUNK,
    GZIP_MAGIC,
    HEAD,
    JSON_NAME,
    TEXT_NAME,
    WXR_HEAD,
    XML_NAME,
    Decompressed,
    Member,
    head,
    is_text_export,
    may_be_archive,
)

STANDARD_INPUT = "-"
FETCH_STATE = "state.json"
"""The name of the state of a fetched site, in its folder."""
HOST_NAME = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:/|$)|localhost(?:[:/]|$)", re.IGNORECASE)
"""How the address of a site begins, without `https://`."""
EXPORT_NAME = re.compile(r"\.(?:json|jsonl|ndjson|xml|zip|tar|tgz|gz|txt|md)$", re.IGNORECASE)
"""The ends of names that are files rather than hosts."""
ARCHIVE_LAYERS = 3
"""How deep archives in archives are read."""


class _Search(NamedTuple):
    """The settings of one call of `find`."""

    options: ReadOptions
    scratch: Path
    """A folder for copies, which outlives the sources."""
    own: Collection[Path] = ()
    """Resolved paths of files that the run itself writes; they are ignored in folders."""
    layer: int = 1
    """The level of nested archives: 1 for files, 2 for members of an archive."""


def find(
    arguments: Sequence[str],
    options: ReadOptions,
    *,
    scratch: Path,
    stdin: Path | None = None,
    own: Collection[Path] = (),
) -> Iterator[Source | ReadError]:
    """Yield the sources that the arguments name, each once, in the same order on all systems.

    Args:
        arguments: files, folders, archives and `-`, as given.
        options: the bounds for archives.
        scratch: a folder for copies, which outlives the sources.
        stdin: the file to which standard input was copied.
        own: files that the run itself writes, resolved; they are ignored in folders.
    """
    search = _Search(options, scratch, own)
    seen: set[tuple[Path, str]] = set()
    for argument in arguments:
        if argument == STANDARD_INPUT:
            found = _file(STANDARD_INPUT, stdin or Path(os.devnull), search)
        elif re.match(r"[a-z]+://", argument, re.IGNORECASE):
            found = iter((_url_error(argument),))
        elif Path(argument).is_dir():
            found = _folder(Path(argument), search)
        else:
            found = _file(_shown(Path(argument)), Path(argument), search)
        for source in found:
            key = None if isinstance(source, ReadError) else (source.path.resolve(), source.member)
            if key is None or key not in seen:
                yield source
            seen |= {key} if key else set()


def _url_error(url: str) -> ReadError:
    scheme, _, rest = url.partition("://")
    # Without a password that may precede the host.
    place = rest.partition("/")[0].rpartition("@")[2]
    advice = f"give https://{place}/" if HOST_NAME.fullmatch(f"{place}/") else ""
    return ReadError(f"{scheme}://{place}: is an address that is not fetched", advice)


def _folder(folder: Path, search: _Search) -> Iterator[Source | ReadError]:
    """Yield the JSON files and archives below a folder, without hidden ones such as the manifest."""
    failures: list[ReadError] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: failures.append(_unreadable(error))):
        # The folder of a fetched site has its media beside its pages, and an upload may be an archive.
        media = "wp-content" if FETCH_STATE in files else ""
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != media)
        yield from failures
        failures.clear()
        for path in (Path(root, name) for name in sorted(files) if not name.startswith(".")):
            if path.is_file() and path.resolve() not in search.own and _is_export(path):
                yield from _file(_shown(path), path, search)
    yield from failures


def _unreadable(error: OSError) -> ReadError:
    return ReadError(f"{_shown(Path(error.filename))}: cannot be read ({error.strerror})")


def _shown(path: Path) -> str:
    """Return a path as printable text: on some systems a name may be any bytes."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _is_export(path: Path) -> bool:
    """Return whether a file of a folder is read: by its name, or as text that begins like JSON or WXR."""
    if JSON_NAME.search(path.name) or ARCHIVE_NAME.search(path.name):
        return True
    try:
        return _is_text(path.name) and is_text_export(
            path.name, first_bytes(Source(path.name, path), WXR_HEAD)
        )
    except (OSError, ReadError):
        return False


def _is_text(name: str) -> bool:
    return TEXT_NAME.search(name) is not None or XML_NAME.search(name) is not None


def _file(name: str, path: Path, search: _Search) -> Iterator[Source | ReadError]:
    """Yield a file, or the members of an archive."""
    try:
        if name != STANDARD_INPUT and path.exists() and not (path.is_file() or path.is_fifo()):
            yield ReadError(f"{name}: is not a file")
            return
        if path.is_fifo():  # the `<(…)` of a shell can be read once only
            with path.open("rb") as pipe:
                path = _copied(iter(lambda: pipe.read(CHUNK), b""), search.scratch)
        archive, notices = _uncompressed(name, path, search)
        if may_be_archive(name, head(archive)) and _is_archive(archive):
            yield from _members(name, archive, search, notices)
        else:
            yield Source(name, path)
    except FileNotFoundError as error:
        yield ReadError(f"{name}: cannot be read ({error.strerror})", _near(path))
    except OSError as error:
        yield ReadError(f"{name}: cannot be read ({error.strerror})")
    except ReadError as error:
        yield error


def _near(path: Path) -> str:
    """Return advice for a file that does not exist: similar names in its folder, a URL, or JSON files."""
    is_site = HOST_NAME.match(_shown(path)) and not EXPORT_NAME.search(path.name)
    site = f"for a live site write https://{_shown(path)}" if is_site else ""
    if not path.parent.is_dir():
        return site or f"there is no folder {_shown(path.parent)}"
    names = sorted(each.name for each in path.parent.iterdir() if not each.name.startswith("."))
    # Only a wrong name needs it.
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(path.name, names)
    if site and not any(EXPORT_NAME.search(name) for name in near):
        return site
    near = near or [name for name in names if JSON_NAME.search(name)][:3]
    return f"the folder has {', '.join(_shown(Path(name)) for name in near) or 'no JSON file'}"


def _is_archive(path: Path) -> bool:
    # Plain files do not pay for the import.
    from wpconv.read.sources.archives import archive_kind  # noqa: PLC0415

    return archive_kind(path) != ""


def _uncompressed(name: str, path: Path, search: _Search) -> tuple[Path, list[Notice]]:
    """Return a copy of an archive without its gzip compression; other files as they are.

    A member of a compressed archive could otherwise be reached through all members before it only.
    """
    with path.open("rb") as file:
        if not file.read(HEAD).startswith(GZIP_MAGIC):
            return path, []
        file.seek(0)
        first = next(iter(Decompressed(file, name, search.options.max_bytes)), b"")[:HEAD]
        if not may_be_archive(name, first):
            return path, []
        file.seek(0)
        content = Decompressed(file, name, search.options.max_bytes)
        copy = _copied(content, search.scratch)
    return copy, [content.damage] if content.damage else []


def _copied(chunks: Iterable[bytes], scratch: Path) -> Path:
    with tempfile.NamedTemporaryFile(dir=scratch, delete=False) as copy:
        copy.writelines(chunks)
    return Path(copy.name)


def _members(name: str, path: Path, search: _Search, notices: list[Notice]) -> Iterator[Source | ReadError]:
    """Yield the exports of an archive, sorted by name; the first one has the notices about the archive."""
    if search.layer > ARCHIVE_LAYERS:
        raise ReadError(f"{name}: is inside {ARCHIVE_LAYERS} archives", "unpack it and give the folder")
    # Plain files do not pay for the import.
    from wpconv.read.sources import archives  # noqa: PLC0415

    found, damage = archives.members(path, name, search.options)
    notices = [*notices, *damage]
    for member in found:
        full_name = f"{name}!{member.name}"
        for source in _member(full_name, path, member, search):
            if isinstance(source, Source) and notices:
                yield replace(source, notices=(*notices, *source.notices))
                notices = []
            else:
                yield source
    if notices:  # no member is left to carry them
        cause = "; ".join(notice.detail for notice in notices)
        yield ReadError(cause, "make or download the archive again")


def _member(name: str, path: Path, member: Member, search: _Search) -> Iterator[Source | ReadError]:
    """Yield a member if it is an export, and the exports of an archive within the archive."""
    if isinstance(member.content, ReadError):
        yield ReadError(f"{name}: {member.content.cause}", member.content.advice)
        return
    source = Source(name, path, member.name, member.content)
    try:
        if ARCHIVE_NAME.search(member.name):
            with opened(source, search.options) as content:
                copy = _copied(iter(lambda: content.file.read(CHUNK), b""), search.scratch)
            for inner in _file(name, copy, search._replace(layer=search.layer + 1)):
                if isinstance(inner, Source):
                    yield replace(inner, notices=(*content.damage, *inner.notices))
                else:
                    yield inner
        elif not _is_text(member.name) or is_text_export(member.name, first_bytes(source, WXR_HEAD)):
            yield source
    except ReadError as error:
        yield error


__all__ = ["STANDARD_INPUT", "Source", "find", "opened"]


def contents(folder: Path) -> str:
    """Return a description of a folder without sources: its files, counted by the ends of their names."""
    if not folder.is_dir():
        return f"{folder} has no JSON"
    kinds = Counter(path.suffix or path.name for path in folder.rglob("*") if path.is_file())
    if not kinds:
        return f"{folder} is an empty folder"
    return (
        f"{folder} has {', '.join(f'{number} {kind}' for kind, number in kinds.most_common(5))}, but no JSON"
    )
