"""Plans the media of a run: names, which of identical files is copied, and what goes beside a document."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from html import unescape

from wpconv.document import targets
from wpconv.document.links import upload_paths
from wpconv.document.media.file_types import suffix
from wpconv.document.media.library import Library
from wpconv.document.media.names import distinct_name, safe_names
from wpconv.document.media.records import Records, index
from wpconv.model import Media, WriteOptions

_MENTION = re.compile(r"/(?:uploads|files)/[^\s\"'<>\\,)?#&]+")


def mentions(html: str) -> frozenset[str]:
    """Return the paths of uploads that a body may refer to, without sizes; quick, and only for `beside`."""
    if "/uploads/" not in html and "/files/" not in html:
        return frozenset()
    urls = {upload_paths.without_size(unescape(url)) for url in _MENTION.findall(html)}
    return frozenset(map(upload_paths.below_uploads, map(upload_paths.clean, urls))) - {""}


def make_library(
    attachments: Iterable[Media],
    hosts: Collection[str],
    sizes: Mapping[str, int],
    digest: Callable[[str], str],
    options: WriteOptions,
) -> Library:
    """Return the library of a run that copies files.

    Args:
        attachments: those of the run, in a fixed order.
        hosts: those of the site, without `www.`.
        sizes: the files of the uploads, with their sizes in bytes.
        digest: returns a hash of a file's bytes; called for files that may be identical.
        options: those for documents.
    """
    records = index(attachments, hosts)
    target = targets.target(options.target)
    new_names = safe_names(sizes, target.media.hidden, target.media.broken)
    return Library(
        records=records,
        mode=options.media,
        files=frozenset(sizes),
        new_names=new_names,
        twins=_twins(records, sizes, digest),
        folder=targets.media_folder(options),
        places=target.media,
    )


def _twins(records: Records, sizes: Mapping[str, int], digest: Callable[[str], str]) -> dict[str, str]:
    """Return, by path, the first in order of the files with the same bytes.

    Smaller copies are not compared: nothing refers to them in the end.
    """
    by_size: dict[tuple[int, str], list[str]] = {}
    for path, size in sorted(sizes.items()):
        is_largest = records.owners.get(path, path) == path and (
            path in records.owners or upload_paths.size(path) is None
        )
        if size and is_largest:
            by_size.setdefault((size, suffix(path)), []).append(path)
    result: dict[str, str] = {}
    for paths in by_size.values():
        first: dict[str, str] = {}
        for path in paths if len(paths) > 1 else ():
            same = first.setdefault(digest(path), path)
            if same != path:
                result[path] = same
    return result


def beside(library: Library, used: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return the place beside its document for each file that one document alone uses.

    Args:
        library: the files of the run.
        used: by the path of a document: the results of `mentions` for its post.
    """
    users: dict[str, set[str]] = {}
    for document, paths in used.items():
        for path in paths:
            if file := library.file(path):
                users.setdefault(file, set()).add(document)
    result: dict[str, str] = {}
    taken: set[str] = set()
    for file, documents in sorted(users.items()):
        document = min(documents)
        if len(documents) > 1 or not document.endswith("/index.md"):
            continue
        name = library.new_names.get(file, file)
        place = posixpath.join(posixpath.dirname(document), posixpath.basename(name))
        if place.casefold() in taken or place == document:
            place = posixpath.join(posixpath.dirname(document), distinct_name(name))
        taken.add(place.casefold())
        result[file] = place
    return result
