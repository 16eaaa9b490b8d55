"""A source becomes posts, and the things that their ids point to.

`read_source` also yields notices that are no post's: of a source as a whole, and of records that are no posts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from sys import intern
from typing import TYPE_CHECKING, Any, TypeVar

from wpconv.errors import ReadError
from wpconv.model import Author, Location, Media, Post, PostFacts, ReadOptions, Term
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.decoding import decode
from wpconv.read.records import classify, entities
from wpconv.read.records.coerce import text
from wpconv.read.records.post import LONG_TEXTS, post, unmapped_fields
from wpconv.read.sources import sources

if TYPE_CHECKING:
    from wpconv.read.decoding.decode import Value
    from wpconv.read.sources.sources import Source

Record = Mapping[str, Any]
Ref = TypeVar("Ref", int | Author | None, int | Term)


@dataclass(frozen=True, slots=True)
class SkippedRecords:
    """Records that are passed over, by what they are."""

    kind: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class _Found:
    """A record with its kind, its place, and the value that it came in."""

    kind: str
    record: Record
    place: Location
    value: Value
    is_last: bool
    """The last record of the value: the one that a cut has hit."""

    def notices(self, source: str) -> Iterator[Notice | ReadError]:
        """Yield what is to be said of a record that is no post."""
        if self.is_last:
            yield from (replace(each, detail=f"{source}: {each.detail}") for each in self.value.notices)
        if self.kind == classify.ERROR:
            yield _error(self.record, source)


Item = Post | Term | Author | Media | SkippedRecords | Notice | ReadError
ENTITIES: dict[str, Callable[[Record], Term | Author | Media]] = {
    classify.TERM: entities.term,
    classify.AUTHOR: entities.author,
    classify.MEDIA: entities.media,
}


def read_source(
    source: Source, options: ReadOptions, places: Sequence[Location] | None = None
) -> Iterator[Item]:
    """Yield everything of one source in order; what a post embeds comes before it, each thing once.

    Args:
        source: what to read.
        options: how to read it.
        places: the posts to yield, and nothing else; None yields all there is.

    Yields:
        Posts, things, counts of what is passed over, notices, and failures: they are items, not exceptions.
    """
    try:
        if places is None:
            yield from _all(source, options)
        else:
            yield from _some(source, options, places)
    except ReadError as error:
        yield error


def _some(source: Source, options: ReadOptions, places: Sequence[Location]) -> Iterator[Item]:
    offsets = [place.offset for place in places if place.offset is not None]
    if len(offsets) == len(places):
        with sources.opened(source, options) as content:
            values = decode.values_at(content.file, source.name, offsets, options)
            for place, record in zip(places, values, strict=True):
                yield post(record, place, zone=options.timezone)
        return
    wanted = frozenset(places)
    for found in _records(source, options):
        if isinstance(found, _Found) and found.kind == classify.POST and found.place in wanted:
            yield _post(found, options)


def _all(source: Source, options: ReadOptions) -> Iterator[Item]:
    seen: set[Term | Author | Media] = set()
    others: list[tuple[str, str]] = []
    """Kind, and what an unknown one looks like."""
    try:
        for found in _records(source, options):
            if isinstance(found, Notice):
                yield found
            elif found.kind == classify.POST:
                item = _post(found, options)
                yield from _new(_embedded(item), seen)
                yield item
            else:
                yield from found.notices(source.name)
                yield from _new([ENTITIES[found.kind](found.record)] if found.kind in ENTITIES else [], seen)
                others += _other(found)
    except ReadError as error:
        yield error
    yield from _skipped(others, source.name)


def _records(source: Source, options: ReadOptions) -> Iterator[_Found | Notice]:
    record: Record = {}
    count = 0
    data, notices = sources.read(source, options)
    yield from notices
    for value in decode.values(data, source.name, options, _is_wanted):
        if isinstance(value, Notice):
            yield value
            continue
        leaves = list(classify.records(value.value, incomplete=value.incomplete))
        for left, (kind, record) in enumerate(leaves, 1 - len(leaves)):
            offset = value.offset if record is value.value else None
            yield _Found(kind, record, Location(source.name, count, offset), value, is_last=not left)
            count += 1
    if count == 1 and not any(record):
        only = json.dumps(record.get("", record))[:60]
        raise ReadError(f"{source.name}: holds nothing but {only}", "look at what the site answered")


def _is_wanted(value: Any) -> bool:
    return any(kind in ENTITIES or kind == classify.POST for kind, _record in classify.records(value))


def _post(found: _Found, options: ReadOptions) -> Post:
    value, record, is_cut = found.value, found.record, found.value.incomplete and found.is_last
    if value.cut_key and record is value.value and value.cut_key not in LONG_TEXTS:
        # The beginning of a permalink, a date or a status is another one.
        record = {key: each for key, each in record.items() if key != value.cut_key}
    is_guessed = any(notice.severity is not Severity.INFO for notice in value.notices)
    item = post(record, found.place, zone=options.timezone, incomplete=is_cut, is_whole=not is_guessed)
    if not (value.notices and found.is_last):
        return item
    notices = (replace(notice, post_id=item.id) for notice in value.notices)
    return replace(item, notices=(*notices, *item.notices))


def _embedded(item: Post) -> list[Term | Author | Media]:
    found: list[Term | Author | Media] = [
        term for terms in item.terms.values() for term in terms if isinstance(term, Term)
    ]
    found += [each for each in (item.author, item.featured_media) if isinstance(each, Author | Media)]
    return [each for each in found if each.id]


def _new(
    found: Sequence[Term | Author | Media], seen: set[Term | Author | Media]
) -> Iterator[Term | Author | Media]:
    for each in found:
        if each not in seen:
            seen.add(each)
            yield each


def _error(record: Record, name: str) -> ReadError:
    """Name an error that the API answered with instead of posts."""
    message = " ".join(unescape(re.sub(r"<[^>]*>", " ", text(record.get("message")))).split())
    code = text(record.get("code") or record.get("error"))
    data = record.get("data")
    status = data.get("status") if isinstance(data, dict) else None
    advice = "ask again with a user's application password" if status in (401, 403) else "export it again"
    return ReadError(f"{name}: holds WordPress's answer “{message or code}” ({code}), no posts", advice)


def _other(found: _Found) -> Iterator[tuple[str, str]]:
    if found.kind not in ENTITIES and found.kind != classify.ERROR:
        yield found.kind, _described(found.record, found.place) if found.kind == classify.UNKNOWN else ""


def _skipped(others: Sequence[tuple[str, str]], name: str) -> Iterator[SkippedRecords | Notice]:
    """Count what is passed over, and describe the first record that is nothing known."""
    counts = Counter(kind for kind, _description in others)
    yield from (SkippedRecords(kind, count) for kind, count in sorted(counts.items()))
    unknown = [description for kind, description in others if kind == classify.UNKNOWN]
    if unknown:
        detail = f"{name}: {len(unknown)} of its values are nothing known, the first is {unknown[0]}"
        yield Notice(NoticeCode.UNKNOWN_RECORD, detail, Severity.INFO)


def _described(record: Record, place: Location) -> str:
    names = ", ".join(map(str, list(record)[:5]))
    return f"number {place.index + 1} ({f'an object with {names}' if any(record) else 'no object'})"


def facts(item: Post) -> PostFacts:
    """Return the small part of a post that planning a run needs; there are many: like texts are one."""
    content = item.record.get("content")
    return PostFacts(
        location=item.location,
        host=intern(item.host),
        type=intern(item.type),
        id=item.id,
        slug=item.slug or item.generated_slug,
        parent=item.parent,
        link=item.link,
        status=intern(item.status),
        protected=item.protected,
        date=item.date,
        modified=item.modified,
        is_edit_view=isinstance(content, dict) and "raw" in content,
        has_content=bool(item.content.strip()),
        field_count=len(item.record),
        lang=item.lang,
        incomplete=item.incomplete,
        author=_id(item.author),
        terms={name: tuple(_id(each) for each in terms) for name, terms in item.terms.items()},
        losses=tuple(notice for notice in item.notices if notice.severity is Severity.LOSS),
    )


def _id(ref: Ref) -> Ref | int:
    """Return a reference's id where it has one: there are many facts."""
    return ref.id or ref if isinstance(ref, Term | Author) else ref


__all__ = ["Item", "SkippedRecords", "facts", "read_source", "unmapped_fields"]
