"""The posts of a source, and the terms, authors and media to which their ids refer."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from sys import intern
from typing import Any, BinaryIO, NamedTuple, TypeAlias, TypeVar

from wpconv.errors import ReadError
from wpconv.model import Author, Location, Media, Post, PostFacts, ReadOptions, Term
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.decoding import decode
from wpconv.read.decoding.decode import Value
from wpconv.read.records import anchors, classify, entities
from wpconv.read.records.coerce import text
from wpconv.read.records.post import LONG_TEXTS, post, unmapped_fields
from wpconv.read.site import GonePosts, ReusableBlock
from wpconv.read.site_records import SiteRecord
from wpconv.read.sources import sources
from wpconv.read.sources.formats import WXR_HEAD, is_wxr
from wpconv.read.sources.sources import Source

Record = Mapping[str, Any]
Ref = TypeVar("Ref", int | Author | None, int | Term)


@dataclass(frozen=True, slots=True)
class SkippedRecords:
    """A number of records of one kind that are not converted: comments, menus, unknown ones."""

    kind: str
    count: int = 1


class _Found(NamedTuple):
    """A record with its kind, its location, and the JSON value that holds it."""

    kind: str
    record: Record
    location: Location
    value: Value
    is_last: bool
    """It is the last record of the value, which is the one that a cut has hit."""

    def notices(self, source: str) -> Iterator[Notice | ReadError | GonePosts]:
        """Yield the notices of a record that is not a post, and what an API error or a state says."""
        if self.is_last:
            yield from (replace(each, detail=f"{source}: {each.detail}") for each in self.value.notices)
        if self.kind == classify.ERROR:
            yield _error(self.record, source)
        if self.kind == classify.STATE:
            # Only folders of fetched sites have one.
            from wpconv.read.records import fetch_state  # noqa: PLC0415

            yield from fetch_state.items(self.record, source)


Entity = Term | Author | Media | ReusableBlock
Item: TypeAlias = "Post | Entity | SiteRecord | SkippedRecords | GonePosts | Notice | ReadError"
NO_RECORDS = (classify.ERROR, classify.STATE)
_SITE_DATA = frozenset(
    (classify.MENU, classify.MENU_ITEM, classify.NAVIGATION, classify.INDEX, classify.SETTINGS)
)
ENTITIES: dict[str, Callable[[Record], Entity]] = {
    classify.BLOCK: entities.block,
    classify.TERM: entities.term,
    classify.AUTHOR: entities.author,
    classify.MEDIA: entities.media,
}


def read_source(
    source: Source, options: ReadOptions, locations: Sequence[Location] | None = None
) -> Iterator[Item]:
    """Yield all items of a source in order; the entities that a post embeds precede it, each once.

    Args:
        source: the source to read.
        options: how to read it.
        locations: the posts to yield, and nothing else; None yields all items.

    Yields:
        Posts, entities, numbers of skipped records, notices that belong to no post, and failures, which are
        items rather than exceptions.
    """
    try:
        if locations is None:
            yield from _all(_records(source, options), source.name, options)
        else:
            yield from _some(source, options, locations)
    except ReadError as error:
        yield error


def _some(source: Source, options: ReadOptions, locations: Sequence[Location]) -> Iterator[Item]:
    offsets = [location.offset for location in locations if location.offset is not None]
    if len(offsets) == len(locations):
        with sources.opened(source, options) as content:
            values = _values_at(content.file, source.name, offsets, options)
            for location, value in zip(locations, values, strict=True):
                yield post(value.value, location, zone=options.timezone, digest=value.digest)
        return
    wanted = frozenset(locations)
    for found in _records(source, options):
        if isinstance(found, _Found) and found.kind == classify.POST and found.location in wanted:
            yield _post(found, options)


def items_of(values: Iterable[Any], name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield what `read_source` yields, for JSON values that are decoded already.

    Args:
        values: JSON objects, or lists and envelopes of them, as the REST API answers.
        name: the name of the source in locations and notices.
        options: how to read them.
    """
    yield from _all(_records_of((Value(each, None) for each in values), name), name, options)


def _all(records: Iterator[_Found | Notice], name: str, options: ReadOptions) -> Iterator[Item]:
    seen: set[Entity] = set()
    skipped: list[tuple[str, str]] = []
    """The kind of each record that is skipped, and a description of an unknown one."""
    try:
        for found in records:
            if isinstance(found, Notice):
                yield found
            elif found.kind == classify.POST:
                item = _post(found, options)
                yield from _new(_embedded(item), seen)
                yield item
            else:
                yield from found.notices(name)
                yield from _new([ENTITIES[found.kind](found.record)] if found.kind in ENTITIES else [], seen)
                parts = _site_records(found, options)
                yield from parts or ()
                skipped += [] if parts is not None else _skipped_kind(found)
    except ReadError as error:
        yield error
    yield from _skipped_items(skipped, name)


def _site_records(found: _Found, options: ReadOptions) -> Sequence[SiteRecord] | None:
    """Return the comment, the menu entries or the settings of a record; None if they are not wanted."""
    if not (
        (options.comments and found.kind == classify.COMMENT)
        or (options.site_data and found.kind in _SITE_DATA)
        or (options.redirects and found.kind == classify.REDIRECTS)
    ):
        return None
    # Few runs want them.
    from wpconv.read.records import site_parts  # noqa: PLC0415

    return site_parts.site_records(found.kind, found.record, options.timezone)


def _records(source: Source, options: ReadOptions) -> Iterator[_Found | Notice]:
    with sources.opened(source, options) as content:
        yield from (*source.notices, *content.damage)
        yield from _records_of(_values(content.file, source.name, options), source.name)


