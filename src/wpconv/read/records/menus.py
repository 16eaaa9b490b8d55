"""Menus: the entries of classic menus, and of the navigation blocks of block themes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from typing import Any

from wpconv.read.records.coerce import clean, number, text
from wpconv.read.records.entities import host
from wpconv.site_model import MenuItem

Record = Mapping[str, Any]

_BLOCK = re.compile(
    r"<!--\s+(/?)wp:(navigation-link|navigation-submenu|home-link)(?:\s+(\{.*?\}))?\s+(/?)-->", re.DOTALL
)


def item(record: Record) -> MenuItem:
    """Return the entry of a record of `/wp/v2/menu-items`, or of wp-cli's `wp menu item list`."""
    return MenuItem(
        id=number(record.get("id", record.get("db_id"))) or 0,
        menu=text(number(record.get("menus")) or record.get("menu")),
        title=clean(text(record.get("title")))[0],
        url=clean(text(record.get("url", record.get("link"))))[0],
        parent=number(record.get("parent", record.get("menu_item_parent"))) or 0,
        order=number(record.get("menu_order", record.get("position"))) or 0,
        object_type=text(record.get("object")),
        object_id=number(record.get("object_id")) or 0,
        host=host(record),
    )


def name(record: Record) -> MenuItem:
    """Return the name of a menu, from a record of `/wp/v2/menus`, as an entry without a title and a URL.

    The menu at the theme's first location is called `main`, as generators call it.
    """
    locations = record.get("locations")
    is_main = isinstance(locations, list) and any(each in ("primary", "main", "header") for each in locations)
    label = "main" if is_main else clean(text(record.get("slug")) or text(record.get("name")))[0]
    return MenuItem(id=0, menu=text(number(record.get("id"))), title=label, host=host(record))


def navigation(record: Record) -> list[MenuItem]:
    """Return the entries of a navigation block, a post of the type `wp_navigation`.

    Their ids count from 1: they are unique in this menu alone.
    """
    content = record.get("content", record.get("post_content"))
    raw = content.get("raw") if isinstance(content, dict) else content
    rendered = content.get("rendered") if isinstance(content, dict) else None
    menu = clean(text(record.get("slug", record.get("post_name"))) or "navigation")[0]
    found = _of_blocks(raw) if isinstance(raw, str) and "<!-- wp:" in raw else _of_html(text(rendered))
    return [
        MenuItem(id=number_, menu=menu, title=title, url=url, parent=parent, order=number_, object_type=kind,
                 object_id=object_id, host=host(record))
        for number_, (title, url, parent, kind, object_id) in enumerate(found, 1)
    ]  # fmt: skip


_Entry = tuple[str, str, int, str, int]
"""Title (HTML), URL, number of the entry above it, type and id of the object."""


def _of_blocks(content: str) -> Iterator[_Entry]:
    """Yield the entries of block markup (`serialize_blocks` in WordPress).

    A block whose attributes cannot be read has none, as in WordPress: what is in it stays below it.
    """
    open_blocks: list[tuple[str, int]] = []
    """The names of the blocks that the next one is in, and the numbers of their entries."""
    count = 0
    for closes, block, attributes, is_empty in _BLOCK.findall(content):
        if closes:
            at = max((at for at, (name, _) in enumerate(open_blocks) if name == block), default=None)
            del open_blocks[len(open_blocks) if at is None else at :]
            continue
        values = _attributes(attributes)
        if block == "home-link":
            values = {"label": "Home", "url": "/", **values}
        yield (
            text(values.get("label")),
            text(values.get("url")),
            open_blocks[-1][1] if open_blocks else 0,
            text(values.get("type")),
            number(values.get("id")) or 0,
        )
        count += 1
        if not is_empty:
            open_blocks.append((block, count))


def _attributes(json_text: str) -> Record:
    try:
        values = json.loads(json_text or "{}")
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


class _Links(HTMLParser):
    """Collects the links of list items; a link in a list inside an item is below that item's link."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[_Entry] = []
        self.items: list[int] = []
        """The number of the link of each open item; 0 before it has one."""
        self.is_in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.items.append(0)
        elif tag == "a" and (not self.items or not self.items[-1]):
            parent = next((each for each in reversed(self.items) if each), 0)
            self.entries.append(("", dict(attrs).get("href") or "", parent, "", 0))
            if self.items:
                self.items[-1] = len(self.entries)
            self.is_in_link = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" and self.items:
            self.items.pop()
        elif tag == "a":
            self.is_in_link = False

    def handle_data(self, data: str) -> None:
        if self.is_in_link and self.entries:
            title, *rest = self.entries[-1]
            self.entries[-1] = (title + escape(data, quote=False), *rest)  # type: ignore[assignment]  # the rest is a list


def _of_html(html: str) -> list[_Entry]:
    reader = _Links()
    reader.feed(html)
    reader.close()
    return reader.entries
