"""The comments, menus and settings of a run, which become parts of a site besides its documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    # Few runs have such records.
    from wpconv.site_model import Comment, MenuItem, Redirect, SiteSettings

SiteRecord: TypeAlias = "Comment | MenuItem | SiteSettings | Redirect"


class SiteRecords:
    """Comments by post, menu entries and settings; of several copies of a record, one counts."""

    def __init__(self) -> None:
        self._comments: dict[tuple[str, int], dict[int, Comment]] = {}
        self._menu_items: dict[tuple[str, str, int], MenuItem] = {}
        self._settings: dict[str, str] = {}
        self.redirects: list[Redirect] = []

    def add(self, record: SiteRecord) -> None:
        """Add a record."""
        # Few runs have any.
        from wpconv.site_model import Comment, MenuItem, Redirect, SiteSettings  # noqa: PLC0415

        match record:
            case Comment():
                self._comments.setdefault((record.host, record.post), {})[record.id] = record
            case MenuItem():
                self._menu_items[record.host, record.menu, record.id] = record
            case Redirect():
                self.redirects.append(record)
            case SiteSettings():
                given = {each.name: getattr(record, each.name) for each in fields(record)}
                self._settings.update({name: value for name, value in given.items() if value})

    def comments(self, post_id: int | None, host: str) -> Sequence[Comment]:
        """Return the comments of a post of a site, also those whose record does not name the site."""
        if post_id is None:
            return ()
        found = {**self._comments.get(("", post_id), {}), **self._comments.get((host, post_id), {})}
        return tuple(found.values())

    def menu_items(self) -> Sequence[MenuItem]:
        """Return the entries of all menus."""
        return tuple(self._menu_items.values())

    def settings(self) -> SiteSettings:
        """Return the settings; of several sites, those that were read last."""
        # Only runs with --site-data import them.
        from wpconv.site_model import SiteSettings  # noqa: PLC0415

        return SiteSettings(**self._settings)
