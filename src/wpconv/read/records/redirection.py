"""Redirects of the plugin Redirection, from its export as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wpconv.read.records.coerce import clean, text
from wpconv.site_model import Redirect


def redirects(record: Mapping[str, Any]) -> Iterator[Redirect]:
    """Yield the redirects from one URL to another that are switched on.

    Regular expressions, and conditions such as a login, have no equal in the formats of redirect files.
    """
    for each in record["redirects"]:
        data = each["action_data"]
        new = data.get("url") if isinstance(data, dict) else data
        is_plain = not each.get("regex") and each.get("match_type", "url") == "url"
        is_on = each.get("enabled", True) not in (False, 0, "0", "disabled")
        if is_plain and is_on and each.get("action_type", "url") == "url" and text(new):
            yield Redirect(clean(text(each["url"]))[0], clean(text(new))[0])
