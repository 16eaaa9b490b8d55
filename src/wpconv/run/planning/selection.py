"""The posts that a user selects, and the reason if there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import unescape

from wpconv.model import Author, PostFacts, Term
from wpconv.options import SelectOptions
from wpconv.read.site import Site

MAX_VALUES = 10
"""The number of values that the message about an empty selection lists."""


def is_selected(facts: PostFacts, site: Site, select: SelectOptions) -> bool:
    """Return whether a post meets all conditions; the values of one condition are alternatives."""
    return (
        facts.type not in select.excluded_types
        and (not select.ids or facts.id in select.ids)
        and _is_in_period(facts, select)
        and all(
            _is_one_of(wanted, values_of(facts, site))
            for condition, values_of in _CONDITIONS.items()
            if (wanted := getattr(select, condition))
        )
    )


def _is_one_of(wanted: Iterable[str], values: Iterable[Iterable[str]]) -> bool:
    folded = {each.casefold() for each in wanted}
    return any(name.casefold() in folded for names in values for name in names)


def _is_in_period(facts: PostFacts, select: SelectOptions) -> bool:
    if select.since is None and select.until is None:
        return True
    if facts.date is None:
        return False
    date = facts.date.replace(tzinfo=None)
    return (select.since is None or date >= select.since) and (select.until is None or date <= select.until)


def _author_names(facts: PostFacts, site: Site) -> list[list[str]]:
    if facts.author is None:
        return []
    return [_names(facts.author, site.author(facts.author, facts.host))]


def _term_names(facts: PostFacts, site: Site, taxonomy: str) -> list[list[str]]:
    refs = facts.terms.get(taxonomy, ())
    return [_names(ref, site.term(ref, taxonomy, facts.host)) for ref in refs]


def _names(ref: int | Author | Term, entity: Author | Term | None) -> list[str]:
    """Return all that a user may call an author or term: its name, slug and id; only the id if unresolved."""
    return [str(ref)] if entity is None else [unescape(entity.name), entity.slug, str(entity.id)]


_CONDITIONS: Mapping[str, Callable[[PostFacts, Site], list[list[str]]]] = {
    "types": lambda facts, _site: [[facts.type]],
    "statuses": lambda facts, _site: [[facts.status]],
    "authors": _author_names,
    "categories": lambda facts, site: _term_names(facts, site, "category"),
    "tags": lambda facts, site: _term_names(facts, site, "post_tag"),
}
"""Functions that return the values of a post, each with all its names, by the name in SelectOptions."""


def nothing_selected(posts: Sequence[PostFacts], site: Site, select: SelectOptions) -> str:
    """Return why no post is selected, with the most frequent values that a condition could have."""
    for condition, values_of in _CONDITIONS.items():
        wanted = getattr(select, condition)
        if wanted and not any(_is_one_of(wanted, values_of(post, site)) for post in posts):
            found = Counter(names[0] for post in posts for names in values_of(post, site))
            values = ", ".join(f"{name} ({number})" for name, number in found.most_common(MAX_VALUES))
            return f"no post has {', '.join(wanted)} among its {condition}; the input has: {values or 'none'}"
    if dates := [post.date.date() for post in posts if post.date and (select.since or select.until)]:
        return f"the posts of the input are from {min(dates)} to {max(dates)}"
    return "no post meets all conditions" if posts else ""
