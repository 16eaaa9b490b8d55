"""Writes the report to its file, and refuses to overwrite what is not a report."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from wpconv.errors import UsageError, WriteError
from wpconv.read.sources.sources import Source

STANDARD_OUTPUT = "-"
_BEGINS_REPORT = b'{\n "wpconv": "'
_ADVICE = "name another file, such as --report report.json"


def is_report(path: Path) -> bool:
    """Return whether a regular file holds the report of an earlier run."""
    try:
        with path.open("rb") as file:
            return file.read(len(_BEGINS_REPORT)) == _BEGINS_REPORT
    except OSError:
        return False


def check(name: str, sources: Iterable[Source], output: str | None) -> None:
    """Check before a run that its report will not replace another file.

    Args:
        name: the file as the user named it, `-` for standard output.
        sources: the sources of the run.
        output: the output folder, if there is one.

    Raises:
        UsageError: it is a source, a file of wpconv's, or a file in the output folder that is no report.
    """
    if name == STANDARD_OUTPUT:
        return
    path = Path(name).resolve()
    # Of a compressed archive a copy is read; its name begins with that of the archive.
    if any(path in (each.path.resolve(), Path(each.name.partition("!")[0]).resolve()) for each in sources):
        raise UsageError(f"--report {name}: is a source of this run", _ADVICE)
    if reason := _refusal(path, output):
        raise UsageError(f"--report {name}: {reason}", _ADVICE)


def _refusal(path: Path, output: str | None) -> str:
    if path.name.startswith((".wpconv", "wpconv.toml", "pyproject.toml")):
        return "is a file of wpconv"
    is_inside = output is not None and Path(output).resolve() in path.parents
    if is_inside and path.is_file() and not is_report(path):
        return "is a file of the output folder that is not a report"
    return ""


def write(name: str, text: str, output: str | None) -> None:
    """Write a report; readers of its file see the last report or this one.

    Args:
        name: the file as the user named it, `-` for standard output.
        text: the report.
        output: the output folder, if there is one.

    Raises:
        WriteError: it cannot be written, or the run has written a document of this name.
    """
    data = text.encode("utf-8", "backslashreplace")
    if name == STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    path = Path(name).resolve()
    if reason := _refusal(path, output):
        raise WriteError(f"--report {name}: {reason}", _ADVICE)
    # Runs without --report do not need it.
    from wpconv.output.atomic_write import write_atomically, write_errors  # noqa: PLC0415

    with write_errors(name):
        if path.is_file() or not path.exists():
            # A wrong folder is more likely than a new one.
            path.parent.stat()
            write_atomically(path, data)
        else:
            path.write_bytes(data)
