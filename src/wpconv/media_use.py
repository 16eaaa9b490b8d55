"""The use of a file by a document, which the manifest and the report keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class MediaUse:
    """A reference of a document to a file, and what became of it."""

    url: str
    """As in Reference."""
    kind: str
    """As in Reference; `field` for one in the front matter."""
    state: Literal["copied", "missing", "external"]
    """`external`: the file is another site's."""
    new: str
    """The URL that the document has."""
    file: str = ""
    """Its path below the uploads folder; the host of an external file."""
    path: str = ""
    """Where it is copied to, relative to the output folder; empty if it is not."""
