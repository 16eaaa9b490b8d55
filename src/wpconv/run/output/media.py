"""The media of a run: finds the uploads, plans their places, and copies the files that documents use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from wpconv.document.links import upload_paths
from wpconv.document.media import file_types
from wpconv.document.media.library import Library
from wpconv.document.media.plan import beside, make_library
from wpconv.document.slugs import literal
from wpconv.errors import ReadError, WriteError
from wpconv.media_use import MediaUse
from wpconv.model import Media
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.options import Options
from wpconv.output import media_files
from wpconv.output.files import Action, tidy
from wpconv.output.manifest import Entry, Manifest
from wpconv.output.media_files import Original
from wpconv.read.uploads import Opener, Upload, find
from wpconv.run import cache_keys
from wpconv.run.output.output_folder import OutputFolder
from wpconv.run.planning.plan import Plan
from wpconv.run.report import Report

LARGE = 100 << 20
"""Bytes; GitHub refuses larger files, other hosts of static sites even smaller ones."""


@dataclass(frozen=True, slots=True)
class Uploads:
    """The uploads that the user gave."""

    files: Mapping[str, Upload] = field(default_factory=dict)
    """By path below the uploads folder."""
    key: str = ""
    """A hash of their names and sizes; empty if no files are copied."""

    def are_current(self, folder: OutputFolder) -> bool:
        """Return whether the output folder holds every copy of its manifest; no file is read."""
        return all(
            entry.source in self.files
            and media_files.is_current(folder.root / path, _original(self.files[entry.source]))
            for path, entry in folder.last.entries.items()
            if entry.size is not None
        )


class _NotMediaError(Exception):
    """A file is a web page under another name."""


def find_uploads(options: Options, report: Report) -> Uploads:
    """Return the files from which media are copied; report the places that cannot be read."""
    if not options.run.uploads or options.write.media == "none":
        return Uploads()
    files: dict[str, Upload] = {}
    for found in find(options.run.uploads, options.read):
        if isinstance(found, ReadError):
            report.add_failure(found)
        else:
            files[found.path] = found
    return Uploads(files, cache_keys.of_uploads({path: upload.size for path, upload in files.items()}))


def with_files(plan: Plan, uploads: Uploads, options: Options, last: Manifest) -> Plan:
    """Return a plan whose addresses have the files that documents may refer to.

    Args:
        plan: the plan of the run.
        uploads: the files that the user gave.
        options: the options of the run.
        last: the manifest of the last run, which knows the hashes of files that have not changed.
    """
    if plan.addresses is None or not uploads.key:
        return plan
    attachments = [media for _key, media in plan.site.attachments()]
    sizes = {path: upload.size for path, upload in uploads.files.items()}
    known = {entry.source: (path, entry) for path, entry in last.entries.items() if entry.size is not None}
    with closing(Opener()) as opener:
        digest = partial(_digest, uploads=uploads, known=known, options=options, opener=opener)
        library = make_library(attachments, plan.addresses.hosts, sizes, digest, options.write)
    if library.places.bundles and plan.mentions:
        library = replace(library, beside=beside(library, plan.mentions))
    library = replace(library, key=cache_keys.of_library(library, plan.site, uploads.key))
    return replace(plan, addresses=replace(plan.addresses, files=library))


def copy_files(
    folder: OutputFolder, uploads: Uploads, library: Library, uses: Iterable[MediaUse], report: Report
) -> None:
    """Copy the files that are referred to, in the order in which archives hold them."""
    wanted = {use.path: uploads.files[use.file] for use in uses if use.state == "copied"}
    if library.mode == "library":
        others = {path: each for path, each in uploads.files.items() if _is_public(each)}
        wanted |= {library.place(path): each for path, each in others.items() if path not in library.twins}
    if not folder.options.run.dry_run:
        tidy(folder.root, wanted)
    report.start_stage("Copying", len(wanted))
    with closing(Opener()) as opener:
        for path, upload in sorted(wanted.items(), key=lambda each: _position(each[1])):
            _copy(folder, path, upload, opener, report)
            report.events.step_done()
    report.end_stage()


def _is_public(upload: Upload) -> bool:
    """Return whether a file that no document refers to may be on the new site."""
    return file_types.is_upload(upload.path) and not upload.is_private


def external_notices(uses: Iterable[MediaUse]) -> Iterator[Notice]:
    """Yield one notice for each host of another site whose files are shown."""
    urls = {(use.file, use.url) for use in uses if use.state == "external"}
    for host, number in sorted(Counter(host for host, _url in urls).items()):
        files = f"{number} file{'s' * (number > 1)}"
        yield Notice(NoticeCode.MEDIA_EXTERNAL, f"{host}: posts show {files} of this site, which stay there")


def redirects(uses: Iterable[MediaUse], library: Library, folder: OutputFolder, plan: Plan) -> dict[str, str]:
    """Return the new URLs of files by old ones the site no longer has: sizes, twins, other names, pages."""
    copied = [use for use in uses if use.state == "copied"]
    moved = {upload_paths.url_path(use.url): literal(library.served_path(use.path)) for use in copied}
    moved = {old: new for old, new in moved.items() if old.startswith("/") and new not in ("", literal(old))}
    if plan.addresses is None or not folder.options.write.redirects:
        return moved
    # Only runs with --redirects import the code for it.
    from wpconv.document.links import moves  # noqa: PLC0415

    places = {use.file: use.path for use in copied}

    def file_url(media: Media) -> str:
        file = library.file(library.records.path(media.source_url))
        place = places.get(file) or library.place(file)
        return library.served_path(place) if file and place in folder.entries else ""

    attachments = [media for _key, media in plan.site.attachments()]
    return {**moves.of_attachments(attachments, plan.addresses, file_url), **moved}


def _copy(folder: OutputFolder, path: str, upload: Upload, opener: Opener, report: Report) -> None:
    run, limit = folder.options.run, folder.options.read.max_bytes
    if upload.size > limit:
        detail = f"{upload.path}: has {upload.size} bytes, and is not copied: raise the bound with --max-size"
        report.add_source_notice("", Notice(NoticeCode.MEDIA_TOO_LARGE, detail, Severity.LOSS))
        return
    if upload.is_at(folder.root / path):
        # The user keeps the uploads where the site has them: they are not ours to update or remove.
        report.add_file(Action.UNCHANGED, path)
        return
    known = folder.last.entries.get(path, Entry(content="")).content
    original = _original(upload, opener)
    try:
        action, content = media_files.copy(
            folder.root, path, original, known=known, overwrite=run.overwrite, dry_run=run.dry_run
        )
    except _NotMediaError:
        detail = f"{upload.path}: is a web page under the name of a file, and is not copied"
        report.add_source_notice("", Notice(NoticeCode.MEDIA_NOT_MEDIA, detail, Severity.LOSS))
    except (ReadError, WriteError) as error:
        report.add_failure(error, path)
    else:
        folder.entries[path] = Entry(content, source=upload.path, size=upload.size)
        report.add_file(action, path)
        if upload.size > LARGE:
            detail = f"{upload.path}: has {upload.size >> 20} MB, which some hosts of static sites refuse"
            report.add_source_notice("", Notice(NoticeCode.MEDIA_TOO_LARGE, detail, Severity.WARNING))


def _original(upload: Upload, opener: Opener | None = None) -> Original:
    return Original(partial(_checked, upload, opener or Opener()), upload.size, max(0, upload.mtime))


def _checked(upload: Upload, opener: Opener) -> Iterator[bytes]:
    """Yield the bytes of a file; raise _NotMediaError before the first of them for a web page."""
    parts = opener.chunks(upload)
    first = next(parts, b"")
    if file_types.is_web_page(first[: file_types.HEAD]):
        raise _NotMediaError
    return chain((first,), parts)


def _digest(
    path: str,
    *,
    uploads: Uploads,
    known: Mapping[str, tuple[str, Entry]],
    options: Options,
    opener: Opener,
) -> str:
    """Return the hash of a file: from the manifest if its copy is current, else from its bytes."""
    upload = uploads.files[path]
    if path in known and options.run.output is not None:
        place, entry = known[path]
        if media_files.is_current(Path(options.run.output, place), _original(upload)):
            return entry.content
    try:
        return media_files.hash_of(opener.chunks(upload))
    except ReadError:
        # It is the twin of no other file; copying it reports the cause.
        return path


def _position(upload: Upload) -> tuple[str, int, str]:
    return (str(upload.container), upload.offset or 0, upload.path)
