"""What a run may skip: by hashes of whole files first, of single records second."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from hashlib import blake2b, file_digest
from typing import TYPE_CHECKING

from wpconv.output import files
from wpconv.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wpconv.model import Post
    from wpconv.options import Options
    from wpconv.output.manifest import Manifest
    from wpconv.read.site import Site
    from wpconv.read.sources.sources import Source


def key(options: Options) -> str:
    """Return a hash of what all documents depend on: the version, and the choices that change them."""
    groups = [asdict(group) for group in (options.read, options.body, options.write)]
    return _hash(json.dumps([VERSION, *groups], sort_keys=True, default=_as_json))


def _as_json(value: object) -> object:
    """Return a set as a sorted list, and a time zone as its name."""
    return sorted(value) if isinstance(value, frozenset) else str(value)


def selection(options: Options) -> str:
    """Return a hash of which posts are asked for."""
    return _hash(repr(options.select))


def digests(sources: Iterable[Source]) -> dict[str, str]:
    """Return a hash of each source's bytes by its name; an archive's for each of its members."""
    by_path: dict[Path, str] = {}
    return {source.name: by_path.get(source.path) or _read(source.path, by_path) for source in sources}


def record(post: Post, site: Site) -> str:
    """Return a hash of what a post's document depends on besides the options."""
    things = [site.term(ref, name, post.host) for name, refs in post.terms.items() for ref in refs]
    author = site.author(post.author, post.host) if post.author else None
    image = site.media(post.featured_media, post.host) if post.featured_media else None
    context = repr((post.host, post.incomplete, post.notices, things, author, image))
    return _hash(json.dumps(post.record, default=repr) + context)


def with_media(record: str, site: Site) -> str:
    """Return the hash of a record whose body asked for attachments: any of the run may have been meant."""
    return _hash(record + _media(site))


def is_current(folder: Path, manifest: Manifest) -> bool:
    """Tell whether the output folder holds every document of a manifest as it was written."""
    return all(files.is_current(folder, path, entry.content) for path, entry in manifest.entries.items())


@lru_cache(maxsize=1)
def _media(site: Site) -> str:
    return _hash(repr(site.attachments()))


def _read(path: Path, by_path: dict[Path, str]) -> str:
    try:
        with path.open("rb") as file:
            by_path[path] = file_digest(file, lambda: blake2b(digest_size=16)).hexdigest()
    except OSError:
        # The run itself will name what cannot be read.
        by_path[path] = "unreadable"
    return by_path[path]


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
