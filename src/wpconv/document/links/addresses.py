"""The addresses of a site: what each old URL of a post, term, author or file leads to in the new one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import TYPE_CHECKING, Literal

from wpconv.document import build, targets
from wpconv.document.fields import PostFields
from wpconv.document.links import url_forms
from wpconv.document.links.shown_terms import ShownTerms, is_shown, shown_terms
from wpconv.document.links.upload_paths import below_uploads
from wpconv.document.paths import is_draft
from wpconv.document.slugs import decode, permalink
from wpconv.document.targets import Target
from wpconv.model import Author, Media, PostFacts, Term, WriteOptions

if TYPE_CHECKING:
    # Only runs that copy files import it.
    from wpconv.document.media.library import Library

_TAG = re.compile(r"<[^<>]*>")
PlaceKind = Literal["post", "attachment", "term", "author"]
_QUERY_NAMES = {"category": "category_name", "post_tag": "tag"}


@dataclass(frozen=True, slots=True)
class Place:
    """A page or file of the old site, and its place in the new one."""

    kind: PlaceKind
    url: str
    """In the built site: without scheme and host, percent-encoded; of an attachment, the URL of its file."""
    path: str = ""
    """The path of a post's document, relative to the output folder."""
    is_public: bool = True
    """Whether the site has it: it is no draft, is not protected, and its type is not excluded."""
    is_selected: bool = True
    """Whether the run writes its document."""
    attachment: int | None = None
    caption: str = ""
    """Of an attachment: its text, which its page shows."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """All addresses of a run. It is built once, and only read."""

    places: Mapping[str, Place] = field(default_factory=dict)
    """By `key`."""
    slugs: Mapping[str, Place | None] = field(default_factory=dict)
    """Posts, and attachments, by `slug_key`; None for a slug of several."""
    old_slugs: Mapping[str, Place | None] = field(default_factory=dict)
    """The same for slugs that they had before."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """The hosts of the site, each with the one that keys begin with: an empty str if the run has one site."""
    homes: frozenset[str] = frozenset(("",))
    """Keys of the home pages."""
    uploads: frozenset[str] = frozenset()
    """The paths of files below the uploads folder."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids that links lead to and that the body has, by the path of the document."""
    feed: str = ""
    """The URL of the new site's feed; empty if it has none."""
    files: Library | None = None
    """The files that documents may refer to; None if no files are copied."""
    start: str = ""
    """Scheme and host of most permalinks; empty if the run has several sites."""

    def at_permalink(self, url: str) -> Place | None:
        """Return the place of a permalink in its usual spelling, sooner than the general way finds it."""
        if not self.start or not url.startswith(self.start):
            return None
        return self.places.get(url[len(self.start) :].rstrip("/").lower())

    def site_of(self, host: str, base: str) -> str | None:
        """Return the prefix of an address's keys; None if its host is not the site's.

        Args:
            host: the host of the address; empty for that of the post.
            base: the permalink of the post that it is in.
        """
        site = self.hosts.get(host)
        if not host or site == ANY_SITE:
            return self.hosts.get(url_forms.host_of(base), "")
        return site

    def find(self, address: url_forms.Address, site: str) -> Place | None:
        """Return the place of an address by its path and query as they are."""
        return self.places.get(key(site, address.path, address.query))


ANY_SITE = "*"
"""The site of a host that the user named, in a run over several sites: that of the post."""


def key(site: str, path: str, query: str = "") -> str:
    """Return the key of an address: the site, the folded path, and a query."""
    return f"{site}{url_forms.folded_path(path)}{f'?{query.lower()}' if query else ''}"


@dataclass(frozen=True, slots=True)
class SitePost:
    """A post of the input, and what the run does with it."""

    facts: PostFacts
    path: str
    """The path of its document; empty if it is in the trash."""
    is_excluded: bool = False
    """Whether the user left out its type."""
    is_selected: bool = True
    """Whether the run writes its document."""


def slug_key(site: str, slug: str) -> str:
    """Return the key of a slug."""
    folded = url_forms.folded_path(slug)
    return f"{site}:{folded}" if site else folded


def build_addresses(
    posts: Sequence[SitePost], entities: Sequence[Term | Author | Media], options: WriteOptions
) -> Addresses:
    """Return the addresses of a run.

    Args:
        posts: all posts of the input.
        entities: the terms, authors and attachments.
        options: those for documents.
    """
    hosts = _hosts([post.facts for post in posts], entities, options.hosts)
    target = targets.target(options.target)
    shown = shown_terms((post.facts for post in posts if post.path and not post.is_excluded), target)
    builder = _Builder(hosts, target, options, shown)
    for post in posts:
        builder.add_post(post)
    builder.post_slugs = frozenset(builder.slugs)
    for entity in entities:
        builder.add_entity(entity)
    return builder.result()


def with_anchors(
    addresses: Addresses, posts: Iterable[SitePost], wanted: Mapping[str, frozenset[str]]
) -> Addresses:
    """Return the addresses with the ids that are in the bodies of posts.

    Args:
        addresses: without ids.
        posts: the posts.
        wanted: the ids that links lead to, by the path of the document.
    """
    anchors = {
        post.path: wanted[post.path].intersection(post.facts.ids.split("\n"))
        for post in posts
        if post.facts.ids and post.path in wanted
    }
    return replace(addresses, anchors=anchors)


def _hosts(
    posts: Iterable[PostFacts], entities: Iterable[Term | Author | Media], named: Iterable[str]
) -> dict[str, str]:
    """Return the hosts of each site with the site, which is its host in permalinks.

    The host of a single permalink, which a plugin may have replaced by a URL elsewhere, is not the site's.
    """
    links: dict[str, Counter[str]] = {}
    for each in (*posts, *(each for each in entities if each.host)):
        if host := url_forms.host_of(each.link):
            links.setdefault(_netloc(each.host), Counter())[host] += 1
    sites: dict[str, str] = {}
    for api_host, counter in sorted(links.items()):
        common = max(counter, key=lambda host: (counter[host], host))
        for host in filter(None, (api_host, common)):
            sites.setdefault(host, sites.get(common, common))
    is_one = len(set(sites.values())) <= 1
    if is_one:
        sites = dict.fromkeys(sites, "")
    for name in named:
        host = url_forms.plain_host(name.partition("://")[2].partition("/")[0] or name.partition("/")[0])
        sites.setdefault(host, "" if is_one else ANY_SITE)
    return sites


def _netloc(host: str) -> str:
    return url_forms.plain_host(host.partition("/")[0])


