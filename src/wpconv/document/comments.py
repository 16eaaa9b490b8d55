"""Comments of posts, as data files for a generator's templates or as a field of the documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any

from wpconv.document.front_matter import Value, timestamp
from wpconv.document.targets import Target
from wpconv.site_model import Comment

FOLDER = "comments"
"""The folder of the comments below the data folder of the target."""


def in_threads(comments: Iterable[Comment]) -> tuple[list[Comment], list[Comment]]:
    """Return the comments of one post by date, and those whose parent is missing.

    A comment whose parent is missing, or that is above itself, becomes one without a parent.
    """
    ordered = sorted(comments, key=_moment)
    by_id = {each.id: each for each in ordered}
    orphans = [each for each in ordered if each.parent and _is_orphan(each, by_id)]
    return ordered, orphans


def _moment(comment: Comment) -> tuple[str, int]:
    return (timestamp(comment.date.replace(tzinfo=None)) if comment.date else "", comment.id)


def _is_orphan(comment: Comment, by_id: Mapping[int, Comment]) -> bool:
    """Return whether the parent is missing, or this is the first comment of a circle of parents."""
    above, parent = [comment.id], comment.parent
    while parent in by_id and parent not in above:
        above.append(parent)
        parent = by_id[parent].parent
    if len(above) == 1:
        return True
    return parent == comment.id == min(above)


def fields(
    comments: Iterable[Comment], orphans: Iterable[Comment], to_markdown: Callable[[str], str]
) -> list[dict[str, Value]]:
    """Return the values of comments as they are written.

    Args:
        comments: in order.
        orphans: those of them that are written without a parent.
        to_markdown: converts the HTML of a comment.
    """
    alone = {each.id for each in orphans}
    return [
        {
            "id": each.id,
            "parent": 0 if each.id in alone else each.parent,
            "author": " ".join(unescape(each.author).split()),
            "url": each.url if each.url.startswith(("https://", "http://")) else "",
            "date": each.date or "",
            "pingback": each.is_pingback,
            "body": to_markdown(each.content),
        }
        for each in comments
    ]


def data_path(post_id: int, target: Target) -> str:
    """Return the path of the data file with the comments of a post, relative to the output folder."""
    return f"{target.data_folder}{FOLDER}/{post_id}.json"


def data_file(values: Sequence[Mapping[str, Value]]) -> str:
    """Return the text of a data file: a list in JSON."""
    return json.dumps(values, ensure_ascii=False, indent=1, default=_date) + "\n"


def _date(value: Any) -> str:
    if isinstance(value, datetime):
        return timestamp(value)
    raise TypeError(type(value))
