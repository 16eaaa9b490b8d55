"""Writes and removes single documents, without overwriting anybody's work.

A file is ours if its hash is in the manifest. Any other file, and one that was edited since, is kept, and its
post is reported as a failure. A file that holds exactly what would be written counts as ours, too: thus a run
takes over the documents of a run that was killed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from hashlib import blake2b, file_digest
from pathlib import Path

from wpconv.errors import WriteError
from wpconv.output.atomic_write import (
    SYMBOLIC_LINK,
    content_hash,
    file_mode,
    open_regular,
    read_regular,
    remove_temporary_files,
    special_kind,
    write_atomically,
    write_errors,
)

_LARGE = 1 << 24
"""Bytes; files of this size and larger ones, such as videos, are read in parts."""


class Action(StrEnum):
    """The change made to a file, or in a dry run the change that would be made."""

    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


def write(
    root: Path, path: str, text: str, *, known: str = "", overwrite: bool = False, dry_run: bool = False
) -> Action:
    """Write a document unless its file holds it already.

    Args:
        root: the output folder.
        path: relative to it, with `/`.
        text: the document; a lone surrogate becomes `?`.
        known: the `content_hash` of the last version, from the manifest; empty if there is none.
        overwrite: replace a file that is not ours.
        dry_run: change nothing, only return the action.

    Raises:
        WriteError: the file cannot be written, or must not be.
    """
    file = root / path
    data = text.encode("utf-8", "replace")
    with write_errors(path):
        check_is_inside(root, file, path)
        action = _action(file, path, data, known, overwrite)
        if action is not Action.UNCHANGED and not dry_run:
            write_atomically(file, data)
    return action


def remove(root: Path, path: str, *, known: str, dry_run: bool = False) -> Action:
    """Remove a document whose post is gone, and the folders that are empty without it.

    Args:
        root: the output folder.
        path: relative to it, with `/`.
        known: the `content_hash` of its last version, from the manifest.
        dry_run: change nothing, only return the action.

    Raises:
        WriteError: the file was edited since, or cannot be removed.
    """
    file = root / path
    with write_errors(path):
        check_is_inside(root, file, path)
        if not is_current(root, path, known) and (file.is_symlink() or file.exists()):
            raise WriteError(f"{path}: its post is gone, but it was edited", "keep it, or remove it yourself")
        if not dry_run:
            file.unlink(missing_ok=True)
            remove_empty_folders(root, file.parent)
    return Action.REMOVED


def is_current(root: Path, path: str, known: str) -> bool:
    """Return whether a regular file has the content whose `content_hash` is `known`."""
    try:
        with os.fdopen(open_regular(root / path, os.O_RDONLY), "rb", 0) as file:
            if os.fstat(file.fileno()).st_size < _LARGE:
                return content_hash(file.read()) == known
            return file_digest(file, lambda: blake2b(digest_size=16)).hexdigest() == known
    except (OSError, WriteError):
        return False


def tidy(root: Path, paths: Iterable[str]) -> None:
    """Remove the temporary files of a killed run from the output folder and the folders of these paths."""
    remove_temporary_files({(root / path).parent for path in paths} | {root})


def _action(file: Path, path: str, data: bytes, known: str, overwrite: bool) -> Action:
    mode = file_mode(file)
    if mode is None:
        return Action.WRITTEN
    kind = special_kind(mode)
    if kind == SYMBOLIC_LINK:
        why = f"is {kind}"
    elif kind:
        raise WriteError(f"{path}: is {kind}, not a regular file", "remove it, or choose another -o")
    elif stat.S_ISDIR(mode):
        raise WriteError(f"{path}: is a folder, where a file should be", "move it away, or choose another -o")
    else:
        current = read_regular(file)
        if current == data:
            return Action.UNCHANGED
        if content_hash(current) == known:
            return Action.UPDATED
        why = "was edited since wpconv wrote it" if known else "exists, and wpconv did not write it"
    if overwrite:
        return Action.UPDATED
    raise WriteError(f"{path}: {why}, kept as it is", "move it away, or replace it with --overwrite")


def check_is_inside(root: Path, file: Path, path: str) -> None:
    """Raise WriteError if a symbolic link leads from a path in the output folder to a place outside of it."""
    folder = os.fspath(root)
    for name in path.split("/")[:-1]:
        folder = os.path.join(folder, name)  # noqa: PTH118  a Path takes several times as long
        if name == ".." or os.path.islink(folder):  # noqa: PTH114  the same
            break
    else:
        return
    if not file.parent.resolve().is_relative_to(root.resolve()):
        raise WriteError(f"{path}: a link leads out of the output folder", "remove it, or choose another -o")


def remove_empty_folders(root: Path, folder: Path) -> None:
    """Remove a folder and those that contain it, up to the output folder, as long as they are empty."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent
