"""Facts of all posts to a relative path for each: templates, hierarchies, collisions.

A path depends on the set of posts in the run, never on their order. Two paths that differ in case or Unicode
form only count as one, since some file systems take them for one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.document.slugs import MAX_BYTES, cut, folded, permalink, safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wpconv.model import Location, PostFacts

_MAX_FOLDERS = 600
"""Bytes of a page's parents: the whole path stays below what any file system allows."""
_PUBLIC = frozenset({"publish", "inherit", ""})


@dataclass(frozen=True, slots=True)
class Layout:
    """Where posts go: templates of `templates.NAMES` in braces, relative to the output folder."""

    types: Mapping[str, str]
    """By post type; `*` for all others."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """The same for what must not be published, in generators that go by the folder."""
    section: str = ""
    """For pages that have children; empty where they are like others."""
    front: str = ""
    """For the page that is the site's front page; empty where it is like others."""
    by_language: bool = False
    """Whether a file's name says its language, where it is not that of most posts: `tea.fr.md`."""


def is_draft(status: str, *, protected: bool) -> bool:
    """Tell what a site must not publish: all but public posts, and those that ask for a password."""
    return protected or status not in _PUBLIC


def plan(facts: Iterable[PostFacts], layout: Layout) -> dict[Location, str]:
    """Give every post of a run its own path.

    The lowest id keeps a path that several posts claim; the others get `-ID`, or `-HOST` on another site, and
    a short hash where that is taken too.

    Args:
        facts: every post that will be written, in any order.
        layout: the templates.

    Returns:
        By location: the path relative to the output folder, with `/`.
    """
    posts = sorted(facts, key=_rank)
    family = _family(posts)
    paths = {post.location: _path(post, family, layout) for post in posts}
    claims: dict[str, list[PostFacts]] = {}
    for post in posts:
        claims.setdefault(folded(paths[post.location]), []).append(post)
    taken = set(claims)
    for first, *others in claims.values():
        for post in others:
            candidates = (_path(post, family, layout, suffix) for suffix in _suffixes(first, post))
            path = next(path for path in candidates if folded(path) not in taken)
            taken.add(folded(path))
            paths[post.location] = path
    return paths


@dataclass(frozen=True, slots=True)
class _Family:
    """Who is whose parent; ids are a host's own."""

    pages: Mapping[tuple[str, int | None], PostFacts]
    parents: frozenset[tuple[str, int | None]]
    front: Location | None
    main_language: str


def _family(posts: list[PostFacts]) -> _Family:
    fronts = (
        post.location
        for post in posts
        if post.type == "page"
        and permalink(post.link) == "/"
        and not is_draft(post.status, protected=post.protected)
    )
    languages = Counter(post.lang for post in posts)
    return _Family(
        pages={(post.host, post.id): post for post in reversed(posts) if post.id is not None},
        parents=frozenset((post.host, post.parent) for post in posts if post.parent),
        front=next(fronts, None),
        main_language=min(languages, key=lambda lang: (-languages[lang], lang), default=""),
    )


def _rank(post: PostFacts) -> tuple[object, ...]:
    """Sort posts by what stays the same when the input is arranged in another way, as far as that goes."""
    number = (0, post.id) if post.id is not None else (1, 0)
    place = post.location
    return (number, post.host, post.type, post.link, post.slug, place.source, place.index)


def _suffixes(first: PostFacts, post: PostFacts) -> Iterator[str]:
    if post.host != first.host and safe_name(post.host):
        yield cut(safe_name(post.host), MAX_BYTES // 2)
    elif post.id is not None:
        yield str(post.id)
    digest = _digest(post)
    yield from (digest[:size] for size in range(8, len(digest) + 1))


def _digest(post: PostFacts) -> str:
    return hashlib.sha256(repr(_rank(post)).encode("utf-8", "surrogatepass")).hexdigest()


def _path(post: PostFacts, family: _Family, layout: Layout, suffix: str = "") -> str:
    path = _template(post, layout, family).format_map(_names(post, family, suffix))
    if not layout.by_language or post.lang == family.main_language or not safe_name(post.lang):
        return path
    stem, dot, extension = path.rpartition(".")
    return f"{stem}.{safe_name(post.lang)}{dot}{extension}"


def _template(post: PostFacts, layout: Layout, family: _Family) -> str:
    if is_draft(post.status, protected=post.protected):
        if template := layout.drafts.get(post.type) or layout.drafts.get("*"):
            return template
    elif layout.front and post.location == family.front:
        return layout.front
    if layout.section and post.type == "page" and (post.host, post.id) in family.parents:
        return layout.section
    return layout.types.get(post.type) or layout.types["*"]


def _names(post: PostFacts, family: _Family, suffix: str) -> dict[str, str]:
    slug = own_slug(post)
    number = slug if post.id is None else str(post.id)
    if suffix:
        slug = f"{cut(slug, MAX_BYTES - len(suffix.encode()) - 1)}-{suffix}"
        number = f"{number}-{suffix}"
    # 1970 is a date that every generator reads.
    year, month, day = post.date.date().isoformat().split("-") if post.date else ("1970", "01", "01")
    return {
        "slug": slug,
        "path": "/".join([*_folders(post, family), slug]),
        "id": number,
        "type": safe_name(post.type) or "other",
        "status": safe_name(post.status) or "publish",
        "lang": safe_name(post.lang) or "und",
        "host": safe_name(post.host) or "site",
        "year": year,
        "month": month,
        "day": day,
    }


def _folders(post: PostFacts, family: _Family) -> list[str]:
    """Return the slugs of a post's parents, outermost first."""
    folders: list[str] = []
    seen = {post.id}
    while post.parent and post.parent not in seen:
        seen.add(post.parent)
        parent = family.pages.get((post.host, post.parent))
        if parent is None:
            folders = _folders_of_link(post.link) + folders
            break
        folders.insert(0, own_slug(parent))
        post = parent
    while sum(len(name.encode()) + 1 for name in folders) > _MAX_FOLDERS:
        del folders[0]
    return folders


def _folders_of_link(link: str) -> list[str]:
    steps = permalink(link).strip("/").split("/")[:-1]
    return [name for name in map(safe_name, steps) if name]


def own_slug(post: PostFacts) -> str:
    """Return a post's slug as a safe name, or what stands for it: the link's last step, the id, a hash."""
    last = permalink(post.link).rstrip("/").rpartition("/")[2]
    return safe_name(post.slug) or str(post.id or "") or safe_name(last) or _digest(post)[:8]
