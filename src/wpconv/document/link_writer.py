"""Writes the links of one document: what each leads to, in the form that the user chose, with its notices."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import quote

from wpconv.document import targets
from wpconv.document.addresses import Addresses, Place
from wpconv.document.links import LinkState, Resolution, resolve
from wpconv.model import LinkRecord, Post, Reference, WriteOptions
from wpconv.notices import Notice, NoticeCode, Severity

MediaUrl = Callable[[Reference], str | None]
"""Returns the URL of a file of the site, or None for another one."""

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
        options: the target, and the form of links, which is not `keep`.
        post: the post.
        path: the path of its document.
        media: for references to files; without it, they are written as they are.
    """

    def __init__(
        self,
        addresses: Addresses,
        options: WriteOptions,
        post: Post,
        path: str,
        media: MediaUrl | None = None,
    ) -> None:
        self.records: list[LinkRecord] = []
        self.notices: list[Notice] = []
        self._addresses, self._mode, self._media = addresses, options.links, media
        self._target = targets.target(options.target) if options.links == "native" else None
        self._post, self._path = post, path
        self._native: dict[str, tuple[str, str]] = {}
        """By token: the generator's syntax for a link, and its URL."""
        self._reported: set[tuple[NoticeCode, str]] = set()

    def __call__(self, reference: Reference) -> str | None:
        """Return the URL that is written for a reference; None to leave only the text of a link."""
        found = resolve(reference.url, self._post.link, self._addresses)
        if found.kind in ("file", "external"):
            return self._file(reference, found)
        if reference.kind in ("image", "media") and found.kind != "attachment":
            # No page is an image: this is a file that the server has outside of the uploads.
            return self._file(reference, found)
        new = self._url(found, reference)
        if found.kind == "attachment" and found.place is not None:
            self._notice(NoticeCode.LINK_ATTACHMENT, Severity.INFO, reference.url, f"is the page of {new}")
        if found.state in _NOTICES:
            code, severity, text = _NOTICES[found.state]
            self._notice(code, severity, reference.url, text.format(new=new))
        self._record(reference, self._native.get(new or "", (new, ""))[0], found)
        return new if new is not None or reference.kind == "link" else reference.url

    def add_text(self, url: str) -> None:
        """Add an address of the site in the text, which stays as it is."""
        self.records.append(LinkRecord(Reference(url), url, "text", "text"))

    def finish(self, text: str) -> str:
        """Return a document's Markdown with the generator's own syntax for links in place.

        In kept HTML, in which not every generator reads it, links have URLs.
        """
        for token, (native, url) in self._native.items():
            text = text.replace(f"]({token}", f"]({native}").replace(f'"{token}"', f'"{url}"')
        return text

    def _file(self, reference: Reference, found: Resolution) -> str:
        new = self._media(reference) if self._media is not None else None
        if new is not None:
            self._record(reference, new, Resolution(new, "file", "rewritten"))
        elif found.state == "other-host" or found.kind == "file":
            self._record(reference, reference.url, found)
        return reference.url if new is None else new

    def _record(self, reference: Reference, new: str | None, found: Resolution) -> None:
        self.records.append(LinkRecord(reference, new, found.kind, found.state))

    def _url(self, found: Resolution, reference: Reference) -> str | None:
        """Return the URL that is written for a reference."""
        place = found.place
        if place is None or found.url is not None or found.state == "admin":
            return found.url
        if place.kind == "attachment":
            file = Reference(place.url, reference.kind, place.attachment)
            return (self._media(file) if self._media is not None else None) or place.url
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
            self.notices.append(Notice(code, f"{url} {text}", severity, self._post.id))
