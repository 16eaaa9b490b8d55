"""Runs the command: from the values of its options to the exit status."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from wpconv.cli.choices import make_options
from wpconv.cli.console import Console
from wpconv.cli.reporter import Reporter
from wpconv.document import targets
from wpconv.errors import Terminated, UsageError, WriteError
from wpconv.model import WriteOptions
from wpconv.notices import Severity
from wpconv.run import report_file
from wpconv.run.report import Report, Totals
from wpconv.run.run import run

STANDARD_INPUT = "-"


def run_command(names: Sequence[str], values: Mapping[str, Any]) -> int:
    """Convert sources, print the results, and return the exit status.

    Args:
        names: files, folders, archives, `-`; standard input if empty.
        values: the value of every option, by the name of its parameter.
    """
    _clean_up_after_signals()
    console = Console(quiet=values["quiet"], verbose=values["verbose"])
    if console.verbose:
        # A run without -v, or one that only prints help, should not wait for the parser's import.
        from wpconv.body.parse.html import untested_versions  # noqa: PLC0415

        if message := untested_versions():
            console.line(message)
    names = names or (STANDARD_INPUT,)
    is_dry_run = values["dry_run"] or values["check"]
    reporter = Reporter(console, as_json=values["jsonl"], lists_files=is_dry_run)
    try:
        options = make_options(values)
        _check_streams(names, values, is_dry_run=is_dry_run)
        if options.run.output and (message := nested_folder(options.run.output, options.write)):
            console.warning(message)
        report = run(names, options, reporter)
    except UsageError as error:
        console.failure(error)
        return 2
    finally:
        console.end_stage()
    status = exit_status(report.totals, strict=values["strict"], is_check=values["check"])
    if options.run.report:
        status = _write_report(report, options.run.report, options.run.output, status)
    reporter.summary(report.totals)
    target = targets.target(options.write.target)
    has_files = bool(report.totals.files.keys() - {"missing"})
    if settings := targets.required_settings(target, report.totals.notices, has_files=has_files):
        page = f"docs/targets/{options.write.target}.md"
        console.summary(f"set in {options.write.target}: {'; '.join(settings)} ({page})")
    return status


def _clean_up_after_signals() -> None:
    """Let SIGTERM and SIGHUP end the run as an interrupt does; `nohup` has the second ignored."""
    signal.signal(signal.SIGTERM, _terminate)
    # Windows has no SIGHUP.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _terminate)


def _terminate(number: int, _frame: object) -> NoReturn:
    raise Terminated(number)


def nested_folder(output: str, options: WriteOptions) -> str:
    """Return a warning if documents go into a folder of the same name, such as `content/content/posts`.

    Args:
        output: the output folder, which is meant to be the folder of the site.
        options: the target and the paths.
    """
    name = Path(output).resolve().name
    templates = targets.layout(options).types.values()
    if options.target == "neutral" or not any(each.startswith(f"{name}/") for each in templates):
        return ""
    parent = ".." if Path(output) == Path() else Path(output).parent
    return (
        f"documents go to {Path(output, name)}; for {options.target} name the folder of the site: -o {parent}"
    )


def _check_streams(names: Sequence[str], values: Mapping[str, Any], *, is_dry_run: bool) -> None:
    """Check that the standard streams which a run needs are open; Python has None for a closed one.

    Raises:
        UsageError: one is closed.
    """
    if sys.stdin is None and STANDARD_INPUT in names:
        raise UsageError("standard input is closed", "name a file, a folder or an archive")
    if sys.stdout is None and (values["output"] is None or is_dry_run or values["report"] == "-"):
        raise UsageError("standard output is closed", "name a folder with -o, or redirect it to a file")


def exit_status(totals: Totals, *, strict: bool = False, is_check: bool = False) -> int:
    """Return 0 if nothing was lost, 1 if something was lost or failed, 2 if the input holds no post.

    Args:
        totals: the counts of the run.
        strict: treat warnings as losses.
        is_check: return 1 if a file would change, whatever the notices are.
    """
    if totals.is_cut_short:
        return 1
    if not (totals.posts or totals.only_fetched):
        return 2
    if is_check:
        actions = totals.actions + totals.site_files + totals.files
        return int(totals.failures > 0 or bool(actions.keys() - {"unchanged", "missing"}))
    lost = totals.failures + totals.severities[Severity.LOSS]
    return int(lost > 0 or (strict and totals.severities[Severity.WARNING] > 0))


def _write_report(report: Report, name: str, output: str | None, status: int) -> int:
    """Write the report to its file, and return the exit status, which changes if that fails."""
    try:
        report_file.write(name, report.to_json(output, status), output)
    except WriteError as error:
        report.add_failure(error)
        return status or 1
    return status
