"""The manifest `.wpconv.json` of an output folder: the documents of the last run, with hashes of their input.

It is made to be committed with the documents: sorted, one document a line, no times, and sources under the
names that the user gave.

A run writes it at its end. Until then the journal `.wpconv.journal` has the hashes of the documents that the
run has begun to write: if it is killed, the next run recognises them instead of reporting them as edited.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any, TypeVar, overload

from wpconv.errors import WriteError
from wpconv.media_use import MediaUse
from wpconv.model import LinkRecord, Reference
from wpconv.notices import Notice
from wpconv.output.atomic_write import (
    file_mode,
    open_regular,
    read_regular,
    write_errors,
    write_parts_atomically,
)

NAME = ".wpconv.json"
JOURNAL = ".wpconv.journal"
"""The file name of the journal."""
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
T = TypeVar("T")
_FORMAT = 1
_ADVICE = "restore it, or remove it: documents that are as a run would write them are taken over"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that wpconv wrote."""

    content: str
    """The `content_hash` of its bytes, as they were written."""
    source: str = ""
    post_id: int | None = None
    record: str = ""
    """A hash of everything except the run's options that its conversion depends on."""
    notices: tuple[Notice, ...] = ()
    """Those of its conversion, which a run that does not convert it again reports again."""
    links: Sequence[LinkRecord] = ()
    """Its references within the old site, each with what was written for it."""
    type: str = ""
    """The post type; empty in manifests of older versions, and for the redirects file."""
    media: tuple[MediaUse, ...] = ()
    """The files that the document refers to."""
    size: int | None = None
    """Of a copied file, in bytes; then `source` is its path below the uploads folder. None for a document."""


class StoredLinks(Sequence[LinkRecord]):
    """The links of a document as JSON, which takes a quarter of the memory; a run keeps those of all posts.

    Args:
        links: the links.
    """

    __slots__ = ("_text",)

    def __init__(self, links: Iterable[LinkRecord]) -> None:
        self._text = _json([_link_values(link) for link in links])

    def values(self) -> list[Any]:
        """Return the links as the manifest has them."""
        found: list[Any] = json.loads(self._text)
        return found

    def __len__(self) -> int:
        return len(self.values())

    @overload
    def __getitem__(self, index: int) -> LinkRecord: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LinkRecord]: ...
    def __getitem__(self, index: int | slice) -> LinkRecord | Sequence[LinkRecord]:
        return tuple(self)[index]

    def __iter__(self) -> Iterator[LinkRecord]:
        return map(_link, self.values())


@dataclass(slots=True)
class Manifest:
    """The content of the manifest: the state of the output folder after a run."""

    key: str = ""
    """A hash of the version and the options of that run."""
    sources: dict[str, str] = field(default_factory=dict)
    """Hashes of the sources' bytes, by name."""
    summary: dict[str, Any] = field(default_factory=dict)
    """JSON values from which an unchanged run repeats its counts."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By path, relative to the output folder."""


def load(root: Path) -> Manifest:
    """Read an output folder's manifest; return an empty one if there is none.

    Raises:
        WriteError: it cannot be read.
    """
    file = root / NAME
    try:
        values = json.loads(_read(file))
        if values["format"] != _FORMAT:
            raise WriteError(f"{file}: was written by another version of wpconv", _ADVICE)
        return _manifest(values)
    except (FileNotFoundError, IsADirectoryError):
        # A folder in its place is reported when the manifest is written, after the documents.
        return Manifest()
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise WriteError(f"{file}: cannot be read: {error}", _ADVICE) from error


def save(root: Path, manifest: Manifest) -> None:
    """Write an output folder's manifest if it differs from the one that is there.

    Raises:
        WriteError: it cannot be written.
    """
    file = root / NAME
    with write_errors(str(file)):
        if not file.exists() or not _holds(file, dump(manifest)):
            write_parts_atomically(file, dump(manifest))


def dump(manifest: Manifest) -> Iterator[bytes]:
    """Yield the parts of a manifest's text: sorted, one source or document a line.

    For hundreds of thousands of documents, the whole text would take more memory than all else of a run.
    """
    return (part.encode() for part in _parts(manifest))


def _holds(file: Path, parts: Iterator[bytes]) -> bool:
    """Return whether a file holds the text of these parts."""
    # A user may have replaced it by a link, whose target is only read.
    with os.fdopen(open_regular(file.resolve() if file.is_symlink() else file, os.O_RDONLY), "rb") as text:
        return all(text.read(len(part)) == part for part in parts) and not text.read(1)


