"""The index pass: the small facts of every record, and the plan that follows from all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.errors import ReadError
from wpconv.model import Author, Location, Media, Notice, Options, PostFacts, ReadOptions, Term
from wpconv.read import rest
from wpconv.read.site import Site, choose
from wpconv.write import targets
from wpconv.write.paths import plan as plan_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wpconv.read.sources import Source


@dataclass(slots=True)
class Index:
    """What the index pass keeps of one source."""

    source: Source
    facts: list[PostFacts] = field(default_factory=list)
    things: list[Term | Author | Media] = field(default_factory=list)
    """What ids resolve to."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """Records that hold no post, by kind."""
    unheld: set[str] = field(default_factory=set)
    """Fields of posts that no key of a document holds."""
    notices: list[Notice] = field(default_factory=list)
    """What was met in the source that belongs to no post."""
    failures: list[ReadError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """One post to convert: where it stands and where it goes."""

    location: Location
    path: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a conversion needs to know before it begins."""

    site: Site
    places: tuple[tuple[Source, tuple[Place, ...]], ...]
    """What to convert, by source, in input order."""
    posts: int
    """How many posts the input holds, with those that are left out."""
    left_out: Mapping[str, int]
    """Posts and other records that become no document, by kind."""

    @property
    def size(self) -> int:
        """Return how many documents there will be."""
        return sum(len(places) for _source, places in self.places)


def index(source: Source, options: ReadOptions) -> Index:
    """Read one source and keep its small facts."""
    result = Index(source)
    for item in rest.items(source, options):
        match item:
            case ReadError():
                result.failures.append(item)
            case rest.Skipped(kind=kind, count=count):
                result.passed_over[kind] += count
            case Notice():
                result.notices.append(item)
            case Term() | Author() | Media():
                result.things.append(item)
            case _:
                result.facts.append(rest.facts(item))
                result.unheld.update(rest.unheld_fields(item.record))
    return result


def plan(indexes: Iterable[Index], options: Options, limit: int | None = None) -> Plan:
    """Decide what is converted and where it goes.

    Args:
        indexes: the sources' facts, in input order.
        options: the user's choices.
        limit: how many posts to convert at most.
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
    left_out["duplicate"] = len(facts) - len(chosen)
    kept = [fact for fact in facts if fact.location in chosen and fact.status != "trash"]
    left_out["trash"] = len(chosen) - len(kept)
    paths = plan_paths(kept, targets.layout(options.write))
    places: list[tuple[Source, tuple[Place, ...]]] = []
    room = len(kept) if limit is None else limit
    for each in indexes:
        here = tuple(
            Place(fact.location, paths[fact.location]) for fact in each.facts if fact.location in paths
        )[:room]
        room -= len(here)
        places += [(each.source, here)] if here else []
    return Plan(site, tuple(places), len(facts), +left_out)
