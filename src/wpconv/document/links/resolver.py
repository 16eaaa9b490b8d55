"""Finds out what a link within the old site leads to: the table of docs/links.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from wpconv.document.links import url_forms
from wpconv.document.links.addresses import Addresses, Place, key, slug_key, upload_path
from wpconv.document.links.upload_paths import PHOTON, WORDPRESS_COM
from wpconv.document.links.url_forms import Address

LinkKind = Literal[
    "post", "attachment", "file", "term", "author", "date", "feed", "search", "home", "anchor", "api",
    "admin", "other", "external", "text",
]  # fmt: skip
"""The kind of what a link leads to."""
LinkState = Literal[
    "rewritten", "moved", "guessed", "draft", "archive", "api", "admin", "broken", "anchor-missing",
    "other-host", "unchanged", "text",
]  # fmt: skip
"""The outcome. Links with the states `api` and `admin` are removed, and their text stays."""

_UPLOADS = re.compile(r"/wp-content/(?:uploads|blogs\.dir)/|/files/\d{4}/\d\d/", re.IGNORECASE)
_PICTURE = re.compile(r"/wp-content/uploads/\d{4}/\d\d/[\w.-]+\.(?:jpe?g|png|gif|webp|avif|svg)", re.ASCII)
_FILE_HOSTS = (".wp.com", WORDPRESS_COM)
_API = re.compile(r"/(?:wp-json(?:/|$)|xmlrpc\.php|wp-comments-post\.php)")
_ADMIN = re.compile(r"/(?:wp-admin(?:/|$)|wp-(?:login|signup|activate|register)\.php)")
_RENDERED = re.compile(
    r"(?:^|&)(?:query-\w+-page|add-to-cart|cst|rest_route|_locale|_fields|per_page)(?:=|$)"
)
"""Parameters of links that blocks write relative to the request, which was one to the API."""
_FEED = re.compile(r"(?:/comments)?/feed(?:/(?:rss2?|atom|rdf))?$")
_DATE = re.compile(r"(?:/[^/]+)?(?:/date)?/(?:19|20)\d\d(?:/\d\d){0,2}(?:/page/\d+)?$")
_PAGE = re.compile(r"(?:/[^/]+)?/page/\d+$")
_AUTHOR = re.compile(r"(?:/[^/]+)?/author/[^/]+(?:/page/\d+)?(?:/feed)?$")
_TERM = re.compile(r"(?:/[^/]+)?/(?:category|tag)/.+$")
"""Archives, after the fixed beginning that permalinks may have, such as `/archives`."""
_DATED_SLUG = re.compile(r"/[^/]+/.*[^/]|/[^/]*-[^/]*")
"""A path that hardly two sites have by chance: of several parts, or with a hyphen."""
_ARCHIVE_PARAMETERS: Mapping[str, LinkKind] = {
    "cat": "term", "category_name": "term", "tag": "term", "tag_id": "term", "taxonomy": "term",
    "term": "term", "author": "author", "author_name": "author", "m": "date", "year": "date",
    "monthnum": "date",
    "s": "search", "paged": "home", "feed": "feed",
}  # fmt: skip
_ID_PARAMETERS = ("p", "page_id", "attachment_id")
_COMMENT = re.compile(r"(?:comment-\d+|comments?|respond|reply-title|more-\d+)|:~:.*", re.IGNORECASE)
_TOP = frozenset(("", "top"))
_NUMBER = re.compile(r"[0-9]{1,18}")
"""The beginning of an id; WordPress ignores what follows it (`absint`)."""


class Resolution(NamedTuple):
    """What a link leads to, and the outcome."""

    url: str | None
    """The URL to write, if it is not that of a post's document; None to remove the link."""
    kind: LinkKind
    state: LinkState
    place: Place | None = None
    """The post or attachment."""
    fragment: str = ""


_EXTERNAL = Resolution(None, "external", "unchanged")
_FILE = Resolution(None, "file", "unchanged")
_OTHER_HOST = Resolution(None, "external", "other-host")


def resolve(url: str, base: str, addresses: Addresses) -> Resolution:
    """Return the place that a link leads to, and its state.

    Args:
        url: as the body has it.
        base: the permalink of the post that it is in.
        addresses: those of the run.

    Returns:
        `unchanged` for a link to another site.
    """
    place = addresses.at_permalink(url)
    if place is not None and place.kind == "post" and place.is_public:
        return Resolution(None, "post", "rewritten", place)
    if found := _at_once(url, addresses, place):
        return found
    url = _with_slashes(url, addresses)
    address = url_forms.parse(url, base)
    if not address.is_web:
        return _EXTERNAL
    site = addresses.site_of(address.host, base)
    if site is None:
        return _foreign(address, addresses)
    if url.startswith("#"):
        return _within(url, base, address, addresses, site)
    return _resolve_own(address, addresses, site)