def _values(file: BinaryIO, name: str, options: ReadOptions) -> Iterator[Value | Notice]:
    """Yield the values of a source, which is JSON or WXR, in the shape of the REST API's."""
    if _is_wxr(file):
        # Runs without WXR need no XML parser.
        from wpconv.read.wxr import values as wxr  # noqa: PLC0415

        return wxr.values(file, name, is_strict=options.strict_json)
    return decode.file_values(file, name, options, _is_wanted)


def _values_at(file: BinaryIO, name: str, offsets: Sequence[int], options: ReadOptions) -> Iterator[Value]:
    if _is_wxr(file):
        # The same.
        from wpconv.read.wxr import values as wxr  # noqa: PLC0415

        return wxr.values_at(file, name, offsets)
    return decode.values_at(file, name, offsets, options)


def _is_wxr(file: BinaryIO) -> bool:
    first = file.read(WXR_HEAD)
    file.seek(0)
    return is_wxr(first)


def _records_of(values: Iterable[Value | Notice], name: str) -> Iterator[_Found | Notice]:
    record: Record = {}
    count = 0
    for value in values:
        if isinstance(value, Notice):
            yield value
            continue
        leaves = list(classify.records(value.value, incomplete=value.incomplete))
        for left, (kind, record) in enumerate(leaves, 1 - len(leaves)):
            offset = value.offset if record is value.value else None
            yield _Found(kind, record, Location(name, count, offset), value, is_last=not left)
            count += 1
    if count == 1 and not any(record):
        only = json.dumps(record.get("", record))[:60]
        raise ReadError(f"{name}: holds nothing but {only}", "look at what the site answered")


def _is_wanted(value: Any) -> bool:
    return any(kind in ENTITIES or kind == classify.POST for kind, _record in classify.records(value))


def _post(found: _Found, options: ReadOptions) -> Post:
    value, record, is_cut = found.value, found.record, found.value.incomplete and found.is_last
    if value.cut_key and record is value.value and value.cut_key not in LONG_TEXTS:
        # The beginning of a permalink, a date or a status is a wrong value.
        record = {key: each for key, each in record.items() if key != value.cut_key}
    is_guessed = any(notice.severity is not Severity.INFO for notice in value.notices)
    item = post(
        record,
        found.location,
        zone=options.timezone,
        incomplete=is_cut,
        is_whole=not is_guessed,
        digest=value.digest if record is value.value else "",
    )
    if not (value.notices and found.is_last):
        return item
    notices = (replace(notice, post_id=item.id) for notice in value.notices)
    return replace(item, notices=(*notices, *item.notices))


def _embedded(item: Post) -> list[Entity]:
    found: list[Entity] = [term for terms in item.terms.values() for term in terms if isinstance(term, Term)]
    found += [each for each in (item.author, item.featured_media) if isinstance(each, Author | Media)]
    return [each for each in found if each.id]


def _new(found: Sequence[Entity], seen: set[Entity]) -> Iterator[Entity]:
    for each in found:
        if each not in seen:
            seen.add(each)
            yield each


def _error(record: Record, name: str) -> ReadError:
    """Return the failure for an error object, which the API answered in place of posts."""
    message = " ".join(unescape(re.sub(r"<[^>]*>", " ", text(record.get("message")))).split())
    code = text(record.get("code") or record.get("error"))
    data = record.get("data")
    status = data.get("status") if isinstance(data, dict) else None
    advice = "save the answer again, or give the URL of the site"
    if status in (401, 403):
        advice = "ask again with a user's application password"
    return ReadError(f"{name}: holds WordPress's answer “{message or code}” ({code}), no posts", advice)


def _skipped_kind(found: _Found) -> Iterator[tuple[str, str]]:
    if found.kind == classify.BLOCK or (found.kind not in ENTITIES and found.kind not in NO_RECORDS):
        yield found.kind, _described(found.record, found.location) if found.kind == classify.UNKNOWN else ""


def _skipped_items(skipped: Sequence[tuple[str, str]], name: str) -> Iterator[SkippedRecords | Notice]:
    """Yield the number of skipped records by kind, and a notice that describes the first unknown one."""
    counts = Counter(kind for kind, _description in skipped)
    yield from (SkippedRecords(kind, count) for kind, count in sorted(counts.items()))
    unknown = [description for kind, description in skipped if kind == classify.UNKNOWN]
    if unknown:
        detail = f"{name}: {len(unknown)} of its values are of no known kind, the first is {unknown[0]}"
        yield Notice(NoticeCode.UNKNOWN_RECORD, detail, Severity.INFO)


def _described(record: Record, location: Location) -> str:
    names = ", ".join(map(str, list(record)[:5]))
    return f"number {location.index + 1} ({f'an object with {names}' if any(record) else 'no object'})"


def facts(item: Post, *, with_anchors: bool = False) -> PostFacts:
    """Return the part of a post that planning a run needs; equal texts are interned to save memory.

    Args:
        item: the post.
        with_anchors: whether to look for ids in its body, and for links to ids.
    """
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
        old_slugs=item.old_slugs,
        ids="\n".join(anchors.ids(item.content)) if with_anchors else "",
        fragments=anchors.fragments(item.content) if with_anchors else (),
        sticky=item.sticky,
        format=intern(item.format),
        losses=tuple(notice for notice in item.notices if notice.severity is Severity.LOSS),
    )


def _id(ref: Ref) -> Ref | int:
    """Return the id of a reference, which takes less memory, or an entity that has none."""
    return ref.id or ref if isinstance(ref, Term | Author) else ref


__all__ = ["GonePosts", "Item", "SkippedRecords", "facts", "items_of", "read_source", "unmapped_fields"]
