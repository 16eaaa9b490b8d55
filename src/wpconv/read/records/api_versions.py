"""Posts of other API versions and exports, converted to the field names of `wp/v2`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from wpconv.read.records.coerce import generated_slug

Record = Mapping[str, Any]

FILE = re.compile(r"\.\w{2,5}\Z", re.ASCII)


def as_wp_v2(record: Record) -> Record:
    """Return the record of a post under the field names of `wp/v2`."""
    for test, translate in DIALECTS:
        if test(record):
            return translate(record)
    return record


def _from_database(row: Record) -> Record:
    """Convert a row of `wp_posts`, as `wp post list --format=json` prints it."""
    return {
        "id": row.get("ID"),
        "type": row.get("post_type"),
        "status": row.get("post_status"),
        "slug": row.get("post_name"),
        "link": row.get("url") or row.get("guid"),
        "title": row.get("post_title"),
        "content": {"rendered": row.get("post_content"), "protected": bool(row.get("post_password"))},
        "excerpt": row.get("post_excerpt"),
        "date": row.get("post_date"),
        "date_gmt": row.get("post_date_gmt"),
        "modified": row.get("post_modified"),
        "modified_gmt": row.get("post_modified_gmt"),
        "author": row.get("post_author"),
        "parent": row.get("post_parent"),
        "menu_order": row.get("menu_order"),
        "comment_status": row.get("comment_status"),
        "generated_slug": "" if row.get("post_name") else generated_slug(str(row.get("post_title") or "")),
        "categories": row.get("post_category"),
        "_embedded": {"wp:term": [[{"taxonomy": "post_tag", "name": each} for each in _names(row)]]},
    }


def _names(row: Record) -> list[Any]:
    """Return the names of a row's tags, which only `wp post get` prints."""
    found = row.get("tags_input")
    return found if isinstance(found, list) else []


def media_row(row: Record) -> Record:
    """Convert an attachment's row of `wp_posts`, whose `guid` is the address of the uploaded file."""
    address = row.get("url") or row.get("guid")
    is_file = isinstance(address, str) and FILE.search(address)
    return {
        "id": row.get("ID"),
        "source_url": address if is_file else "",
        "title": row.get("post_title"),
        "caption": row.get("post_excerpt"),
        "mime_type": row.get("post_mime_type"),
        "post": row.get("post_parent"),
        "menu_order": row.get("menu_order"),
        "link": row.get("guid"),
    }


def user_row(row: Record) -> Record:
    """Convert a row of `wp_users`, as `wp user list --format=json` prints it, without the e-mail address."""
    name = str(row.get("display_name") or row.get("user_login") or "")
    return {
        "id": row.get("ID"),
        "name": name.partition("@")[0] if name == row.get("user_login") else name,
        "slug": row.get("user_nicename") or "",
    }


def _from_wp_com(record: Record) -> Record:
    """Convert a post of WordPress.com's API v1.1: terms by name, dates with an offset."""
    image = record.get("featured_image") or record.get("post_thumbnail")
    discussion = record.get("discussion")
    return {
        **record,
        "id": record.get("ID"),
        "link": record.get("URL"),
        "author": None,
        "comment_status": discussion.get("comment_status") if isinstance(discussion, dict) else "",
        "protected": bool(record.get("password")),
        "featured_media": None,
        "categories": None,
        "tags": None,
        "_embedded": _embedded(
            record.get("author"),
            image.get("URL") if isinstance(image, dict) else image,
            [*_terms(record.get("categories"), "category"), *_terms(record.get("tags"), "post_tag")],
        ),
    }


def _from_json_api(record: Record) -> Record:
    """Convert a post of the JSON API plugin: `url` for `link`, terms and author as objects."""
    image = record.get("thumbnail_images")
    image = image.get("full") if isinstance(image, dict) else record.get("thumbnail")
    return {
        **record,
        "link": record.get("url"),
        "author": None,
        "categories": None,
        "tags": None,
        "_embedded": _embedded(
            record.get("author"),
            image.get("url") if isinstance(image, dict) else image,
            [*_terms(record.get("categories"), "category"), *_terms(record.get("tags"), "post_tag")],
        ),
    }


def _from_wp_api_v1(record: Record) -> Record:
    """Convert a post of WP-API v1: `ID`, terms by taxonomy, objects where `wp/v2` has ids."""
    image, terms = record.get("featured_image"), record.get("terms")
    return {
        **record,
        "id": record.get("ID"),
        "author": None,
        "featured_media": None,
        "_embedded": _embedded(
            record.get("author"),
            image.get("source") or image.get("guid") if isinstance(image, dict) else image,
            [term for name, each in terms.items() for term in _terms(each, name)]
            if isinstance(terms, dict)
            else [],
        ),
    }


def _embedded(author: Any, image: Any, terms: list[Record]) -> Record:
    return {
        "author": [_author(author)] if isinstance(author, dict) else [],
        "wp:featuredmedia": [{"source_url": image}] if image and isinstance(image, str) else [],
        "wp:term": [terms],
    }


def _author(author: Record) -> Record:
    slug = author.get("slug") or author.get("nice_name")
    return {
        **author,
        "id": author.get("id") or author.get("ID"),
        "slug": slug,
        "link": author.get("profile_URL"),
    }


def _terms(terms: Any, taxonomy: str) -> Iterator[Record]:
    """Yield the terms of a list, or of an object with the names as keys."""
    each = terms.values() if isinstance(terms, dict) else terms if isinstance(terms, list) else ()
    for term in each:
        if isinstance(term, dict):
            name = term.get("name") or term.get("title")
            yield {**term, "id": term.get("id") or term.get("ID"), "name": name, "taxonomy": taxonomy}


def _is_json_api(record: Record) -> bool:
    return (
        isinstance(record.get("content"), str)
        and "url" in record
        and ("title_plain" in record or "id" in record)
    )


DIALECTS: tuple[tuple[Callable[[Record], bool], Callable[[Record], Record]], ...] = (
    (lambda record: "post_title" in record or "post_content" in record, _from_database),
    (lambda record: "site_ID" in record and "ID" in record, _from_wp_com),
    (lambda record: "ID" in record and isinstance(record.get("content", ""), str), _from_wp_api_v1),
    (_is_json_api, _from_json_api),
)
