"""Brings the file of one post up to date: converts the post if that is needed, and writes its document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wpconv.convert import convert, link_writer
from wpconv.errors import WriteError
from wpconv.model import Document, Post
from wpconv.options import Options
from wpconv.output import files, manifest
from wpconv.output.atomic_write import content_hash
from wpconv.output.manifest import Entry
from wpconv.read.site import Site
from wpconv.run import cache_keys
from wpconv.run.jobs import Outcome
from wpconv.run.planning.plan import PlannedPost

if TYPE_CHECKING:
    # Only runs that rewrite links import them.
    from wpconv.document.links.addresses import Addresses
    from wpconv.document.links.link_writer import LinkWriter


def update(
    post: Post,
    planned: PlannedPost,
    site: Site,
    options: Options,
    known: Entry | None,
    *,
    addresses: Addresses | None,
) -> Outcome:
    """Convert a post and bring its file up to date, unless record, links and file have not changed.

    Args:
        post: the post as it was read.
        planned: the same post in the plan.
        site: the ids of the run.
        options: the options of the run, with an output folder.
        known: the document of the last run; None if there is none.
        addresses: those of the run; None leaves all links as they are.

    Raises:
        WpconvError: the file cannot be written, or must not be.
    """
    known = known or Entry(content="")
    run, folder, path = options.run, Path(options.run.output or ""), planned.path
    record = cache_keys.of_record(post, site)
    links = link_writer(post, site, path, options, addresses) if addresses is not None else None
    if addresses is not None:
        record = cache_keys.with_addresses(record, addresses, path)
    is_same = bool(known.record) and known.record in {record, cache_keys.with_media(record, site)}
    if is_same and files.is_current(folder, path, known.content) and _leads_to_same(known, links):
        same = replace(known, source=planned.location.source, type=planned.type)
        outcome = _outcome(planned, files.Action.UNCHANGED, same)
        return _reviewed(outcome, post, options, lambda: convert(post, site, path, options, addresses))
    document = convert(post, site, path, options, addresses)
    content = content_hash(document.text.encode("utf-8", "replace"))
    journal_error = None if run.dry_run else _write_journal(folder, path, content)
    action = files.write(
        folder, path, document.text, known=known.content, overwrite=run.overwrite, dry_run=run.dry_run
    )
    entry = Entry(
        content=content,
        source=planned.location.source,
        post_id=post.id,
        type=planned.type,
        record=cache_keys.with_media(record, site) if document.uses_media else record,
        notices=document.notices,
        links=document.links,
        media=document.media,
    )
    return _reviewed(_outcome(planned, action, entry, journal_error), post, options, lambda: document)


def _reviewed(outcome: Outcome, post: Post, options: Options, document: Callable[[], Document]) -> Outcome:
    """Return an outcome with what the review page shows of it, if one is asked for."""
    if not options.run.review:
        return outcome
    # Only runs with --review import it.
    from wpconv.run.review.post import reviewed  # noqa: PLC0415

    return replace(outcome, review=reviewed(post, document(), options))


def _outcome(
    planned: PlannedPost, action: files.Action, entry: Entry, journal_error: WriteError | None = None
) -> Outcome:
    return Outcome(
        planned,
        action,
        entry.notices,
        entry=entry,
        links=entry.links,
        media=entry.media,
        journal_error=journal_error,
    )


def _leads_to_same(known: Entry, links: LinkWriter | None) -> bool:
    """Return whether every link of a document would be written as the last run has written it."""
    if links is None or not known.links:
        return not known.links
    written = [record for record in known.links if record.kind != "text"]
    for record in written:
        links(record.reference)
    return links.records == written


def _write_journal(folder: Path, path: str, content: str) -> WriteError | None:
    """Write the hash to the journal; return an error instead of raising it: the document is still written."""
    try:
        manifest.append_to_journal(folder, path, content)
    except WriteError as error:
        return error
    return None
