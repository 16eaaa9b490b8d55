"""Gives each post of a run a path: checks and fills templates, follows parents of pages, resolves collisions.

A path depends on the set of posts in the run, never on their order. Paths that differ only in case or Unicode
form collide, because they are one file on some file systems.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from types import MappingProxyType
from typing import NamedTuple

from wpconv.document.slugs import MAX_BYTES, cut, folded, permalink, safe_name
from wpconv.errors import UsageError
from wpconv.model import Location, PostFacts

_MAX_FOLDERS = 600
"""The most bytes for the slugs of a page's parents: the whole path is then valid on any file system."""
_PUBLIC = frozenset({"publish", "inherit", ""})

TEMPLATE_NAMES = ("slug", "path", "id", "type", "status", "lang", "host", "year", "month", "day")
"""The names that a template may have in braces; `path` is the slug after the slugs of its parents."""

_UNIQUE_NAMES = {"slug", "path", "id"}
# The name of a file or a folder on every system, and neither `.` nor `..`.
_STEP = re.compile(r'(?:[^\\/:*?"<>|\x00-\x1f]*[^\\/:*?"<>|\x00-\x1f. ])')


class Layout(NamedTuple):
    """A target's path templates, relative to the output folder; `TEMPLATE_NAMES` are the names in braces."""

    types: Mapping[str, str]
    """By post type; `*` for all others."""
    drafts: Mapping[str, str] = MappingProxyType({})
    """The same for drafts, in generators where the folder keeps them unpublished."""
    section: str = ""
    """For pages with children; empty if they are as other pages."""
    front: str = ""
    """For the site's front page; empty if it is as other pages."""
    by_language: bool = False
    """Whether the file name has the language, unless it is that of most posts: `tea.fr.md`."""


def bundle_template(template: str) -> str:
    """Return the template of page bundles for a template: `blog/{slug}/index.md` for `blog/{slug}.md`."""
    stem, _, extension = template.rpartition(".")
    return template if stem.endswith("/index") else f"{stem}/index.{extension}"


def section_template(template: str) -> str:
    """Return a template for pages with children, which Hugo and Zola call sections: `{path}/_index.md`."""
    return re.sub(r"(?:/index)?(\.\w+)$", r"/_index\1", template)


def check_template(template: str) -> None:
    """Check a template that a user gave.

    Raises:
        UsageError: a name is unknown, all posts would have one path, or the path is not that of a file inside
            the output folder.
    """
    try:
        fields = [part for part in Formatter().parse(template) if part[1] is not None]
    except ValueError as error:
        raise _template_error(template, str(error), "write names in braces: {slug}") from None
    for _, name, spec, conversion in fields:
        if name not in TEMPLATE_NAMES:
            # Only a wrong name needs it.
            from difflib import get_close_matches  # noqa: PLC0415

            similar = get_close_matches(name or "", TEMPLATE_NAMES, 1, 0.1)
            advice = f"did you mean {{{similar[0]}}}?" if similar else "use " + ", ".join(TEMPLATE_NAMES)
            raise _template_error(template, f"there is no name {{{name}}}", advice)
        if spec or conversion:
            raise _template_error(template, f"{{{name}}} takes no format", f"write {{{name}}}")
    if _UNIQUE_NAMES.isdisjoint(name for _, name, _, _ in fields if name):
        raise _template_error(template, "all posts would have one path", "use {slug}, {path} or {id}")
    steps = template.format_map(dict.fromkeys(TEMPLATE_NAMES, "x")).split("/")
    if not all(map(_STEP.fullmatch, steps)) or not re.search(r"[^.]\.[A-Za-z]+$", steps[-1]):
        raise _template_error(template, "is no file inside the output folder", "write it like blog/{slug}.md")


def _template_error(template: str, cause: str, advice: str) -> UsageError:
    return UsageError(f"--path {template}: {cause}", advice)


def is_draft(status: str, *, protected: bool) -> bool:
    """Return whether a site must not publish a post: it is not public, or needs a password."""
    return protected or status not in _PUBLIC


def plan(facts: Iterable[PostFacts], layout: Layout) -> dict[Location, str]:
    """Return a path for every post of a run.

    If the template gives several posts one path, the post with the lowest id gets it. The others get `-ID`,
    or `-HOST` for another site, or else a short hash.

    Args:
        facts: all posts that may be written, in any order.
        layout: the templates.

    Returns:
        By location: the path relative to the output folder, with `/`.
    """
    posts = sorted(facts, key=_rank)
    hierarchy = _hierarchy(posts)
    paths = {post.location: _path(post, hierarchy, layout) for post in posts}
    by_key: dict[str, list[PostFacts]] = {}
    for post in posts:
        by_key.setdefault(folded(paths[post.location]), []).append(post)
    taken = set(by_key)
    for first, *others in by_key.values():
        for post in others:
            candidates = (_path(post, hierarchy, layout, suffix) for suffix in _suffixes(first, post))
            path = next(path for path in candidates if folded(path) not in taken)
            taken.add(folded(path))
            paths[post.location] = path
    return paths


