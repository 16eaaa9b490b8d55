"""What was written, from what: the memory between two runs, in `.wpconv.json` of the output folder.

It is made to be committed with the documents: sorted, one document a line, no times, and sources by the names
that they were given.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from wpconv.errors import WriteError
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.output.atomic_write import named_errors, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

NAME = ".wpconv.json"
T = TypeVar("T")
_FORMAT = 1
_AFRESH = "restore it, or remove it: files that are as a run would write them are taken over"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of ours."""

    content: str
    """`atomic.content_hash` of its bytes, as we wrote them."""
    source: str = ""
    post_id: int | None = None
    record: str = ""
    """A hash of all that its conversion depends on besides the run's options."""
    notices: tuple[Notice, ...] = ()
    """What its conversion reported: a run that skips it reports the same."""


@dataclass(slots=True)
class Manifest:
    """What the last run left behind."""

    key: str = ""
    """A hash of the version and the options that all of it was made with."""
    sources: dict[str, str] = field(default_factory=dict)
    """By source: a hash of its bytes."""
    summary: dict[str, Any] = field(default_factory=dict)
    """What a run over the same sources would count again, as JSON values."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By path, relative to the output folder."""


def load(root: Path) -> Manifest:
    """Read an output folder's manifest; an empty one where there is none.

    Raises:
        WriteError: it is there and cannot be read.
    """
    place = root / NAME
    try:
        found = json.loads(place.read_bytes())
        if found["format"] != _FORMAT:
            raise WriteError(f"{place}: was written by another version of wpconv", _AFRESH)
        return Manifest(
            key=str(found["key"]),
            sources=dict(found["sources"]),
            summary=dict(found["summary"]),
            entries={path: _entry(values) for path, values in found["documents"].items()},
        )
    except (FileNotFoundError, IsADirectoryError):
        # A folder in its place is named when it is to be written: the documents can be, first.
        return Manifest()
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise WriteError(f"{place}: cannot be read: {error}", _AFRESH) from error


def save(root: Path, manifest: Manifest) -> None:
    """Write an output folder's manifest, if it says something new.

    Raises:
        WriteError: it cannot be written.
    """
    place = root / NAME
    data = dump(manifest)
    with named_errors(str(place)):
        if not place.exists() or place.stat().st_size != len(data) or place.read_bytes() != data:
            replace(place, data)


def dump(manifest: Manifest) -> bytes:
    """Return a manifest's text: sorted, one source or document a line."""
    # There may be very many documents: nothing but the text is made of all of them.
    text = BytesIO()
    text.writelines(piece.encode() for piece in _pieces(manifest))
    return text.getvalue()


def _pieces(manifest: Manifest) -> Iterator[str]:
    yield f'{{\n"format": {_FORMAT},\n"key": {_json(manifest.key)},\n"summary": {_json(manifest.summary)},\n'
    yield '"sources": '
    yield from _lines(manifest.sources, str)
    yield ',\n"documents": '
    yield from _lines(manifest.entries, _values)
    yield "\n}\n"


def _lines(table: Mapping[str, T], values: Callable[[T], Any]) -> Iterator[str]:
    gap = "{\n"
    for name in sorted(table):
        yield f"{gap}{_json(name)}: {_json(values(table[name]))}"
        gap = ",\n"
    yield "\n}" if table else "{}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _values(entry: Entry) -> dict[str, Any]:
    notices = [{key: value for key, value in asdict(n).items() if value is not None} for n in entry.notices]
    optional = {
        "id": entry.post_id,
        "notices": notices or None,
        "record": entry.record or None,
        "source": entry.source or None,
    }
    return {"content": entry.content} | {key: value for key, value in optional.items() if value is not None}


def _entry(values: Mapping[str, Any]) -> Entry:
    notices = values.get("notices", ())
    return Entry(
        content=str(values["content"]),
        source=values.get("source", ""),
        post_id=values.get("id"),
        record=values.get("record", ""),
        notices=tuple(
            Notice(**{**notice, "code": NoticeCode(notice["code"]), "severity": Severity(notice["severity"])})
            for notice in notices
        ),
    )
