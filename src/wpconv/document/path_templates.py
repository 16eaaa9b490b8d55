"""Templates of paths: `blog/{year}/{slug}.md`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from string import Formatter

from wpconv.errors import UsageError

NAMES = ("slug", "path", "id", "type", "status", "lang", "host", "year", "month", "day")
"""What a template may name; `path` is the slug with the slugs of its parents before it."""

_OWN_NAMES = {"slug", "path", "id"}
# What a folder or a file may be called on every system, and no way up.
_STEP = re.compile(r'(?:[^\\/:*?"<>|\x00-\x1f]*[^\\/:*?"<>|\x00-\x1f. ])')


def bundle(template: str) -> str:
    """Return a template that gives each document a folder of its own."""
    stem, _, extension = template.rpartition(".")
    return template if stem.endswith("/index") else f"{stem}/index.{extension}"


def section(template: str) -> str:
    """Return a template for pages that have children, in generators that know such pages by `_index`."""
    return re.sub(r"(?:/index)?(\.\w+)$", r"/_index\1", template)


def check(template: str) -> None:
    """Check a template of a user's own.

    Raises:
        UsageError: it names what is not known, tells no posts apart, or is no path inside the output folder.
    """
    try:
        parts = [part for part in Formatter().parse(template) if part[1] is not None]
    except ValueError as error:
        raise _wrong(template, str(error), "write names in braces: {slug}") from None
    for _, name, spec, conversion in parts:
        if name not in NAMES:
            near = get_close_matches(name or "", NAMES, 1, 0.1)
            advice = f"did you mean {{{near[0]}}}?" if near else "use " + ", ".join(NAMES)
            raise _wrong(template, f"there is no name {{{name}}}", advice)
        if spec or conversion:
            raise _wrong(template, f"{{{name}}} stands alone in its braces", f"write {{{name}}}")
    if _OWN_NAMES.isdisjoint(name for _, name, _, _ in parts if name):
        raise _wrong(template, "all posts would have one path", "use {slug}, {path} or {id}")
    steps = template.format_map(dict.fromkeys(NAMES, "x")).split("/")
    if not all(map(_STEP.fullmatch, steps)) or not re.search(r"[^.]\.[A-Za-z]+$", steps[-1]):
        raise _wrong(template, "is no file inside the output folder", "write it like blog/{slug}.md")


def _wrong(template: str, cause: str, advice: str) -> UsageError:
    return UsageError(f"--path {template}: {cause}", advice)
