"""A document to a file: only where it changes something, never over anybody's work.

A file is ours when the manifest knows its bytes. One that is not, or was edited since, is kept and named. A
killed run leaves whole files; the next one adopts those whose bytes are what it would write.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from wpconv.errors import WriteError
from wpconv.output.atomic_write import content_hash, named_errors, replace, sweep

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Action(StrEnum):
    """What was done with a file, or would be."""

    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


def write(
    root: Path, path: str, text: str, *, known: str = "", overwrite: bool = False, dry_run: bool = False
) -> Action:
    """Bring one file up to date.

    Args:
        root: the output folder.
        path: relative to it, with `/`.
        text: the whole content.
        known: the hash of what we wrote there last, from the manifest; empty where it knows nothing.
        overwrite: take a file that is not ours, too.
        dry_run: only say what would be done.

    Raises:
        WriteError: it cannot be written, or must not be.
    """
    place = root / path
    data = text.encode("utf-8", "replace")
    with named_errors(path):
        _stay_inside(root, place, path)
        action = _decide(place, path, data, known, overwrite)
        if action is not Action.UNCHANGED and not dry_run:
            replace(place, data)
    return action


def remove(root: Path, path: str, *, known: str, dry_run: bool = False) -> Action:
    """Remove a file of ours whose post is gone, and the folders that it leaves empty.

    Raises:
        WriteError: it was edited since, or cannot be removed.
    """
    place = root / path
    with named_errors(path):
        _stay_inside(root, place, path)
        if not is_current(root, path, known) and (place.is_symlink() or place.exists()):
            raise WriteError(f"{path}: its post is gone, but it was edited", "keep it, or remove it yourself")
        if not dry_run:
            place.unlink(missing_ok=True)
            _remove_empty(root, place.parent)
    return Action.REMOVED


def is_current(root: Path, path: str, known: str) -> bool:
    """Tell whether a file is there and holds what the manifest says."""
    place = root / path
    try:
        return not place.is_symlink() and content_hash(place.read_bytes()) == known
    except OSError:
        return False


def tidy(root: Path, paths: Iterable[str]) -> None:
    """Remove what a killed run left unfinished in the folders of these paths."""
    sweep({(root / path).parent for path in paths} | {root})


def _decide(place: Path, path: str, data: bytes, known: str, overwrite: bool) -> Action:
    if place.is_dir() and not place.is_symlink():
        raise WriteError(f"{path}: is a folder, where a file should be", "move it away, or choose another -o")
    if place.is_symlink():
        why = "is a link"
    elif not place.exists():
        return Action.WRITTEN
    else:
        there = place.read_bytes()
        if there == data:
            return Action.UNCHANGED
        if content_hash(there) == known:
            return Action.UPDATED
        why = "was edited since wpconv wrote it" if known else "is there and wpconv did not write it"
    if overwrite:
        return Action.UPDATED
    raise WriteError(f"{path}: {why}, kept as it is", "move it away, or replace it with --overwrite")


def _stay_inside(root: Path, place: Path, path: str) -> None:
    if not place.parent.resolve().is_relative_to(root.resolve()):
        raise WriteError(f"{path}: a link leads out of the output folder", "remove it, or choose another -o")


def _remove_empty(root: Path, folder: Path) -> None:
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent
