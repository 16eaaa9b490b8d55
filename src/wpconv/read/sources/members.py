"""Members of archives as positions in a file, so that each can be read alone, without unpacking the rest."""

from __future__ import annotations

from dataclasses import dataclass

from wpconv.errors import ReadError


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes of a member within its archive."""

    start: int
    """The offset of the first byte."""
    size: int
    """In bytes, as stored."""
    deflated: bool = False
    crc: int | None = None
    """CRC-32 of the content, if the archive holds one."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive."""

    name: str
    content: Span | ReadError
    group: int
    """Of members with equal name and group, as `tar -r` makes them, the last replaces the others."""
