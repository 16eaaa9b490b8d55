"""Settings of a site, from the index of the REST API (`/wp-json/`) or from `/wp/v2/settings`."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any

from wpconv.read.records.coerce import clean, text
from wpconv.site_model import SiteSettings


def settings(record: Mapping[str, Any]) -> SiteSettings:
    """Return the settings of a record; those that it does not name are empty."""
    return SiteSettings(
        title=_plain(record.get("name", record.get("title"))),
        description=_plain(record.get("description")),
        home=clean(text(record.get("home")) or text(record.get("url")))[0],
        language=clean(text(record.get("language")))[0].replace("_", "-"),
        timezone=clean(text(record.get("timezone_string")) or text(record.get("timezone")))[0],
    )


def _plain(value: object) -> str:
    return " ".join(unescape(clean(text(value))[0]).split())
