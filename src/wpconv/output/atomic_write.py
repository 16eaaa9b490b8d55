"""Files written whole or not at all, and what the system says about them in words that a user can act on."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from wpconv.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TEMPORARY = ".wpconv-tmp"
"""How the names of unfinished files end."""

_NOT_ALLOWED = "make it writable, or choose another folder with -o"
_IN_THE_WAY = "a file is where a folder should be: move it away, or choose another folder with -o"
_ADVICE = {
    errno.ENOSPC: "free some space, then run again: what is written stays",
    errno.EDQUOT: "free some of your quota, then run again: what is written stays",
    errno.EFBIG: "raise the limit for the size of files (ulimit -f)",
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
    errno.EISDIR: "a folder is where a file should be: move it away, or choose another folder with -o",
    errno.ENAMETOOLONG: "choose an output folder with a shorter path",
}


def content_hash(data: bytes) -> str:
    """Return what tells two contents apart, as the manifest keeps it."""
    return blake2b(data, digest_size=16).hexdigest()


def replace(place: Path, data: bytes) -> None:
    """Write a file whole or not at all; its readers see the old bytes or the new ones.

    The disk is not waited for: a machine that loses its power may leave an empty file, never a half one. The
    next run cannot tell it from one that somebody emptied, and names it.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}{TEMPORARY}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(unfinished, flags, 0o666), "wb") as file:
            file.write(data)
        unfinished.replace(place)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def sweep(folders: Iterable[Path]) -> None:
    """Remove the unfinished files that a killed run left in these folders."""
    for folder in folders:
        for unfinished in folder.glob(f".*{TEMPORARY}"):
            with suppress(OSError):
                unfinished.unlink()


@contextmanager
def named_errors(path: str) -> Iterator[None]:
    """Turn an OSError into a WriteError that names the file and says what to do."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "see to it, then run again")
        raise WriteError(f"{path}: {error.strerror or error}", advice) from error
