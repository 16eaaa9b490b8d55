"""Classification of JSON values as posts, terms, users and so on, by their keys alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]

POST, TERM, AUTHOR, MEDIA, ERROR, UNKNOWN = "post", "term", "author", "media", "error", "unknown"
BLOCK = "reusable block"
COMMENT, MENU, MENU_ITEM, NAVIGATION = "comment", "menu", "menu item", "navigation"
INDEX, SETTINGS, REDIRECTS = "API index", "settings", "list of redirects"
STATE = "state of a fetch"
FETCH_STATE = "wpconv_state"
"""The key of the state of a fetched site, which no other record has."""
WANTED = frozenset((POST, TERM, AUTHOR, MEDIA, ERROR))

REVISION = re.compile(r"\d+-(?:revision|autosave)-v\d+$")
NO_POSTS = {
    "wp_navigation": NAVIGATION,
    **dict.fromkeys(
        ("nav_menu_item", "wp_font_face", "wp_font_family", "wp_global_styles", "wp_template",
         "wp_template_part"),
        "template",
    ),
    **dict.fromkeys(
        ("acf-field", "acf-field-group", "acf-post-type", "acf-taxonomy", "custom_css", "customize_changeset",
         "elementor_library", "feedback", "flamingo_contact", "flamingo_inbound", "mc4wp-form",
         "oembed_cache", "patterns_ai_data", "scheduled-action", "shop_coupon", "shop_order",
         "shop_order_refund", "user_request", "wpcf7_contact_form", "wpforms"),
        "internal record",
    ),
    "revision": "revision",
}  # fmt: skip
"""Post types without a page of their own, and what they hold: parts of themes, settings, orders, messages."""
DEPTH = 6
"""How many levels of other programs' wrapping are searched for posts."""


def records(value: Any, *, incomplete: bool = False) -> Iterator[tuple[str, Record]]:
    """Yield the records of a JSON value, with the kind of each.

    Envelopes, batches, lists and maps of records are opened; unknown records are searched for posts,
    and yielded as it is where it has none.

    Args:
        value: a JSON value.
        incomplete: it was cut off, so that keys may be missing from its last record.

    Yields:
        `post`, `term`, `author`, `media`, `error`, `unknown` or what else it is called, and the record.
    """
    stack = [(value, 0)]
    while stack:
        value, depth = stack.pop()
        if isinstance(value, list):
            stack += [(each, depth) for each in reversed(value)]
            continue
        if isinstance(value, dict) and _is_envelope(value):
            stack.append((value["body"], depth))
            continue
        found = kind(value, incomplete=incomplete) if isinstance(value, dict) else UNKNOWN
        inner = _inside(value, depth) if found == UNKNOWN and isinstance(value, dict) else []
        if inner:
            stack += [(each, depth + 1) for each in reversed(inner)]
        else:
            yield found, value if isinstance(value, dict) else {"": value}


def _inside(record: Record, depth: int) -> list[Any]:
    """Return the values of an unknown record that contain posts, terms, authors or media."""
    if depth >= DEPTH:
        return []
    inner = [value for value in record.values() if isinstance(value, dict | list) and value]
    return [value for value in inner if any(found in WANTED for found, _record in _first(value, depth))]


def _first(value: Any, depth: int) -> Iterator[tuple[str, Record]]:
    """Yield the kinds of the records in a value, down to a depth."""
    stack = [(value, depth + 1)]
    while stack:
        value, depth = stack.pop()
        if isinstance(value, list):
            stack += [(each, depth) for each in reversed(value)]
        elif isinstance(value, dict):
            found = kind(value)
            yield found, value
            if found == UNKNOWN and depth < DEPTH:
                stack += [(each, depth + 1) for each in value.values() if isinstance(each, dict | list)]


def kind(record: Record, *, incomplete: bool = False) -> str:
    """Return the kind of a record: that of its post type, or of the first test which it passes."""
    post_type = record.get("post_type", record.get("type"))
    if isinstance(post_type, str) and post_type in NO_POSTS:
        return NO_POSTS[post_type]
    for name, test in SHAPES:
        if test(record):
            return name
    if incomplete and "slug" in record and ("date" in record or "status" in record):
        return POST if record.get("type") != "attachment" else MEDIA
    return UNKNOWN


