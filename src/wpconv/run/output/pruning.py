"""Removes documents of posts that the input no longer holds, unless that looks like a mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from wpconv.errors import WpconvError, WriteError
from wpconv.output.manifest import Entry
from wpconv.run.output.output_folder import OutputFolder
from wpconv.run.planning.plan import Plan
from wpconv.run.report import Report

FEW = 10
"""Documents that may always be removed."""
LARGEST_PART = 1 / 3
"""The part of all documents that may be removed."""


def prune(folder: OutputFolder, plan: Plan, report: Report) -> None:
    """Remove the documents of posts that are gone; report a failure instead if a guard refuses it.

    Args:
        folder: the output folder, with all documents of this run.
        plan: the plan of the run.
        report: receives each removed document and each failure.
    """
    outdated = folder.outdated(plan.paths)
    if outdated and not folder.options.run.prune_all:
        documents = {path: entry for path, entry in folder.last.entries.items() if entry.size is None}
        refused = refusal(documents, outdated, plan, is_complete=not report.source_failures)
        if refused is not None:
            report.add_failure(refused)
            return
    _remove(outdated, folder, report)
    if plan.addresses is not None and plan.addresses.files is not None:
        _prune_files(folder, report)


def _prune_files(folder: OutputFolder, report: Report) -> None:
    """Remove the copied files that no document uses, unless that looks like a mistake."""
    unused = folder.unused_files()
    number = sum(entry.size is not None for entry in folder.last.entries.values())
    if len(unused) > max(FEW, number * LARGEST_PART) and not folder.options.run.prune_all:
        reason = f"{len(unused)} of {number} copied files would be removed"
        report.add_failure(_refusal(reason, "check that --uploads names all uploads of the site"))
        return
    _remove(unused, folder, report)


def _remove(paths: Iterable[str], folder: OutputFolder, report: Report) -> None:
    for path in paths:
        try:
            folder.remove(path)
        except WriteError as error:
            report.add_failure(error, path)
        else:
            report.add_removed(path)


def refusal(
    documents: Mapping[str, Entry], outdated: Mapping[str, Entry], plan: Plan, *, is_complete: bool
) -> WpconvError | None:
    """Return the reason not to remove documents, or None if nothing speaks against it.

    Args:
        documents: the documents of the last run, by path.
        outdated: those of them that would be removed.
        plan: the plan of this run.
        is_complete: whether every source could be read.
    """
    if plan.damaged or not is_complete:
        damage = f"{plan.damaged} is damaged" if plan.damaged else "a source cannot be read"
        return _refusal(
            f"{damage}, and posts that cannot be read are not gone", "export the source again, and run again"
        )
    for post_type, number in sorted(Counter(entry.type for entry in documents.values()).items()):
        if post_type and number > FEW and post_type not in plan.types:
            return _refusal(
                f"the input holds no post of the type {post_type}, which has {number} documents",
                f"check that the export includes the type {post_type}",
            )
    if len(outdated) > max(FEW, len(documents) * LARGEST_PART):
        return _refusal(
            f"{len(outdated)} of {len(documents)} documents would be removed",
            "check that the export has all of its pages, and that --target and --path are as before",
        )
    return None


def _refusal(reason: str, check: str) -> WpconvError:
    return WpconvError(f"nothing is pruned: {reason}", f"{check}; --prune-all removes the documents anyway")
