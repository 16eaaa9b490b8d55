"""The post of a record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wpconv.model import Author, Location, Media, Post, Term
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.records import entities
from wpconv.read.records.api_versions import as_wp_v2
from wpconv.read.records.coerce import clean, number, text
from wpconv.read.records.dates import pair
from wpconv.read.records.entities import embedded

if TYPE_CHECKING:
    # Only runs with --timezone import it.
    from zoneinfo import ZoneInfo

Record = Mapping[str, Any]

TEXTS = ("type", "status", "slug", "generated_slug", "link", "title", "content", "excerpt",
         "comment_status", "format", "lang")  # fmt: skip
LONG_TEXTS = ("title", "content", "excerpt", "post_title", "post_content", "post_excerpt")
"""Fields of which the beginning is kept if they are cut."""
CUT_MARKUP = re.compile(r"(?:<!-{0,2}|</?(?:[a-zA-Z][^<>]*)?|&[#\w]{0,30})\Z")
"""The beginning of a tag or character reference, which would show as text, or as another character."""
MAPPED = frozenset(TEXTS) - {"format"} | {
    "id", "ID", "date", "date_gmt", "modified", "modified_gmt", "author", "featured_media", "categories",
    "tags", "parent", "menu_order", "guid", "class_list", "_links", "_embedded", "permalink_template",
    "ping_status", "password", "base_blog_url",
}  # fmt: skip
"""Fields that documents have, and those that repeat others."""
USUAL: tuple[object, ...] = (None, "", 0, False, [], {}, "standard", "open")


def post(
    record: Record,
    location: Location,
    *,
    zone: ZoneInfo | None = None,
    incomplete: bool = False,
    is_whole: bool = True,
    digest: str = "",
) -> Post:
    """Return the post of a record, whichever API version or export it comes from.

    Args:
        record: a record that `classify` takes for a post.
        location: the record's position in the input.
        zone: the time zone of records without `date_gmt`.
        incomplete: it was cut off.
        is_whole: nothing of its source was lost or guessed; only then no status means a public one.
        digest: as in Post.
    """
    fields = as_wp_v2(record)
    found: Counter[NoticeCode] = Counter()
    texts = _texts(fields, found, incomplete=incomplete)
    date, wrong = pair(fields.get("date"), fields.get("date_gmt"), zone)
    modified, more = pair(fields.get("modified"), fields.get("modified_gmt"), zone)
    notices = (
        *wrong,
        *more,
        *_missing(fields, incomplete=incomplete),
        *map(_unwanted, sorted(found.items())),
    )
    site = entities.host(fields)
    return Post(
        location=location,
        id=(post_id := number(fields)),
        type=texts.pop("type") or _type(fields),
        status=texts.pop("status") or ("publish" if is_whole else "draft"),
        **texts,
        date=date,
        modified=modified,
        **_references(fields, site),
        is_raw=_is_raw(record),
        sticky=fields.get("sticky") is True,
        protected=_is_protected(fields),
        has_manual_excerpt=_has_manual_excerpt(fields),
        old_slugs=_old_slugs(fields),
        incomplete=incomplete,
        record=record,
        digest=digest,
        notices=tuple(replace(each, post_id=post_id) for each in notices),
    )


def _references(fields: Record, site: str) -> dict[str, Any]:
    """Return the fields of a Post that refer to other records, and its place among them."""
    return {
        "author": _author(fields, site),
        "featured_media": _featured_media(fields, site),
        "terms": _terms(fields, site),
        "parent": number(fields.get("parent")),
        "menu_order": _order(fields.get("menu_order")),
        "host": site,
    }


def _texts(fields: Record, found: Counter[NoticeCode], *, incomplete: bool) -> dict[str, Any]:
    """Return the cleaned texts of a record by field, without a cut tag at the end; count what was cleaned."""
    texts = {name: _cleaned(fields.get(name), found) for name in TEXTS}
    if incomplete:
        texts |= {name: CUT_MARKUP.sub("", texts[name]) for name in LONG_TEXTS if name in texts}
    return texts


def _cleaned(value: Any, found: Counter[NoticeCode]) -> str:
    cleaned, kinds = clean(text(value))
    if kinds:
        found.update(kinds)
    return cleaned


def _missing(fields: Record, *, incomplete: bool) -> Iterator[Notice]:
    """Yield a notice if the export has no content, which is something else than an empty one."""
    if fields.get("content") is None and not incomplete:
        detail = (
            "the export holds no content of it, as with context=embed or _fields: only the rest is written"
        )
        yield Notice(NoticeCode.MISSING_CONTENT, detail, Severity.WARNING)


def _unwanted(found: tuple[NoticeCode, int]) -> Notice:
    code, count = found
    severity = Severity.WARNING if code == NoticeCode.LONE_SURROGATE else Severity.INFO
    return Notice(code, f"{count} {code.replace('-', ' ')}{'s' * (count > 1)} in its texts", severity)


def _type(fields: Record) -> str:
    """Return the post type by the record's links, if it was fetched without `type`."""
    for link in entities.links(fields, "about"):
        return text(link.get("href")).rstrip("/").rpartition("/")[2] or "post"
    for link in entities.links(fields, "collection"):
        collection = text(link.get("href")).rstrip("/").rpartition("/")[2]
        return {"posts": "post", "pages": "page"}.get(collection, collection) or "post"
    return "post"


