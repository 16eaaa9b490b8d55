"""Records of the REST API's shape, made from the elements of an export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wpconv.read.records.coerce import generated_slug
from wpconv.read.wxr.elements import CONTENT, DC, EXCERPT, WP, Element
from wpconv.read.wxr.php import unserialised

Record = dict[str, Any]

META, COMMENT = f"{WP}postmeta", f"{WP}comment"
FIELDS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    f"{DC}creator": "author",
    f"{CONTENT}encoded": "content",
    f"{EXCERPT}encoded": "excerpt",
    f"{WP}post_id": "id",
    f"{WP}post_date": "date",
    f"{WP}post_date_gmt": "date_gmt",
    f"{WP}post_modified": "modified",
    f"{WP}post_modified_gmt": "modified_gmt",
    f"{WP}comment_status": "comment_status",
    f"{WP}ping_status": "ping_status",
    f"{WP}post_name": "slug",
    f"{WP}status": "status",
    f"{WP}post_parent": "parent",
    f"{WP}menu_order": "menu_order",
    f"{WP}post_type": "type",
    f"{WP}post_password": "password",
    f"{WP}is_sticky": "sticky",
    f"{WP}attachment_url": "source_url",
}
"""The keys of the REST API for the elements of an item."""
NO_TAXONOMIES = frozenset(("post_format", "nav_menu", "language", "post_translations", "term_language",
                           "term_translations", "wp_theme", "link_category"))  # fmt: skip
"""Taxonomies that are not a post's categories or tags: settings of themes and of Polylang."""
ATTACHED_FILE, ATTACHMENT = "_wp_attached_file", "_wp_attachment_metadata"
ALT, THUMBNAIL = "_wp_attachment_image_alt", "_thumbnail_id"
COMMENT_FIELDS = ("id", "parent", "author", "author_url", "date", "date_gmt", "content", "approved", "type")
MENU_ITEM = ("type", "object", "object_id", "url", "target")


@dataclass(slots=True)
class Head:
    """The part of an export before its items, which they refer to."""

    home: str = ""
    """The site's address."""
    records: list[Record] = field(default_factory=list)
    """Its authors and terms."""
    authors: dict[str, Record] = field(default_factory=dict)
    """By the name with which they log in."""
    terms: dict[tuple[str, str], Record] = field(default_factory=dict)
    """By taxonomy and slug."""


def head(channel: Element) -> Head:
    """Return the head of a channel; the element contains what precedes the first item."""
    found = Head(_text(channel, f"{WP}base_blog_url") or _text(channel, "link"))
    for author in channel.iterchildren(f"{WP}author"):
        login = _text(author, f"{WP}author_login")
        found.authors[login] = {
            "id": _text(author, f"{WP}author_id"),
            "name": _text(author, f"{WP}author_display_name") or _name(login),
            "slug": _name(login),
            "url": "",
            "link": f"{found.home.rstrip('/')}/author/{_name(login)}/" if found.home else "",
            "description": "",
            "base_blog_url": found.home,
        }
    for kind, taxonomy, slug, name in TERMS:
        for term in channel.iterchildren(WP + kind):
            _add_term(found, term, taxonomy or _text(term, f"{WP}term_taxonomy"), slug, name)
    links = {key: _term_link(record, found) for key, record in found.terms.items()}
    for key, record in found.terms.items():
        record["link"] = links[key]
        parent = found.terms.get((record["taxonomy"], record["parent"]))
        record["parent"] = parent["id"] if parent else 0
    for record in found.terms.values():
        is_menu = record["taxonomy"] == "nav_menu"
        found.records.append({**record, "taxonomy": "", "locations": []} if is_menu else record)
    found.records += found.authors.values()
    found.records.append(
        {
            "title": _text(channel, "title"),
            "description": _text(channel, "description"),
            "url": found.home,
            "language": _text(channel, "language"),
            "timezone": "",
            "date_format": "",
        }
    )
    return found


TERMS = (
    ("category", "category", "category_nicename", "cat_name"),
    ("tag", "post_tag", "tag_slug", "tag_name"),
    ("term", "", "term_slug", "term_name"),
)
"""The elements of terms: their names, their taxonomy, and the names of their slug and name."""


