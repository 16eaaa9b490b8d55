"""The files of all attachments by path, which resolve the sizes of an image without guessing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from wpconv.document.links import upload_paths
from wpconv.document.media.file_types import is_image
from wpconv.model import Media


@dataclass(frozen=True, slots=True)
class Records:
    """The files of a run as its attachments describe them; the paths are those below the uploads folder."""

    owners: Mapping[str, str] = field(default_factory=dict)
    """By the path of each file of an attachment: the largest one of its kind that WordPress serves."""
    originals: Mapping[str, str] = field(default_factory=dict)
    """By the path of that file: the upload before WordPress scaled it down or rotated it."""
    dimensions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Width and height of images in pixels, by the path of the largest file."""
    other_folders: Mapping[str, str] = field(default_factory=dict)
    """By the path of a URL: the path of its file, on sites whose uploads folder has another name."""
    hosts: frozenset[str] = frozenset()
    """The hosts that serve files: those of the site, and those of the attachments."""

    def path(self, url: str) -> str:
        """Return the path of an uploaded file, whichever URL a post has for it; else an empty str."""
        found = upload_paths.upload_path(url, self.hosts.__contains__)
        if found or not self.other_folders:
            return found
        parts = upload_paths.split(url)
        if parts is None or upload_paths.host(url) not in self.hosts | {""}:
            return ""
        return self.other_folders.get(upload_paths.clean(parts.path), "")

    def largest(self, path: str, media: Media | None, candidates: Iterable[str]) -> str:
        """Return the largest file of the image or document that a file is a copy of, by the records alone.

        Args:
            path: of the file that a post refers to.
            media: the attachment that the post names as its own; used if the names fit.
            candidates: other URLs that the post has for the same image.

        Returns:
            Empty if no record tells.
        """
        if owner := self.owners.get(path):
            return owner
        stem = upload_paths.stem(path)
        own = self.path(media.source_url) if media is not None else ""
        for other in (own, *map(self.path, candidates)):
            if other and upload_paths.stem(other) == stem and (owner := self.owners.get(other)):
                return owner
        return self._by_size(path)

    def _by_size(self, path: str) -> str:
        """Return the image that a name with a size belongs to, unless WordPress would have enlarged it."""
        size = upload_paths.size(path)
        if size is None:
            return ""
        owner = self.owners.get(upload_paths.without_size(path), "")
        width, height = self.dimensions.get(owner, (0, 0))
        return owner if size[0] <= width and size[1] <= height else ""


def index(attachments: Iterable[Media], hosts: Collection[str]) -> Records:
    """Return the files of attachments.

    Args:
        attachments: all of the run, in a fixed order.
        hosts: those of the site; the port of one does not matter.
    """
    media = [each for each in attachments if each.source_url]
    urls = (*(f"http://{host}/" for host in hosts), *(each.source_url for each in media))
    hosts = frozenset(map(upload_paths.host, urls)) - {""}
    owners: dict[str, str] = {}
    originals: dict[str, str] = {}
    dimensions: dict[str, tuple[int, int]] = {}
    folders: dict[str, str] = {}
    for each in media:
        paths = _Paths(each, hosts)
        if not paths.full:
            continue
        folders.update(paths.other_folders())
        owners[paths.full] = paths.full
        if each.original:
            original = originals[paths.full] = paths.path(each.original)
            owners.setdefault(original, paths.full)
        if each.width and each.height:
            dimensions[paths.full] = (each.width, each.height)
        for size, owner in paths.sizes():
            owners.setdefault(size, owner)
    return Records(owners, originals, dimensions, folders, hosts)


class _Paths:
    """The paths of an attachment's files."""

    def __init__(self, media: Media, hosts: frozenset[str]) -> None:
        parts = upload_paths.split(media.source_url)
        self.media = media
        self.url_path = upload_paths.clean(parts.path) if parts else ""
        self.full = upload_paths.upload_path(media.source_url, hosts.__contains__)
        self.is_elsewhere = not self.full
        # A site may have another folder than `uploads`, or its files on a server that has none.
        self.full = self.full or upload_paths.clean(media.file).lstrip("/") or self.url_path.lstrip("/")

    def path(self, name: str) -> str:
        """Return the path of a file that is named as in `Media.sizes`."""
        if "://" in name:
            parts = upload_paths.split(name)
            name = upload_paths.clean(parts.path).rpartition("/")[2] if parts else ""
        else:
            name = upload_paths.clean(name)
        folder = self.full.rpartition("/")[0]
        return f"{folder}/{name}" if folder else name

    def sizes(self) -> list[tuple[str, str]]:
        """Return each smaller copy with the largest file of its kind.

        The copies of a PDF are pictures of its first page: the largest of them is not the PDF.
        """
        paths = [self.path(name) for name in self.media.sizes]
        images = [path for path in paths if is_image(path)]
        owner = self.full if is_image(self.full) or not images else max(images, key=_area)
        return [(path, owner) for path in paths]

    def other_folders(self) -> dict[str, str]:
        """Return the paths of its files by those of their URLs, if these are not below `uploads`."""
        if not self.is_elsewhere:
            return {}
        folder = self.url_path.rpartition("/")[0]
        names = (self.media.original, *self.media.sizes) if self.media.original else self.media.sizes
        paths = map(self.path, names)
        return {self.url_path: self.full} | {f"{folder}/{path.rpartition('/')[2]}": path for path in paths}


def _area(path: str) -> tuple[float, str]:
    size = upload_paths.size(path)
    return (float(size[0] * size[1]) if size else float("inf"), path)
