"""Fetches a site: fills its export folder, or brings it up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wpconv.errors import UsageError
from wpconv.fetch import credentials
from wpconv.fetch.addresses import NAMESPACE, Source, is_same_site, parse
from wpconv.fetch.client import Answer, Client, FetchError, Pace, may_have_secrets, pace_for
from wpconv.fetch.collections import Catalogue, Collection, first, ids_of, is_id, of_posts
from wpconv.fetch.discovery import discover, is_index
from wpconv.fetch.paging import RefusedError
from wpconv.fetch.reading import further, saved_records, update, whole
from wpconv.fetch.session import OK, UNAUTHORIZED, Result, Session
from wpconv.fetch.state import Folder, load
from wpconv.model import FetchOptions
from wpconv.notices import Notice, NoticeCode, Severity

REFERENCES = {"author": "author", "media": "featured_media"}
"""The field of posts that refers to a collection, by its kind."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The outcome of a fetch."""

    counts: dict[str, int]
    """The number of records that were fetched, by the name of their collection."""
    requests: int
    """The number of requests."""
    notices: tuple[Notice, ...] = ()
    """The parts that could not be fetched."""


def folder_of(url: str) -> str:
    """Return the name of the folder for a site.

    Raises:
        UsageError: as `parse`.
    """
    return parse(url).name


def media_client(url: str, options: FetchOptions, hosts: Iterable[str]) -> Client:
    """Return a client for the media of a site, which are sent without the user's login.

    Args:
        url: the site.
        options: those of its fetch.
        hosts: other hosts that have its files.
    """
    source = parse(url)
    return Client(
        source, credentials.headers(options.headers), hosts=tuple(hosts), pace=pace_for(source.host)
    )


def fetch(
    url: str,
    root: Path,
    options: FetchOptions,
    *,
    progress: Callable[[str, int, int], None] = lambda _name, _done, _total: None,
    ask_password: Callable[[str], str] | None = None,
    before_end: Callable[[Folder], None] = lambda _folder: None,
    pace: Pace | None = None,
) -> Fetched:
    """Fill an export folder with what the REST API of a site shows, or bring it up to date.

    What was complete when an earlier fetch was ended is not asked again. Everything that was fetched is kept,
    whatever happens later.

    Args:
        url: the site, or a collection or record of its REST API.
        root: the export folder; only one process may use it.
        options: what to fetch.
        progress: receives the name of a collection, and the number of records that are there and of all.
        ask_password: asks for the password of a user; None if nobody can be asked.
        before_end: is called when all records are there; what it adds to the folder is part of the fetch.
        pace: None for half a second between requests, or none for this machine.

    Raises:
        UsageError: the URL or an option is wrong, or the site refuses the user.
        FetchError: the site has no REST API, or does not answer any more.
        WriteError: a file cannot be written.
    """
    source = parse(url)
    login = credentials.login(options.user, source, ask_password)
    client = Client(source, credentials.headers(options.headers), login, pace=pace or pace_for(source.host))
    folder = load(root, source.url + source.route)
    _begin(folder, options)
    session = Session(client, folder, progress=progress)
    try:
        read = _fetch(session, source, options)
    except FetchError:
        if folder.state.api:
            folder.state.notices = session.notices
            folder.save()
        raise
    folder.state.notices = session.notices
    folder.save()
    before_end(folder)
    # Not before: a fetch that goes on would bring up to date what it has read already.
    folder.state.complete = sorted({*folder.state.complete, *read})
    folder.finish()
    return Fetched(dict(session.counts), client.requests, tuple(session.notices))


def _begin(folder: Folder, options: FetchOptions) -> None:
    """Start a new fetch, or go on with one that was ended.

    Raises:
        UsageError: the folder was filled with other options.
    """
    state = folder.state
    scope = {
        "logged_in": bool(options.user),
        "statuses": sorted(options.statuses),
        "since": options.since.isoformat() if options.since else None,
    }
    is_new_scope = bool(state.pages) and state.scope != scope
    if options.refresh and (state.replies is None or is_new_scope or not state.anew):
        state.replies, state.anew, state.api, state.missing = {}, True, "", {}
    elif is_new_scope:
        raise UsageError(
            f"{folder.root}: was filled with another --user, --status or --since",
            "add --refresh to fetch everything anew, or choose another folder with --save",
        )
    elif state.replies is None:
        state.replies, state.api = {}, ""
    state.scope = scope


def _fetch(session: Session, source: Source, options: FetchOptions) -> Iterable[str]:
    """Fetch what the options select, and return the routes of the collections that were read to their end."""
    index = _find_api(session, source)
    if options.user:
        _log_in(session, options.user)
    if index is not None and is_index(index.body) and not source.route:
        session.keep("/", index, "wp-json/index.json")
    if source.route:
        _fetch_route(session, source)
        return ()
    catalogue = Catalogue(_map(session, "types"), _map(session, "taxonomies"))
    _check_types(catalogue, options)
    read = {
        collection.route: collection
        for collection in first(catalogue, is_logged_in=session.is_logged_in)
        if _read(session, collection)
    }
    has_authors = any(collection.kind == "author" for collection in read.values())
    for collection in of_posts(
        catalogue, options, is_logged_in=session.is_logged_in, embeds_authors=not has_authors
    ):
        if _read(session, collection) or _read_public(session, collection):
            read[collection.route] = collection
    _read_references(session, list(read.values()))
    return read.keys()


