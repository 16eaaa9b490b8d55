"""The files of a site's uploads folder, in a folder such as a backup of the site, or in an archive."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from calendar import timegm
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, cast

from wpconv.errors import ReadError
from wpconv.model import ReadOptions

CHUNK = 1 << 20
_UPLOADS = re.compile(r"(?:^|.*?/)(?:wp-content|app|content)/uploads/(.+)")
_BLOGS_DIR = re.compile(r"(?:^|.*?/)blogs\.dir/(\d+)/files/(.+)")
_FOLDER = re.compile(r"(?:[^/]+/)?uploads/(.+)")
_MONTH = re.compile(r"(?:sites/\d+/)?(?:19|20)\d\d/\d\d/")
"""WordPress sorts uploads by year and month, unless the user has turned that off."""
_DENIED = re.compile(rb"^\s*(?:deny\s+from\s+all|require\s+all\s+denied)\b", re.IGNORECASE | re.MULTILINE)
_YEAR = re.compile(r"[^/]+/((?:19|20)\d\d/\d\d/.+)")
_OPENERS: Mapping[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
"""Functions that decompress a tar archive, by its first bytes."""
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError,
    EOFError, ValueError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of the uploads."""

    path: str
    """Below the uploads folder, with `/`, in Unicode form NFC."""
    size: int
    """In bytes."""
    mtime: int
    """The time of its last change in seconds since 1970; in zips, which have no time zone, as if in UTC."""
    container: Path
    """The file itself, or the archive that holds it."""
    member: str = ""
    """The name in a zip."""
    offset: int | None = None
    """The first byte in a tar archive, without its compression."""
    is_private: bool = False
    """Whether the server of the old site refuses to show it, by a `.htaccess` file beside or above it."""

    def is_at(self, path: Path) -> bool:
        """Return whether this is the file itself that a path leads to, not a member of an archive."""
        return not self.member and self.offset is None and path.resolve() == self.container.resolve()


def find(names: Sequence[str], options: ReadOptions) -> Iterator[Upload | ReadError]:
    """Yield the files of the uploads, each path once: the first that is found counts.

    Args:
        names: folders, zips and tar archives of `wp-content/uploads`, or of any folder that contains it.
        options: bounds the number of files in an archive.
    """
    seen: set[str] = set()
    for name in names:
        path = Path(name)
        try:
            found = list(_folder(path) if path.is_dir() else _archive(path, options))
            for upload in _below_uploads(_with_privacy(found)):
                if upload.path not in seen:
                    seen.add(upload.path)
                    yield upload
        except ReadError as error:
            yield ReadError(f"--uploads {name}: {error.cause}", error.advice)
        except FileNotFoundError:
            yield ReadError(f"--uploads {name}: does not exist", "name a folder, a zip or a tar archive")
        except OSError as error:
            yield ReadError(f"--uploads {name}: cannot be read ({error.strerror})")
        except _DAMAGE as error:
            yield ReadError(f"--uploads {name}: is damaged ({error})", "make or download it again")


def _with_privacy(found: Sequence[Upload]) -> Iterator[Upload]:
    """Yield the files with `is_private` for those in folders that Apache shows to nobody."""
    private: list[str] = []
    with closing(Opener()) as opener:
        for upload in found:
            if upload.path.rpartition("/")[2] == ".htaccess" and upload.size < CHUNK:
                with suppress(ReadError):
                    if _DENIED.search(b"".join(opener.chunks(upload))):
                        private.append(upload.path.removesuffix(".htaccess"))
    for upload in found:
        yield replace(upload, is_private=upload.path.startswith(tuple(private)))


def _below_uploads(found: Iterable[Upload]) -> list[Upload]:
    """Return files with their paths below the uploads folder; those outside of it are left out."""
    files = {upload.path: upload for upload in found}
    if any(map(_MONTH.match, files)):
        return list(files.values())
    for pattern in (_UPLOADS, _FOLDER, _YEAR):
        inner = _matching(files, pattern)
        if inner:
            return inner
    return list(files.values())


def _matching(files: Mapping[str, Upload], pattern: re.Pattern[str]) -> list[Upload]:
    result = []
    for path, upload in files.items():
        site = _BLOGS_DIR.fullmatch(path)
        match = pattern.fullmatch(path)
        if site and pattern is _UPLOADS:
            result.append(_at(upload, f"sites/{site[1]}/{site[2]}"))
        elif match:
            result.append(_at(upload, match[1]))
    return result


def _at(upload: Upload, path: str) -> Upload:
    return replace(upload, path=path)