@dataclass(frozen=True, slots=True)
class _Hierarchy:
    """The relations between the posts of a run. A post's key is its host and its id."""

    posts: Mapping[tuple[str, int | None], PostFacts]
    parents: frozenset[tuple[str, int | None]]
    front: Location | None
    main_language: str
    slugs: dict[tuple[str, int | None], str] = field(default_factory=dict)
    """Those of parents, filled as they are used: each is the parent of many."""


def _hierarchy(posts: list[PostFacts]) -> _Hierarchy:
    fronts = (
        post.location
        for post in posts
        if post.type == "page"
        and permalink(post.link) == "/"
        and not is_draft(post.status, protected=post.protected)
    )
    languages = Counter(post.lang for post in posts)
    return _Hierarchy(
        posts={(post.host, post.id): post for post in reversed(posts) if post.id is not None},
        parents=frozenset((post.host, post.parent) for post in posts if post.parent),
        front=next(fronts, None),
        main_language=min(languages, key=lambda lang: (-languages[lang], lang), default=""),
    )


def _rank(post: PostFacts) -> tuple[object, ...]:
    """Return a sort key that depends on the order of the input only for posts that are otherwise equal."""
    number = (0, post.id) if post.id is not None else (1, 0)
    location = post.location
    return (number, post.host, post.type, post.link, post.slug, location.source, location.index)


def _suffixes(first: PostFacts, post: PostFacts) -> Iterator[str]:
    if post.host != first.host and safe_name(post.host):
        yield cut(safe_name(post.host), MAX_BYTES // 2)
    elif post.id is not None:
        yield str(post.id)
    digest = _digest(post)
    yield from (digest[:size] for size in range(8, len(digest) + 1))


def _digest(post: PostFacts) -> str:
    return hashlib.sha256(repr(_rank(post)).encode("utf-8", "surrogatepass")).hexdigest()


def _path(post: PostFacts, hierarchy: _Hierarchy, layout: Layout, suffix: str = "") -> str:
    path = _template(post, layout, hierarchy).format_map(_names(post, hierarchy, suffix))
    if not layout.by_language or post.lang == hierarchy.main_language or not safe_name(post.lang):
        return path
    stem, dot, extension = path.rpartition(".")
    return f"{stem}.{safe_name(post.lang)}{dot}{extension}"


def _template(post: PostFacts, layout: Layout, hierarchy: _Hierarchy) -> str:
    if is_draft(post.status, protected=post.protected):
        if template := layout.drafts.get(post.type) or layout.drafts.get("*"):
            return template
    elif layout.front and post.location == hierarchy.front:
        return layout.front
    if layout.section and post.type == "page" and (post.host, post.id) in hierarchy.parents:
        return layout.section
    return layout.types.get(post.type) or layout.types["*"]


def _names(post: PostFacts, hierarchy: _Hierarchy, suffix: str) -> dict[str, str]:
    slug = _slug(post)
    number = slug if post.id is None else str(post.id)
    if suffix:
        slug = f"{cut(slug, MAX_BYTES - len(suffix.encode()) - 1)}-{suffix}"
        number = f"{number}-{suffix}"
    # A year that every generator can read, for posts without a date.
    year, month, day = post.date.date().isoformat().split("-") if post.date else ("1970", "01", "01")
    return {
        "slug": slug,
        "path": "/".join([*_folders(post, hierarchy), slug]),
        "id": number,
        "type": safe_name(post.type) or "other",
        "status": safe_name(post.status) or "publish",
        "lang": safe_name(post.lang) or "und",
        "host": safe_name(post.host) or "site",
        "year": year,
        "month": month,
        "day": day,
    }


def _folders(post: PostFacts, hierarchy: _Hierarchy) -> list[str]:
    """Return the slugs of a post's parents, the outermost first."""
    folders: list[str] = []
    room = _MAX_FOLDERS
    for name in _outwards(post, hierarchy):
        room -= len(name.encode()) + 1
        if room < 0:
            break
        folders.append(name)
    return folders[::-1]


def _outwards(post: PostFacts, hierarchy: _Hierarchy) -> Iterator[str]:
    """Yield the slugs of a post's parents, the innermost first; of a cycle each once.

    The caller stops when a path has no room for more, so that long chains take linear time.
    """
    seen = {post.id}
    while post.parent and post.parent not in seen:
        seen.add(post.parent)
        key = post.host, post.parent
        parent = hierarchy.posts.get(key)
        if parent is None:
            yield from reversed(_folders_of_link(post.link))
            return
        yield hierarchy.slugs.get(key) or hierarchy.slugs.setdefault(key, _slug(parent))
        post = parent


def _folders_of_link(link: str) -> list[str]:
    steps = permalink(link).strip("/").split("/")[:-1]
    return [name for name in map(safe_name, steps) if name]


def _slug(post: PostFacts) -> str:
    """Return the first that is not empty: the slug, the id, the last part of the link, a hash."""
    last = permalink(post.link).rstrip("/").rpartition("/")[2]
    return safe_name(post.slug) or str(post.id or "") or safe_name(last) or _digest(post)[:8]