def _read(file: Path) -> bytes:
    # A user may have replaced it by a link, whose target is only read.
    return read_regular(file.resolve() if file.is_symlink() else file)


def _manifest(values: Mapping[str, Any]) -> Manifest:
    documents = values["documents"]
    try:
        return Manifest(
            key=str(values["key"]),
            sources=dict(values["sources"]),
            summary=dict(values["summary"]),
            entries={path: _entry(entry) for path, entry in documents.items()},
        )
    except ValueError:
        # Another version has codes of notices that this one lacks: only hashes of contents mean the same.
        return Manifest(entries={path: Entry(str(entry["content"])) for path, entry in documents.items()})


def _parts(manifest: Manifest) -> Iterator[str]:
    yield f'{{\n"format": {_FORMAT},\n"key": {_json(manifest.key)},\n"summary": {_json(manifest.summary)},\n'
    yield '"sources": '
    yield from _lines(manifest.sources, str)
    yield ',\n"documents": '
    yield from _lines(manifest.entries, _entry_values)
    yield "\n}\n"


def _lines(table: Mapping[str, T], values: Callable[[T], Any]) -> Iterator[str]:
    separator = "{\n"
    for name in sorted(table):
        yield f"{separator}{_json(name)}: {_json(values(table[name]))}"
        separator = ",\n"
    yield "\n}" if table else "{}"


def _json(value: Any) -> str:
    return _encoder.encode(value)


def _entry_values(entry: Entry) -> dict[str, Any]:
    notices = [_without_none(notice.to_json()) for notice in entry.notices]
    optional = {
        "id": entry.post_id,
        "links": _values_of_links(entry.links) or None,
        "media": [astuple(use) for use in entry.media] or None,
        "notices": notices or None,
        "record": entry.record or None,
        "size": entry.size,
        "source": entry.source or None,
        "type": entry.type or None,
    }
    return {"content": entry.content, **_without_none(optional)}


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _entry(values: Mapping[str, Any]) -> Entry:
    return Entry(
        content=str(values["content"]),
        source=values.get("source", ""),
        post_id=values.get("id"),
        type=values.get("type", ""),
        record=values.get("record", ""),
        notices=tuple(map(Notice.from_json, values.get("notices", ()))),
        media=tuple(MediaUse(*each) for each in values.get("media", ())),
        size=values.get("size"),
        links=StoredLinks(map(_link, values["links"])) if values.get("links") else (),
    )


def _values_of_links(links: Sequence[LinkRecord]) -> list[Any]:
    return links.values() if isinstance(links, StoredLinks) else [_link_values(link) for link in links]


def _link_values(link: LinkRecord) -> list[Any]:
    """Return a link's record as a list, without values at its end that are those of most links."""
    reference = link.reference
    values: list[Any] = [reference.url, link.new, link.kind, link.state]
    if reference.kind != "link" or reference.attachment is not None or reference.candidates:
        values += [reference.kind, reference.attachment, *reference.candidates]
    return values


def _link(values: Sequence[Any]) -> LinkRecord:
    url, new, kind, state, *others = values
    reference = Reference(url, others[0], others[1], tuple(others[2:])) if others else Reference(url)
    return LinkRecord(reference, new, kind, state)


def append_to_journal(root: Path, path: str, content: str) -> None:
    """Add the hash of a document that is about to be written.

    Args:
        root: the output folder.
        path: the document's, relative to it.
        content: the `content_hash` of its bytes.

    Raises:
        WriteError: the journal cannot be written.
    """
    with write_errors(str(root / JOURNAL)):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        try:
            file = open_regular(root / JOURNAL, flags)
        except FileNotFoundError:
            root.mkdir(parents=True, exist_ok=True)
            file = open_regular(root / JOURNAL, flags)
        try:
            # A line is one write in append mode: those of several workers do not mix.
            os.write(file, f"{content} {path}\n".encode())
        finally:
            os.close(file)


def read_journal(root: Path) -> dict[str, str]:
    """Return the hashes that a killed run left, by path; none if the journal cannot be read."""
    try:
        lines = read_regular(root / JOURNAL).decode("utf-8", "replace").splitlines()
    except (OSError, WriteError):
        return {}
    return {path: content for content, _, path in (line.partition(" ") for line in lines)}


def clear_journal(root: Path) -> None:
    """Remove the journal once the manifest is written; a link, FIFO or folder of that name stays."""
    file = root / JOURNAL
    with write_errors(str(file)):
        if stat.S_ISREG(file_mode(file) or 0):
            file.unlink()