def _folder(root: Path) -> Iterator[Upload]:
    """Yield the regular files below a folder; a symbolic link only if it leads to a file below it."""
    errors: list[OSError] = []
    inside = root.resolve()
    for folder, folders, names in os.walk(root, onerror=errors.append):
        folders.sort()
        for file in (Path(folder, name) for name in sorted(names)):
            with suppress(OSError):
                if file.is_symlink() and not file.resolve().is_relative_to(inside):
                    continue
                status = file.stat()
                if stat.S_ISREG(status.st_mode):
                    path = file.relative_to(root).as_posix()
                    yield Upload(_text(path), status.st_size, int(status.st_mtime), file)
    if errors:
        raise errors[0]


def _archive(path: Path, options: ReadOptions) -> Iterator[Upload]:
    if not path.exists():
        raise FileNotFoundError
    if not path.is_file():
        raise ReadError("is neither a folder nor a file", "name a folder, a zip or a tar archive")
    found = _zip(path) if zipfile.is_zipfile(path) else _tar(path)
    for number, upload in enumerate(found):
        if number >= options.max_members:
            cause = f"holds more than {options.max_members} files"
            raise ReadError(cause, "raise the bound with --max-members")
        if ".." not in upload.path.split("/"):
            yield upload


def _zip(path: Path) -> Iterator[Upload]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            kind = stat.S_IFMT(info.external_attr >> 16)
            if not info.is_dir() and kind in (0, stat.S_IFREG):
                year, month, day, *clock = info.date_time
                # The month of a file without a date is 0, and four bits are enough for 15.
                mtime = timegm((year, min(max(month, 1), 12), max(day, 1), *clock, 0, 0, 0))
                yield Upload(
                    _text(info.filename.replace("\\", "/").lstrip("/")),
                    info.file_size,
                    mtime,
                    path,
                    info.filename,
                )


def _tar(path: Path) -> Iterator[Upload]:
    try:
        with _decompressed(path) as file, tarfile.open(fileobj=file, mode="r:") as archive:
            for info in archive:
                if info.isreg() and not info.issparse():
                    name = _text(info.name.removeprefix("./").lstrip("/"))
                    yield Upload(name, info.size, int(info.mtime), path, offset=info.offset_data)
                # Otherwise it keeps every header in memory.
                archive.members = []  # type: ignore[attr-defined]
    except tarfile.ReadError as error:
        raise ReadError(
            "is neither a folder, a zip nor a tar archive", "unpack it, and name the folder"
        ) from error


def _decompressed(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        first = file.read(6)
    opener = next((opener for magic, opener in _OPENERS.items() if first.startswith(magic)), None)
    return cast("IO[bytes]", opener(path, "rb")) if opener else path.open("rb")


def _text(name: str) -> str:
    """Return a file's name as text: bytes that are not UTF-8 are U+FFFD, as in a decoded URL."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


class Opener:
    """Opens files of the uploads; the archive that was used last stays open, until `close`."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._archive: zipfile.ZipFile | IO[bytes] | None = None

    def close(self) -> None:
        """Close the archive that is open."""
        if self._archive is not None:
            self._archive.close()
        self._path = self._archive = None

    def chunks(self, upload: Upload) -> Iterator[bytes]:
        """Yield the bytes of a file in parts.

        Raises:
            ReadError: it cannot be read, is damaged, or has another size than when it was found.
        """
        rest = upload.size
        try:
            with self._opened(upload) as file:
                while rest and (chunk := file.read(min(CHUNK, rest))):
                    rest -= len(chunk)
                    yield chunk
                if upload.member:
                    # At the end of a member, zipfile compares the checksum.
                    file.read(1)
        except _DAMAGE as error:
            raise ReadError(
                f"{upload.path}: is damaged ({error})", "make or download the uploads again"
            ) from error
        except RuntimeError as error:
            raise ReadError(
                f"{upload.path}: is encrypted", "unpack the archive, and name the folder"
            ) from error
        except OSError as error:
            raise ReadError(f"{upload.path}: cannot be read ({error.strerror or error})") from error
        if rest:
            raise ReadError(f"{upload.path}: is cut off", "make or download the uploads again")

    @contextmanager
    def _opened(self, upload: Upload) -> Iterator[IO[bytes]]:
        if upload.member:
            archive = cast("zipfile.ZipFile", self._switched(upload.container, zipfile.ZipFile))
            with archive.open(upload.member) as file:
                yield file
        elif upload.offset is not None:
            tar = cast("IO[bytes]", self._switched(upload.container, _decompressed))
            tar.seek(upload.offset)
            yield tar
        else:
            with upload.container.open("rb") as plain:
                yield plain

    def _switched(
        self, path: Path, opener: Callable[[Path], zipfile.ZipFile | IO[bytes]]
    ) -> zipfile.ZipFile | IO[bytes]:
        if self._path != path or self._archive is None:
            self.close()
            self._archive, self._path = opener(path), path
        return self._archive
