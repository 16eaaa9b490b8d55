"""The index pass: the small facts of every record of a source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.errors import ReadError
from wpconv.model import Author, Media, PostFacts, ReadOptions, Term
from wpconv.notices import Notice
from wpconv.read import reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wpconv.read.sources.sources import Source


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


def index_all(sources: Sequence[Source], options: ReadOptions) -> list[Index]:
    """Read sources and keep their small facts."""
    return [index(source, options) for source in sources]


def index(source: Source, options: ReadOptions) -> Index:
    """Read one source and keep its small facts."""
    result = Index(source)
    for item in reader.read_source(source, options):
        match item:
            case ReadError():
                result.failures.append(item)
            case reader.SkippedRecords(kind=kind, count=count):
                result.passed_over[kind] += count
            case Notice():
                result.notices.append(item)
            case Term() | Author() | Media():
                result.things.append(item)
            case _:
                result.facts.append(reader.facts(item))
                result.unheld.update(reader.unmapped_fields(item.record))
    return result
