"""The collections of a site's REST API that an export folder holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal, TypeGuard

from wpconv.fetch.addresses import NAMESPACE, Query
from wpconv.model import FetchOptions

Kind = Literal["post", "media", "term", "author", "comment", "other"]

OWN_TYPES = (
    "attachment",
    "nav_menu_item",
    "customize_changeset",
    "custom_css",
    "oembed_cache",
    "user_request",
)
"""Post types that hold no posts, or that another collection brings."""
BUILT_IN = ("post", "page")
MEDIA_ROUTE = f"{NAMESPACE}media"
_BASE = re.compile(r"[\w-]+")
"""A route of a collection; that of a post type below another one is a pattern."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A list of records of one kind."""

    route: str
    """Such as `wp/v2/posts`."""
    kind: Kind
    type: str = ""
    """The post type, if it has one."""
    query: Query = ()
    """The parameters besides those of paging."""
    is_wanted: bool = True
    """Whether its absence is a loss; else it is only of use if the site shows it."""

    @property
    def folder(self) -> str:
        """The folder of its pages, relative to the export folder."""
        return f"wp-json/{self.route}"

    @property
    def name(self) -> str:
        """Its name for people."""
        return self.route.rpartition("/")[2]

    @property
    def can_be_updated(self) -> bool:
        """Whether its records say when they were changed."""
        return self.kind in ("post", "media")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The post types and taxonomies of a site, as its API names them."""

    types: Mapping[str, Any] = field(default_factory=dict)
    taxonomies: Mapping[str, Any] = field(default_factory=dict)

    def post_types(self) -> list[str]:
        """Return the names of the post types that can be fetched."""
        return [name for name, each in self.types.items() if _is_public(name, each) and name not in OWN_TYPES]


def first(catalogue: Catalogue, *, is_logged_in: bool) -> Iterator[Collection]:
    """Yield the collections that posts refer to, and those that stand alone.

    Args:
        catalogue: the types and taxonomies of the site.
        is_logged_in: whether requests are those of a user.
    """
    for name, each in catalogue.taxonomies.items():
        if _is_public(name, each) and name not in ("nav_menu", "link_category"):
            yield Collection(_route(each), "term", is_wanted=name in ("category", "post_tag"))
    yield Collection(f"{NAMESPACE}users", "author", is_wanted=False)
    yield Collection(MEDIA_ROUTE, "media", "attachment")
    yield Collection(f"{NAMESPACE}comments", "comment", is_wanted=False)
    yield Collection(f"{NAMESPACE}navigation", "other", is_wanted=False)
    if is_logged_in:
        # Anonymous requests are refused.
        yield Collection(f"{NAMESPACE}menus", "other", is_wanted=False)
        yield Collection(f"{NAMESPACE}menu-items", "other", is_wanted=False)


def of_posts(
    catalogue: Catalogue, options: FetchOptions, *, is_logged_in: bool, embeds_authors: bool
) -> Iterator[Collection]:
    """Yield the collections of posts that the options select.

    Args:
        catalogue: the types of the site.
        options: the selection.
        is_logged_in: whether requests are those of a user, who may see drafts.
        embeds_authors: whether each post has its author with it, because the list of users is refused.
    """
    query = list(_query(options, is_logged_in=is_logged_in))
    if embeds_authors:
        query.append(("_embed", "author"))
    for name in catalogue.post_types():
        is_named = name.casefold() in {each.casefold() for each in options.types}
        if (not options.types or is_named) and name not in options.excluded_types:
            each = catalogue.types[name]
            yield Collection(_route(each), "post", name, query, is_wanted=is_named or name in BUILT_IN)


def _query(options: FetchOptions, *, is_logged_in: bool) -> Iterator[tuple[str, str]]:
    if is_logged_in:
        # Both are errors in anonymous requests.
        yield "context", "edit"
        yield "status", ",".join(options.statuses) or "any"
    if options.since is not None:
        # The parameter is a time of the site's clock, and excludes the time itself.
        yield "after", (options.since - timedelta(seconds=1)).isoformat()


def _is_public(name: str, value: Any) -> bool:
    return (
        not name.startswith("wp_")
        and isinstance(value, dict)
        and isinstance(value.get("rest_base"), str)
        and _BASE.fullmatch(value["rest_base"]) is not None
    )


def _route(value: Mapping[str, Any]) -> str:
    namespace = value.get("rest_namespace")
    is_path = isinstance(namespace, str) and re.fullmatch(r"[\w-]+(?:/[\w-]+)*", namespace)
    return f"{namespace if is_path else NAMESPACE.strip('/')}/{value['rest_base']}"


def ids_of(records: Iterable[Any]) -> list[int]:
    """Return the ids of records."""
    return [each["id"] for each in records if isinstance(each, dict) and is_id(each.get("id"))]


def is_id(value: Any) -> TypeGuard[int]:
    """Return whether a value is the id of a record: a number that a database can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 64
