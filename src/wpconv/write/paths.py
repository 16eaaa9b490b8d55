"""Facts of all posts to a relative path for each: templates, hierarchies, collisions.

A path depends on the set of posts in the run, never on their order. Two paths that differ in case or Unicode
form only count as one, since some file systems take them for one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING

from wpconv.write.slugs import MAX_BYTES, cut, folded, permalink, safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wpconv.model import Location, PostFacts

NAMES = ("slug", "path", "id", "type", "status", "lang", "host", "year", "month", "day")
"""What a template may name; `path` is the slug with the slugs of its parents before it."""

_MAX_FOLDERS = 600
"""Bytes of a page's parents: the whole path stays below what any file system allows."""
_PUBLIC = frozenset({"publish", "inherit", ""})


@dataclass(frozen=True, slots=True)
class Layout:
    """Where posts go: templates of `NAMES` in braces, relative to the output folder."""

    post: str = "posts/{slug}.md"
    page: str = "pages/{path}.md"
    other: str = "{type}/{slug}.md"
    section: str = ""
    """For pages that have children; empty where they are like others."""
    draft: str = ""
    """For posts that must not be published, in generators that go by the folder."""
    types: Mapping[str, str] = field(default_factory=dict)
    """Templates for single post types, before all others."""


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
    family = _Family(
        {(post.host, post.id): post for post in reversed(posts) if post.id is not None},
        frozenset((post.host, post.parent) for post in posts if post.parent),
    )
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
    is_parent = (post.host, post.id) in family.parents
    return _template(post, layout, is_parent).format_map(_names(post, family, suffix))


def _template(post: PostFacts, layout: Layout, is_parent: bool) -> str:
    if post.type in layout.types:
        return layout.types[post.type]
    if post.type == "page":
        return layout.section if layout.section and is_parent else layout.page
    if post.type != "post":
        return layout.other
    return layout.draft if layout.draft and is_draft(post.status, protected=post.protected) else layout.post


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


def names_in(template: str) -> list[str]:
    """Return the names that a template holds in braces; raise ValueError where its braces do not match."""
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]