def _is_error(record: Record) -> bool:
    if "content" in record:
        return False
    code = record.get("code") or record.get("error")
    return isinstance(code, str) and ("message" in record or record.get("status") == "error")


def _is_envelope(record: Record) -> bool:
    return "body" in record and isinstance(record.get("status"), int) and "headers" in record


def _is_comment(record: Record) -> bool:
    belongs = isinstance(record.get("post"), int | str)
    return (
        "author_avatar_urls" in record
        or "comment_ID" in record
        or (belongs and ("author_name" in record or "title" not in record))
    )


def _is_menu_item(record: Record) -> bool:
    """Return whether a record is an entry of a menu, of the REST API or of wp-cli."""
    if record.keys() >= {"db_id", "link", "position"}:
        return True
    return "object_id" in record and ("menus" in record or "menu_order" in record or "db_id" in record)


def _is_redirects(record: Record) -> bool:
    """Return whether a record is the export of the plugin Redirection."""
    found = record.get("redirects")
    if not isinstance(found, list) or not found:
        return False
    return all(isinstance(each, dict) and {"url", "action_data"} <= each.keys() for each in found)


def _is_media(record: Record) -> bool:
    if record.get("post_type") == "attachment":
        return True
    return "source_url" in record and ("media_type" in record or "mime_type" in record)


def _is_author(record: Record) -> bool:
    """Return whether a record is a user, also of a site without avatars."""
    return ("user_login" in record and "display_name" in record) or (
        "slug" in record and ("avatar_urls" in record or {"name", "url", "description"} <= record.keys())
    )


def _is_revision(record: Record) -> bool:
    slug = record.get("slug")
    return isinstance(slug, str) and bool(REVISION.match(slug))


def _is_index(record: Record) -> bool:
    return "routes" in record and ("namespaces" in record or "namespace" in record)


def _is_post(record: Record) -> bool:
    """Return whether a record has a rendered title or body, a body and a link, or columns of `wp_posts`."""
    content, title = record.get("content"), record.get("title")
    if isinstance(content, dict) and ("rendered" in content or "raw" in content):
        return True
    if isinstance(title, dict) and ("rendered" in title or "raw" in title):
        return True
    if "post_content" in record or ("post_title" in record and "ID" in record):
        return True
    if not isinstance(content, str):
        return False
    return any(key in record for key in ("ID", "id", "slug", "link", "url", "URL")) and "title" in record


def _is_map(record: Record, *keys: str) -> bool:
    """Return a test for objects whose values have certain keys."""
    return bool(record) and all(
        isinstance(each, dict) and all(key in each for key in keys) for each in record.values()
    )


SHAPES: tuple[tuple[str, Callable[[Record], bool]], ...] = (
    (INDEX, _is_index),
    (ERROR, _is_error),
    (COMMENT, _is_comment),
    (MEDIA, _is_media),
    ("revision", _is_revision),
    (BLOCK, lambda record: record.get("type", record.get("post_type")) == "wp_block"),
    (MENU_ITEM, _is_menu_item),
    (POST, _is_post),
    (MENU, lambda record: "locations" in record and "name" in record and "slug" in record),
    (TERM, lambda record: "name" in record and ("taxonomy" in record or "term_id" in record)),
    (AUTHOR, _is_author),
    (STATE, lambda record: FETCH_STATE in record),
    ("search result", lambda record: "subtype" in record and "url" in record),
    ("taxonomy", lambda record: _is_map(record, "rest_base", "types")),
    ("post type", lambda record: _is_map(record, "rest_base", "hierarchical")),
    ("status", lambda record: _is_map(record, "queryable")),
    ("taxonomy", lambda record: "rest_base" in record and "types" in record),
    ("post type", lambda record: "rest_base" in record and "hierarchical" in record),
    (REDIRECTS, _is_redirects),
    (SETTINGS, lambda record: "timezone" in record and "date_format" in record),
)  # fmt: skip
