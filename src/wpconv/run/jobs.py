"""Many posts: shared out to whatever executor there is, results as values in input order."""

from __future__ import annotations

import gc
import pickle
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from wpconv.convert import convert
from wpconv.errors import ReadError, WpconvError, WriteError
from wpconv.model import Document, Post, ReadOptions
from wpconv.notices import Notice
from wpconv.output import files, journal
from wpconv.output.atomic_write import content_hash
from wpconv.output.manifest import Entry
from wpconv.read import reader
from wpconv.run import cache_keys
from wpconv.run.index import Index, index_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wpconv.options import Options
    from wpconv.read.site import Site
    from wpconv.read.sources.sources import Source
    from wpconv.run.plan import Place, Plan, Share
    from wpconv.run.workers import Crew

POSTS_PER_JOB = 64
"""Enough to make a job's own costs small, few enough to show progress and to keep memory flat."""
SOURCES_PER_JOB = 64

PRINTED = "printed"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """Some posts of a run, with all that a worker needs to convert them on its own."""

    shares: tuple[Share, ...]
    site: Site | bytes
    """What ids stand for; pickled, once, for workers elsewhere, each of which unpacks it once."""
    options: Options
    known: Mapping[str, Entry]
    """What the last run wrote, by path."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one post."""

    place: Place
    action: str
    """What was done with its file, `printed` or `failed`."""
    notices: tuple[Notice, ...] = ()
    document: Document | None = None
    """None where it has been written."""
    entry: Entry | None = None
    """What the next run should know of it."""
    failure: WpconvError | None = None
    unnoted: WriteError | None = None
    """Why the journal does not hold it, where it could not be written."""


