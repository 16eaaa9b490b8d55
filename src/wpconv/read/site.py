"""The entities that ids refer to, across all sources of a run, and the choice among copies of a post."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from wpconv.model import Author, Location, Media, PostFacts, Term

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class ReusableBlock:
    """A block that posts contain by its id: a synced pattern, of the post type `wp_block`."""

    id: int
    content: str
    """HTML with the comments of blocks, as it was typed."""
    host: str = ""
    """The host of the site that the id belongs to; empty if the record does not name it."""


class GonePosts(NamedTuple):
    """Posts of an export folder that the site no longer has."""

    folder: str
    """How the names of the folder's sources begin, with the `/` at its end."""
    type: str
    ids: frozenset[int]

    def has(self, fact: PostFacts) -> bool:
        """Return whether a post is one of them."""
        return fact.id in self.ids and fact.type == self.type and fact.location.source.startswith(self.folder)


Entity = Term | Author | Media | ReusableBlock
Known = TypeVar("Known", Term, Author, Media, ReusableBlock)
Key = tuple[str, int]
"""A site, or an empty str for an entity whose site is unknown, and an id."""


class Site:
    """The terms, authors, media and reusable blocks of a run; each site of several has its own ids."""

    def __init__(self) -> None:
        self._terms: dict[Key, Term] = {}
        self._authors: dict[Key, Author] = {}
        self._media: dict[Key, Media] = {}
        self._attached: dict[Key, list[Media]] = {}
        """The attachments by the post to which they were uploaded; made when it is first asked for."""
        self._blocks: dict[Key, ReusableBlock] = {}
        self._hosts: set[str] = set()

    def add(self, item: object) -> None:
        """Add a term, an author, an attachment or a reusable block; other items are ignored."""
        if isinstance(item, Term):
            self._add(item, self._terms)
        elif isinstance(item, Author):
            self._add(item, self._authors)
        elif isinstance(item, Media):
            self._add(item, self._media)
        elif isinstance(item, ReusableBlock):
            self._add(item, self._blocks)

    def _add(self, entity: Known, known: dict[Key, Known]) -> None:
        if not entity.id:
            return
        self._hosts.add(entity.host)
        key = (entity.host, entity.id)
        other = known.get(key)
        if other == entity:
            return
        self._attached.clear()
        known[key] = entity if other is None else max(other, entity, key=_fullness)

    def term(self, ref: int | Term, taxonomy: str, host: str = "") -> Term | None:
        """Return the term of an id (or the term itself) in a taxonomy of a site."""
        term = ref if isinstance(ref, Term) else self._find(ref, host, self._terms)
        return term if term is not None and term.taxonomy in (taxonomy, "") else None

    def author(self, ref: int | Author, host: str = "") -> Author | None:
        """Return the author of an id (or the author itself) of a site."""
        return ref if isinstance(ref, Author) else self._find(ref, host, self._authors)

    def media(self, ref: int | Media, host: str = "") -> Media | None:
        """Return the attachment of an id (or the attachment itself) of a site."""
        return ref if isinstance(ref, Media) else self._find(ref, host, self._media)

    def attachments(self) -> list[tuple[Key, Media]]:
        """Return all attachments, sorted by site and id."""
        return sorted(self._media.items())

    def attached(self, post: int, host: str = "") -> list[Media]:
        """Return the attachments of a post of a site, in the order of its gallery."""
        if not self._attached:
            for _key, media in sorted(self._media.items(), key=lambda each: (each[1].order, each[0])):
                self._attached.setdefault((media.host, media.parent), []).append(media)
        if found := self._attached.get((host, post)):
            return found
        fitting = [each for each in self._hosts if (each, post) in self._attached and _may_be_one(host, each)]
        return self._attached[fitting[0], post] if len(fitting) == 1 else []

    def block(self, ref: int, host: str = "") -> str | None:
        """Return the content of the reusable block of an id of a site."""
        found = self._find(ref, host, self._blocks)
        return found.content if found else None

    def blocks(self) -> list[tuple[Key, ReusableBlock]]:
        """Return all reusable blocks, sorted by site and id."""
        return sorted(self._blocks.items())

    def _find(self, ref: int, host: str, known: dict[Key, Known]) -> Known | None:
        """Return the entity of an id; without an exact match, the only one that may be of the site."""
        if (host, ref) in known:
            return known[host, ref]
        fitting = [each for each in self._hosts if (each, ref) in known and _may_be_one(host, each)]
        return known[fitting[0], ref] if len(fitting) == 1 else None


def _may_be_one(host: str, other: str) -> bool:
    """Return whether two hosts may be one site: a record without links does not show the site's folder."""
    return not host or not other or f"{host}/".startswith(f"{other}/") or f"{other}/".startswith(f"{host}/")


def _fullness(entity: Entity) -> tuple[int, tuple[str, ...]]:
    """Return a sort key for entities of one id: by filled fields, then by their values."""
    values = tuple(map(str, astuple(entity)))
    return sum(map(bool, values)), values


def choose(facts: Iterable[PostFacts]) -> frozenset[Location]:
    """Choose among copies of the same post, of which there is one per site, type and id.

    A whole copy comes before one that was cut off, then the newest, then the public view before the editor's
    (whose body may carry a logged-in person's links) unless it has no body because it is protected, then the
    one with most fields.

    Returns:
        The locations of the posts that count; a post without an id always does.
    """
    facts = list(facts)
    hosts = {each.host for each in facts if "/" in each.host}
    without_site = {(each.type, each.id) for each in facts if not each.host}
    known: dict[object, set[str]] = {}
    for each in facts:
        if each.host and (each.type, each.id) in without_site:
            known.setdefault((each.type, each.id), set()).add(_site(each, hosts))
    best: dict[object, PostFacts] = {}
    links = {each.link for each in facts if each.id is not None} - {""}
    for each in facts:
        if each.id is None and each.incomplete and each.link in links:
            continue  # WXR has the link before the id: the beginning of a post that is there as a whole
        sites = {_site(each, hosts)} if each.host else known.get((each.type, each.id), set())
        # A record without a site belongs to the only site that has its id.
        site = min(sites) if len(sites) == 1 else each.host
        key = (site, each.type, each.id) if each.id is not None else each.location
        best[key] = max(best.get(key, each), each, key=_worth)
    return frozenset(each.location for each in best.values())


def _site(facts: PostFacts, hosts: Iterable[str]) -> str:
    """Return the site of a post: the one whose folder its permalink is in, or else its host."""
    address = facts.link.partition("://")[2].removeprefix("www.")
    return max((each for each in hosts if address.startswith(f"{each}/")), key=len, default=facts.host)


def _worth(facts: PostFacts) -> tuple[object, ...]:
    return (
        not facts.incomplete,
        _instant(facts.modified),
        facts.has_content,
        not facts.is_edit_view,
        facts.field_count,
        (facts.location.source, facts.location.index),
    )


def _instant(date: datetime | None) -> datetime:
    """Make dates with and without an offset comparable."""
    if date is None:
        return datetime.min.replace(tzinfo=UTC)
    return date if date.tzinfo else date.replace(tzinfo=UTC)
