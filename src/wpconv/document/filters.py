"""What a target does to a value before it becomes a field: small functions, named in the targets' tables.

Each takes the value of a `PostValues` and returns what is written; None leaves the field out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wpconv.document.front_matter import Value


def as_is(value: Any) -> Value | None:
    """Keep a value, and leave out an empty one."""
    filled: Value = list(value) if isinstance(value, tuple) else value
    return filled or None


def joined(names: Sequence[str]) -> str | None:
    """Make one text of several names."""
    return ", ".join(names) or None


def first(names: Sequence[str]) -> str | None:
    """Keep the first of several names."""
    return names[0] if names else None


def siblings(names: Sequence[str]) -> Value | None:
    """Put each name into a list of its own, where a plain list means a path from parent to child."""
    return [[name] for name in names] or None


def listed(text: str) -> Value | None:
    """Make a list of one text."""
    return [text] if text else None


def unless_true(flag: bool) -> bool | None:
    """Write what is off, and nothing about what is on."""
    return False if flag else None


def unless_post(post_type: str) -> str | None:
    """Leave out the type that goes without saying."""
    return None if post_type == "post" else post_type


def if_positive(number: int) -> int | None:
    """Keep a number that an unsigned field can hold."""
    return number if number > 0 else None


def wall_clock(moment: datetime | None) -> datetime | None:
    """Drop the offset, for readers that take every date for the site's own time zone."""
    return moment.replace(tzinfo=None) if moment else None


def html(text: str) -> str | None:
    """Escape a text for templates that print it as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") or None


def markdown(text: str) -> str | None:
    """Escape a text for readers that render it as Markdown."""
    escaped = re.sub(r"([\\`*_\[\]])", r"\\\1", html(text) or "")
    escaped = re.sub(r"~(?=.*~)|(?<=~)~", "&#126;", escaped)
    return re.sub(r"^([#+-]|\d+(?=\.\s))", r"\\\1", escaped) or None


def folder(path: str) -> str | None:
    """End a permalink with a slash unless it names a file."""
    if not path:
        return None
    return path if path.endswith("/") or _is_file(path) else f"{path}/"


def relative(path: str) -> str | None:
    """Write a permalink without its leading slash; the front page has none that could be told."""
    return (folder(path) or "").lstrip("/") or None


def file_of(path: str) -> str | None:
    """Name the file that answers to a permalink."""
    place = relative(path)
    return f"{place}index.html" if place and place.endswith("/") else place


def at_root(slug: str) -> str | None:
    """Make a permalink of a slug."""
    return f"/{slug}/" if slug else None


def path_as_slug(path: str) -> str | None:
    """Make a slug that no other page has of a document's path, for readers that know no parents."""
    return path.removeprefix("content/pages/").rpartition(".")[0].replace("/", "-") or None


def no_token(path: str) -> str | None:
    """Escape the sign with which a permalink names a token, by a backslash."""
    return path.replace(":", "\\:") or None


def no_placeholder(path: str) -> str | None:
    """Escape the sign with which a permalink names a placeholder, as a URL would."""
    return path.replace(":", "%3A") or None


def _is_file(path: str) -> bool:
    return re.search(r"\.[a-z0-9]{2,5}$", path, re.IGNORECASE) is not None
