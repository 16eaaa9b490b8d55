"""The media files that a site does not have, which later fetches do not ask for again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from threading import Lock

from wpconv.fetch.collections import MEDIA_ROUTE
from wpconv.fetch.session import parsed
from wpconv.fetch.state import Folder, Missing

_FIELDS = ("source_url", "modified_gmt")


class MissingFiles:
    """The missing files in the state of an export folder; several threads may use them.

    Args:
        folder: the export folder. Each change is saved at once.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._lock = Lock()

    def status(self, path: str, url: str, attachment: str) -> int:
        """Return the status with which the site said that it has no such file; 0 if it is to be asked.

        Args:
            path: the file's path below the uploads folder.
            url: its URL, which may be another one than before.
            attachment: its URL in the record of its attachment, which may have changed since; empty for none.
        """
        known = self._folder.state.missing.get(path)
        is_same = known is not None and (known.url, known.version) == (url, self._version(attachment))
        return known.status if known is not None and is_same else 0

    def note(self, path: str, url: str, attachment: str, status: int) -> None:
        """Remember the answer for a file: 404 or 410, or 0 if it is there now.

        Raises:
            WriteError: the state cannot be written.
        """
        with self._lock:
            missing = self._folder.state.missing
            known = missing.pop(path, None)
            if status:
                missing[path] = Missing(url, status, self._version(attachment))
            if known or status:
                self._folder.save()

    def _version(self, attachment: str) -> str:
        return self._versions.get(attachment, "")

    @cached_property
    def _versions(self) -> Mapping[str, str]:
        """When each attachment was last changed, by the URL of its file."""
        found: dict[str, str] = {}
        for file in sorted(self._folder.state.pages):
            body = self._folder.body(file) if file.startswith(f"wp-json/{MEDIA_ROUTE}/") else None
            records = parsed(body) if body is not None else []
            for each in records if isinstance(records, list) else ():
                url, changed = map(each.get, _FIELDS) if isinstance(each, dict) else ("", "")
                if isinstance(url, str) and isinstance(changed, str):
                    found[url] = max(found.get(url, ""), changed)
        return found
