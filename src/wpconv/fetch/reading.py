"""Reads a collection as a whole, or brings it up to date: what is new or changed, and what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from wpconv.fetch.collections import Collection, ids_of, is_id
from wpconv.fetch.paging import PER_PAGE, Ids, Reader
from wpconv.fetch.session import Session, parsed

FIELDS = ("modified_gmt", "modified", "status", "link")
"""The fields that tell whether a record was changed, and whether its address was."""

Versions = dict[int, tuple[Any, ...]]
"""The values of FIELDS by id."""


def whole(session: Session, collection: Collection) -> Iterator[list[Any]]:
    """Yield all records of a collection in lists; they are saved in place of those of earlier fetches.

    Args:
        session: the fetch.
        collection: the collection.

    Raises:
        RefusedError: the site refuses the collection.
        NoAnswerError: the site does not answer any more.
    """
    reader = Reader(session, collection)
    yield from reader.all()
    if reader.has_changed:
        # Where a record is deleted between two pages, the first one of the next page moves to the last.
        listing = Reader(session, collection, fields="id")
        listed = {each for records in listing.all() for each in ids_of(records)}
        yield from _read(reader, sorted(listed - reader.seen))
        reader.total = listing.total
    for file in _pages(session, collection, of_this_fetch=False):
        session.folder.remove(file)
    session.folder.state.gone.pop(collection.type, None)
    reader.check_count()


def _read(reader: Reader, ids: Sequence[int]) -> Iterator[list[Any]]:
    """Yield the records with these ids, in lists."""
    for start in range(0, len(ids), PER_PAGE):
        for result in reader.part(Ids(tuple(ids[start : start + PER_PAGE]))):
            yield result.value


def further(session: Session, collection: Collection, ids: Sequence[int]) -> None:
    """Save records that posts refer to and that the collection, which was read already, did not bring.

    Args:
        session: the fetch.
        collection: the collection.
        ids: those of the records; ids that the site does not show are no error.
    """
    pages = (*_pages(session, collection), *_pages(session, collection, of_this_fetch=False))
    reader = Reader(session, collection, _last_number(pages))
    for _records in _read(reader, ids):
        pass


def _pages(session: Session, collection: Collection, *, of_this_fetch: bool = True) -> list[str]:
    """Return the saved pages of a collection: those of this fetch, or the others."""
    state = session.folder.state
    files = {reply.file for reply in (state.replies or {}).values()}
    prefix = f"{collection.folder}/page-"
    return sorted(
        file for file in state.pages if file.startswith(prefix) and (file in files) == of_this_fetch
    )


def _last_number(files: Iterable[str]) -> int:
    """Return the greatest number of pages; 0 if there is none."""
    return max((int(PurePosixPath(file).stem.rpartition("-")[2]) for file in files), default=0)


def saved_records(session: Session, collection: Collection) -> Iterator[Mapping[str, Any]]:
    """Yield the records of a collection in all pages that are saved."""
    for is_new in (False, True):
        yield from _records(session, _pages(session, collection, of_this_fetch=is_new))


def _records(session: Session, files: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    for file in files:
        body = session.folder.body(file)
        records = parsed(body) if body is not None else []
        yield from (
            (each for each in records if isinstance(each, Mapping)) if isinstance(records, list) else ()
        )


def update(session: Session, collection: Collection) -> Iterator[list[Any]]:
    """Yield the records that are new or changed since the last fetch, in lists; save them as further pages.

    Ids that are gone are added to the state.

    Args:
        session: the fetch.
        collection: one that an earlier fetch has read to its end.

    Raises:
        RefusedError: the site refuses the collection.
        NoAnswerError: the site does not answer any more.
    """
    state = session.folder.state
    pages = _pages(session, collection, of_this_fetch=False)
    before = _versions(_records(session, pages))
    listing = Reader(session, collection, fields=",".join(("id", *FIELDS)))
    now: Versions = {}
    for records in listing.all():
        now.update(_versions(records))
    missing = before.keys() - now.keys() if not listing.lost else set()
    missing -= _still_there(session, collection, sorted(missing))
    gone = missing.union(state.gone.get(collection.type, ()))
    state.gone[collection.type] = sorted(gone - now.keys())
    yield from _read(
        Reader(session, collection, _last_number(pages)),
        [each for each in sorted(now) if before.get(each) != now[each]],
    )
    listing.check_count()


def _versions(records: Iterable[Any]) -> Versions:
    """Return the values of FIELDS of records, by id; of several versions the newest."""
    known: Versions = {}
    for record in records:
        if isinstance(record, Mapping) and is_id(record.get("id")):
            version = tuple(record.get(name) for name in FIELDS)
            known[record["id"]] = max(known.get(record["id"], version), version, key=_changed)
    return known


def _changed(version: tuple[Any, ...]) -> str:
    """Return when a version was saved; the site's own time is given where the UTC is not."""
    return str(version[0] or version[1] or "")


def _still_there(session: Session, collection: Collection, ids: list[int]) -> set[int]:
    """Return which ids the site has: a list that is read page by page can miss some."""
    reader = Reader(session, collection, fields="id")
    return {each for records in _read(reader, ids) for each in ids_of(records)}
