"""Reads sources and converts posts in jobs for any executor; results are values in input order."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from wpconv.convert import convert
from wpconv.errors import ReadError, UsageError, WpconvError, WriteError
from wpconv.model import Document, LinkRecord, Location, Post, ReadOptions
from wpconv.notices import Notice
from wpconv.options import Options
from wpconv.read import reader
from wpconv.read.site import Site
from wpconv.read.sources.sources import Source
from wpconv.run.kept_posts import Keeper, KeptPosts, restored
from wpconv.run.planning import custom_fields
from wpconv.run.planning.plan import Index, Plan, PlannedPost, SourcePosts, index_all
from wpconv.run.workers import WorkerPool

if TYPE_CHECKING:
    # Only runs that rewrite links import them.
    from wpconv.document.links.addresses import Addresses

    # Only runs with an output folder import them.
    from wpconv.media_use import MediaUse
    from wpconv.output.files import Action
    from wpconv.output.manifest import Entry

    # Only runs with --review import it.
    from wpconv.run.review.post import ReviewedPost

POSTS_PER_JOB = 64
"""Enough to make the fixed costs of a job small, few enough for smooth progress and flat memory."""
SOURCES_PER_JOB = 64

PostAction: TypeAlias = 'Action | Literal["printed", "failed"]'
"""The action for a document; `printed`: it was not written, `failed`: there is none."""


@dataclass(frozen=True, slots=True)
class Job:
    """A batch of posts, with all that a worker needs to convert them on its own."""

    batch: tuple[SourcePosts, ...]
    site: Site | bytes
    """The ids of the run; pickled once for other processes, each of which unpickles it once."""
    options: Options
    known: Mapping[str, Entry]
    """The documents of the last run, by path."""
    addresses: Addresses | bytes | None = None
    """The targets of links within the site; pickled as `site` is."""
    kept: Mapping[Location, bytes] = field(default_factory=dict)
    """The posts that need not be read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of converting one post."""

    post: PlannedPost
    action: PostAction
    notices: tuple[Notice, ...] = ()
    document: Document | None = None
    """None if it was written to the output folder."""
    entry: Entry | None = None
    """The post's entry in the manifest."""
    failure: WpconvError | None = None
    links: Sequence[LinkRecord] = ()
    """The references of the document within the old site."""
    media: tuple[MediaUse, ...] = ()
    """The files that the document refers to."""
    journal_error: WriteError | None = None
    """The journal could not be written; the document was."""
    review: ReviewedPost | None = None
    """The post beside its document, with --review."""


class _IndexTask(NamedTuple):
    """Sources to read, and what keeps their posts."""

    sources: tuple[Source, ...]
    keeper: Keeper


