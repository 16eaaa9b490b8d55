"""Templates of paths, such as `blog/{year}/{slug}.md`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from string import Formatter

from wpconv.errors import UsageError

NAMES = ("slug", "path", "id", "type", "status", "lang", "host", "year", "month", "day")
"""The names that a template may have in braces; `path` is the slug after the slugs of its parents."""

_UNIQUE_NAMES = {"slug", "path", "id"}
# The name of a file or a folder on every system, and neither `.` nor `..`.
_STEP = re.compile(r'(?:[^\\/:*?"<>|\x00-\x1f]*[^\\/:*?"<>|\x00-\x1f. ])')


def bundle(template: str) -> str:
    """Return a template that gives each document a folder of its own: `blog/{slug}/index.md`."""
    stem, _, extension = template.rpartition(".")
    return template if stem.endswith("/index") else f"{stem}/index.{extension}"


def section(template: str) -> str:
    """Return a template for pages with children, which Hugo and Zola call sections: `{path}/_index.md`."""
    return re.sub(r"(?:/index)?(\.\w+)$", r"/_index\1", template)


def check(template: str) -> None:
    """Check a template that a user gave.

    Raises:
        UsageError: a name is unknown, all posts would have one path, or the path is not that of a file inside
            the output folder.
    """
    try:
        fields = [part for part in Formatter().parse(template) if part[1] is not None]
    except ValueError as error:
        raise _wrong(template, str(error), "write names in braces: {slug}") from None
    for _, name, spec, conversion in fields:
        if name not in NAMES:
            similar = get_close_matches(name or "", NAMES, 1, 0.1)
            advice = f"did you mean {{{similar[0]}}}?" if similar else "use " + ", ".join(NAMES)
            raise _wrong(template, f"there is no name {{{name}}}", advice)
        if spec or conversion:
            raise _wrong(template, f"{{{name}}} takes no format", f"write {{{name}}}")
    if _UNIQUE_NAMES.isdisjoint(name for _, name, _, _ in fields if name):
        raise _wrong(template, "all posts would have one path", "use {slug}, {path} or {id}")
    steps = template.format_map(dict.fromkeys(NAMES, "x")).split("/")
    if not all(map(_STEP.fullmatch, steps)) or not re.search(r"[^.]\.[A-Za-z]+$", steps[-1]):
        raise _wrong(template, "is no file inside the output folder", "write it like blog/{slug}.md")


def _wrong(template: str, cause: str, advice: str) -> UsageError:
    return UsageError(f"--path {template}: {cause}", advice)