def indexes(sources: Sequence[Source], options: ReadOptions, crew: Crew) -> Iterator[Index]:
    """Read all sources and yield the small facts of each, in order."""
    # Few enough for every worker to have some.
    step = max(1, min(SOURCES_PER_JOB, len(sources) // (4 * crew.size)))
    jobs = [
        _IndexJob(tuple(sources[start : start + step]), options) for start in range(0, len(sources), step)
    ]
    for job, result in crew.map(_index, jobs, _IndexJob.pieces):
        if isinstance(result, Exception):
            cause = f"{job.sources[0].name}: cannot be read: {_why(result)}"
            yield Index(job.sources[0], failures=[ReadError(cause, "give it fewer records at a time")])
        else:
            yield from result


def outcomes(what: Plan, options: Options, crew: Crew, known: Mapping[str, Entry]) -> Iterator[Outcome]:
    """Convert all that a plan holds, and yield what became of each post, in input order.

    Args:
        what: what the index pass decided.
        options: the user's choices.
        crew: who does the work.
        known: what the last run wrote, by path; one whose `record` is empty is converted again.
    """
    site = what.site if crew.is_here else pickle.dumps(what.site)
    if options.run.output is not None:
        # The workers of a cluster stand elsewhere.
        output = str(Path(options.run.output).absolute())
        options = replace(options, run=replace(options.run, output=output))
    jobs = (Job(shares, site, options, _known_of(shares, known)) for shares in parcels(what.shares))
    for job, result in crew.map(work, jobs, _pieces):
        if isinstance(result, Exception):
            yield from (_lost(place, result) for _source, places in job.shares for place in places)
        else:
            yield from result


def parcels(shares: Iterable[Share]) -> Iterator[tuple[Share, ...]]:
    """Cut a run into jobs: small sources together, big ones in pieces that can be read alone."""
    parcel: list[Share] = []
    room = POSTS_PER_JOB
    for source, places in shares:
        start = 0
        while start < len(places):
            piece = places[start : start + room] if _can_be_cut(source, places) else places
            parcel.append((source, piece))
            start, room = start + len(piece), room - len(piece)
            if room <= 0:
                yield tuple(parcel)
                parcel, room = [], POSTS_PER_JOB
    if parcel:
        yield tuple(parcel)


def _can_be_cut(source: Source, places: Sequence[Place]) -> bool:
    return not source.is_compressed and places[0].location.offset is not None


def work(job: Job) -> list[Outcome]:
    """Do one job: read its posts, convert them, write them."""
    site = _unpacked(job.site) if isinstance(job.site, bytes) else job.site
    with _garbage_held():
        return [outcome for share in job.shares for outcome in _share(share, site, job)]


@contextmanager
def _garbage_held() -> Iterator[None]:
    """Look for garbage once a job: trees are taken apart when their posts are done, and leave next to none.

    Looking for it all the time takes a quarter of a run.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass(frozen=True, slots=True)
class _IndexJob:
    sources: tuple[Source, ...]
    options: ReadOptions

    def pieces(self) -> list[_IndexJob]:
        return [_IndexJob((source,), self.options) for source in self.sources]


def _index(job: _IndexJob) -> list[Index]:
    return index_all(job.sources, job.options)


def _pieces(job: Job) -> list[Job]:
    return [replace(job, shares=((source, (place,)),)) for source, places in job.shares for place in places]


def _known_of(shares: Iterable[Share], known: Mapping[str, Entry]) -> dict[str, Entry]:
    paths = (place.path for _source, places in shares for place in places)
    return {path: known[path] for path in paths if path in known}


@lru_cache(maxsize=1)
def _unpacked(site: bytes) -> Site:
    unpacked: Site = pickle.loads(site)  # noqa: S301 - made by this very run
    return unpacked


def _share(share: Share, site: Site, job: Job) -> list[Outcome]:
    source, places = share
    expected = {place.location: place for place in places}
    results: dict[Place, Outcome] = {}
    failure: WpconvError = ReadError(f"{source.name}: changed while it was read", "run again")
    for item in reader.read_source(source, job.options.read, [place.location for place in places]):
        if isinstance(item, ReadError):
            failure = item
        if isinstance(item, Post) and (place := expected.get(item.location)):
            results[place] = _one(item, place, site, job)
    return [results.get(place) or Outcome(place, FAILED, failure=failure) for place in places]


def _one(post: Post, place: Place, site: Site, job: Job) -> Outcome:
    try:
        if job.options.run.output is None:
            document = convert(post, site, place.path, job.options)
            return Outcome(place, PRINTED, document.notices, document)
        return _file(post, place, site, job, Path(job.options.run.output))
    except WpconvError as error:
        return Outcome(place, FAILED, failure=error)
    except Exception as error:  # noqa: BLE001 - whatever one post does, the others go on
        return _lost(place, error)


def _file(post: Post, place: Place, site: Site, job: Job, folder: Path) -> Outcome:
    """Convert a post and bring its file up to date, unless both are what they were."""
    chosen = job.options.run
    known = job.known.get(place.path, Entry(content=""))
    record = cache_keys.record(post, site)
    if known.record in {record, cache_keys.with_media(record, site)} and files.is_current(
        folder, place.path, known.content
    ):
        entry = replace(known, source=place.location.source)
        return Outcome(place, files.Action.UNCHANGED, known.notices, entry=entry)
    document = convert(post, site, place.path, job.options)
    content = content_hash(document.text.encode("utf-8", "replace"))
    unnoted = None if chosen.dry_run else _note(folder, place.path, content)
    action = files.write(
        folder, place.path, document.text,
        known=known.content, overwrite=chosen.overwrite, dry_run=chosen.dry_run,
    )  # fmt: skip
    entry = Entry(
        content=content,
        source=place.location.source,
        post_id=post.id,
        record=cache_keys.with_media(record, site) if document.uses_media else record,
        notices=document.notices,
    )
    return Outcome(place, action, document.notices, entry=entry, unnoted=unnoted)


def _note(folder: Path, path: str, content: str) -> WriteError | None:
    """Note what is about to be written; a document is worth more than the memory of it."""
    try:
        journal.note(folder, path, content)
    except WriteError as error:
        return error
    return None


def _lost(place: Place, error: Exception) -> Outcome:
    """Name a post that cannot be converted: the others go on."""
    post = f"{place.type} {place.post_id}" if place.post_id is not None else place.path
    cause = f"{place.location.source}: {post} cannot be converted: {_why(error)}"
    advice = "this should not be: please report it, with the record"
    return Outcome(place, FAILED, failure=WpconvError(cause, advice))


def _why(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