def _author(fields: Record, site: str) -> int | Author | None:
    for record in embedded(fields, "author"):
        if not entities.is_error(record) and record.get("name"):
            return entities.author(record, site)
    author = fields.get("author")
    if isinstance(author, dict) and not entities.is_error(author):
        return entities.author({**author, "id": number(author)}, site)
    if isinstance(author, str) and author and not author.isdigit():
        return Author(0, clean(author)[0], host=site)
    return number(author)


def _featured_media(fields: Record, site: str) -> int | Media | None:
    ref = number(fields.get("featured_media"))
    for record in embedded(fields, "wp:featuredmedia"):
        if not entities.is_error(record) and record.get("source_url"):
            return entities.media(record, site)
    address = text(fields.get("jetpack_featured_media_url"))
    return Media(ref or 0, clean(address)[0], host=site) if address else ref


def _terms(fields: Record, site: str) -> dict[str, tuple[int | Term, ...]]:
    """Return the terms by taxonomy, in the record's order: embedded ones as entities, others as ids."""
    groups = (each for each in embedded(fields, "wp:term") if isinstance(each, list))
    records = (record for group in groups for record in group)
    known = [
        entities.term(each, site) for each in records if not entities.is_error(each) and each.get("name")
    ]
    result: dict[str, tuple[int | Term, ...]] = {}
    for field, name in entities.taxonomies(fields):
        refs = fields.get(field)
        by_id = {term.id: term for term in known if term.taxonomy == name and term.id}
        if isinstance(refs, list):
            result[name] = tuple(_ref(each, name, site, by_id) for each in refs if _is_ref(each))
    for term in known:
        if term not in result.get(term.taxonomy, ()):
            result[term.taxonomy] = (*result.get(term.taxonomy, ()), term)
    return {name: terms for name, terms in result.items() if terms}


def _is_ref(value: Any) -> bool:
    return number(value) is not None or (isinstance(value, dict) and bool(value.get("name")))


def _ref(value: Any, taxonomy: str, site: str, by_id: Mapping[int, Term]) -> int | Term:
    if isinstance(value, dict) and value.get("name"):
        return entities.term({**value, "id": number(value), "taxonomy": taxonomy}, site)
    ref = number(value) or 0
    return by_id.get(ref, ref)


def _old_slugs(fields: Record) -> tuple[str, ...]:
    """Return the slugs that WordPress redirects to the post, if the record has its metadata."""
    meta = fields.get("meta")
    found = meta.get("_wp_old_slug") if isinstance(meta, dict) else None
    values = found if isinstance(found, list) else [found]
    return tuple(clean(each)[0] for each in values if isinstance(each, str) and each)


def _order(value: Any) -> int:
    try:
        return int(value or 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def _is_protected(fields: Record) -> bool:
    for name in ("content", "excerpt"):
        part = fields.get(name)
        if isinstance(part, dict) and part.get("protected") is True:
            return True
    return bool(fields.get("password") or fields.get("protected") is True)


def _is_raw(record: Record) -> bool:
    """Return whether a record has only the text as it was typed: a row of the database, or an item of WXR."""
    content = record.get("content")
    return "post_content" in record or (
        isinstance(content, dict) and "raw" in content and not isinstance(content.get("rendered"), str)
    )


def _has_manual_excerpt(fields: Record) -> bool | None:
    """Return whether an author wrote the excerpt; only `context=edit` shows it (see `wp_trim_excerpt`)."""
    excerpt = fields.get("excerpt")
    raw = excerpt.get("raw") if isinstance(excerpt, dict) else None
    return bool(raw.strip()) if isinstance(raw, str) else None


def unmapped_fields(record: Record) -> set[str]:
    """Return the fields of a post's record that have a value and are in no document."""
    taxonomies = {field for field, _name in entities.taxonomies(record)}
    mapped = MAPPED | taxonomies
    return {
        name
        for name, value in as_wp_v2(record).items()
        if name not in mapped and not any(value is usual or value == usual for usual in USUAL)
    }
