"""Whether a built site holds what its export says: one checker for every generator.

The templates in `tests/sites` print the same few facts into every document's HTML, each in its generator's
own language; a site's URLs are the places of its files.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
# Highlighted code is cut into these, inside its words.
_SPAN = re.compile(r"</?span\b[^>]*>")
# What a conversion leaves out on purpose: furniture, forms, players, and the names of shortcodes.
_GONE = re.compile(
    r"<(script|style|form|button|textarea|iframe|noscript|object|audio|video)\b.*?</\1>"
    r"|<a [^>]*wp-block-file__button.*?</a>|\[/?[a-z_]+(?: [^\]]*)?\]",
    re.DOTALL,
)


@dataclass(frozen=True)
class Page:
    """A document of a built site, or what it should be."""

    title: str
    date: datetime
    tags: frozenset[str]
    categories: frozenset[str]
    words: tuple[str, ...]
    secret: bool = False
    """Only in what is expected: it must not be in the site."""


def words(html: str) -> tuple[str, ...]:
    """Return the words of HTML, without what typography may change."""
    seen = _TAG.sub(" ", _SPAN.sub("", _GONE.sub(" ", html)))
    return tuple(re.findall(r"\w+", unescape(seen).lower()))


def text(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html.replace("<br>", " "))).split())


def address(url: str) -> str:
    """Return what servers take for one URL: a folder, its name, and a page of that name."""
    return url.rstrip("/").removesuffix(".html") or "/"


def expected(source: Path) -> dict[str, Page]:
    """Return what an export says, by URL."""
    files = sorted(source.glob("*.json")) if source.is_dir() else [source]
    records: list[dict[str, Any]] = [
        record for file in files for record in json.loads(file.read_text("utf-8"))
    ]
    names = {record["id"]: text(record["name"]) for record in records if "taxonomy" in record}
    pages = {}
    for record in records:
        if "content" in record and "title" in record:
            link = urlsplit(record["link"])
            url = address(unquote(link.path)) if not link.query else f"/?{link.query}"
            pages[url] = Page(
                title=text(record["title"]["rendered"]),
                date=datetime.fromisoformat(record["date_gmt"]).replace(tzinfo=UTC),
                tags=frozenset(names[number] for number in record.get("tags", ())),
                categories=frozenset(names[number] for number in record.get("categories", ())),
                words=words(record["content"]["rendered"]),
                secret=record["status"] != "publish" or record["content"]["protected"],
            )
    return pages


def built(folder: Path) -> dict[str, Page]:
    """Return what a site holds, by URL."""
    pages = {}
    for file in folder.rglob("*.html"):
        html = file.read_text("utf-8")
        facts = re.search(r'<script type="application/json" id="facts">(.*?)</script>', html, re.DOTALL)
        title, main = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL), html.partition("<main>")[2]
        if facts is None or title is None:
            continue
        values = json.loads(facts[1])
        place = "/" + file.relative_to(folder).as_posix()
        pages[address(place.removesuffix("index.html"))] = Page(
            title=text(title[1]),
            date=datetime.fromisoformat(values["date"]),
            tags=frozenset(values["tags"] or ()),
            categories=frozenset(values["categories"] or ()),
            words=words(main),
        )
    return pages


def faults(export: dict[str, Page], site: dict[str, Page], *, one_category: bool = False) -> list[str]:
    """Return all in which a site differs from its export.

    Args:
        export: what `expected` says.
        site: what `built` says.
        one_category: the generator knows one category a document.
    """
    found = [f"{url}: nobody wrote it" for url in site if url not in export]
    for url, page in export.items():
        if page.secret:
            found += [f"{url}: {page.title}: is published" for other in site.values() if _is_of(other, page)]
        elif url not in site:
            found.append(f"{url}: is missing")
        else:
            found += [f"{url}: {fault}" for fault in _differences(page, site[url], one_category)]
    return found


def _differences(page: Page, there: Page, one_category: bool) -> list[str]:
    categories = page.categories & there.categories if one_category else page.categories
    missing = set(page.words) - set(there.words)
    checks = {
        # What a generator makes of no title is its own affair.
        f"title {there.title!r}, not {page.title!r}": page.title in {"", there.title},
        f"date {there.date}, not {page.date}": there.date == page.date,
        f"tags {set(there.tags)}, not {set(page.tags)}": there.tags == page.tags,
        f"categories {set(there.categories)}, not {set(page.categories)}": there.categories == categories
        and bool(page.categories) == bool(there.categories),
        f"without the words {missing}": not missing,
    }
    return [fault for fault, holds in checks.items() if not holds]


def _is_of(there: Page, page: Page) -> bool:
    """Tell whether a page is a secret one, wherever it is: by its title or by a good part of its words."""
    shared = set(page.words) & set(there.words)
    return there.title == page.title or len(shared) > max(20, len(set(page.words)) * 0.6)