class _Builder:
    """Collects the places; of several for one address, the first counts, so posts come before others."""

    def __init__(
        self, hosts: dict[str, str], target: Target, options: WriteOptions, shown: ShownTerms
    ) -> None:
        self.hosts, self.options, self.shown = hosts, options, shown
        self.target = target if options.user_fields else _only_permalinks(target)
        self.places: dict[str, Place] = {}
        self.slugs: dict[str, Place | None] = {}
        self.old_slugs: dict[str, Place | None] = {}
        self.homes = {"", *filter(None, hosts.values())} - {ANY_SITE}
        self.uploads: set[str] = set()
        self.post_slugs: frozenset[str] = frozenset()
        """Those of posts, once all are added: an attachment does not take one."""
        self.starts: Counter[str] = Counter()

    def add_post(self, site_post: SitePost) -> None:
        post, path = site_post.facts, site_post.path
        is_public = path != "" and not (
            site_post.is_excluded or is_draft(post.status, protected=post.protected)
        )
        url = self._url(post, path) if is_public else url_forms.root_relative(post.link)
        place = Place("post", url, path, is_public, site_post.is_selected)
        site = self._site(post.host, post.link)
        if post.link:
            address = url_forms.parse(post.link)
            self._put(key(site, address.path, address.query), place)
            self.starts[post.link[: post.link.find("/", post.link.find("//") + 2)]] += 1
        home = self._home(site, post.host)
        if post.id is not None:
            self._put(f"{home}?p={post.id}", place)
        if post.slug:
            _add_unique(self.slugs, slug_key(site, post.slug), place)
        for slug in post.old_slugs:
            _add_unique(self.old_slugs, slug_key(site, slug), place)

    def _put(self, name: str, place: Place) -> None:
        """Add a place; a draft does not take the address of a public post."""
        known = self.places.get(name)
        if known is None or (place.is_public and not known.is_public):
            self.places[name] = place

    def _url(self, post: PostFacts, path: str) -> str:
        values = PostFields(slug=decode(post.slug), permalink=permalink(post.link), type=post.type, path=path)
        fields, _notices = build.fields(values, self.target, self.options)
        return url_forms.encoded(build.url(fields, path, self.target))

    def _site(self, host: str, link: str) -> str:
        return self.hosts.get(url_forms.host_of(link)) or self.hosts.get(_netloc(host), "")

    def _home(self, site: str, host: str) -> str:
        """Return the key of a site's home page, which is in a folder if its host has one."""
        if "/" not in host:
            return site
        home = key(site, f"/{host.partition('/')[2]}")
        self.homes.add(home)
        return home

    def add_entity(self, entity: Term | Author | Media) -> None:
        if isinstance(entity, Media):
            self._add_attachment(entity)
            return
        site = self._site(entity.host, entity.link)
        home = self._home(site, entity.host)
        address = url_forms.parse(entity.link)
        url = address.root_relative
        if isinstance(entity, Term):
            term_url = self.target.term_url if is_shown(entity, self.shown) else None
            if term_url is not None and (own := term_url(entity, self.options)):
                url = url_forms.encoded(own)
            place = Place("term", url)
            name = _QUERY_NAMES.get(entity.taxonomy, entity.taxonomy)
            names = [f"{name}={url_forms.folded_path(entity.slug)}"]
            names += [f"cat={entity.id}"] if entity.taxonomy == "category" else []
        else:
            place = Place("author", url)
            names = [f"author={entity.id}", f"author_name={url_forms.folded_path(entity.slug)}"]
        if entity.link:
            self.places.setdefault(key(site, address.path, address.query), place)
            for each in names:
                self.places.setdefault(f"{home}?{each}", place)

    def _add_attachment(self, media: Media) -> None:
        if not media.source_url:
            return
        self.uploads.add(upload_path(media.source_url))
        site = self._site(media.host, media.link)
        caption = " ".join(unescape(_TAG.sub("", media.caption)).split())
        place = Place("attachment", media.source_url, attachment=media.id, caption=caption)
        if media.link:
            address = url_forms.parse(media.link)
            self.places.setdefault(key(site, address.path, address.query), place)
            # An attachment that was attached to a post later has another permalink than before.
            slug = slug_key(site, address.path.rstrip("/").rpartition("/")[2])
            if slug and slug not in self.post_slugs:
                _add_unique(self.slugs, slug, place)
        if media.id:
            self.places.setdefault(f"{self._home(site, media.host)}?p={media.id}", place)

    def result(self) -> Addresses:
        is_one = len(set(self.hosts.values())) <= 1
        start = max(self.starts, key=lambda start: (self.starts[start], start), default="")
        return Addresses(
            self.places,
            self.slugs,
            self.old_slugs,
            self.hosts,
            frozenset(self.homes),
            frozenset(self.uploads - {""}),
            feed=self.target.feed,
            start=start if is_one else "",
        )


def _only_permalinks(target: Target) -> Target:
    """Return a target whose documents have only the field that sets their URL, for the speed of it."""
    rows = tuple(row for row in target.rows if row.key == target.permalink)
    return replace(target, rows=rows, constants={}, drafts={}, aliases="")


def _add_unique(slugs: dict[str, Place | None], slug: str, place: Place) -> None:
    if not place.is_public:
        return
    slugs[slug] = None if slug in slugs and slugs[slug] != place else place


def upload_path(url: str) -> str:
    """Return the path of a file below the uploads folder, folded; an empty str for another file."""
    return below_uploads(url_forms.folded_path(url_forms.parse(url).path))