def _with_slashes(url: str, addresses: Addresses) -> str:
    """Return a URL with `//` before the site's host, which is missing by mistake: such links lead nowhere."""
    first = url.partition("/")[0].strip()
    is_host = "." in first and ":" not in first and url_forms.plain_host(first) in addresses.hosts
    return f"//{url.strip()}" if is_host else url


def _at_once(url: str, addresses: Addresses, place: Place | None) -> Resolution | None:
    """Return the resolution of a picture at its usual URL, or of a link to another site: it is not parsed."""
    start = addresses.start
    if start and place is None and url.startswith(start) and _PICTURE.fullmatch(url, len(start)):
        return _FILE
    return _EXTERNAL if _is_surely_foreign(url, addresses) else None


def _is_surely_foreign(url: str, addresses: Addresses) -> bool:
    """Return whether a URL leads to another site, and shows no sign that it is another name of this one."""
    if not url.startswith(("https://", "http://")) or not url.isascii() or "%" in url:
        return False
    host = url_forms.host_of(url)
    if host in addresses.hosts or host.endswith(_FILE_HOSTS) or "/uploads/" in url:
        return False
    path = url.partition("?")[0].partition("#")[0].rstrip("/")
    return not host or path.rpartition("/")[2].lower() not in addresses.slugs or not addresses.start


def _within(url: str, base: str, address: Address, addresses: Addresses, site: str) -> Resolution:
    """Return the resolution of a link to an id of its own post."""
    fragment = address.fragment
    place = addresses.find(url_forms.parse(base), site)
    if place is None or fragment.lower() in _TOP:
        return Resolution(url, "anchor", "rewritten")
    if _COMMENT.fullmatch(fragment):
        return Resolution(None, "post", "rewritten", place)
    known = fragment in addresses.anchors.get(place.path, ())
    return Resolution(url, "anchor", "rewritten" if known else "anchor-missing", place, fragment)


def _foreign(address: Address, addresses: Addresses) -> Resolution:
    if _served_for(address) in addresses.hosts:
        return Resolution(None, "file", "unchanged")
    if "/uploads/" in address.path and upload_path(address.path) in addresses.uploads:
        return _OTHER_HOST
    path = url_forms.folded_path(address.path)
    place = addresses.places.get(path)
    is_post = place is not None and place.kind == "post" and _DATED_SLUG.fullmatch(path) is not None
    return _OTHER_HOST if is_post else _EXTERNAL


def _served_for(address: Address) -> str:
    """Return the host of the site whose files another host serves: Photon, and WordPress.com."""
    if address.host in PHOTON:
        return url_forms.plain_host(address.path.strip("/").partition("/")[0])
    if address.host.endswith(WORDPRESS_COM):
        return f"{address.host.removesuffix(WORDPRESS_COM)}.wordpress.com"
    return ""


def _resolve_own(address: Address, addresses: Addresses, site: str) -> Resolution:
    path = url_forms.folded_path(address.path)
    if not address.query and (place := addresses.places.get(f"{site}{path}")) is not None:
        return _at(place, address, addresses)
    if address.query and _RENDERED.search(address.query):
        return Resolution(None, "api", "api")
    place = _by_query(address, path, addresses, site) if address.query else None
    is_home = f"{site}{path}" in addresses.homes
    is_other = _has_id(address) or (is_home and _archive_of_query(address) is not None)
    if place is None and not is_other:
        place = addresses.places.get(f"{site}{path}")
    if place is not None:
        return _at(place, address, addresses)
    if found := _of_system(address, path):
        return found
    if is_home and not is_other:
        return Resolution(f"{url_forms.encoded(address.path).rstrip('/')}/", "home", "rewritten")
    place = _by_shorter_path(path, addresses, site)
    return _at(place, address, addresses) if place is not None else _elsewhere(address, path, addresses, site)


def _has_id(address: Address) -> bool:
    """Return whether an address names a post by its id, whatever its path is."""
    return bool(address.query) and not url_forms.parameters(address.query).keys().isdisjoint(_ID_PARAMETERS)


