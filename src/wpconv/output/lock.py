"""One run per output folder."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from wpconv.errors import WriteError
from wpconv.output.atomic_write import named_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".wpconv.lock"

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Hold an output folder, which is made if it is not there, against other runs.

    The system lets go of it when the process ends, however it ends.

    Raises:
        WriteError: another run holds it, or it cannot be written.
    """
    with named_errors(str(root)):
        root.mkdir(parents=True, exist_ok=True)
    with named_errors(str(root / NAME)):
        file = _hold(root / NAME)
        # The run before may have removed the file between our opening and our locking it.
        while not _is_at(root / NAME, file):
            file.close()
            file = _hold(root / NAME)
    try:
        yield
    finally:
        with suppress(OSError):
            (root / NAME).unlink()
        file.close()


def _hold(place: Path) -> IO[bytes]:
    file = place.open("ab")
    try:
        _take(file)
    except OSError as error:
        file.close()
        cause = f"{place.parent}: another run is writing into it"
        raise WriteError(cause, "wait until it ends, or choose another folder with -o") from error
    return file


def _take(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        # Unlike flock, a record lock is not inherited: a worker that outlives its run does not hold it.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_at(place: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(place.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
