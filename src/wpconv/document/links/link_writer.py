"""Writes the links of one document: what each leads to, in the form that the user chose, with its notices."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from wpconv.document import targets
from wpconv.document.fields import PostFields
from wpconv.document.links.addresses import Addresses, Place
from wpconv.document.links.resolver import LinkState, Resolution, resolve
from wpconv.model import LinkRecord, Media, Post, Reference, WriteOptions
from wpconv.notices import Notice, NoticeCode, Severity

if TYPE_CHECKING:
    # Only runs that copy files import it.
    from wpconv.document.media.writer import MediaWriter
    from wpconv.media_use import MediaUse

_SAFE = "/!$&'*+,;=:@-._~"
_NOTICES: dict[LinkState, tuple[NoticeCode, Severity, str]] = {
    "draft": (NoticeCode.LINK_TO_DRAFT, Severity.WARNING, "leads to a post that the site does not publish"),
    "moved": (NoticeCode.LINK_MOVED, Severity.INFO, "is an old address of {new}"),
    "guessed": (NoticeCode.LINK_GUESSED, Severity.WARNING, "is taken for {new}, which has the same slug"),
    "archive": (NoticeCode.LINK_TO_ARCHIVE, Severity.INFO, "leads to a list of posts, as {new}"),
    "api": (NoticeCode.LINK_TO_API, Severity.INFO, "leads to the API of WordPress: its text stays"),
    "admin": (NoticeCode.LINK_TO_ADMIN, Severity.INFO, "leads to pages behind the login: its text stays"),
    "broken": (NoticeCode.LINK_BROKEN, Severity.WARNING, "leads to nothing in the input"),
    "anchor-missing": (NoticeCode.ANCHOR_MISSING, Severity.WARNING, "leads to an id that is not there"),
}


class LinkWriter:
    """Returns the URL of each reference of a document when called; keeps the records and notices of them.

    Args:
        addresses: those of the run.
        options: the target, and the form of links.
        post: the post.
        path: the path of its document.
        files: for references to files; without it, they are written as they are.
    """

    def __init__(
        self,
        addresses: Addresses,
        options: WriteOptions,
        post: Post,
        path: str,
        files: MediaWriter | None = None,
    ) -> None:
        self.records: list[LinkRecord] = []
        self._notices: list[Notice] = []
        self._addresses, self._options, self._mode = addresses, options, options.links
        self._files = files
        self._target = targets.target(options.target) if options.links == "native" else None
        self._post, self._path = post, path
        self._is_data = False
        self._native: dict[str, tuple[str, str]] = {}
        """By token: the generator's syntax for a link, and its URL."""
        self.titles: dict[str, str] = {}
        """Captions of attachments to whose files links to their pages lead now, by the URL of the file."""
        self._reported: set[tuple[NoticeCode, str]] = set()

    def for_data(self) -> LinkWriter:
        """Return a writer for texts in which a generator reads no syntax of its own, outside of bodies.

        The files that they refer to are among the `uses` of this one.
        """
        options = self._options if self._mode == "keep" else replace(self._options, links="site")
        result = LinkWriter(self._addresses, options, self._post, "", self._files)
        result._is_data = True
        return result

    @property
    def notices(self) -> list[Notice]:
        """The notices so far, those about links first."""
        return [*self._notices, *(self._files.notices if self._files is not None else ())]

    @property
    def uses(self) -> tuple[MediaUse, ...]:
        """The files that are referred to so far; none if no files are copied."""
        return self._files.uses if self._files is not None else ()

    def fields(self, values: PostFields, media: int | Media | None) -> PostFields:
        """Return the values for front matter with the URLs of files that the document has.

        Args:
            values: as `post_fields` returns them.
            media: the featured image of the post.
        """
        if self._files is not None:
            return self._files.fields(values, media)
        if values.image and self._mode != "keep":
            self(Reference(values.image, "image"))
        return values

    def __call__(self, reference: Reference) -> str | None:
        """Return the URL that is written for a reference; None to leave only the text of a link."""
        if self._mode == "keep":
            return self._file_url(reference) or reference.url
        found = resolve(reference.url, self._post.link, self._addresses)
        if found.kind in ("file", "external"):
            return self._file(reference, found)
        if reference.kind in ("image", "media") and found.kind != "attachment":
            # No page is an image: this is a file that the server has outside of the uploads.
            return self._file(reference, found)
        new = self._url(found, reference)
        if found.kind == "attachment" and found.place is not None:
            if new and found.place.caption:
                self.titles[new] = found.place.caption
            self._notice(NoticeCode.LINK_ATTACHMENT, Severity.INFO, reference.url, f"is the page of {new}")
        if found.state in _NOTICES:
            code, severity, text = _NOTICES[found.state]
            self._notice(code, severity, reference.url, text.format(new=new))
        self._record(reference, self._native.get(new or "", (new, ""))[0], found)
        return new if new is not None or reference.kind == "link" else reference.url

    def add_texts(self, urls: Iterable[str]) -> None:
        """Add addresses of the site in the text, which stay as they are."""
        self.records += [LinkRecord(Reference(url), url, "text", "text") for url in urls]

    def finish(self, text: str) -> str:
        """Return a document's Markdown with the generator's own syntax for links in place.

        In kept HTML, in which not every generator reads it, links have URLs.
        """
        for token, (native, url) in self._native.items():
            text = text.replace(f"]({token}", f"]({native}").replace(f'"{token}"', f'"{url}"')
        return text

    def _file(self, reference: Reference, found: Resolution) -> str:
        new = self._file_url(reference)
        if new is not None:
            self._record(reference, new, Resolution(new, "file", "rewritten"))
        elif found.state == "other-host" or found.kind == "file":
            self._record(reference, reference.url, found)
        return reference.url if new is None else new

    def _file_url(self, reference: Reference) -> str | None:
        """Return the URL that is written for a file that is copied; None for another one."""
        return self._files(reference, is_field=self._is_data) if self._files is not None else None

    def _record(self, reference: Reference, new: str | None, found: Resolution) -> None:
        self.records.append(LinkRecord(reference, new, found.kind, found.state))

    def _url(self, found: Resolution, reference: Reference) -> str | None:
        """Return the URL that is written for a reference."""
        place = found.place
        if place is None or found.url is not None or found.state == "admin":
            return found.url
        if place.kind == "attachment":
            file = Reference(place.url, reference.kind, place.attachment)
            return self._file_url(file) or place.url
        fragment = f"#{quote(found.fragment, _SAFE)}" if found.fragment else ""
        if self._mode == "file":
            return self._relative(place) + fragment
        url = place.url + fragment
        # Some generators end the build if an id is not there.
        known = found.fragment if found.state == "rewritten" else ""
        native = self._native_link(place, known) if self._mode == "native" else ""
        return self._token(native, url) if native else url

    def _relative(self, place: Place) -> str:
        """Return the path of a document relative to this one."""
        folder = posixpath.dirname(self._path) or "."
        return quote(posixpath.relpath(place.path, folder), _SAFE)

    def _native_link(self, place: Place, fragment: str) -> str:
        """Return the generator's syntax for a link to a document; an empty str if it has none.

        A document that is not there would end the build of the site, so only those of this run are linked so.
        """
        if self._target is None or self._target.native_link is None or not place.is_selected:
            return ""
        root = next((root for root in self._target.roots if place.path.startswith(root)), "")
        if self._target.roots and not root:
            return ""
        if self._target.layout.by_language and place.path.count(".") > 1:
            return ""  # the generator's path of a translation is that of the original
        return self._target.native_link(place.path.removeprefix(root), fragment)

    def _token(self, native: str, url: str) -> str:
        """Return a word that `finish` replaces.

        Markdown and the escaping of templates would change the generator's syntax.
        """
        number = len(self._native)
        while (token := f"wpconv-link-{number}-") in self._post.content or token in self._native:
            number += 1
        self._native[token] = native, url
        return token

    def _notice(self, code: NoticeCode, severity: Severity, url: str, text: str) -> None:
        """Add a notice, once for each URL."""
        if (code, url) not in self._reported:
            self._reported.add((code, url))
            self._notices.append(Notice(code, f"{url} {text}", severity, self._post.id))
