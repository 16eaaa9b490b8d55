"""Live sites among the sources of a run: each is fetched into its export folder, which is then the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from wpconv.errors import UsageError
from wpconv.fetch.addresses import IS_URL
from wpconv.fetch.client import FetchError
from wpconv.fetch.site import Fetched, fetch, folder_of
from wpconv.fetch.state import NAME, Folder
from wpconv.options import Options
from wpconv.output.lock import lock
from wpconv.run.report import Report


@contextmanager
def fetched(names: Sequence[str], options: Options, report: Report) -> Iterator[list[str]]:
    """Fetch the sites among sources, and yield the names of all sources, with folders in place of URLs.

    The folders are locked against other runs until the end of `with`.

    Args:
        names: the sources of a run.
        options: the options of the run.
        report: receives the progress, and the failure of a site that does not answer; what its folder has is
            a source nevertheless.

    Raises:
        UsageError: an option is wrong, or the site refuses the user.
        WriteError: a folder is in use, or a file cannot be written.
    """
    urls = [name for name in names if IS_URL.match(name)]
    if options.fetch.folder and len(urls) > 1:
        raise UsageError("--save names one folder for several sites", "leave it out, or fetch one at a time")
    with ExitStack() as locks:
        local = []
        for name in names:
            if not IS_URL.match(name):
                local.append(name)
                continue
            root = Path(options.fetch.folder or folder_of(name))
            _check_folder(root, options)
            locks.enter_context(_locked(root))
            _fetch(name, root, options, report)
            if (root / NAME).exists():
                local.append(str(root))
        report.end_stage()
        yield local


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Lock an export folder; one that stays empty is removed again."""
    try:
        with lock(root, option="--save"):
            yield
    finally:
        with suppress(OSError):
            root.rmdir()


def _check_folder(root: Path, options: Options) -> None:
    output = options.run.output
    if output is not None and Path(output).resolve() == root.resolve():
        raise UsageError(
            f"-o and --save name the same folder, {output}", "the export needs a folder of its own"
        )


def _wants_media(options: Options) -> bool:
    """Return whether files are needed: documents that are printed have none."""
    return options.write.media != "none" and (options.fetch.only or options.run.output is not None)


def _fetch(url: str, root: Path, options: Options, report: Report) -> None:
    """Fetch a site, with its media if they are wanted."""
    report.start_stage("Fetching", 0)

    def media(folder: Folder) -> None:
        if _wants_media(options):
            # Only runs that copy media import it.
            from wpconv.run.live_media import download_media  # noqa: PLC0415

            download_media(url, folder, options, report)

    try:
        result: Fetched = fetch(
            url,
            root,
            options.fetch,
            progress=_Progress(report),
            ask_password=report.events.password,
            before_end=media,
        )
    except FetchError as error:
        report.add_failure(error)
        return
    report.add_fetched(str(root), result.counts, result.requests)
    if options.fetch.only:
        report.totals.only_fetched = True
        for notice in result.notices:
            report.add_source_notice(str(root), notice)


class _Progress:
    """Turns the numbers of a fetch into steps of a stage for each collection."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.name = ""
        self.done = 0

    def __call__(self, name: str, done: int, total: int) -> None:
        """Show that a number of records is there."""
        if name != self.name:
            self.name, self.done = name, 0
            self.report.events.stage_started(f"Fetching {name}", total)
        for _step in range(self.done, done):
            self.report.events.step_done()
        self.done = max(done, self.done)
