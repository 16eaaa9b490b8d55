"""The command to fetch posts with, as the advice of errors gives it."""

from __future__ import annotations

import re

ADDRESS_OF_API = re.compile(r"https?://[\w:/.?=&%~+-]*(?:wp-json|rest_route)[\w:/.?=&%~+-]*\Z")
"""An address of the REST API without characters that a shell expands."""


def curl(api: str) -> str:
    """Return the command that fetches the newest posts of a site.

    Args:
        api: the address of its REST API (`https://…/wp-json/`); anything else gives `HOST` in its place.
    """
    address = api if ADDRESS_OF_API.match(api) else "https://HOST/wp-json/"
    return f"curl '{address}wp/v2/posts{'&' if '?' in address else '?'}per_page=100&_embed=1' -o posts.json"
