"""Comments, menu entries and settings, from the records that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from wpconv.read.records import classify, comments, menus, redirection, settings
from wpconv.read.site_records import SiteRecord


def site_records(kind: str, record: Mapping[str, Any], zone: ZoneInfo | None) -> Sequence[SiteRecord]:
    """Return the parts of the site in a record of a kind; none for a comment that is not approved.

    Args:
        kind: as `classify.kind` returns it.
        record: the JSON object.
        zone: the time zone of dates without a GMT one.
    """
    match kind:
        case classify.COMMENT:
            comment = comments.comment(record, zone)
            return [] if comment is None else [comment]
        case classify.MENU:
            return [menus.name(record)]
        case classify.MENU_ITEM:
            return [menus.item(record)]
        case classify.NAVIGATION:
            return menus.navigation(record)
        case classify.REDIRECTS:
            return list(redirection.redirects(record))
        case _:
            return [settings.settings(record)]
