"""Custom fields of raw posts, which the rendered record of the same post can lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from wpconv.model import Location, Post, PostFacts

LONGEST = 1000
"""Characters: the longest value that is kept for another copy of a post."""
Key = tuple[str, str, int | None]
"""The site, the type and the id of a post."""


def of_post(post: Post) -> Mapping[str, Any]:
    """Return the metadata that authors and SEO plugins wrote to a raw post, without long values."""
    meta = post.record.get("meta") if post.is_raw else None
    if not isinstance(meta, dict):
        return {}
    return {
        key: value
        for key, value in meta.items()
        if not (key.startswith("_") and "seo" not in key) and len(str(value)) <= LONGEST
    }


def of_copies(
    facts: Iterable[PostFacts], chosen: frozenset[Location], found: Mapping[Location, Mapping[str, Any]]
) -> dict[Key, Mapping[str, Any]]:
    """Return the custom fields of copies that do not count.

    Args:
        facts: all posts of the input.
        chosen: the locations of those that count.
        found: the custom fields of posts, by location.
    """
    copies = (fact for fact in facts if fact.location in found and fact.location not in chosen)
    return {(fact.host, fact.type, fact.id): found[fact.location] for fact in copies}


def added(post: Post, meta: Mapping[str, Any]) -> Post:
    """Return a post whose record has also the custom fields of another copy, for `--field`."""
    if not meta:
        return post
    own = post.record.get("meta")
    both = {**meta, **own} if isinstance(own, dict) else meta
    return replace(post, record={**post.record, "meta": both})
