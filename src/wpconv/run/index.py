"""The index pass: reads a source, and keeps what the plan of a run needs to know about its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wpconv.errors import ReadError
from wpconv.model import Author, Media, PostFacts, ReadOptions, Term
from wpconv.notices import Notice
from wpconv.read import reader
from wpconv.read.sources.sources import Source


@dataclass(slots=True)
class Index:
    """The result of the index pass for one source; bodies are not part of it."""

    source: Source
    facts: list[PostFacts] = field(default_factory=list)
    entities: list[Term | Author | Media] = field(default_factory=list)
    """The records that ids of posts resolve to."""
    skipped: Counter[str] = field(default_factory=Counter)
    """The number of records that are not posts, by kind."""
    unmapped_fields: set[str] = field(default_factory=set)
    """Fields of posts that no front matter key holds."""
    notices: list[Notice] = field(default_factory=list)
    """Notices about the source as a whole, and about records that are not posts."""
    failures: list[ReadError] = field(default_factory=list)


def index_all(sources: Sequence[Source], options: ReadOptions) -> list[Index]:
    """Read sources and return the index of each."""
    return [index_items(source, reader.read_source(source, options)) for source in sources]


def index_items(source: Source, items: Iterable[reader.Item]) -> Index:
    """Return the index of a source.

    Args:
        source: the source.
        items: what the reader yields for it.
    """
    index = Index(source)
    for item in items:
        match item:
            case ReadError():
                index.failures.append(item)
            case reader.SkippedRecords(kind=kind, count=count):
                index.skipped[kind] += count
            case Notice():
                index.notices.append(item)
            case Term() | Author() | Media():
                index.entities.append(item)
            case _:
                index.facts.append(reader.facts(item))
                index.unmapped_fields.update(reader.unmapped_fields(item.record))
    return index