def _find_api(session: Session, source: Source) -> Answer | None:
    """Find the root of the API, and return its answer; None if an ended run has found it."""
    state = session.folder.state
    if state.api:
        return None
    index = discover(session.client, source)
    state.api = index.url
    return index


def _log_in(session: Session, user: str) -> None:
    """Check the user: the routes that everybody may use answer a wrong password as if there were none.

    Raises:
        UsageError: the site refuses the user.
    """
    api, source = session.folder.state.api, session.client.source
    if not (may_have_secrets(api) and is_same_site(api, source.url)):
        raise UsageError(
            f"{source.host}: its REST API is at {urlsplit(api).netloc}, where the password is not sent",
            "give the address of the API",
        )
    session.is_logged_in = True
    result = session.ask(f"{NAMESPACE}users/me")
    if result.reply.status not in (OK, UNAUTHORIZED):
        # A plugin hides the users; only somebody who may write sees the types with this context.
        result = session.ask(f"{NAMESPACE}types", (("context", "edit"),))
    if not result.is_ok:
        raise UsageError(
            f"{source.host} refuses the user {user} ({result.reply.code or result.reply.status})",
            "it takes an application password, not that of the login: "
            "Users > Profile > Application Passwords makes one",
        )


def _map(session: Session, name: str) -> dict[str, Any]:
    result = session.ask(f"{NAMESPACE}{name}", save_as=f"wp-json/{NAMESPACE}{name}.json")
    if result.is_ok and result.value == []:  # an empty list of PHP
        return {}
    if not result.is_ok or not isinstance(result.value, dict):
        raise FetchError(f"{name}: the site does not name its {name} ({_described(result)})")
    return result.value


def _check_types(catalogue: Catalogue, options: FetchOptions) -> None:
    known = catalogue.post_types()
    unknown = {each.casefold() for each in options.types} - {each.casefold() for each in known}
    if unknown:
        raise UsageError(
            f"--type {', '.join(sorted(unknown))}: the site shows no such type", f"it has {', '.join(known)}"
        )


def _read(session: Session, collection: Collection) -> bool:
    """Read a collection, and return whether the site shows it."""
    state = session.folder.state
    is_known = collection.route in state.complete and not state.anew and collection.can_be_updated
    try:
        for records in (update if is_known else whole)(session, collection):
            session.counts[collection.name] += len(records)
    except RefusedError as error:
        _refused(session, collection, error)
        return False
    return True


def _read_public(session: Session, collection: Collection) -> bool:
    """Read the public posts of a type of which the user may not see drafts, after all was refused."""
    if not session.is_logged_in:
        return False
    query = [pair for pair in collection.query if pair[0] not in ("context", "status")]
    return _read(session, replace(collection, query=query, is_wanted=False))


def _refused(session: Session, collection: Collection, error: RefusedError) -> None:
    """Add the notice about a collection that the site does not show.

    Raises:
        UsageError: the site refuses the user.
    """
    if session.is_logged_in and error.status == UNAUTHORIZED:
        raise UsageError(
            f"{session.client.source.host} refuses the user for {collection.name} ({error.code})",
            "check the application password",
        )
    if not collection.is_wanted and error.code == "rest_no_route":
        return
    if collection.is_wanted:
        severity = Severity.LOSS
    else:
        severity = Severity.WARNING if collection.kind in ("post", "term") else Severity.INFO
    detail = f"{collection.name}: the site refuses it ({error.cause})"
    if collection.kind == "author":
        detail += "; each post names its author if the site allows that"
    session.notice(NoticeCode.FETCH_INCOMPLETE, detail, severity)


def _read_references(session: Session, read: Sequence[Collection]) -> None:
    """Read the authors and attachments of posts that their collections did not bring."""
    posts = [each for each in read if each.kind == "post"]
    for collection in read:
        key = REFERENCES.get(collection.kind)
        if key is not None:
            used = {
                value
                for each in posts
                for record in saved_records(session, each)
                if is_id(value := record.get(key))
            }
            had = set(ids_of(saved_records(session, collection)))
            further(session, collection, sorted(used - had))


def _fetch_route(session: Session, source: Source) -> None:
    """Fetch one record or one collection that the user has named, with what its posts refer to."""
    query = [*source.query, ("_embed", "1")]
    if session.is_logged_in:
        query.append(("context", "edit"))
    base, _, last = source.route.rpartition("/")
    if last.isdecimal():
        result = session.ask(source.route, query, save_as=f"wp-json/{base}/{last}.json")
        if not result.is_ok:
            raise FetchError(f"{source.route}: {_described(result)}", "check the address")
        session.counts[base.rpartition("/")[2]] += 1
        return
    collection = Collection(source.route, "post", query=query)
    if not _read(session, collection):
        raise FetchError(session.notices[-1].detail, "check the address")


def _described(result: Result) -> str:
    return f"HTTP {result.reply.status} {result.reply.code}".strip()
