"""Collects what the review page shows while a run goes on; the bodies of posts wait in a temporary file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from typing import Any

from wpconv.run.jobs import Outcome
from wpconv.run.review.entries import Entry, entry
from wpconv.run.review.tables import Table

_BROKEN = frozenset(("broken", "anchor-missing", "draft"))


class Collected:
    """The data of a review page. `close` it in the end.

    Args:
        folder: for the temporary file; None for the system's.
    """

    def __init__(self, folder: str | None = None) -> None:
        self.entries: list[Entry] = []
        self.bodies: dict[int, tuple[int, int]] = {}
        """The position and length in the temporary file of an entry's body, by its number."""
        self.redirects: Mapping[str, str] = {}
        """New URLs by old ones."""
        self._size = 0
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with this object
        self._broken: list[tuple[str, ...]] = []
        self._missing: list[tuple[str, ...]] = []

    def close(self) -> None:
        """Remove the temporary file."""
        self._file.close()

    def add(self, outcome: Outcome) -> None:
        """Add a post."""
        each = entry(outcome, len(self.entries) + 1)
        self.entries.append(each)
        if outcome.review is not None and outcome.review.html:
            data = outcome.review.html.encode("utf-8", "replace")
            self._file.write(data)
            self.bodies[each.number] = (self._size, len(data))
            self._size += len(data)
        self._broken += [
            (each.path, link.reference.url, link.kind, link.state)
            for link in outcome.links
            if link.state in _BROKEN
        ]
        self._missing += [(each.path, use.url, use.file) for use in outcome.media if use.state == "missing"]

    def body(self, number: int) -> bytes:
        """Return the body of an entry; empty if it has none."""
        position, length = self.bodies.get(number, (0, 0))
        self._file.seek(position)
        return self._file.read(length)

    def tables(
        self,
        failures: Iterable[Mapping[str, Any]],
        repairs: Iterable[Mapping[str, Any]],
    ) -> list[Table]:
        """Return the tables that have rows.

        Args:
            failures: those of the report; the ones of posts are in their entries.
            repairs: the notices of the report about sources as a whole.
        """
        paths = {each.path for each in self.entries}
        failed = [
            ("failure", "", each["cause"], each["advice"]) for each in failures if each["path"] not in paths
        ]
        notices = [(each["severity"], each["code"], each["detail"], each["source"]) for each in repairs]
        tables = (
            Table("input", "Whole run", ("Severity", "Code", "Detail", "Source or advice"), failed + notices),
            Table("links", "Broken links", ("Document", "Address", "Leads to", "State"), self._broken),
            Table("media", "Missing media", ("Document", "Address", "File"), self._missing),
            Table("redirects", "Redirects", ("Old address", "New address"), sorted(self.redirects.items())),
        )
        return [table for table in tables if table.rows]
