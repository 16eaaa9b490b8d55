"""Terms, authors and media, made from their records or from what posts embed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from sys import intern
from typing import Any
from urllib.parse import unquote

from wpconv.model import Author, Media, Term
from wpconv.read.records.api_versions import media_row, user_row
from wpconv.read.records.coerce import cleaned, number, text
from wpconv.read.site import ReusableBlock

Record = Mapping[str, Any]

REST_ROOT = re.compile(r"/?(?:wp-json(?:/|$)|index\.php|\?rest_route=)")


def is_error(record: Any) -> bool:
    """Return whether a value is an error, which the API embeds in place of a record that it cannot show."""
    return not isinstance(record, dict) or "code" in record or "routes" in record


def embedded(record: Record, name: str) -> list[Any]:
    """Return the values that a record embeds under a link relation (`author`, `wp:term` …)."""
    inside = record.get("_embedded")
    found = inside.get(name) if isinstance(inside, dict) else None
    return found if isinstance(found, list) else []


def links(record: Record, name: str) -> list[Record]:
    """Return the links of a record that have a relation (`self`, `about` …)."""
    inside = record.get("_links")
    found = inside.get(name) if isinstance(inside, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def host(record: Record) -> str:
    """Return the site of a record, without scheme and `www.`: from its API link, else its permalink.

    A record of WXR has the site's address itself.
    """
    if home := text(record.get("base_blog_url")):
        return _without_scheme(home)
    for link in (*links(record, "self"), *links(record, "collection")):
        address = unquote(text(link.get("href")))
        if root := REST_ROOT.search(address):
            return _without_scheme(address[: root.start()])
    address = text(record.get("link"))
    return _without_scheme("/".join(address.split("/")[:3])) if "://" in address else ""


def _without_scheme(address: str) -> str:
    return address.partition("://")[2].removesuffix("/").lower().removeprefix("www.")


def term(record: Record, site: str = "") -> Term:
    """Return the term of a record; `site` is that of the post which embeds it.

    The taxonomy is empty if the record does not name it, as in the output of `wp term list`.
    """
    return Term(
        id=number(record.get("id", record.get("term_id"))) or 0,
        taxonomy=text(record.get("taxonomy")),
        name=cleaned(record.get("name")),
        slug=cleaned(record.get("slug")),
        link=cleaned(record.get("link")),
        description=cleaned(record.get("description")),
        parent=number(record.get("parent")) or 0,
        host=site or host(record),
    )


def author(record: Record, site: str = "") -> Author:
    """Return the author of a user's record; `site` is that of the post which embeds it."""
    if "user_login" in record:
        record = user_row(record)
    return Author(
        id=number(record.get("id")) or 0,
        name=cleaned(record.get("name")),
        slug=cleaned(record.get("slug")),
        link=cleaned(record.get("link")),
        description=cleaned(record.get("description")),
        host=site or host(record),
    )


def media(record: Record, site: str = "") -> Media:
    """Return the attachment of a record; `site` is that of the post which embeds it."""
    if "post_type" in record:
        record = media_row(record)
    url = cleaned(record.get("source_url"))
    found = record.get("media_details")
    details = found if isinstance(found, dict) else {}
    return Media(
        id=number(record.get("id")) or 0,
        source_url=url,
        alt_text=cleaned(record.get("alt_text")),
        caption=cleaned(record.get("caption")),
        title=cleaned(record.get("title")),
        parent=number(record.get("post")) or 0,
        order=number(record.get("menu_order")) or 0,
        mime_type=intern(cleaned(record.get("mime_type"))),
        host=site or host(record),
        file=cleaned(details.get("file")),
        sizes=_sizes(details, url),
        original=cleaned(details.get("original_image")),
        width=number(details.get("width")) or 0,
        height=number(details.get("height")) or 0,
        link=cleaned(record.get("link")),
    )


def _sizes(details: Record, url: str) -> tuple[str, ...]:
    """Return the copies of an image besides the one at its URL, in the form of `Media.sizes`."""
    found = details.get("sizes")
    sizes = [each for each in found.values() if isinstance(each, dict)] if isinstance(found, dict) else []
    folder = url.rpartition("/")[0] + "/"
    copies = (cleaned(size.get("source_url")) or cleaned(size.get("file")) for size in sizes)
    return tuple(dict.fromkeys(copy.removeprefix(folder) for copy in copies if copy and copy != url))


def block(record: Record, site: str = "") -> ReusableBlock:
    """Return the reusable block of a record; as it was typed, if the record has that."""
    content = record.get("content", record.get("post_content"))
    raw = content.get("raw") if isinstance(content, dict) else None
    return ReusableBlock(
        id=number(record.get("id", record.get("ID"))) or 0,
        content=cleaned(raw if isinstance(raw, str) else content),
        host=site or host(record),
    )


def taxonomies(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the taxonomies of a post: the field with its term ids (`tags`), and the name (`post_tag`)."""
    yield "categories", "category"
    yield "tags", "post_tag"
    for link in links(record, "wp:term"):
        name, address = text(link.get("taxonomy")), unquote(text(link.get("href")))
        route = address.partition("rest_route=")[2] or address
        field = re.split(r"[&?#]", route, maxsplit=1)[0].rstrip("/").rpartition("/")[2]
        if name not in ("", "category", "post_tag") and field:
            yield field, name
