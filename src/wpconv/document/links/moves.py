"""The URLs of the old site that lead elsewhere in the new one, for redirects."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, urlsplit, urlunsplit

from wpconv.document import build, targets
from wpconv.document.fields import PostFields
from wpconv.document.links import url_forms
from wpconv.document.links.addresses import Addresses
from wpconv.document.links.shown_terms import ShownTerms, is_shown, shown_terms
from wpconv.document.links.url_forms import host_of, plain_host
from wpconv.document.paths import is_draft
from wpconv.document.slugs import decode, folded, literal, permalink
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
    entities: Iterable[Term | Author] = (),
    *,
    redirects: Iterable[Redirect] = (),
) -> dict[str, str]:
    """Return the old URLs that change, or that WordPress itself redirects.

    Args:
        posts: the posts of the run.
        paths: the paths of their documents.
        options: the user's.
        entities: the terms and authors of the run.
        redirects: those that the old site had itself.

    Returns:
        New URLs by old ones, sorted, without scheme and host unless they lead to another site. Both may have
        a query. Old paths are decoded; in new ones, what would end them or begin an escape is encoded.
    """
    target = targets.target(options.target)
    new_urls = {
        post.location: _new_url(post, paths[post.location], target, options)
        for post in posts
        if post.location in paths and not is_draft(post.status, protected=post.protected)
    }
    living = [(post, new_urls[post.location]) for post in posts if post.location in new_urls]
    hosts = {plain_host(post.host.partition("/")[0]) for post in posts if post.host}
    result = {old: literal(new) for post, new in living if (old := _old_url(post.link))}
    taken = {folded(url.rstrip("/")) for url in new_urls.values()}
    others = (
        *(pair for post, new in living for pair in _other_urls(post, literal(new))),
        *_of_entities(entities, shown_terms(posts, target), options),
        *((_old_url(each.old), _on_site(each.new, hosts)) for each in redirects),
        *([(_FEED, target.feed)] if target.feed else []),
    )
    for old, new in others:
        # What is an address of the new site stays one.
        if old and new and folded(old.rstrip("/")) not in taken:
            result.setdefault(old, new)
    return {old: new for old, new in sorted(result.items()) if not _is_circle(old, new)}


def _is_circle(old: str, new: str) -> bool:
    """Return whether a redirect would lead to itself: one of a path also redirects its URLs with a query."""
    end = len(new) if "?" in old else re.search(r"[?#]|\Z", new).start()  # type: ignore[union-attr]
    return build.same_url(old, new[:end])


def _on_site(new: str, hosts: Container[str]) -> str:
    """Return the URL that a redirect of the old site leads to, without the host if it is the site's own."""
    if host_of(new) not in hosts:
        return new
    try:
        return urlunsplit(urlsplit(new)._replace(scheme="", netloc="")) or "/"
    except ValueError:
        return new


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
    entities: Iterable[Term | Author], shown: ShownTerms, options: WriteOptions
) -> Iterator[tuple[str, str]]:
    term_url = targets.target(options.target).term_url
    for entity in entities:
        old = _old_url(entity.link)
        if isinstance(entity, Author):
            # No generator keeps the URL of this list of posts.
            yield old, "/"
        elif term_url is not None and is_shown(entity, shown):
            yield old, literal(term_url(entity, options))


def of_attachments(
    attachments: Iterable[Media], addresses: Addresses, file_url: Callable[[Media], str]
) -> dict[str, str]:
    """Return the old URLs of the pages of attachments, which lead to their files as WordPress's own do.

    Args:
        attachments: those of the run.
        addresses: those of the run; what is the URL of a post stays one.
        file_url: returns the new path of an attachment's file, decoded, or an empty str.
    """
    found = {}
    for media in attachments:
        site = addresses.site_of(host_of(media.link), media.link) or ""
        place = addresses.find(url_forms.parse(media.link), site)
        new = file_url(media) if place is not None and place.kind == "attachment" else ""
        if new and (old := _old_url(media.link)):
            found[old] = literal(new)
    return {old: new for old, new in sorted(found.items()) if not _is_circle(old, new)}


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