def indexes(
    sources: Sequence[Source], options: ReadOptions, pool: WorkerPool, kept: KeptPosts | None = None
) -> Iterator[Index]:
    """Read all sources, and yield the index of each in order.

    Args:
        sources: the sources.
        options: how to read them.
        pool: the workers.
        kept: receives posts for the conversion.
    """
    kept = kept or KeptPosts(budget=0)
    # Small enough that every worker gets some.
    step = max(1, min(SOURCES_PER_JOB, len(sources) // (4 * pool.size)))
    shares = (tuple(sources[start : start + step]) for start in range(0, len(sources), step))
    tasks = (_IndexTask(share, kept.keeper()) for share in shares)
    for task, result in pool.map(partial(_read, options=options), tasks, _single_sources):
        if isinstance(result, Exception):
            cause = f"{task.sources[0].name}: cannot be read: {_describe(result)}"
            yield Index(task.sources[0], failures=[ReadError(cause, "give it fewer records at a time")])
        else:
            found, keeper = result
            kept.add(keeper)
            yield from found


def _read(task: _IndexTask, options: ReadOptions) -> tuple[list[Index], Keeper]:
    # A task that a worker has not ended is begun again.
    keeper = replace(task.keeper, posts={})
    with _garbage_collected_once():
        return index_all(task.sources, options, keeper.add), keeper


def _single_sources(task: _IndexTask) -> list[_IndexTask]:
    return [_IndexTask((source,), Keeper(0)) for source in task.sources]


def outcomes(
    plan: Plan,
    options: Options,
    pool: WorkerPool,
    known: Mapping[str, Entry],
    kept: KeptPosts | None = None,
) -> Iterator[Outcome]:
    """Convert the posts of a plan, and yield the outcome of each in input order.

    Args:
        plan: the plan of the run.
        options: the options of the run.
        pool: the workers.
        known: the documents of the last run, by path; one whose `record` is empty is converted again.
        kept: posts that need not be read again.
    """
    site = plan.site if pool.is_inline else pickle.dumps(plan.site)
    addresses = plan.addresses if pool.is_inline or plan.addresses is None else pickle.dumps(plan.addresses)
    if options.run.output is not None:
        # The workers of a cluster have other working folders.
        output = str(Path(options.run.output).absolute())
        options = replace(options, run=replace(options.run, output=output))
    kept = kept or KeptPosts(budget=0)
    jobs = (
        Job(batch, site, options, _known_of(batch, known), addresses, kept.take(_locations(batch)))
        for batch in batches(plan.sources)
    )
    for job, result in pool.map(convert_batch, jobs, _split):
        if isinstance(result, Exception):
            yield from (_unexpected(post, result) for each in job.batch for post in each.posts)
        else:
            yield from result


def batches(sources: Iterable[SourcePosts]) -> Iterator[tuple[SourcePosts, ...]]:
    """Divide posts into batches of POSTS_PER_JOB: small sources together, big ones cut where possible."""
    batch: list[SourcePosts] = []
    room = POSTS_PER_JOB
    for each in sources:
        start = 0
        while start < len(each.posts):
            posts = each.posts[start : start + room] if _can_be_cut(each) else each.posts
            batch.append(SourcePosts(each.source, posts))
            start, room = start + len(posts), room - len(posts)
            if room <= 0:
                yield tuple(batch)
                batch, room = [], POSTS_PER_JOB
    if batch:
        yield tuple(batch)


def _can_be_cut(each: SourcePosts) -> bool:
    """Return whether a worker can read some of the posts without reading the whole source."""
    return not each.source.is_compressed and all(post.location.offset is not None for post in each.posts)


def _split(job: Job) -> list[Job]:
    return [
        replace(
            job,
            batch=(SourcePosts(each.source, (post,)),),
            kept={at: data for at, data in job.kept.items() if at == post.location},
        )
        for each in job.batch
        for post in each.posts
    ]


def _locations(batch: Iterable[SourcePosts]) -> Iterator[Location]:
    return (post.location for each in batch for post in each.posts)


def _known_of(batch: Iterable[SourcePosts], known: Mapping[str, Entry]) -> dict[str, Entry]:
    paths = (post.path for each in batch for post in each.posts)
    return {path: known[path] for path in paths if path in known}


def convert_batch(job: Job) -> list[Outcome]:
    """Read the posts of a job, convert them, and write them if there is an output folder."""
    site = _unpickled(job.site) if isinstance(job.site, bytes) else job.site
    if isinstance(job.addresses, bytes):
        job = replace(job, addresses=_unpickled(job.addresses))
    with _garbage_collected_once():
        return [outcome for each in job.batch for outcome in _convert_source(each, site, job)]


@contextmanager
def _garbage_collected_once() -> Iterator[None]:
    """Pause the garbage collector during a job, because it would take a quarter of the time of a run.

    It would find next to nothing: reference counting frees the trees of bodies, whose cycles are broken.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@lru_cache(maxsize=2)
def _unpickled(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 - the run itself pickled it


def _convert_source(posts: SourcePosts, site: Site, job: Job) -> list[Outcome]:
    planned = {post.location: post for post in posts.posts}
    results: dict[PlannedPost, Outcome] = {}
    failure: WpconvError = ReadError(f"{posts.source.name}: changed while it was read", "run again")
    for item in _posts(posts.source, list(planned), job):
        if isinstance(item, ReadError):
            failure = item
        if isinstance(item, Post) and (post := planned.get(item.location)):
            if post.comments:
                item = replace(item, comments=post.comments)  # noqa: PLW2901 - the same post
            addresses = None if isinstance(job.addresses, bytes) else job.addresses
            results[post] = convert_post(item, post, site, job.options, job.known, addresses=addresses)
    return [results.get(post) or Outcome(post, "failed", failure=failure) for post in posts.posts]


def _posts(source: Source, locations: Sequence[Location], job: Job) -> Iterator[reader.Item]:
    """Yield the posts at some locations: those that were kept, and those that are read again."""
    for data in (job.kept[each] for each in locations if each in job.kept):
        yield restored(data)
    if missing := [each for each in locations if each not in job.kept]:
        yield from reader.read_source(source, job.options.read, missing)


def convert_post(
    post: Post,
    planned: PlannedPost,
    site: Site,
    options: Options,
    known: Mapping[str, Entry],
    *,
    addresses: Addresses | None = None,
) -> Outcome:
    """Convert one post, and write its document if there is an output folder.

    Args:
        post: the post as it was read.
        planned: the same post in the plan.
        site: the ids of the run.
        options: the options of the run.
        known: the documents of the last run, by path.
        addresses: those of the run; None leaves all links as they are.

    Raises:
        UsageError: the options are wrong. Any other exception is returned as a failure of this post.
    """
    post = custom_fields.added(post, planned.meta)
    try:
        if options.run.output is not None:
            # Runs to standard output do not import it.
            from wpconv.run.output.document_file import update  # noqa: PLC0415

            return update(post, planned, site, options, known.get(planned.path), addresses=addresses)
        document = convert(post, site, planned.path, options, addresses)
        return Outcome(planned, "printed", document.notices, document, links=document.links)
    except UsageError:
        raise
    except WpconvError as error:
        return Outcome(planned, "failed", failure=error)
    except Exception as error:  # noqa: BLE001 - an error in one post must not cost the others
        return _unexpected(planned, error)


def _unexpected(planned: PlannedPost, error: Exception) -> Outcome:
    """Return the outcome of a post whose conversion raised an exception that is a fault of the program."""
    post = f"{planned.type} {planned.post_id}" if planned.post_id is not None else planned.path
    cause = f"{planned.location.source}: {post} cannot be converted: {_describe(error)}"
    advice = "this is a fault of wpconv: please report it, with the record"
    return Outcome(planned, "failed", failure=WpconvError(cause, advice))


def _describe(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
