"""A run, from the names of its sources to its report; prints nothing."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wpconv.errors import ReadError, UsageError, WpconvError, WriteError
from wpconv.model import Document, FetchOptions
from wpconv.options import Options, RunOptions
from wpconv.read.sources import sources
from wpconv.run import jobs, kept_posts, report_file
from wpconv.run.jobs import Outcome
from wpconv.run.kept_posts import KeptPosts
from wpconv.run.planning.plan import Plan, make_plan
from wpconv.run.report import Events, Report
from wpconv.run.workers import WorkerPool, make_pool

if TYPE_CHECKING:
    # Runs to standard output do not import it.
    from wpconv.media_use import MediaUse
    from wpconv.output.manifest import Entry
    from wpconv.run.output.media import Uploads
    from wpconv.run.output.output_folder import OutputFolder

SAVED_UPLOADS = "wp-content/uploads"
"""The place of media in the folder of a fetched site."""
UPLOADS = "--uploads"
"""The name under which the manifest has the hash of the uploads, beside those of the sources."""


def run(names: Sequence[str], options: Options, events: Events | None = None) -> Report:
    """Convert sources, and bring the output folder up to date if there is one.

    Args:
        names: files, folders, archives, URLs of live sites, and `-` for standard input.
        options: the options of the run.
        events: receives each event while the run goes on.

    Returns:
        The report; failures of single sources and posts are part of it, and so is the one that ended the run.

    Raises:
        UsageError: the options are wrong.
    """
    report = Report(events, keeps_posts=bool(options.run.report))
    try:
        with _locked(options.run), _local(names, options, report) as local:
            if not options.fetch.only:
                _run(local, _with_uploads(local, replace(options, fetch=FetchOptions())), report)
    except UsageError:
        raise
    except WpconvError as error:
        report.add_failure(error)
        report.totals.is_cut_short = True
    finally:
        report.end_stage()
    return report


def _run(names: Sequence[str], options: Options, report: Report) -> None:
    with _temporary_folder() as folder:
        found = list(_find(names, options, folder, report))
        if not found and not report.totals.failures:
            for name in names:
                report.events.warning(sources.contents(Path(name)))
        _check(options, found, report)
        if options.run.output is None:
            for _document in _documents(found, options, folder, report):
                pass
        else:
            with _review(options, report):
                _update_folder(found, options, folder, report)


def _review(options: Options, report: Report) -> AbstractContextManager[None]:
    """Return a context after which the review page is written, if one is asked for."""
    if not options.run.review:
        return nullcontext()
    # Only runs with --review import it.
    from wpconv.run.review import files  # noqa: PLC0415

    return files.written_afterwards(options.run.review, report)


def _with_uploads(names: Sequence[str], options: Options) -> Options:
    """Return options with the uploads that folders of fetched sites hold."""
    folders = [name for name in names if Path(name, sources.FETCH_STATE).is_file()]
    found = [name for name in folders if Path(name, SAVED_UPLOADS).is_dir()]
    if not found or options.run.output is None or options.write.media == "none":
        return options
    return replace(
        options,
        run=replace(options.run, uploads=(*options.run.uploads, *found)),
        read=replace(options.read, mentions=options.write.bundle),
    )


def documents(names: Sequence[str], options: Options, report: Report) -> Iterator[Document]:
    """Convert sources, and yield the documents in the order of the input; nothing is written.

    Args:
        names: as for `run`.
        options: the options of the run; `output` is None.
        report: receives failures, and notices that do not belong to a document.
    """
    with _temporary_folder() as folder, _local(names, options, report) as local:
        options = replace(options, fetch=FetchOptions())
        yield from _documents(list(_find(local, options, folder, report)), options, folder, report)


def _local(names: Sequence[str], options: Options, report: Report) -> AbstractContextManager[Sequence[str]]:
    """Return a context with the names of local sources, for which live sites are fetched.

    Raises:
        UsageError: there is nothing to fetch, although nothing else is to be done.
    """
    if any(name.lower().startswith(("https://", "http://")) for name in names):
        # Only runs over live sites import HTTP.
        from wpconv.run.live import fetched  # noqa: PLC0415

        return fetched(names, options, report)
    if options.fetch.only:
        raise UsageError("--fetch-only needs the URL of a site", "wpconv https://example.org --fetch-only")
    return nullcontext(names)


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    try:
        folder = tempfile.TemporaryDirectory(prefix="wpconv-")
    except OSError as error:
        raise UsageError(
            f"no folder for temporary files is writable: {error.strerror}", "set TMPDIR to a folder that is"
        ) from error
    with folder as name:
        yield Path(name)


@contextmanager
def _locked(options: RunOptions) -> Iterator[None]:
    """Lock the output folder against other runs; one that is new and stays empty is removed again."""
    if options.output is None or options.dry_run:
        yield
        return
    # Runs to standard output do not need it.
    from wpconv.output.lock import lock  # noqa: PLC0415

    root = Path(options.output)
    is_new = not root.exists()
    try:
        with lock(root):
            yield
    finally:
        if is_new:
            with suppress(OSError):
                root.rmdir()


def _find(names: Sequence[str], options: Options, folder: Path, report: Report) -> Iterator[sources.Source]:
    stdin = folder / "stdin"
    if sources.STANDARD_INPUT in names:
        # Other processes read it, and posts may be read again.
        with stdin.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
    own = _own_files(options)
    for source in sources.find(names, options.read, scratch=folder, stdin=stdin, own=own):
        if isinstance(source, ReadError):
            report.add_failure(source)
        else:
            # The workers of a cluster have other working folders.
            yield replace(source, path=source.path.absolute())


def _check(options: Options, found: Sequence[sources.Source], report: Report) -> None:
    """Check the file of the report and the renderer of `--verify` before anything is written."""
    if options.run.report:
        report_file.check(options.run.report, found, options.run.output)
    if options.run.review:
        # Only runs with --review import it.
        from wpconv.run.review import files  # noqa: PLC0415

        files.check(options.run.review, found)
    if options.body.verify:
        _check_renderer(options, report)


def _check_renderer(options: Options, report: Report) -> None:
    # Only runs with --verify import a Markdown parser.
    from wpconv.body.verify import renderers  # noqa: PLC0415

    # The same.
    from wpconv.document import targets  # noqa: PLC0415

    dialect = targets.target(options.write.target).dialect
    if not renderers.is_available(dialect):
        report.events.warning(
            f"--verify reads documents as CommonMark, because {dialect.renderer} is not installed: "
            "pip install 'wpconv[verify]'"
        )


def _own_files(options: Options) -> set[Path]:
    """Return the files other than documents that the run writes under names that the user chose."""
    own = {Path(options.run.report)} if report_file.is_report(Path(options.run.report)) else set()
    if options.run.review:
        own.add(Path(options.run.review))
    if options.run.output is not None and options.write.redirects:
        own.add(Path(options.run.output, options.write.redirects))
    return {path.resolve() for path in own}


def _documents(
    found: Sequence[sources.Source], options: Options, temporary: Path, report: Report
) -> Iterator[Document]:
    with _pool(found, options) as pool:
        kept = kept_posts.store(options, pool.max_tasks, temporary)
        plan = _plan(found, options, pool, kept, report)
        for outcome in _convert(plan, options, pool, kept, report, known={}):
            if outcome.document is not None:
                yield outcome.document


def _pool(found: Iterable[sources.Source], options: Options) -> WorkerPool:
    return make_pool(options.run, {source.path for source in found})


def _plan(
    found: Sequence[sources.Source], options: Options, pool: WorkerPool, kept: KeptPosts, report: Report
) -> Plan:
    report.start_stage("Reading", len(found))
    plan = make_plan(map(report.add_index, jobs.indexes(found, options.read, pool, kept)), options)
    report.add_plan(plan)
    return plan


def _convert(
    plan: Plan,
    options: Options,
    pool: WorkerPool,
    kept: KeptPosts,
    report: Report,
    *,
    known: Mapping[str, Entry],
) -> Iterator[Outcome]:
    report.start_stage("Converting", plan.size)
    for outcome in jobs.outcomes(plan, options, pool, known, kept):
        report.add_outcome(outcome)
        yield outcome
    report.end_conversion()


def _update_folder(
    found: Sequence[sources.Source], options: Options, temporary: Path, report: Report
) -> None:
    # Runs to standard output do not need them.
    from wpconv.run import cache_keys  # noqa: PLC0415

    # The same.
    from wpconv.run.output import output_folder  # noqa: PLC0415

    folder = output_folder.load(Path(options.run.output or ""), options)
    uploads = _uploads(options, report)
    digests = cache_keys.of_sources(found)
    if uploads is not None:
        digests[UPLOADS] = uploads.key
    # They show posts with their places in the source, which the manifest does not hold.
    cached = None if report.keeps_posts or report.review is not None else folder.cached_outcomes(digests)
    if cached is not None and (uploads is None or uploads.are_current(folder)):
        report.repeat(folder.last.summary, cached)
        for path, entry in folder.last.entries.items():
            if uploads is not None and entry.size is not None:
                report.add_file("unchanged", path)
        return
    is_finished = False
    try:
        plan = _fill(folder, found, uploads, temporary, report)
        uses = _write_site_files(folder, plan, report)
        moved = _copy_files(folder, plan, uploads, uses, report)
        _write_redirects(folder, {**moved, **plan.redirects}, report)
        if options.run.prune or options.run.prune_all:
            # Only runs with --prune import it.
            from wpconv.run.output.pruning import prune  # noqa: PLC0415

            prune(folder, plan, report)
        is_finished = True
    finally:
        if report.totals.posts and not options.run.dry_run:
            _save(folder, digests, report, is_finished=is_finished)


def _uploads(options: Options, report: Report) -> Uploads | None:
    """Return the files of the uploads; None if the user gave none."""
    if not options.run.uploads:
        return None
    # Only runs with --uploads import it.
    from wpconv.run.output import media  # noqa: PLC0415

    return media.find_uploads(options, report)


def _fill(
    folder: OutputFolder,
    found: Sequence[sources.Source],
    uploads: Uploads | None,
    temporary: Path,
    report: Report,
) -> Plan:
    options = folder.options
    with _pool(found, options) as pool:
        kept = kept_posts.store(options, pool.max_tasks, temporary)
        plan = _plan(found, options, pool, kept, report)
        if uploads is not None:
            # Only runs with --uploads import it.
            from wpconv.run.output import media  # noqa: PLC0415

            plan = media.with_files(plan, uploads, options, folder.last)
        folder.prepare(plan.paths)
        for outcome in _convert(plan, options, pool, kept, report, known=folder.known()):
            folder.add(outcome)
    return plan


def _copy_files(
    folder: OutputFolder, plan: Plan, uploads: Uploads | None, others: Iterable[MediaUse], report: Report
) -> Mapping[str, str]:
    """Copy the files that documents use, and others; return redirects for those that have another URL."""
    library = plan.addresses.files if plan.addresses is not None else None
    if library is None or uploads is None:
        folder.keep_files()
        return {}
    # Only runs with --uploads import it.
    from wpconv.run.output import media  # noqa: PLC0415

    uses = [*others, *(use for entry in folder.entries.values() for use in entry.media)]
    for notice in media.external_notices(uses):
        report.add_source_notice("", notice)
    media.copy_files(folder, uploads, library, uses, report)
    return media.redirects(uses, library, folder, plan)


def _write_site_files(folder: OutputFolder, plan: Plan, report: Report) -> Sequence[MediaUse]:
    """Write the files for terms, comments, menus and settings, except at the path of a document.

    Returns:
        The media that they refer to.
    """
    # Runs to standard output do not need it.
    from wpconv.run.output.site_files import make_site_files  # noqa: PLC0415

    made = make_site_files(plan, folder.options)
    for notice in made.notices:
        report.add_source_notice("", notice)
    for path, text in made.texts.items():
        if path not in plan.paths:
            _write_file(folder, path, text, report)
    return made.media


def _write_redirects(folder: OutputFolder, moved: Mapping[str, str], report: Report) -> None:
    if report.review is not None:
        report.review.redirects = moved
    path = folder.options.write.redirects
    if not path:
        return
    # Only runs with --redirects import it.
    from wpconv.document.links import redirects  # noqa: PLC0415

    _write_file(folder, path, redirects.render(dict(sorted(moved.items())), path), report)


def _write_file(folder: OutputFolder, path: str, text: str, report: Report) -> None:
    try:
        report.add_site_file(folder.write_file(path, text), path)
    except WriteError as error:
        report.add_failure(error, path)


def _save(folder: OutputFolder, digests: Mapping[str, str], report: Report, *, is_finished: bool) -> None:
    has_failures = report.totals.failures > 0
    try:
        folder.save(digests, report.repeatable(), is_finished=is_finished, has_failures=has_failures)
    except WriteError as error:
        report.add_failure(error)
