"""The terms that have a page on the new site: generators make one for each term of a published document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wpconv.document.fields import first
from wpconv.document.paths import is_draft
from wpconv.model import PostFacts, Term

if TYPE_CHECKING:
    # Targets import functions for links.
    from wpconv.document.targets import Target

ShownTerms = frozenset[tuple[str, int | str]]
"""Terms by taxonomy, and id or slug."""


def shown_terms(posts: Iterable[PostFacts], target: Target) -> ShownTerms:
    """Return the terms that the published ones of posts have.

    A generator that reads one category of a post has no page for the others.
    """
    is_one = any(row.field == "categories" and row.filter is first for row in target.rows)
    return frozenset(
        (taxonomy, ref if isinstance(ref, int) else ref.id or ref.slug)
        for post in posts
        if not is_draft(post.status, protected=post.protected)
        for taxonomy, refs in post.terms.items()
        for ref in (refs[:1] if is_one and taxonomy == "category" else refs)
    )


def is_shown(term: Term, shown: ShownTerms) -> bool:
    """Return whether a term is one of those that `shown_terms` has returned."""
    return (term.taxonomy, term.id) in shown or (term.taxonomy, term.slug) in shown
