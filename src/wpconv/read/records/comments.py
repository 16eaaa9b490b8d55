"""Comments, from records of `/wp/v2/comments` or of wp-cli's `wp comment list`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from wpconv.read.records import dates
from wpconv.read.records.coerce import clean, number, text
from wpconv.read.records.entities import host
from wpconv.site_model import Comment

_APPROVED = frozenset(("approved", "approve", "1"))
_LINKED = frozenset(("pingback", "trackback"))


def comment(record: Mapping[str, Any], zone: ZoneInfo | None = None) -> Comment | None:
    """Return the comment of a record; None if it is not approved, or a record of another kind of note.

    Args:
        record: the JSON object.
        zone: the time zone of dates without a GMT one.
    """
    status = text(record.get("status", record.get("comment_approved")))
    kind = text(record.get("type", record.get("comment_type"))) or "comment"
    if status not in _APPROVED or kind not in {"comment", *_LINKED}:
        return None
    date, _notices = dates.pair(
        record.get("date", record.get("comment_date")),
        record.get("date_gmt", record.get("comment_date_gmt")),
        zone,
    )
    url = clean(text(record.get("author_url", record.get("comment_author_url"))))[0]
    return Comment(
        id=number(record.get("id", record.get("comment_ID"))) or 0,
        post=number(record.get("post", record.get("comment_post_ID"))) or 0,
        parent=number(record.get("parent", record.get("comment_parent"))) or 0,
        author=clean(text(record.get("author_name", record.get("comment_author"))))[0],
        url=url if url.startswith(("https://", "http://")) else "",
        date=date,
        content=clean(text(record.get("content", record.get("comment_content"))))[0],
        is_pingback=kind in _LINKED,
        host=host(record),
    )
