"""Many posts: shared out to whatever executor there is, results as values in input order."""

from __future__ import annotations

import pickle
from collections import deque
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from wpconv.convert import convert
from wpconv.errors import ReadError, WpconvError
from wpconv.model import Document, Options, Post
from wpconv.read import rest
from wpconv.write import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from wpconv.index import Place, Plan
    from wpconv.read.site import Site
    from wpconv.read.sources import Source

P = ParamSpec("P")
T = TypeVar("T")

POSTS_PER_JOB = 64
"""Enough to make a job's own costs small, few enough to show progress and to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Job:
    """Some posts of a run, with all that a worker needs to convert them on its own."""

    shares: tuple[tuple[Source, tuple[Place, ...]], ...]
    site: bytes
    """The pickled Site: made once, unpacked once per worker."""
    options: Options
    folder: Path | None
    """Where documents are written; None hands them back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one post."""

    place: Place
    document: Document | None = None
    action: str = ""
    failure: WpconvError | None = None


class Inline(Executor):
    """Runs each call where it stands: the executor of small runs."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call at once and return the finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as every executor does
            future.set_exception(error)
        return future


def outcomes(
    plan: Plan, options: Options, executor: Executor, *, folder: Path | None = None, ahead: int = 1
) -> Iterator[Outcome]:
    """Convert all that a plan holds, and yield what became of each post in input order.

    Args:
        plan: what the index pass decided.
        options: the user's choices.
        executor: where the work is done; anything that follows `concurrent.futures.Executor`.
        folder: where documents are written; None hands them back instead.
        ahead: how many jobs may be under way at a time.
    """
    site = pickle.dumps(plan.site)
    waiting: deque[Future[list[Outcome]]] = deque()
    for shares in _parcels(plan.places):
        waiting.append(executor.submit(work, Job(shares, site, options, folder)))
        while len(waiting) >= ahead:
            yield from waiting.popleft().result()
    for future in waiting:
        yield from future.result()


def _parcels(
    places: Sequence[tuple[Source, tuple[Place, ...]]],
) -> Iterator[tuple[tuple[Source, tuple[Place, ...]], ...]]:
    """Cut a run into jobs: small sources together, big ones in pieces."""
    parcel: list[tuple[Source, tuple[Place, ...]]] = []
    room = POSTS_PER_JOB
    for source, here in places:
        start = 0
        while start < len(here):
            piece = here[start : start + room]
            parcel.append((source, piece))
            start, room = start + len(piece), room - len(piece)
            if not room:
                yield tuple(parcel)
                parcel, room = [], POSTS_PER_JOB
    if parcel:
        yield tuple(parcel)


def work(job: Job) -> list[Outcome]:
    """Do one job: read its posts, convert them, write them."""
    site = _unpacked(job.site)
    return [outcome for source, places in job.shares for outcome in _share(source, places, site, job)]


@lru_cache(maxsize=1)
def _unpacked(site: bytes) -> Site:
    unpacked: Site = pickle.loads(site)  # noqa: S301 - made by this very run
    return unpacked


def _share(source: Source, places: Sequence[Place], site: Site, job: Job) -> list[Outcome]:
    expected = {place.location: place for place in places}
    results: dict[Place, Outcome] = {}
    cause = ReadError(f"{source.name}: changed while it was read", "run again")
    for item in rest.items(source, job.options.read, [place.location for place in places]):
        if isinstance(item, ReadError):
            cause = item
        if isinstance(item, Post) and (place := expected.get(item.location)):
            results[place] = _one(item, place, site, job)
    return [results.get(place) or Outcome(place, failure=cause) for place in places]


def _one(post: Post, place: Place, site: Site, job: Job) -> Outcome:
    try:
        document = convert(post, site, place.path, job.options)
        if job.folder is None:
            return Outcome(place, document)
        action = files.write(job.folder, document.path, document.text)
    except WpconvError as error:
        return Outcome(place, failure=error)
    except Exception as error:  # noqa: BLE001 - whatever one post does, the others go on
        cause = f"{place.location.source}: post {post.id}: {type(error).__name__}: {error}"
        return Outcome(place, failure=WpconvError(cause, "this is a fault of wpconv: please report it"))
    return Outcome(place, document, action)