def _add_term(found: Head, term: Element, taxonomy: str, slug: str, name: str) -> None:
    kind = slug.partition("_")[0]
    record = {
        "id": _text(term, f"{WP}term_id"),
        "taxonomy": taxonomy,
        "name": _text(term, WP + name) or _text(term, WP + slug),
        "slug": _text(term, WP + slug),
        "description": _text(term, f"{WP}{kind}_description"),
        "parent": _text(term, f"{WP}{kind}_parent"),
        "base_blog_url": found.home,
    }
    found.terms[taxonomy, record["slug"]] = record


TERM_BASES = {"category": "category", "post_tag": "tag"}
"""The beginnings of the paths of archives, if the settings of the site do not change them."""


def _term_link(record: Record, found: Head) -> str:
    """Return the URL of a term's archive, which an export does not hold, by WordPress's defaults."""
    steps: list[str] = []
    term: Record | None = record
    while term is not None and term["slug"] not in steps:
        steps.insert(0, term["slug"])
        term = found.terms.get((term["taxonomy"], term["parent"]))
    base = TERM_BASES.get(record["taxonomy"], record["taxonomy"])
    return f"{found.home.rstrip('/')}/{base}/{'/'.join(steps)}/" if found.home else ""


def _text(parent: Element, tag: str) -> str:
    return (parent.findtext(tag) or "").strip()


def _name(login: str) -> str:
    """Return a login name; of an e-mail address, which is nobody's business, the part before the `@`."""
    return login.partition("@")[0]


@dataclass(slots=True)
class Item:
    """The texts of an item."""

    fields: Record = field(default_factory=dict)
    """By the REST API's keys."""
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    """The taxonomy, the slug and the name of each."""
    meta: dict[str, list[str]] = field(default_factory=dict)
    comments: list[Element] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    """Keys that the item has several values of; the first one is taken, as WordPress's importer does."""

    def last_meta(self, key: str) -> str:
        """Return the last value of a key, or an empty str."""
        return self.meta[key][-1] if key in self.meta else ""


def item(element: Element) -> Item:
    """Return the texts of an item."""
    found = Item()
    for child in element:
        tag, text = child.tag, child.text or ""
        if tag == META:
            found.meta.setdefault(_text(child, f"{WP}meta_key"), []).append(
                child.findtext(f"{WP}meta_value") or ""
            )
        elif tag == "category":
            found.terms.append((child.get("domain") or "category", child.get("nicename") or "", text))
        elif tag == COMMENT:
            found.comments.append(child)
        elif key := FIELDS.get(tag):
            if not found.fields.get(key):
                found.fields[key] = text
            elif text and text != found.fields[key]:
                found.repeated.append(key)
    return found


def records(found: Item, above: Head) -> Iterator[Record]:
    """Yield the record of an item, and those of its comments.

    Args:
        found: the item.
        above: the head of its channel.
    """
    kind = found.fields.get("type")
    if kind == "attachment":
        yield _media(found, above)
    elif kind == "nav_menu_item":
        yield _menu_item(found, above)
    else:
        yield _post(found, above)
    for comment in found.comments:
        yield _comment(comment, found, above)


def _post(found: Item, above: Head) -> Record:
    fields = found.fields
    is_protected = bool(fields.pop("password", ""))
    fields.pop("source_url", None)
    for key in ("title", "content", "excerpt"):
        if key in fields:
            fields[key] = {"raw": fields[key], "protected": is_protected}
    login = fields.pop("author", "")
    terms = [_term(*term, above) for term in found.terms if term[0] not in NO_TAXONOMIES]
    for taxonomy, slug, _ in found.terms:
        if taxonomy == "post_format":
            fields["format"] = slug.removeprefix("post-format-")
        elif taxonomy == "language":
            fields["lang"] = slug
    if not fields.get("slug"):
        fields["generated_slug"] = generated_slug(fields.get("title", {}).get("raw", ""))
    author = above.authors.get(login) or ({"id": 0, "name": _name(login)} if login else None)
    return {
        **fields,
        "sticky": fields.get("sticky") == "1",
        "author": author["id"] if author else None,
        "featured_media": found.last_meta(THUMBNAIL),
        "meta": {key: _meta_value(values) for key, values in found.meta.items()},
        "_embedded": {"author": [author] if author else [], "wp:term": [terms]},
        "base_blog_url": above.home,
    }


