"""Writes the files of the review page, and refuses to replace files that are not one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wpconv.errors import UsageError, WriteError
from wpconv.output.atomic_write import write_errors, write_parts_atomically
from wpconv.read.sources.sources import Source
from wpconv.run.report import Report
from wpconv.run.review import pages
from wpconv.run.review.collected import Collected
from wpconv.run.review.page import BEGINS

_ADVICE = "name another file, such as --review review.html"


def is_review(path: Path) -> bool:
    """Return whether a regular file is a page of an earlier review."""
    begins = BEGINS.encode()
    try:
        with path.open("rb") as file:
            return file.read(len(begins)) == begins
    except OSError:
        return False


def check(name: str, sources: Iterable[Source]) -> None:
    """Check before a run that its review will not replace another file.

    Args:
        name: the file as the user named it.
        sources: the sources of the run.

    Raises:
        UsageError: it is a source, or a file that is not a review.
    """
    path = Path(name).resolve()
    # Of a compressed archive a copy is read; its name begins with that of the archive.
    if any(path in (each.path.resolve(), Path(each.name.partition("!")[0]).resolve()) for each in sources):
        raise UsageError(f"--review {name}: is a source of this run", _ADVICE)
    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"--review {name}: does not end in .html", _ADVICE)
    if not path.parent.is_dir():
        raise UsageError(f"--review {name}: its folder does not exist", _ADVICE)
    if path.exists() and not is_review(path):
        raise UsageError(f"--review {name}: is not the review of an earlier run", _ADVICE)


@contextmanager
def written_afterwards(name: str, report: Report) -> Iterator[None]:
    """Return a context in which a report collects a review, which is written if the run comes to its end.

    Args:
        name: the file as the user named it.
        report: of the run; it gets a failure if the review cannot be written.
    """
    report.review = Collected()
    try:
        yield
        try:
            _write(name, report.review, report)
        except WriteError as error:
            report.add_failure(error)
    finally:
        report.review.close()
        report.review = None


def _write(name: str, review: Collected, report: Report) -> None:
    """Write a review, and remove the further files of an earlier one that was longer.

    Raises:
        WriteError: a file cannot be written, or another file has its name.
    """
    path = Path(name).resolve()
    files = pages.divided(pages.sections(review, review.tables(report.failures, report.repairs)), pages.ROOM)
    names = pages.file_names(path.name, len(files))
    for number, each in enumerate(names):
        target = path.with_name(each)
        if target.exists() and not is_review(target):
            raise WriteError(f"--review {name}: {target.name} is not the review of an earlier run", _ADVICE)
        with write_errors(str(target)):
            write_parts_atomically(target, pages.file(files, names, number, review.entries))
    _remove_further(path, len(files))


def _remove_further(path: Path, number: int) -> None:
    """Remove the files that follow the first ones, as far as they are pages of a review."""
    further = path.with_name(pages.file_names(path.name, number + 1)[-1])
    while is_review(further):
        with write_errors(str(further)):
            further.unlink()
        number += 1
        further = path.with_name(pages.file_names(path.name, number + 1)[-1])
