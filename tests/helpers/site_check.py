"""Compare a built site with its export, for any static site generator.

The templates in `examples` have each document in an `article`, with its title as `h1`, the date of a post as
`time`, and links to its terms with `rel="tag"` or `rel="category tag"`, as WordPress has them. The URL of a
page is the path of its file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
# Syntax highlighting splits words of code into these.
_SPAN = re.compile(r"</?span\b[^>]*>")
# Left out by a conversion on purpose: scripts, forms, players, download buttons and shortcode tags.
_GONE = re.compile(
    r"<(script|style|form|button|textarea|iframe|noscript|object|audio|video)\b.*?</\1>"
    r"|<a [^>]*wp-block-file__button.*?</a>|\[/?[a-z_]+(?: [^\]]*)?\]",
    re.DOTALL,
)


@dataclass(frozen=True)
class Page:
    """A page of a built site, or the expected page of a post."""

    title: str
    date: datetime | None
    """None for pages and custom post types, which show none."""
    tags: frozenset[str]
    categories: frozenset[str]
    words: tuple[str, ...]
    secret: bool = False
    """Only of an expected page: whether it must not be published."""


def words(html: str) -> tuple[str, ...]:
    """Return the words of HTML in lower case, without punctuation, which smart quotes change."""
    seen = _TAG.sub(" ", _SPAN.sub("", _GONE.sub(" ", html)))
    return tuple(re.findall(r"\w+", unescape(seen).lower()))


def text(html: str) -> str:
    """Return the text of HTML with normalised white space."""
    return " ".join(unescape(_TAG.sub("", html.replace("<br>", " "))).split())


def address(url: str) -> str:
    """Return one form for the URLs that servers treat alike: `/a/`, `/a` and `/a.html`."""
    return url.rstrip("/").removesuffix(".html") or "/"


def expected(source: Path) -> dict[str, Page]:
    """Return the expected pages of an export by URL."""
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
                date=None
                if record.get("type", "post") != "post"
                else datetime.fromisoformat(record["date_gmt"]).replace(tzinfo=UTC),
                tags=frozenset(names[number] for number in record.get("tags", ())),
                categories=frozenset(names[number] for number in record.get("categories", ())),
                # Shortcodes of forms are left out.
                words=words(re.sub(r"\[[^\[\]]*\]", " ", record["content"]["rendered"])),
                secret=record["status"] != "publish" or record["content"]["protected"],
            )
    return pages


class _Reader(HTMLParser):
    """Collects the values of a document: what its first `article` shows."""

    def __init__(self) -> None:
        super().__init__()
        self.title: str | None = None
        self.date: str | None = None
        self.terms: dict[str, set[str]] = {"category tag": set(), "tag": set()}
        self._depth = self._articles = 0
        self._texts: list[str] | None = None
        self._rel = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "article":
            self._depth += 1
            self._articles += 1
        if not self._depth or self._articles > 1:
            return
        if tag == "h1" and self.title is None:
            self._texts = []
        elif tag == "time" and self.date is None:
            self.date = values.get("datetime")
        elif tag == "a" and (rel := values.get("rel") or "") in self.terms:
            self._texts, self._rel = [], rel

    def handle_data(self, data: str) -> None:
        if self._texts is not None:
            self._texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._depth -= 1
        if tag not in ("h1", "a") or self._texts is None:
            return
        shown = " ".join("".join(self._texts).split())
        if tag == "h1":
            self.title = shown
        elif self._rel:
            self.terms[self._rel].add(shown)
        else:
            return  # a link in the title
        self._texts, self._rel = None, ""


def built(folder: Path) -> dict[str, Page]:
    """Return the documents of a built site by URL."""
    pages = {}
    for file in filter(Path.is_file, folder.rglob("*.html")):
        html = file.read_text("utf-8")
        reader = _Reader()
        reader.feed(html)
        if reader.title is None:
            continue
        path = "/" + file.relative_to(folder).as_posix()
        pages[address(path.removesuffix("index.html"))] = Page(
            title=reader.title,
            date=datetime.fromisoformat(reader.date) if reader.date else None,
            tags=frozenset(reader.terms["tag"]),
            categories=frozenset(reader.terms["category tag"]),
            words=words(html.partition("<main")[2]),
        )
    return pages


def faults(
    export: dict[str, Page], site: dict[str, Page], *, categories: Literal["all", "one", "none"] = "all"
) -> list[str]:
    """Return the differences between a site and its export.

    Args:
        export: the result of `expected`.
        site: the result of `built`.
        categories: how many categories of a document the generator reads.
    """
    found = [f"{url}: is not in the export" for url in site if url not in export]
    for url, page in export.items():
        if page.secret:
            found += [f"{url}: {page.title}: is published" for other in site.values() if _is_of(other, page)]
        elif url not in site:
            found.append(f"{url}: is missing")
        else:
            found += [f"{url}: {fault}" for fault in _differences(page, site[url], categories)]
    return found


def _differences(page: Page, other: Page, categories: str) -> list[str]:
    wanted = {"all": page.categories, "one": page.categories & other.categories, "none": frozenset()}[
        categories
    ]
    missing = set(page.words) - set(other.words)
    checks = {
        # Generators differ in the title of a page without one.
        f"title {other.title!r}, not {page.title!r}": page.title in {"", other.title},
        f"date {other.date}, not {page.date}": page.date in (None, other.date),
        f"tags {set(other.tags)}, not {set(page.tags)}": other.tags == page.tags,
        f"categories {set(other.categories)}, not {set(page.categories)}": other.categories == wanted
        and (categories == "none" or bool(page.categories) == bool(other.categories)),
        f"without the words {missing}": not missing,
    }
    return [fault for fault, holds in checks.items() if not holds]


def _is_of(other: Page, page: Page) -> bool:
    """Return whether a page shows a secret post at any URL: by its title or by most of its words."""
    shared = set(page.words) & set(other.words)
    return other.title == page.title or len(shared) > max(20, len(set(page.words)) * 0.6)
