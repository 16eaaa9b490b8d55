"""Copies media files into the output folder, in parts, without overwriting anybody's work.

A copy has the time of the file that it was made from. If size and time of both are equal, neither is read:
this is the quick check of rsync. Otherwise the bytes decide, by their hash.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from wpconv.errors import WriteError
from wpconv.output import files, manifest
from wpconv.output.atomic_write import (
    SYMBOLIC_LINK,
    file_mode,
    special_kind,
    write_errors,
    write_parts_atomically,
)
from wpconv.output.files import Action, check_is_inside, remove_empty_folders


@dataclass(frozen=True, slots=True)
class Original:
    """A file to copy."""

    parts: Callable[[], Iterable[bytes]]
    """Returns its bytes in parts; it may be called twice."""
    size: int
    """In bytes."""
    mtime: int
    """The time of its last change in seconds since 1970; not negative."""


def copy(
    root: Path,
    path: str,
    original: Original,
    *,
    known: str = "",
    overwrite: bool = False,
    dry_run: bool = False,
) -> tuple[Action, str]:
    """Bring a copy up to date.

    Args:
        root: the output folder.
        path: the copy's, relative to it, with `/`.
        original: the file.
        known: the `content_hash` of the last copy, from the manifest; empty if there is none.
        overwrite: replace a file that is not ours.
        dry_run: change nothing, only return the action.

    Returns:
        The action, and the hash of the file's bytes; it may be empty in a dry run.

    Raises:
        WriteError: the copy cannot be written, or must not be.
    """
    file = root / path
    with write_errors(path):
        check_is_inside(root, file, path)
        if known and is_current(file, original):
            return Action.UNCHANGED, known
        content = hash_of(original.parts()) if _has_size(file, original.size) else ""
        if content and files.is_current(root, path, content):
            if not dry_run:
                # Windows cannot do it without following links; this is a regular file.
                follow = os.utime not in os.supports_follow_symlinks
                with suppress(OSError):
                    os.utime(file, (original.mtime, original.mtime), follow_symlinks=follow)
            return Action.UNCHANGED, content
        action = _action(root, path, known, overwrite=overwrite)
        if dry_run:
            # A run reads the file: if that would fail at its beginning, so does this.
            next(iter(original.parts()), b"")
            return action, content
        return action, _write(root, path, original)


def is_current(file: Path, original: Original) -> bool:
    """Return whether a copy has the size and the time of the file that it was made from."""
    return _has_size(file, original.size) and int(file.lstat().st_mtime) == original.mtime


def _has_size(file: Path, size: int) -> bool:
    """Return whether a regular file is there and has this size."""
    try:
        status = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == size


def hash_of(parts: Iterable[bytes]) -> str:
    """Return the `content_hash` of bytes that come in parts."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def remove(root: Path, path: str, *, known: str, dry_run: bool = False) -> None:
    """Remove a copy that no document uses, and the folders that are empty without it.

    Raises:
        WriteError: it was edited since, or cannot be removed.
    """
    file = root / path
    with write_errors(path):
        check_is_inside(root, file, path)
        if file_mode(file) is not None and not files.is_current(root, path, known):
            cause = f"{path}: no document uses it, but it was edited"
            raise WriteError(cause, "keep it, or remove it yourself")
        if not dry_run:
            file.unlink(missing_ok=True)
            remove_empty_folders(root, file.parent)


def _action(root: Path, path: str, known: str, *, overwrite: bool) -> Action:
    """Return the change that a path needs whose file is not the one that is wanted."""
    mode = file_mode(root / path)
    if mode is None:
        return Action.WRITTEN
    kind = special_kind(mode)
    if stat.S_ISDIR(mode) or (kind and kind != SYMBOLIC_LINK):
        raise WriteError(f"{path}: is {kind or 'a folder'}, where a file should be", "move it away")
    if overwrite or (not kind and known and files.is_current(root, path, known)):
        return Action.UPDATED
    why = "was edited since wpconv copied it" if known else "exists, and wpconv did not copy it"
    raise WriteError(f"{path}: {why}, kept as it is", "move it away, or replace it with --overwrite")


def _write(root: Path, path: str, original: Original) -> str:
    digest = blake2b(digest_size=16)

    def hashed() -> Iterable[bytes]:
        for part in original.parts():
            digest.update(part)
            yield part
        # If the run is killed, the next one recognises the copy.
        with suppress(WriteError):
            manifest.append_to_journal(root, path, digest.hexdigest())

    write_parts_atomically(root / path, hashed(), original.mtime)
    return digest.hexdigest()
