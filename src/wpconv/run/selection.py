"""Which posts a user asks for."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wpconv.model import Author, PostFacts, Term
    from wpconv.options import SelectOptions
    from wpconv.read.site import Site


def is_selected(facts: PostFacts, site: Site, wanted: SelectOptions) -> bool:
    """Tell whether a post meets all conditions; several values of one condition are alternatives."""
    return (
        _is_one_of(wanted.types, [facts.type])
        and facts.type not in wanted.excluded_types
        and _is_one_of(wanted.statuses, [facts.status])
        and (not wanted.ids or facts.id in wanted.ids)
        and _is_in_time(facts, wanted)
        and _is_one_of(wanted.authors, _author(facts, site))
        and _is_one_of(wanted.categories, _terms(facts, site, "category"))
        and _is_one_of(wanted.tags, _terms(facts, site, "post_tag"))
    )


def _is_one_of(wanted: tuple[str, ...], names: Iterable[str]) -> bool:
    return not wanted or not {each.casefold() for each in wanted}.isdisjoint(map(str.casefold, names))


def _is_in_time(facts: PostFacts, wanted: SelectOptions) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    if facts.date is None:
        return False
    date = facts.date.replace(tzinfo=None)
    return (wanted.since is None or date >= wanted.since) and (wanted.until is None or date <= wanted.until)


def _author(facts: PostFacts, site: Site) -> list[str]:
    """Return all that a user may call a post's author: name, slug, id."""
    if facts.author is None:
        return []
    return _names(facts.author, site.author(facts.author, facts.host))


def _terms(facts: PostFacts, site: Site, taxonomy: str) -> list[str]:
    refs = facts.terms.get(taxonomy, ())
    return [name for ref in refs for name in _names(ref, site.term(ref, taxonomy, facts.host))]


def _names(ref: int | Author | Term, found: Author | Term | None) -> list[str]:
    return [str(ref)] if found is None else [unescape(found.name), found.slug, str(found.id)]
