"""What a run is about to write: the memory of one that does not live to write its manifest.

Without it the next run would take a file that a killed run had brought up to date for somebody's edit.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wpconv.output.atomic_write import named_errors

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".wpconv.journal"


def note(root: Path, path: str, content: str) -> None:
    """Remember what a file is going to hold.

    Args:
        root: the output folder.
        path: relative to it.
        content: `atomic.content_hash` of its bytes.

    Raises:
        WriteError: it cannot be written.
    """
    with named_errors(str(root / NAME)):
        root.mkdir(parents=True, exist_ok=True)
        # One write at the end of the file is whole, however many workers write.
        file = os.open(root / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            os.write(file, f"{content} {path}\n".encode())
        finally:
            os.close(file)


def read(root: Path) -> dict[str, str]:
    """Return the hashes that a run which did not end left behind, by path."""
    try:
        lines = (root / NAME).read_text("utf-8", "replace").splitlines()
    except OSError:
        return {}
    return {path: content for content, _, path in (line.partition(" ") for line in lines)}


def clear(root: Path) -> None:
    """Forget it all: the manifest knows."""
    place = root / NAME
    with named_errors(str(place)):
        # A folder is none of ours; who wanted to write there has named it.
        if not place.is_dir():
            place.unlink(missing_ok=True)
