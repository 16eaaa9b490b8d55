"""Reading and writing single files: whole or not at all, never through a link, never waiting for a FIFO."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from wpconv.errors import WriteError

TEMPORARY = ".wpconv-tmp"
"""The suffix of temporary files, which are renamed when they are complete."""

SYMBOLIC_LINK = "a symbolic link"
"""The `special_kind` that `--overwrite` may replace."""

# Windows has neither links that anybody may make nor FIFOs in folders; it needs O_BINARY.
_SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = {
    stat.S_IFLNK: SYMBOLIC_LINK,
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
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
    """Return the hash by which the manifest and the journal recognise a file's content."""
    return blake2b(data, digest_size=16).hexdigest()


def file_mode(path: Path) -> int | None:
    """Return a file's mode, not that of the file that a link leads to; None if there is no file."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None


def special_kind(mode: int | None) -> str:
    """Return the kind of a file that is neither regular nor a folder, such as `a FIFO`; else an empty str."""
    return _KINDS.get(stat.S_IFMT(mode or 0), "")


def open_regular(path: Path, flags: int) -> int:
    """Open a regular file by `os.open`, and nothing else.

    Args:
        path: a symbolic link is not followed, and a FIFO not waited for.
        flags: such as `os.O_RDONLY`.

    Returns:
        The file descriptor, which the caller closes.

    Raises:
        WriteError: a link, a FIFO, a socket or a device has this path.
        OSError: the file cannot be opened; IsADirectoryError for a folder.
    """
    try:
        descriptor = os.open(path, flags | _SAFE, 0o666)
    except OSError as error:
        # A link, or a FIFO that nobody reads.
        if kind := special_kind(file_mode(path)):
            raise _is_not_regular(path, kind) from error
        raise
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise _is_not_regular(path, _KINDS.get(stat.S_IFMT(mode), "special"))


def _is_not_regular(path: Path, kind: str) -> WriteError:
    return WriteError(f"{path}: is {kind}, not a regular file", "remove it, then run again")


def read_regular(path: Path) -> bytes:
    """Return the content of a regular file; raise as `open_regular` does."""
    with os.fdopen(open_regular(path, os.O_RDONLY), "rb", 0) as file:
        return file.read()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file, and make its folders; readers see the old content or the new one.

    A file that exists keeps its mode. There is no fsync: after a power failure the file may be empty, and the
    next run then reports it as edited.
    """
    write_parts_atomically(path, (data,))


def write_parts_atomically(path: Path, parts: Iterable[bytes], mtime: int | None = None) -> None:
    """Write a file as `write_atomically` does, from parts, so that it need not fit into memory.

    Args:
        path: the file.
        parts: its bytes; an exception while they are read leaves the old file in place.
        mtime: the time of its last change in seconds since 1970; None for now.
    """
    folder, name = os.path.split(path)
    temporary = Path(folder, f".{name}{TEMPORARY}")
    mode = file_mode(path)
    try:
        with os.fdopen(_create(temporary), "wb") as file:
            file.writelines(parts)
            if sys.platform != "win32" and mode is not None and stat.S_ISREG(mode):
                os.fchmod(file.fileno(), mode & 0o777)
        if mtime is not None:
            os.utime(temporary, (mtime, mtime))
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _create(temporary: Path) -> int:
    """Open a new file, in place of a file or a link of this name that a killed run or somebody else left.

    Folders that are missing are made.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE
    try:
        return os.open(temporary, flags, 0o666)
    except FileNotFoundError:
        temporary.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        temporary.unlink()
    return os.open(temporary, flags, 0o666)


def remove_temporary_files(folders: Iterable[Path]) -> None:
    """Remove the temporary files that a killed run left in these folders."""
    for folder in folders:
        for temporary in folder.glob(f".*{TEMPORARY}"):
            with suppress(OSError):
                temporary.unlink()


@contextmanager
def write_errors(path: str) -> Iterator[None]:
    """Turn an OSError into a WriteError that names a path and says what to do.

    Args:
        path: as the message shows it: relative to the output folder, or the file's whole path.
    """
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "remove the cause, then run again")
        raise WriteError(f"{path}: {error.strerror or error}", advice) from error