def _by_query(address: Address, path: str, addresses: Addresses, site: str) -> Place | None:
    """Return the place that the query names: by an id, by the name of a post or of a term."""
    values = url_forms.parameters(address.query)
    for name in _ID_PARAMETERS:
        if match := _NUMBER.match(values.get(name, "")):
            by_id = f"?p={int(match[0])}"
            return addresses.places.get(f"{site}{path}{by_id}") or addresses.places.get(f"{site}{by_id}")
    if pagename := values.get("pagename", ""):
        return addresses.places.get(key(site, f"{path}/{pagename}"))
    for name, value in values.items():
        if found := addresses.places.get(f"{site}{path}?{name}={url_forms.folded_path(value)}"):
            return found
    return _by_name(values, addresses, site) if f"{site}{path}" in addresses.homes else None


def _by_name(values: Mapping[str, str], addresses: Addresses, site: str) -> Place | None:
    """Return the post that a parameter names: `name`, or the name of its type."""
    slugs = (slug_key(site, value) for name, value in values.items() if name not in _ARCHIVE_PARAMETERS)
    return next((place for slug in slugs if (place := addresses.slugs.get(slug))), None)


def _by_shorter_path(path: str, addresses: Addresses, site: str) -> Place | None:
    """Return the place of which a path is a page, a feed or an embed; the feed of a term is another thing."""
    for shorter in url_forms.shorter_paths(path):
        name = f"{site}{shorter}"
        place = addresses.places.get(name) if name not in addresses.homes else None
        if place is not None and (place.kind == "post" or "/feed" not in path[len(shorter) :]):
            return place
    return None


def _of_system(address: Address, path: str) -> Resolution | None:
    """Return the resolution of a link to the API, the administration or a file."""
    if _API.search(path):
        return Resolution(None, "api", "api")
    if _ADMIN.search(path) or address.is_preview:
        return Resolution(None, "admin", "admin")
    if _UPLOADS.search(path):
        return _FILE
    return None


def _at(place: Place, address: Address, addresses: Addresses) -> Resolution:
    """Return the resolution of a link to a known place."""
    fragment = address.fragment
    if fragment and _COMMENT.fullmatch(fragment):
        fragment = ""
    if place.kind in ("term", "author"):
        return Resolution(place.url, place.kind, "archive", place)
    if place.kind == "attachment":
        return Resolution(None, "attachment", "rewritten", place)
    if not place.is_public:
        is_admin = address.is_preview
        return Resolution(None if is_admin else place.url, "post", "admin" if is_admin else "draft", place)
    is_known = not fragment or fragment.lower() in _TOP or fragment in addresses.anchors.get(place.path, ())
    return Resolution(None, "post", "rewritten" if is_known else "anchor-missing", place, fragment)


def _elsewhere(address: Address, path: str, addresses: Addresses, site: str) -> Resolution:
    """Return the resolution of a link whose address no record of the run has."""
    inside = _without_home(f"{site}{path}", addresses)
    if _FEED.fullmatch(inside) or "feed" in url_forms.parameters(address.query):
        return Resolution(_feed(address, inside, addresses), "feed", "archive")
    kind = _archive_of_query(address) or _archive_of_path(inside)
    if kind:
        return Resolution(address.root_relative, kind, "archive")
    last = slug_key(site, inside.rpartition("/")[2])
    if place := addresses.old_slugs.get(last):
        return Resolution(None, "post", "moved", place)
    if place := addresses.slugs.get(last):
        kind = "attachment" if place.kind == "attachment" else "post"
        return Resolution(None, kind, "guessed", place, address.fragment)
    return Resolution(address.root_relative, "other", "broken")


def _feed(address: Address, inside: str, addresses: Addresses) -> str:
    """Return the URL of the new site's feed; without one, the URL as it is."""
    home = url_forms.folded_path(address.path).removesuffix(inside)
    return f"{url_forms.encoded(home)}{addresses.feed}" if addresses.feed else address.root_relative


def _without_home(name: str, addresses: Addresses) -> str:
    """Return a path below the home page that it is in."""
    around = (home for home in addresses.homes if name == home or name.startswith(f"{home}/"))
    return name[len(max(around, key=len, default="")) :]


def _archive_of_query(address: Address) -> LinkKind | None:
    names: Iterator[str] = iter(url_forms.parameters(address.query)) if address.query else iter(())
    return next((_ARCHIVE_PARAMETERS[name] for name in names if name in _ARCHIVE_PARAMETERS), None)


def _archive_of_path(path: str) -> LinkKind | None:
    if _AUTHOR.fullmatch(path):
        return "author"
    if _TERM.fullmatch(path):
        return "term"
    if _DATE.fullmatch(path):
        return "date"
    return "home" if _PAGE.fullmatch(path) else None
