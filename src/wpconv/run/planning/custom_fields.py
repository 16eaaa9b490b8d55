"""Custom fields of raw posts, which the rendered record of the same post can lack.

They are kept as JSON, which takes a fifth of the memory of dicts: a run keeps those of all its raw posts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from wpconv.model import Location, Post, PostFacts

LONGEST = 1000
"""Characters: the longest value that is kept for another copy of a post."""
Key = tuple[str, str, int | None]
"""The site, the type and the id of a post."""


def of_post(post: Post) -> str:
    """Return the metadata that authors and SEO plugins wrote to a raw post, without long values."""
    meta = post.record.get("meta") if post.is_raw else None
    if not isinstance(meta, dict):
        return ""
    kept = {
        key: value
        for key, value in meta.items()
        if not (key.startswith("_") and "seo" not in key) and len(str(value)) <= LONGEST
    }
    return json.dumps(kept) if kept else ""


def of_copies(
    facts: Iterable[PostFacts], chosen: frozenset[Location], found: Mapping[Location, str]
) -> dict[Key, str]:
    """Return the custom fields of copies that do not count.

    Args:
        facts: all posts of the input.
        chosen: the locations of those that count.
        found: the custom fields of posts, by location.
    """
    copies = (fact for fact in facts if fact.location in found and fact.location not in chosen)
    return {(fact.host, fact.type, fact.id): found[fact.location] for fact in copies}


def added(post: Post, meta: str) -> Post:
    """Return a post whose record has also the custom fields of another copy, for `--field`."""
    if not meta:
        return post
    own = post.record.get("meta")
    both = json.loads(meta) | (own if isinstance(own, dict) else {})
    digest = f"{post.digest}{meta}" if post.digest else ""
    return replace(post, record={**post.record, "meta": both}, digest=digest)
