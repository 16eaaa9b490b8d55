"""Makes the addresses of a run, with the ids to which links lead."""

from __future__ import annotations

from collections.abc import Sequence

from wpconv.document.links.addresses import Addresses, SitePost, build_addresses, with_anchors
from wpconv.document.links.resolver import resolve
from wpconv.model import Author, Media, Term, WriteOptions


def make_addresses(
    posts: Sequence[SitePost], entities: Sequence[Term | Author | Media], options: WriteOptions
) -> Addresses:
    """Return the addresses of a run.

    Args:
        posts: all posts of the input, those in the trash too.
        entities: the terms, authors and attachments.
        options: those for documents.
    """
    addresses = build_addresses(posts, entities, options)
    wanted: dict[str, set[str]] = {}
    for post in posts:
        for url in post.facts.fragments:
            found = resolve(url, post.facts.link, addresses)
            if found.fragment and found.place is not None and found.place.path:
                wanted.setdefault(found.place.path, set()).add(found.fragment)
    return with_anchors(addresses, posts, {path: frozenset(ids) for path, ids in wanted.items()})
