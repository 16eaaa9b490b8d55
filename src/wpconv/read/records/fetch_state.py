"""The state of a fetched site, `state.json`, as far as reading its export folder needs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.site import GonePosts


def items(record: Mapping[str, Any], source: str) -> Iterator[GonePosts | Notice]:
    """Yield what a state says about the other files of its folder.

    Args:
        record: the state.
        source: the name of its source.
    """
    folder = source.removesuffix("state.json")
    gone = record.get("gone")
    for name, ids in gone.items() if isinstance(gone, dict) else ():
        if isinstance(ids, list):
            yield GonePosts(folder, name, frozenset(each for each in ids if isinstance(each, int)))
    for values in record.get("notices") or ():
        try:
            yield Notice.from_json(values)
        except (KeyError, TypeError, ValueError):
            yield Notice(NoticeCode.FETCH_INCOMPLETE, f"{source}: has an unknown notice", Severity.WARNING)
    if not record.get("finished"):
        yield Notice(
            NoticeCode.FETCH_INCOMPLETE,
            f"{folder or source}: the fetch of {record.get('source')} has not come to its end",
            Severity.LOSS,
        )
