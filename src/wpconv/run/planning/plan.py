"""The index pass over the sources, and the plan of a run: the posts to convert, and each document's path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from wpconv.document import paths, targets
from wpconv.errors import ReadError
from wpconv.model import Author, Location, Media, Post, PostFacts, ReadOptions, Term
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.options import Options
from wpconv.read import reader
from wpconv.read.site import ReusableBlock, Site, choose
from wpconv.read.site_records import SiteRecord, SiteRecords
from wpconv.read.sources.sources import Source
from wpconv.run.planning import custom_fields
from wpconv.run.planning.dropped_fields import dropped_fields
from wpconv.run.planning.selection import is_selected, nothing_selected

if TYPE_CHECKING:
    # Only runs that rewrite links import it.
    from wpconv.document.links.addresses import Addresses

    # Few runs have comments in documents.
    from wpconv.site_model import Comment


@dataclass(slots=True)
class Index:
    """The result of the index pass for one source; bodies are not part of it."""

    source: Source
    facts: list[PostFacts] = field(default_factory=list)
    custom_fields: dict[Location, str] = field(default_factory=dict)
    """Those of raw posts as JSON, by location."""
    entities: list[Term | Author | Media | ReusableBlock] = field(default_factory=list)
    """The records that ids of posts resolve to."""
    site_records: list[SiteRecord] = field(default_factory=list)
    """Comments, menu entries and settings, if the run writes them."""
    skipped: Counter[str] = field(default_factory=Counter)
    """The number of records that are not posts, by kind."""
    gone: list[reader.GonePosts] = field(default_factory=list)
    """Posts that the site no longer has, although a page that was saved before does."""
    unmapped_fields: set[str] = field(default_factory=set)
    """Fields of posts that no front matter key holds."""
    mentions: dict[Location, frozenset[str]] = field(default_factory=dict)
    """The uploads that posts may refer to; empty without `ReadOptions.mentions`."""
    notices: list[Notice] = field(default_factory=list)
    """Notices about the source as a whole, and about records that are not posts."""
    failures: list[ReadError] = field(default_factory=list)


def index_all(
    sources: Sequence[Source], options: ReadOptions, keep: Callable[[Post], None] | None = None
) -> list[Index]:
    """Read sources and return the index of each.

    Args:
        sources: the sources.
        options: how to read them.
        keep: as in `index_items`.
    """
    return [
        index_items(source, reader.read_source(source, options), options, keep=keep) for source in sources
    ]


def index_items(
    source: Source,
    items: Iterable[reader.Item],
    options: ReadOptions | None = None,
    *,
    keep: Callable[[Post], None] | None = None,
) -> Index:
    """Return the index of a source.

    Args:
        source: the source.
        items: what the reader yields for it.
        options: what to look for in bodies; nothing by default.
        keep: called with each post.
    """
    index = Index(source)
    for item in items:
        match item:
            case ReadError() | Notice() | reader.SkippedRecords() | reader.GonePosts():
                _add_remark(index, item)
            case Term() | Author() | Media() | ReusableBlock():
                index.entities.append(item)
            case Post():
                _add_post(index, item, options or ReadOptions())
                if keep is not None:
                    keep(item)
            case _:
                index.site_records.append(item)
    return index


def _add_post(index: Index, post: Post, options: ReadOptions) -> None:
    index.facts.append(reader.facts(post, with_anchors=options.anchors))
    if options.mentions:
        index.mentions[post.location] = _mentions(post)
    if found := custom_fields.of_post(post):
        index.custom_fields[post.location] = found
    index.unmapped_fields.update(reader.unmapped_fields(post.record))


def _add_remark(index: Index, item: ReadError | Notice | reader.SkippedRecords | reader.GonePosts) -> None:
    match item:
        case ReadError():
            index.failures.append(item)
        case Notice():
            index.notices.append(item)
        case reader.GonePosts():
            index.gone.append(item)
        case _:
            index.skipped[item.kind] += item.count


def _mentions(post: Post) -> frozenset[str]:
    # Only runs that put files beside documents import it.
    from wpconv.document.media.plan import mentions  # noqa: PLC0415

    if not post.link.endswith("/"):
        # The URL of the page is no folder: relative URLs would lead beside it.
        return frozenset()
    image = post.featured_media
    return mentions(f"{post.content} {image.source_url if isinstance(image, Media) else ''}")


class PlannedPost(NamedTuple):
    """A post that is to be converted, and the path of its document."""

    location: Location
    path: str
    """Relative to the output folder, with `/`."""
    post_id: int | None
    type: str
    comments: tuple[Comment, ...] = ()
    """Those of the post, if they become a field of its document."""
    meta: str = ""
    """Custom fields that another copy of the post has, as JSON, for those that its own record lacks."""


class SourcePosts(NamedTuple):
    """Planned posts of one source, in input order."""

    source: Source
    posts: tuple[PlannedPost, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The result of the index pass: all that the conversion needs besides the posts themselves."""

    site: Site
    site_records: SiteRecords
    """The comments, menus and settings."""
    posts: Mapping[str, PostFacts]
    """The posts to convert, by the path of their documents."""
    sources: tuple[SourcePosts, ...]
    """The posts to convert, in input order."""
    paths: frozenset[str]
    """The paths of the documents of all posts in the input, also of those that are not selected."""
    types: frozenset[str]
    """The types of the same posts."""
    addresses: Addresses | None
    """The targets of links within the site; None with `--links keep`."""
    redirects: Mapping[str, str]
    """New URLs by old ones, for posts whose URL changes; empty without `--redirects`."""
    post_count: int
    """The number of posts in the input."""
    left_out: Mapping[str, int]
    """The number of posts and other records that become no document, by kind."""
    losses: tuple[tuple[str, Notice], ...] = ()
    """Losses in posts that become no document, which would not be reported otherwise, with their source."""
    duplicates: tuple[str, ...] = ()
    """The posts of which the input has another copy that counts, with their source."""
    nothing_selected: str = ""
    """The reason if posts are there, but none is selected."""
    dropped: tuple[Notice, ...] = ()
    """The values that documents of the target cannot hold."""
    damaged: str = ""
    """The name of a source that could not be read, or lost something; empty if there is none."""
    mentions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The uploads that a post may refer to, by the path of its document."""

    @property
    def size(self) -> int:
        """The number of posts to convert."""
        return sum(len(each.posts) for each in self.sources)


def make_plan(indexes: Iterable[Index], options: Options) -> Plan:
    """Decide which posts are converted, and give each a path.

    Paths depend on all posts of the input, so that a selection does not change them.

    Args:
        indexes: the result of reading each source, in input order.
        options: the options of the run.
    """
    indexes = list(indexes)
    site, records = _collected(indexes)
    commented = records if options.write.comments == "front-matter" else None
    gone = [each for index in indexes for each in index.gone]
    facts = [fact for index in indexes for fact in index.facts if not any(each.has(fact) for each in gone)]
    chosen = choose(facts)
    counting = [fact for fact in facts if fact.location in chosen]
    present = [fact for fact in counting if fact.status != "trash"]
    path_of = paths.plan(present, targets.layout(options.write))
    matching = [fact for fact in present if is_selected(fact, site, options.select)]
    selected = matching[: options.select.limit]
    left_out = sum((index.skipped for index in indexes), Counter[str]())
    left_out["duplicate"] = len(facts) - len(chosen)
    left_out["trashed post"] = len(chosen) - len(present)
    left_out["unselected post"] = len(present) - len(matching)
    left_out["further post"] = len(matching) - len(selected)
    return Plan(
        site=site,
        site_records=records,
        posts={path_of[fact.location]: fact for fact in selected},
        sources=_by_source(indexes, selected, path_of, commented, _custom_fields(indexes, facts, chosen)),
        paths=frozenset(path_of.values()),
        types=frozenset(fact.type for fact in present),
        addresses=_addresses(indexes, counting, path_of, selected, options),
        redirects=_redirects(present, path_of, indexes, records, options) if options.write.redirects else {},
        post_count=len(facts),
        left_out=+left_out,
        losses=_losses(facts, selected),
        duplicates=tuple(_copy(fact) for fact in facts if fact.location not in chosen),
        nothing_selected="" if matching else nothing_selected(present, site, options.select),
        dropped=_dropped(indexes, selected, options),
        damaged=next((index.source.name for index in indexes if _is_damaged(index)), ""),
        mentions=_by_path(indexes, path_of),
    )


def _collected(indexes: Iterable[Index]) -> tuple[Site, SiteRecords]:
    site, records = Site(), SiteRecords()
    for index in indexes:
        for entity in index.entities:
            site.add(entity)
        for record in index.site_records:
            records.add(record)
    return site, records


def _by_path(indexes: Iterable[Index], path_of: Mapping[Location, str]) -> Mapping[str, frozenset[str]]:
    found = (each for index in indexes for each in index.mentions.items())
    return {path_of[location]: paths for location, paths in found if location in path_of}


def _addresses(
    indexes: Iterable[Index],
    counting: Iterable[PostFacts],
    path_of: Mapping[Location, str],
    selected: Iterable[PostFacts],
    options: Options,
) -> Addresses | None:
    if options.write.links == "keep" and not options.run.uploads:
        return None
    # Only runs that rewrite links import them.
    from wpconv.document.links.addresses import SitePost  # noqa: PLC0415

    # The same.
    from wpconv.run.planning.addresses import make_addresses  # noqa: PLC0415

    written = {fact.location for fact in selected}
    posts = [
        SitePost(
            fact,
            path_of.get(fact.location, ""),
            fact.type in options.select.excluded_types,
            fact.location in written,
        )
        for fact in counting
    ]
    entities = list(_with_names(indexes))
    return make_addresses(posts, entities, options.write)


def _dropped(indexes: Iterable[Index], selected: Sequence[PostFacts], options: Options) -> tuple[Notice, ...]:
    entities = _with_names(indexes)
    return tuple(dropped_fields(selected, entities, targets.target(options.write.target), options.write))


def _redirects(
    posts: Sequence[PostFacts],
    path_of: Mapping[Location, str],
    indexes: Iterable[Index],
    records: SiteRecords,
    options: Options,
) -> Mapping[str, str]:
    # Only runs with --redirects import the code for it.
    from wpconv.document.links import moves  # noqa: PLC0415

    entities = [each for each in _with_names(indexes) if not isinstance(each, Media)]
    return moves.moves(posts, path_of, options.write, entities, redirects=records.redirects)


def _custom_fields(
    indexes: Iterable[Index], facts: Iterable[PostFacts], chosen: frozenset[Location]
) -> dict[custom_fields.Key, str]:
    found = {where: each for index in indexes for where, each in index.custom_fields.items()}
    return custom_fields.of_copies(facts, chosen, found)


def _with_names(indexes: Iterable[Index]) -> Iterator[Term | Author | Media]:
    """Yield the records of the input that have names or addresses of their own."""
    for index in indexes:
        yield from (each for each in index.entities if not isinstance(each, ReusableBlock))


def _losses(facts: Iterable[PostFacts], selected: Iterable[PostFacts]) -> tuple[tuple[str, Notice], ...]:
    reported = {fact.location for fact in selected}
    return tuple(
        (fact.location.source, replace(loss, detail=f"{fact.location.source}: {loss.detail}"))
        for fact in facts
        if fact.location not in reported
        for loss in fact.losses
    )


def _is_damaged(index: Index) -> bool:
    return (
        bool(index.failures)
        or any(
            each.severity is Severity.LOSS or each.code is NoticeCode.FETCH_SHORT for each in index.notices
        )
        or any(fact.losses for fact in index.facts)
    )


def _by_source(
    indexes: Iterable[Index],
    selected: Sequence[PostFacts],
    path_of: Mapping[Location, str],
    records: SiteRecords | None,
    meta: Mapping[custom_fields.Key, str],
) -> tuple[SourcePosts, ...]:
    posts: dict[str, list[PlannedPost]] = {}
    for fact in selected:
        comments = tuple(records.comments(fact.id, fact.host)) if records else ()
        more = meta.get((fact.host, fact.type, fact.id), "")
        post = PlannedPost(fact.location, path_of[fact.location], fact.id, fact.type, comments, more)
        posts.setdefault(fact.location.source, []).append(post)
    sources = {index.source.name: index.source for index in indexes}
    return tuple(SourcePosts(sources[name], tuple(found)) for name, found in posts.items())


def _copy(facts: PostFacts) -> str:
    return f"{facts.type} {facts.id} in {facts.location.source}"
