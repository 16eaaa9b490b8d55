"""The lock `.wpconv.lock`, which lets one run at a time write into an output folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from wpconv.errors import WriteError
from wpconv.output.atomic_write import open_regular, write_errors

NAME = ".wpconv.lock"

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def lock(root: Path, *, option: str = "-o") -> Iterator[None]:
    """Lock an output folder, which is made if it does not exist, against other runs.

    The system releases the lock when the process ends, in whatever way.

    Args:
        root: the folder.
        option: the option that names it, for messages.

    Raises:
        WriteError: another run has the lock, or its file cannot be written.
    """
    with write_errors(str(root)):
        root.mkdir(parents=True, exist_ok=True)
    with write_errors(str(root / NAME)):
        file = _open_locked(root / NAME, option)
        # The run before may remove the file after we open it and before we lock it.
        while not _is_at(root / NAME, file):
            file.close()
            file = _open_locked(root / NAME, option)
    try:
        yield
    finally:
        if sys.platform == "win32":
            file.close()  # an open file cannot be removed there
        with suppress(OSError):
            (root / NAME).unlink()
        file.close()


def _open_locked(path: Path, option: str) -> IO[bytes]:
    file = os.fdopen(open_regular(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), "ab")
    try:
        _acquire(file)
    except OSError as error:
        file.close()
        cause = f"{path.parent}: another run is writing into it"
        raise WriteError(cause, f"wait until it ends, or choose another folder with {option}") from error
    return file


def _acquire(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        # Forked workers do not inherit this lock, as they would that of flock: a worker that outlives its run
        # does not keep the folder locked.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_at(path: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
