"""One run of the command, from its choices to its exit status."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from wpconv.cli.choices import chosen
from wpconv.cli.console import Console
from wpconv.cli.reporter import Teller
from wpconv.document import targets
from wpconv.errors import ReadError, Terminated, UsageError, WpconvError, WriteError
from wpconv.notices import Severity
from wpconv.output.lock import lock
from wpconv.read.sources import sources
from wpconv.run import cache_keys
from wpconv.run.jobs import indexes, outcomes
from wpconv.run.plan import Plan, plan
from wpconv.run.workers import crew

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wpconv.options import Options
    from wpconv.read.sources.sources import Source
    from wpconv.run.output_folder import Folder


def run(arguments: Sequence[str], choices: Mapping[str, Any]) -> int:
    """Convert what the arguments name.

    Args:
        arguments: files, folders, archives, `-`.
        choices: the value of every option, by the name of its field.

    Returns:
        The exit status.
    """
    signal.signal(signal.SIGTERM, _terminate)
    console = Console(quiet=choices["quiet"], verbose=choices["verbose"])
    teller = Teller(
        console,
        as_json=choices["jsonl"],
        is_plan=choices["dry_run"] or choices["check"],
        reports_posts=bool(choices["report"]),
    )
    try:
        options = chosen(choices)
        _run(arguments or (sources.STANDARD_INPUT,), options, teller)
    except UsageError as error:
        teller.failure(error)
        return 2
    except WpconvError as error:
        teller.failure(error)
        teller.totals.is_cut_short = True
    finally:
        console.finish()
    return _close(teller, options, choices)


def _terminate(_number: int, _frame: object) -> NoReturn:
    raise Terminated


def _run(arguments: Sequence[str], options: Options, teller: Teller) -> None:
    """Read, convert and write."""
    output = options.run.output
    with tempfile.TemporaryDirectory(prefix="wpconv-") as scratch, _held(options):
        found = list(_found(arguments, options, Path(scratch), teller))
        if output is None:
            _convert(found, options, None, teller)
        else:
            # Who writes to standard output need not wait for what a folder remembers.
            from wpconv.run.output_folder import opened  # noqa: PLC0415

            _fill(opened(Path(output), options), found, teller)


@contextmanager
def _held(options: Options) -> Iterator[None]:
    """Keep other runs out of the output folder, and leave none where nothing was written."""
    if options.run.output is None or options.run.dry_run:
        yield
        return
    root = Path(options.run.output)
    is_new = not root.exists()
    with lock(root):
        yield
    if is_new:
        with suppress(OSError):
            root.rmdir()


def _found(arguments: Sequence[str], options: Options, scratch: Path, teller: Teller) -> Iterator[Source]:
    stdin = scratch / "stdin"
    if sources.STANDARD_INPUT in arguments:
        # It is read twice, by whoever works on it.
        with stdin.open("wb") as spool:
            shutil.copyfileobj(sys.stdin.buffer, spool)
    own = _own(options)
    for source in sources.find(arguments, options.read, scratch=scratch, stdin=stdin, own=own):
        if isinstance(source, ReadError):
            teller.failure(source)
        else:
            # The workers of a cluster stand elsewhere.
            yield replace(source, path=source.path.absolute())


def _own(options: Options) -> set[Path]:
    """Return the files besides documents that this run writes under names that the user chose."""
    own = {Path(options.run.report)} if options.run.report else set()
    if options.run.output is not None and options.write.redirects:
        own.add(Path(options.run.output, options.write.redirects))
    return {path.resolve() for path in own}


def _fill(folder: Folder, found: Sequence[Source], teller: Teller) -> None:
    """Bring an output folder up to date."""
    digests = cache_keys.digests(found)
    # The manifest does not keep all that a report tells of a post.
    recalled = None if teller.reports_posts else folder.recalled(digests)
    if recalled is not None:
        teller.repeat(folder.last.summary, recalled)
        return
    is_done = False
    try:
        what = _convert(found, folder.options, folder, teller)
        if folder.options.write.redirects:
            _map(folder, what, teller)
        if folder.options.run.prune:
            _prune(folder, what, teller)
        is_done = True
    finally:
        if teller.totals.posts and not folder.options.run.dry_run:
            is_clean = not teller.totals.failures
            try:
                folder.save(digests, teller.memory(), is_done=is_done, is_clean=is_clean)
            except WriteError as error:
                teller.failure(error)


def _convert(found: Sequence[Source], options: Options, folder: Folder | None, teller: Teller) -> Plan:
    workers = crew(options.run, {source.path for source in found})
    try:
        teller.begin("Reading", len(found))
        what = plan(map(teller.index, indexes(found, options.read, workers)), options)
        teller.plan(what)
        if folder is not None:
            folder.prepare(what.paths)
        teller.begin("Converting", what.size)
        for outcome in outcomes(what, options, workers, folder.known() if folder else {}):
            teller.outcome(outcome)
            if folder is not None:
                folder.keep(outcome)
        teller.end()
    finally:
        workers.close()
    return what


def _map(folder: Folder, what: Plan, teller: Teller) -> None:
    path = folder.options.write.redirects
    try:
        teller.action(folder.map(what.moves), path)
    except WriteError as error:
        teller.failure(error, path)


def _prune(folder: Folder, what: Plan, teller: Teller) -> None:
    if teller.totals.failures or teller.totals.severities[Severity.LOSS]:
        teller.console.line(
            "nothing is pruned after losses or failures: a post that cannot be read is not gone"
        )
        return
    for path, error in folder.prune(what.paths):
        if error:
            teller.failure(error, path)
        else:
            teller.removed(path)


def _close(teller: Teller, options: Options, choices: Mapping[str, Any]) -> int:
    """Write the report, print the summary, and return the exit status."""
    status = teller.totals.exit_status(strict=choices["strict"], is_check=choices["check"])
    if report := options.run.report:
        text = teller.report.text(options.run.output, teller.totals, status)
        try:
            with click.open_file(report, "wb") as file:
                file.write(text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            advice = "name a file with --report that can be written"
            teller.failure(WriteError(f"{report}: {error.strerror}", advice))
            status = status or 1
    teller.close()
    name = options.write.target
    if settings := targets.required_settings(targets.target(name), teller.totals.notices):
        teller.console.summary(f"set in {name}: {'; '.join(settings)} (docs/targets/{name}.md)")
    return status
