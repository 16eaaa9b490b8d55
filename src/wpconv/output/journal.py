"""The journal `.wpconv.journal`: hashes of the documents that a run has begun to write.

The manifest is written at the end of a run. If a run is killed before, the next one recognises its documents
by the journal; without it, they would look edited.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from wpconv.errors import WriteError
from wpconv.output.atomic_write import file_mode, open_regular, read_regular, write_errors

NAME = ".wpconv.journal"


def append(root: Path, path: str, content: str) -> None:
    """Add the hash of a document that is about to be written.

    Args:
        root: the output folder.
        path: the document's, relative to it.
        content: the `content_hash` of its bytes.

    Raises:
        WriteError: the journal cannot be written.
    """
    with write_errors(str(root / NAME)):
        root.mkdir(parents=True, exist_ok=True)
        file = open_regular(root / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            # A line is one write in append mode: those of several workers do not mix.
            os.write(file, f"{content} {path}\n".encode())
        finally:
            os.close(file)


def read(root: Path) -> dict[str, str]:
    """Return the hashes that a killed run left, by path; none if the journal cannot be read."""
    try:
        lines = read_regular(root / NAME).decode("utf-8", "replace").splitlines()
    except (OSError, WriteError):
        return {}
    return {path: content for content, _, path in (line.partition(" ") for line in lines)}


def clear(root: Path) -> None:
    """Remove the journal once the manifest is written; a link, FIFO or folder in its place is not ours."""
    file = root / NAME
    with write_errors(str(file)):
        if stat.S_ISREG(file_mode(file) or 0):
            file.unlink()
