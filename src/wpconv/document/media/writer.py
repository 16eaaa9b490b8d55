"""Writes the references of one document to files, and keeps what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urljoin

from wpconv.document.fields import PostFields
from wpconv.document.media.library import Library
from wpconv.media_use import MediaUse
from wpconv.model import Media, Reference
from wpconv.notices import Notice, NoticeCode


class MediaWriter:
    """Returns the URL of each reference to a file when called; keeps the uses and notices of the document.

    Args:
        library: the files of the run.
        path: the path of the document.
        link: the permalink of the post, which relative URLs are resolved against.
        media: returns an attachment by its id.
        post_id: for notices.
    """

    def __init__(
        self,
        library: Library,
        path: str,
        link: str,
        media: Callable[[int], Media | None],
        post_id: int | None = None,
    ) -> None:
        self._notices: dict[tuple[NoticeCode, str], Notice] = {}
        self._uses: dict[tuple[str, str], MediaUse] = {}
        self._library, self._path, self._link = library, path, link
        self._media, self._post_id = media, post_id

    @property
    def uses(self) -> tuple[MediaUse, ...]:
        """The references to files so far, each URL once for each kind of element."""
        return tuple(self._uses.values())

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices so far, each once."""
        return tuple(self._notices.values())

    def fields(self, values: PostFields, media: int | Media | None) -> PostFields:
        """Return the values for front matter with the URL of the featured image, and those of user's fields.

        Args:
            values: as `post_fields` returns them.
            media: the featured image of the post.
        """
        return replace(values, image=self._image(values.image, media), file_url=self._field_url)

    def __call__(self, reference: Reference, *, is_field: bool = False) -> str | None:
        """Return the URL that is written for a reference; None if it is not that of a file of the site."""
        url = reference.url.strip()
        if self._link and url[:1] not in ("/", "#", "") and "://" not in url:
            url = urljoin(self._link, url)
        media = self._media(reference.attachment) if reference.attachment else None
        found = self._library.resolve(replace(reference, url=url), self._path, media, is_field=is_field)
        if found is None:
            return None
        use, notices = found
        if use.new == url:
            use = replace(use, new=reference.url)
        self._uses.setdefault((reference.url, use.kind), replace(use, url=reference.url))
        for notice in notices:
            self._notices.setdefault((notice.code, notice.detail), replace(notice, post_id=self._post_id))
        return use.new if use.state != "external" else None

    def _field_url(self, text: str) -> str:
        """Return the URL that is written for a file in a field of the user, and any other text as it is."""
        is_url = text.startswith(("/", "http://", "https://")) and " " not in text.strip()
        return (self(Reference(text), is_field=True) if is_url else None) or text

    def _image(self, url: str, media: int | Media | None) -> str:
        """Return the URL that is written for the featured image; empty if there is none."""
        number = media.id if isinstance(media, Media) else media
        found = self(Reference(url, "image", number or None), is_field=True) if url else None
        return found or url