def _meta_value(values: list[str]) -> Any:
    found = [unserialised(value) for value in values]
    return found[0] if len(found) == 1 else found


def _term(taxonomy: str, slug: str, name: str, above: Head) -> Record:
    known = above.terms.get((taxonomy, slug))
    return known or {"taxonomy": taxonomy, "name": name or slug, "slug": slug}


def _media(found: Item, above: Head) -> Record:
    fields = found.fields
    details = unserialised(found.last_meta(ATTACHMENT))
    if not isinstance(details, dict):
        details = {}
    return {
        "id": fields.get("id"),
        "type": "attachment",
        "source_url": fields.get("source_url") or fields.get("guid", ""),
        "link": fields.get("link", ""),
        "slug": fields.get("slug", ""),
        "post": fields.get("parent"),
        "menu_order": fields.get("menu_order"),
        "title": {"raw": fields.get("title", "")},
        "caption": {"raw": fields.get("excerpt", "")},
        "description": {"raw": fields.get("content", "")},
        "alt_text": found.last_meta(ALT),
        "mime_type": _mime_type(fields.get("source_url", "")),
        "media_details": {"file": found.last_meta(ATTACHED_FILE), **details},
        "base_blog_url": above.home,
    }


def _mime_type(address: str) -> str:
    """Return the type of a file by its name, which an export does not name, or an empty str."""
    extension = address.rpartition(".")[2].lower()
    return next((f"{kind}/{names.get(extension, extension)}" for kind, names in MIME_TYPES.items()
                 if extension in names), "")  # fmt: skip


MIME_TYPES: dict[str, dict[str, str]] = {
    "image": {"jpg": "jpeg", "svg": "svg+xml", "ico": "x-icon", "tif": "tiff"}
    | {name: name for name in ("jpeg", "png", "gif", "webp", "avif", "heic", "bmp", "tiff")},
    "audio": {"mp3": "mpeg", "m4a": "mpeg"} | {name: name for name in ("ogg", "wav", "flac")},
    "video": {"m4v": "mp4", "mov": "quicktime", "ogv": "ogg"} | {name: name for name in ("mp4", "webm")},
    "application": {"pdf": "pdf", "zip": "zip", "doc": "msword", "epub": "epub+zip"},
}
"""The types of WordPress's `wp_get_mime_types` that posts show or link to, by kind and extension."""


def _menu_item(found: Item, above: Head) -> Record:
    fields = found.fields
    slug = next((slug for taxonomy, slug, _name in found.terms if taxonomy == "nav_menu"), "")
    menu = above.terms.get(("nav_menu", slug))
    return {
        "id": fields.get("id"),
        "title": {"raw": fields.get("title", "")},
        "status": fields.get("status"),
        "parent": found.last_meta("_menu_item_menu_item_parent"),
        "menu_order": fields.get("menu_order"),
        "menus": menu["id"] if menu else None,
        "menu": slug,
        **{key: found.last_meta(f"_menu_item_{key}") for key in MENU_ITEM},
        "base_blog_url": above.home,
    }


def _comment(comment: Element, found: Item, above: Head) -> Record:
    """Return the record of a comment, without its author's e-mail address and IP."""
    text = {key: comment.findtext(f"{WP}comment_{key}") or "" for key in COMMENT_FIELDS}
    return {
        "id": text["id"],
        "post": found.fields.get("id") or "",
        "parent": text["parent"],
        "author_name": text["author"],
        "author_url": text["author_url"],
        "date": text["date"],
        "date_gmt": text["date_gmt"],
        "content": {"raw": text["content"]},
        "status": {"1": "approved", "0": "hold"}.get(text["approved"], text["approved"]),
        "type": text["type"] or "comment",
        "base_blog_url": above.home,
    }
