"""File names and first bytes by which exports and archives are recognised."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

JSON_NAME = re.compile(r"\.(?:json|jsonl|ndjson)(?:\.gz)?$", re.IGNORECASE)
ARCHIVE_NAME = re.compile(r"\.(?:zip|tar|tar\.gz|tgz)$", re.IGNORECASE)
TEXT_NAME = re.compile(r"\.txt$", re.IGNORECASE)
BEGINS_LIKE_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\[{]|<br />\s*<b>)")
"""A bracket, or PHP's warning before one."""
GZIP_MAGIC = b"\x1f\x8b\x08"
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
TAR_MAGIC = b"ustar"
TAR_MAGIC_OFFSET = 257
HEAD = 512
"""Bytes: a tar header, the longest of the headers that identify an archive."""


def head(path: Path) -> bytes:
    """Return the first bytes of a file, at most `HEAD`."""
    with path.open("rb") as file:
        return file.read(HEAD)


def is_export_name(name: str) -> bool:
    """Return whether the name of a member is that of JSON, of an archive, or of a text that may hold JSON."""
    return any(pattern.search(name) for pattern in (JSON_NAME, ARCHIVE_NAME, TEXT_NAME))


def may_be_archive(name: str, first: bytes) -> bool:
    """Return whether a file is worth opening as an archive, by its name and first bytes."""
    return b"\0" in first or first.startswith(ZIP_MAGIC) or ARCHIVE_NAME.search(name) is not None


def archive_kind(path: Path) -> Literal["zip", "tar", ""]:
    """Return the kind of an archive, also of one whose first header is damaged; empty for other files."""
    # Plain files do not pay for the import.
    import zipfile  # noqa: PLC0415

    # The same.
    from wpconv.read.sources.tar_archive import next_header  # noqa: PLC0415

    first = head(path)
    if first.startswith(ZIP_MAGIC):
        return "zip"
    if first.startswith(TAR_MAGIC, TAR_MAGIC_OFFSET):
        return "tar"
    if zipfile.is_zipfile(path):
        return "zip"
    with path.open("rb") as file:
        return "" if next_header(file, 0).start is None else "tar"
