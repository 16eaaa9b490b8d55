"""The uploaded files of a run: the file that each reference shows, its place, and its URL in a document."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from wpconv.document.links import upload_paths
from wpconv.document.media.file_types import is_page_or_program
from wpconv.document.media.records import Records
from wpconv.document.targets import MediaPlaces
from wpconv.literals import MediaMode
from wpconv.media_use import MediaUse
from wpconv.model import Media, Reference
from wpconv.notices import Notice, NoticeCode, Severity

_URL_SYNTAX = re.compile(r"[\s\"#%<>?\\^`{|}\[\]()*]")
"""Characters of a file name that are encoded in its URL; letters beyond ASCII stay readable."""

_PLAIN = re.compile(r"[\w./~+=,@ -]+")
"""The names for which Pelican looks up what follows `{static}`; it reads other URLs as they are."""


@dataclass(frozen=True, slots=True)
class Library:
    """The files that documents may refer to."""

    records: Records = field(default_factory=Records)
    mode: MediaMode = "full"
    files: frozenset[str] = frozenset()
    """The paths of the files that the uploads hold."""
    new_names: Mapping[str, str] = field(default_factory=dict)
    """Other paths for files whose own path is not valid everywhere, as `safe_names` returns them."""
    twins: Mapping[str, str] = field(default_factory=dict)
    """By path: another file with the same bytes, which is copied instead."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """By path: the place beside the document that alone uses a file, relative to the output folder."""
    folder: str = "media"
    """The media folder, relative to the output folder."""
    places: MediaPlaces = field(default_factory=MediaPlaces)
    """The conventions of the target."""
    key: str = ""
    """A hash of all of this, for the manifest."""

    def resolve(
        self, reference: Reference, document: str, media: Media | None = None, *, is_field: bool = False
    ) -> tuple[MediaUse, tuple[Notice, ...]] | None:
        """Return the file of a reference, and the URL to write for it.

        Args:
            reference: its URL is absolute, or relative to the root of the site.
            document: the path of the document that has it.
            media: the attachment whose id the reference names.
            is_field: whether it is in the front matter.

        Returns:
            None for a URL that is neither that of an upload nor that of another site's image.
        """
        kind = "field" if is_field else reference.kind
        path = self.records.path(reference.url)
        if not path:
            return self._external(reference, kind)
        choices = self._choices(path, reference, media)
        file = next((found for choice in choices if (found := self._in_uploads(choice))), "")
        if not file or is_page_or_program(file):
            code, what = NoticeCode.MEDIA_MISSING, "is not in the uploads"
            if file:
                code, what = NoticeCode.MEDIA_NOT_MEDIA, "is a web page or a program, which is not copied"
            notice = Notice(code, f"{choices[0]} {what}", Severity.LOSS)
            return MediaUse(reference.url, kind, "missing", _root_relative(reference.url), choices[0]), (
                notice,
            )
        place = self.place(file, document)
        # Pelican replaces the prefix in one attribute of an HTML element, and a player has several.
        new = self.url(place, document, has_prefix=kind in ("link", "image"))
        return MediaUse(reference.url, kind, "copied", new, file, place), tuple(self._remarks(file, choices))

    def file(self, path: str) -> str:
        """Return the file that is copied for a path without a size; empty if the uploads do not hold it."""
        choices = self._choices(path, Reference("", "image"), None)
        scaled = upload_paths.scaled(path)
        return next((found for choice in (*choices, scaled) if (found := self._in_uploads(choice))), "")

    def place(self, file: str, document: str = "") -> str:
        """Return the path that a file is copied to, relative to the output folder.

        Args:
            file: its path below the uploads folder.
            document: the document that refers to it, which may have the file beside it.
        """
        beside = self.beside.get(file, "")
        if beside and posixpath.dirname(beside) == posixpath.dirname(document):
            return beside
        return posixpath.join(self.folder, self.new_names.get(file, file))

    def url(self, place: str, document: str, *, has_prefix: bool = False) -> str:
        """Return the URL that a document has for a file.

        Args:
            place: the file's path, relative to the output folder.
            document: the document's.
            has_prefix: whether it is for a place where the generator resolves its prefix.
        """
        root = self.places.served
        if root is None or not place.startswith(root):
            relative = _quoted(posixpath.relpath(place, posixpath.dirname(document) or "."))
            return relative if relative.startswith("../") else self.places.here + relative
        url = "/" + _quoted(place.removeprefix(root))
        return self.places.prefix + url if has_prefix and _PLAIN.fullmatch(place) else url

    def served_path(self, place: str) -> str:
        """Return the decoded path of the URL at which the site has a file; empty if it has no fixed one."""
        root = self.places.served
        return f"/{place.removeprefix(root)}" if root is not None and place.startswith(root) else ""

    def _choices(self, path: str, reference: Reference, media: Media | None) -> list[str]:
        """Return the files that a reference may show, the wanted one first."""
        largest = self.records.largest(path, media, reference.candidates)
        unsized = [*([largest] if largest else []), *self._guesses(path, reference)]
        if self.mode == "used":
            return list(dict.fromkeys((path, *unsized)))
        if self.mode == "original" and (original := self.records.originals.get(largest)):
            unsized.insert(0, original)
        return list(dict.fromkeys((*unsized, path)))

    def _guesses(self, path: str, reference: Reference) -> Iterator[str]:
        """Yield names that a larger file of an image may have, for an upload that no record describes."""
        stem = upload_paths.stem(path)
        for other in map(self.records.path, reference.candidates):
            if other and upload_paths.size(other) is None and upload_paths.stem(other) == stem:
                yield other
        base = upload_paths.without_size(path)
        if base != path:
            yield from (name for name in (upload_paths.scaled(base), base) if self._in_uploads(name))

    def _in_uploads(self, path: str) -> str:
        """Return the path under which the uploads hold a file, or an empty str."""
        for name in (path, upload_paths.without_site(path)):
            if name in self.files:
                return self.twins.get(name, name)
        return ""

    def _remarks(self, file: str, choices: list[str]) -> Iterator[Notice]:
        is_small = upload_paths.size(file) is not None and self.records.owners.get(file) != file
        if is_small and self.mode != "used":
            wanted = f": {choices[0]} is not in the uploads" if choices[0] != file else ""
            yield Notice(NoticeCode.MEDIA_THUMBNAIL, f"{file} may be a smaller copy{wanted}")
        if file in self.new_names:
            yield Notice(NoticeCode.MEDIA_RENAMED, f"{file} is copied as {self.new_names[file]}")

    def _external(self, reference: Reference, kind: str) -> tuple[MediaUse, tuple[Notice, ...]] | None:
        host = upload_paths.host(reference.url)
        if reference.kind not in ("image", "media") or not host or host in self.records.hosts:
            return None
        return MediaUse(reference.url, kind, "external", reference.url, host), ()


def _root_relative(url: str) -> str:
    """Return the path of a file's URL, where the new site will have the file once it was added."""
    parts = upload_paths.split(url)
    return parts.path if parts is not None and parts.path.startswith("/") else url


def _quoted(path: str) -> str:
    return _URL_SYNTAX.sub(lambda char: quote(char[0]), path)
