"""Countdowns to a date."""

import re
from typing import Any

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, classes, descendants, find_all, is_text, remove
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.notices import NoticeCode

_CLASS = re.compile(r"count-?down", re.IGNORECASE)
_DATES = (
    "data-date",
    "data-end-timestamp",
    "data-timestamp",
    "data-due-date",
    "data-end",
    "data-target",
    "data-time",
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OTHER_DIGIT = re.compile(r"[1-9]")
_MIN_PARTS, _MAX_PARTS = 2, 16
"""How many labels, numbers and signs between them a countdown has."""
_MAX_WORDS = 3
"""More words than a label, as in "Days" or "Day(s)", has."""


def countdowns(root: Tag, ctx: Context) -> None:
    """Countdowns, whose numbers only a script writes: their labels are removed, and their date is reported.

    A heading in it stays, and a countdown that holds other text.
    """
    for tag in find_all(root):
        if not any(map(_CLASS.search, classes(tag))) or not _has_labels_alone(tag):
            continue
        around: list[Any] = [tag, *find_all(tag), *tag.parents]
        dates = (attr(each, key) for each in around for key in _DATES)
        date = next(filter(None, dates), "a date")
        ctx.notice(NoticeCode.REMOVED_BOILERPLATE, f"countdown to {date} {excerpt(tag)}")
        headings = find_all(tag, *_HEADINGS)
        kept = {id(node) for heading in headings for node in (heading, *find_all(heading), *heading.parents)}
        for child in find_all(tag):
            if id(child) not in kept:
                remove(child)


def _has_labels_alone(tag: Tag) -> bool:
    """Return whether the texts of an element, without headings, are short, several, and no number but 0."""
    in_headings = {id(node) for heading in find_all(tag, *_HEADINGS) for node in descendants(heading)}
    nodes = (node for node in descendants(tag) if is_text(node) and id(node) not in in_headings)
    texts = [str(node) for node in nodes if not str(node).isspace()]
    return (
        _MIN_PARTS <= len(texts) <= _MAX_PARTS
        and all(len(text.split()) <= _MAX_WORDS and not _OTHER_DIGIT.search(text) for text in texts)
        and not find_all(tag, "a", "img", "iframe", "video")
    )


def _concerns(html: str) -> bool:
    return any(sign in html for sign in ("countdown", "Countdown", "count-down"))


RULES = (Rule(":root", countdowns, concerns=_concerns),)
