"""The URLs of the old site that lead elsewhere in the new one, for redirects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, urlsplit

from wpconv.document import build, targets
from wpconv.document.fields import PostFields
from wpconv.document.paths import is_draft
from wpconv.document.slugs import decode, folded, permalink
from wpconv.document.targets import Target
from wpconv.model import Author, Location, Media, PostFacts, Term, WriteOptions
from wpconv.site_model import Redirect

_QUERY_SAFE = "!$%&()*+,-./:;=?@[]_~{}|\\^`"
"""The characters that browsers send as they are in a query, after the URL Standard."""
_FEED = "/feed/"
_ID_NAMES = {"page": "page_id"}
"""The query variable of a post's id, if it is not `p`."""


def moves(
    posts: Sequence[PostFacts],
    paths: Mapping[Location, str],
    options: WriteOptions,
    entities: Iterable[Term | Author | Media] = (),
    *,
    file_url: Callable[[Media], str] = lambda _media: "",
    redirects: Iterable[Redirect] = (),
) -> dict[str, str]:
    """Return the old URLs that change, or that WordPress itself redirects.

    Args:
        posts: the posts of the run.
        paths: the paths of their documents.
        options: the user's.
        entities: the terms, authors and attachments of the run.
        file_url: returns the new URL of an attachment's file, or an empty str.
        redirects: those that the old site had itself.

    Returns:
        New URLs by old ones, sorted, without scheme and host. Paths are decoded; an old URL may have a query.
    """
    target = targets.target(options.target)
    new_urls = {
        post.location: _new_url(post, paths[post.location], target, options)
        for post in posts
        if post.location in paths and not is_draft(post.status, protected=post.protected)
    }
    living = [(post, new_urls[post.location]) for post in posts if post.location in new_urls]
    result = {old: new for post, new in living if (old := _old_url(post.link))}
    taken = {folded(url.rstrip("/")) for url in new_urls.values()}
    others = (
        *(pair for post, new in living for pair in _other_urls(post, new)),
        *_of_entities(entities, target, file_url),
        *((_old_url(each.old), each.new) for each in redirects),
        *([(_FEED, target.feed)] if target.feed else []),
    )
    for old, new in others:
        # What is an address of the new site stays one.
        if old and new and folded(old.rstrip("/")) not in taken:
            result.setdefault(old, new)
    return {old: new for old, new in sorted(result.items()) if not build.same_url(old, new)}


def _new_url(post: PostFacts, path: str, target: Target, options: WriteOptions) -> str:
    values = PostFields(slug=decode(post.slug), permalink=permalink(post.link), type=post.type)
    fields, _notices = build.fields(values, target, options)
    return build.url(fields, path, target)


def _other_urls(post: PostFacts, new: str) -> Iterator[tuple[str, str]]:
    """Yield the short URL of a post (`wp_get_shortlink`), and those with slugs that it had before."""
    if post.id is not None:
        home = "/" + post.host.partition("/")[2]
        yield f"{home.rstrip('/')}/?{_ID_NAMES.get(post.type, 'p')}={post.id}", new
    old = _old_url(post.link)
    slug = f"/{decode(post.slug)}"
    if "?" not in old and old.rstrip("/").endswith(slug):
        base, end = old.rstrip("/").removesuffix(slug), "/" if old.endswith("/") else ""
        for each in post.old_slugs:
            yield f"{base}/{decode(each)}{end}", new


def _of_entities(
    entities: Iterable[Term | Author | Media], target: Target, file_url: Callable[[Media], str]
) -> Iterator[tuple[str, str]]:
    for entity in entities:
        old = _old_url(entity.link)
        if isinstance(entity, Media):
            yield old, file_url(entity)
        elif isinstance(entity, Author):
            # No generator keeps the URL of this list of posts.
            yield old, "/"
        elif target.term_url is not None:
            yield old, target.term_url(entity)


def _old_url(link: str) -> str:
    """Return a URL without scheme and host, decoded; empty for the root, whichever page it showed."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    path = decode(permalink(parts._replace(query="").geturl()))
    if parts.query:
        return f"{path or '/'}?{quote(parts.query, _QUERY_SAFE, errors='replace')}"
    return path.rstrip("/") and path
