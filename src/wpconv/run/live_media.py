"""The media of a fetched site: which files its posts show, and their download into its export folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from wpconv.document.links import upload_paths
from wpconv.document.media.records import Records, index
from wpconv.errors import ReadError
from wpconv.fetch.media import Download, File, download
from wpconv.fetch.missing import MissingFiles
from wpconv.fetch.site import media_client
from wpconv.fetch.state import Folder
from wpconv.literals import MediaMode
from wpconv.model import Media, Post
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.options import Options
from wpconv.read import reader
from wpconv.read.sources import sources
from wpconv.run.report import Report

UPLOADS = "wp-content/uploads"
"""The place of media in an export folder."""
_FILE = re.compile(r"/(?:uploads|files)/[^\s\"'<>\\,)?#&]+")
"""The end of a URL of an upload in HTML, from the uploads folder on, without its query."""
_BEFORE = re.compile(r"[^\s\"'<>\\,()=]*")
_LONGEST = 2000
"""The number of characters before the uploads folder that a URL may have."""


@dataclass(slots=True)
class _Site:
    """The media of a fetched site as its records name them."""

    attachments: list[Media] = field(default_factory=list)
    urls: set[str] = field(default_factory=set)
    """In posts."""
    ids: set[int] = field(default_factory=set)
    """Of featured images."""


def download_media(url: str, folder: Folder, options: Options, report: Report) -> None:
    """Download the files that the posts of a fetched site show, unless they are there.

    A file that cannot be fetched is a notice; the conversion names the documents that refer to it.

    Args:
        url: the site.
        folder: its export folder.
        options: those of the run.
        report: receives the progress and the notices.

    Raises:
        WriteError: a file cannot be written.
    """
    root = folder.root
    site = _read(root, options)
    host = urlsplit(url).hostname or ""
    records = index(site.attachments, {host.removeprefix("www."), *options.write.hosts})
    needs = _needs(site, records, url, options.write.media)
    client = media_client(url, options.fetch, (*records.hosts, *options.write.hosts))
    missing = MissingFiles(folder)
    problems: list[Download] = []
    while needs:
        report.start_stage("Fetching", len(needs))
        report.events.stage_started("Fetching files", len(needs))
        files = [choices[0] for choices in needs]
        outcomes = download(client, files, root / UPLOADS, missing, limit=options.read.max_bytes)
        pairs = zip(_counted(outcomes, report), needs, strict=True)
        failed = [(each, choices) for each, choices in pairs if each.problem]
        problems += [each for each, choices in failed if len(choices) == 1]
        needs = [choices[1:] for _each, choices in failed if len(choices) > 1]
    for problem in problems:
        severity = Severity.LOSS if options.fetch.only else Severity.WARNING
        report.add_source_notice(
            str(root), Notice(NoticeCode.FETCH_INCOMPLETE, f"media: {problem.detail}", severity)
        )


def _counted(outcomes: Iterable[Download], report: Report) -> Iterator[Download]:
    for outcome in outcomes:
        report.events.step_done(outcome.size)
        yield outcome


def _read(root: Path, options: Options) -> _Site:
    site = _Site()
    with TemporaryDirectory(prefix="wpconv-") as scratch:
        for source in sources.find([str(root)], options.read, scratch=Path(scratch)):
            if not isinstance(source, ReadError):
                for item in reader.read_source(source, options.read):
                    _add(site, item)
    return site


def _add(site: _Site, item: reader.Item) -> None:
    if isinstance(item, Media):
        site.attachments.append(item)
    elif isinstance(item, Post):
        site.urls.update(_urls(f"{item.content} {item.excerpt}"))
        if isinstance(item.featured_media, Media):
            site.urls.add(item.featured_media.source_url)
        elif item.featured_media:
            site.ids.add(item.featured_media)


def _urls(html: str) -> Iterator[str]:
    """Yield the URLs of uploads in HTML."""
    for match in _FILE.finditer(html):
        # Backwards, because a pattern that begins anywhere would try each place in long data.
        start = match.start()
        before = _BEFORE.match(html[max(0, start - _LONGEST) : start][::-1])
        yield unescape((before[0][::-1] if before else "") + match[0])


def _needs(site: _Site, records: Records, url: str, mode: MediaMode) -> list[list[File]]:
    """Return for each file that is needed the files that will do, the best first."""
    urls = {records.path(each.source_url): each.source_url for each in site.attachments}
    used = {records.path(each) for each in site.urls}
    used |= {records.path(each.source_url) for each in site.attachments if each.id in site.ids}
    if mode == "library":
        used |= set(records.owners.values())
    base = next((each.partition("/uploads/")[0] for each in urls.values() if "/uploads/" in each), "")
    base = base or url.rstrip("/") + "/wp-content"
    choices = {tuple(_choices(path, records, mode)) for path in used if path}
    firsts: dict[str, tuple[str, ...]] = {}
    for paths in sorted(choices, key=lambda each: (-len(each), each)):
        firsts.setdefault(paths[0], paths)
    return [
        [
            File(
                urls.get(path) or f"{base}/uploads/{quote(path, errors='replace')}",
                path,
                urls.get(records.owners.get(path, path), ""),
            )
            for path in paths
        ]
        for _first, paths in sorted(firsts.items())
    ]


def _choices(path: str, records: Records, mode: MediaMode) -> list[str]:
    """Return the paths of the files that do for a reference, the best first."""
    largest = records.largest(path, None, ())
    if mode == "used":
        return [path, largest] if largest not in ("", path) else [path]
    if mode == "original" and (original := records.originals.get(largest)):
        return [original, largest]
    # Without a record, only the site knows whether a name ends with a size.
    return [largest] if largest else list(dict.fromkeys((upload_paths.without_size(path), path)))
