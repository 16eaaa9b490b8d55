"""Hashes that tell whether a run can skip work: of options, of whole sources, and of single records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from wpconv import __version__
from wpconv.model import Post
from wpconv.options import Options, SelectOptions
from wpconv.output import files
from wpconv.output.manifest import Manifest
from wpconv.read.site import Site
from wpconv.read.sources.sources import Source

if TYPE_CHECKING:
    # Only runs that rewrite URLs import them.
    from wpconv.document.links.addresses import Addresses
    from wpconv.document.media.library import Library


def of_options(options: Options) -> str:
    """Return a hash of what every document depends on: the version and the options that change documents."""
    groups = [asdict(group) for group in (options.read, options.body, options.write)]
    return _hash(json.dumps([__version__, *groups], sort_keys=True, default=_as_json))


def _as_json(value: object) -> object:
    """Return a set as a sorted list, and a time zone as its name."""
    return sorted(value) if isinstance(value, frozenset) else str(value)


def of_selection(select: SelectOptions) -> str:
    """Return a hash of the conditions on posts."""
    return _hash(repr(select))


def of_sources(sources: Iterable[Source]) -> dict[str, str]:
    """Return a hash of each source's bytes by its name; members of an archive share the archive's hash."""
    by_path: dict[Path, str] = {}
    return {source.name: by_path.get(source.path) or _read(source.path, by_path) for source in sources}


def of_record(post: Post, site: Site) -> str:
    """Return a hash of what the document of a post depends on besides the options."""
    terms = [site.term(ref, name, post.host) for name, refs in post.terms.items() for ref in refs]
    author = site.author(post.author, post.host) if post.author else None
    image = site.media(post.featured_media, post.host) if post.featured_media else None
    context = repr((post.host, post.incomplete, post.notices, terms, author, image, post.comments))
    return _hash((post.digest or json.dumps(post.record, default=repr)) + context)


def with_media(record: str, site: Site) -> str:
    """Return the hash for a record whose body refers to attachments by id, so depends on those of the run.

    Args:
        record: the result of `of_record`.
        site: the ids of the run.
    """
    return _hash(record + _media(site))


def of_library(library: Library, site: Site, uploads: str) -> str:
    """Return a hash of what the documents that refer to files depend on besides the options.

    Args:
        library: the files of the run.
        site: the ids of the run.
        uploads: the result of `of_uploads`; empty if no files are copied.
    """
    parts = [_media(site), uploads, sorted(library.records.hosts), library.beside, library.twins]
    return _hash(json.dumps(parts, sort_keys=True))


def of_uploads(sizes: Mapping[str, int]) -> str:
    """Return a hash of the names and sizes of the uploads; `media_files.is_current` compares their times."""
    return _hash(json.dumps(sizes, sort_keys=True))


def with_addresses(record: str, addresses: Addresses, path: str) -> str:
    """Return the hash for a record whose links are rewritten: it depends on hosts, ids and files of the site.

    The links themselves are compared one by one with those of the last run.

    Args:
        record: the result of `of_record`.
        addresses: those of the run.
        path: the path of its document.
    """
    files = addresses.files.key if addresses.files is not None else ""
    hosts, ids = sorted(addresses.hosts.items()), sorted(addresses.anchors.get(path, ()))
    return _hash(f"{record}{hosts}{ids}{files}")


def is_current(folder: Path, manifest: Manifest) -> bool:
    """Return whether the output folder holds every document of a manifest as it was written."""
    return all(
        files.is_current(folder, path, entry.content)
        for path, entry in manifest.entries.items()
        if entry.size is None
    )


@lru_cache(maxsize=1)
def _media(site: Site) -> str:
    # The whole text would take more memory than all else that the run knows of its posts.
    digest = blake2b(digest_size=16)
    for before, records in (("([", site.attachments()), ("], [", site.blocks())):
        digest.update(before.encode())
        for number, each in enumerate(records):
            digest.update(f"{', ' if number else ''}{each!r}".encode("utf-8", "surrogatepass"))
    digest.update(b"])")
    return digest.hexdigest()


def _read(path: Path, by_path: dict[Path, str]) -> str:
    try:
        with path.open("rb") as file:
            by_path[path] = file_digest(file, lambda: blake2b(digest_size=16)).hexdigest()
    except OSError:
        # The index pass reports what cannot be read.
        by_path[path] = "unreadable"
    return by_path[path]


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
