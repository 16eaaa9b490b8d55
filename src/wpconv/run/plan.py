"""The plan of a run: which posts become documents, and where they go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wpconv.document import paths, targets
from wpconv.read.site import Site, choose
from wpconv.read.sources.sources import Source
from wpconv.run.selection import is_selected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wpconv.model import Location, PostFacts
    from wpconv.notices import Notice
    from wpconv.options import Options
    from wpconv.run.index import Index


@dataclass(frozen=True, slots=True)
class Place:
    """One post to convert: where it stands and where it goes."""

    location: Location
    path: str
    post_id: int | None
    type: str


Share = tuple[Source, tuple[Place, ...]]
"""Posts of one source."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a conversion needs to know before it begins."""

    site: Site
    shares: tuple[Share, ...]
    """What to convert, in input order."""
    paths: frozenset[str]
    """Where documents of the input belong, those of posts that are not selected among them."""
    moves: Mapping[str, str]
    """By old URL of what moved, the new one; asked for with `--redirects`."""
    posts: int
    """How many posts the input holds."""
    left_out: Mapping[str, int]
    """Posts and other records that become no document, by kind."""
    losses: tuple[tuple[str, Notice], ...] = ()
    """By source, what it lost at posts that become no document and cannot tell it themselves."""

    @property
    def size(self) -> int:
        """Return how many posts there are to convert."""
        return sum(len(places) for _source, places in self.shares)


def plan(indexes: Iterable[Index], options: Options) -> Plan:
    """Decide what is converted and where it goes.

    Paths follow from all posts of the input, so that a selection changes none of them.

    Args:
        indexes: the sources' facts, in input order.
        options: the user's choices.
    """
    indexes = list(indexes)
    site = Site()
    left_out: Counter[str] = Counter()
    for each in indexes:
        left_out.update(each.passed_over)
        for thing in each.things:
            site.add(thing)
    facts = [fact for each in indexes for fact in each.facts]
    chosen = choose(facts)
    living = [fact for fact in facts if fact.location in chosen and fact.status != "trash"]
    places = paths.plan(living, targets.layout(options.write))
    selected = [fact for fact in living if is_selected(fact, site, options.select)]
    taken = selected[: options.select.limit]
    left_out["duplicate"] = len(facts) - len(chosen)
    left_out["trashed post"] = len(chosen) - len(living)
    left_out["unselected post"] = len(living) - len(selected)
    left_out["further post"] = len(selected) - len(taken)
    return Plan(
        site=site,
        shares=_shares(indexes, taken, places),
        paths=frozenset(places.values()),
        moves=_moves(living, places, options) if options.write.redirects else {},
        posts=len(facts),
        left_out=+left_out,
        losses=_losses(facts, taken),
    )


def _moves(
    living: Sequence[PostFacts], places: Mapping[Location, str], options: Options
) -> Mapping[str, str]:
    # Only who asks for a map need wait for what makes it.
    from wpconv.document import redirects  # noqa: PLC0415

    return redirects.moves(living, places, options.write)


def _losses(facts: Iterable[PostFacts], taken: Iterable[PostFacts]) -> tuple[tuple[str, Notice], ...]:
    told = {fact.location for fact in taken}
    return tuple(
        (fact.location.source, replace(loss, detail=f"{fact.location.source}: {loss.detail}"))
        for fact in facts
        if fact.location not in told
        for loss in fact.losses
    )


def _shares(
    indexes: Iterable[Index], taken: Sequence[PostFacts], paths: Mapping[Location, str]
) -> tuple[Share, ...]:
    """Sort what is taken by its source."""
    by_source: dict[str, list[Place]] = {}
    for fact in taken:
        place = Place(fact.location, paths[fact.location], fact.id, fact.type)
        by_source.setdefault(fact.location.source, []).append(place)
    sources = {each.source.name: each.source for each in indexes}
    return tuple((sources[name], tuple(places)) for name, places in by_source.items())
