"""Requests of the API whose answers are saved, so that a run that was ended goes on where it stopped."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wpconv.fetch.addresses import NAMESPACE, Query, api_url
from wpconv.fetch.client import TEMPORARY, Answer, Client, NoAnswerError
from wpconv.fetch.state import DRAFTS, Folder, Page, Reply, digest
from wpconv.notices import Notice, NoticeCode, Severity

OK, UNAUTHORIZED = 200, 401
_COUNT = re.compile("[0-9]{1,15}")
"""The number of records or pages; a greater one is no number of theirs."""


@dataclass(frozen=True, slots=True)
class Result:
    """A reply with its JSON value."""

    reply: Reply
    value: Any = None
    """None for an error."""

    @property
    def is_ok(self) -> bool:
        """Whether the answer is what was asked for."""
        return self.reply.status == OK


class NoJsonError(NoAnswerError):
    """A page of something else than JSON, such as HTML, or an error of the server."""


@dataclass(slots=True)
class Session:
    """The requests of one fetch."""

    client: Client
    folder: Folder
    is_logged_in: bool = False
    progress: Callable[[str, int, int], None] = lambda _name, _done, _total: None
    """Receives the name of a collection, and the number of records that are there and of all."""
    notices: list[Notice] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """The number of records that were fetched, by the name of their collection."""

    def ask(
        self, route: str, query: Query = (), *, save_as: str | None = None, retries: int | None = None
    ) -> Result:
        """Return the answer to a request; one that was complete in this fetch is not asked again.

        Args:
            route: such as `wp/v2/posts`.
            query: the parameters.
            save_as: where to save the answer if it has records; None if only the fetch needs it.
            retries: as for `Client.get`.

        Raises:
            NoAnswerError: there is no complete answer, or neither JSON nor an error of WordPress.
        """
        key = api_url("/", route, query)
        known = self._known(key)
        if known is not None:
            return known
        url = api_url(self.folder.state.api, route, query)
        try:
            return self.keep(key, self._get(url, retries), save_as)
        except NoJsonError as error:
            if not error.is_temporary or retries == 0:
                raise
            # What has no length can be cut without a sign of it.
            return self.keep(key, self._get(url, retries), save_as)

    def _get(self, url: str, retries: int | None) -> Answer:
        return self.client.get(url, with_login=self.is_logged_in, retries=retries)

    def _known(self, key: str) -> Result | None:
        reply = (self.folder.state.replies or {}).get(key)
        if reply is None or not reply.file:
            return Result(reply) if reply is not None else None
        body = self.folder.read(reply)
        return Result(reply, parsed(body)) if body is not None else None

    def keep(self, key: str, answer: Answer, save_as: str | None) -> Result:
        """Save an answer, and return it.

        Args:
            key: the route and the query.
            answer: a complete answer.
            save_as: as for `ask`.

        Raises:
            NoJsonError: it is neither JSON nor an error of WordPress.
        """
        value = _value(answer)
        if answer.status != OK:
            reply = Reply(answer.status, code=str(value.get("code", "")))
            # A refused password is not what the site answers the next one.
            if not (self.is_logged_in and answer.status == UNAUTHORIZED):
                self._remember(key, reply)
            return Result(reply)
        count = len(value) if isinstance(value, list) else 1
        file = save_as if save_as and count else f"{DRAFTS}/{digest(key.encode())[:32]}"
        reply = Reply(
            OK, "", file, digest(answer.body), count,
            _number(answer, "x-wp-total"), _number(answer, "x-wp-totalpages"),
        )  # fmt: skip
        self.folder.write(file, answer.body)
        if file == save_as:
            self.folder.state.pages[file] = Page(answer.url, reply.sha256, count)
        self._remember(key, reply)
        return Result(reply, value)

    def _remember(self, key: str, reply: Reply) -> None:
        if self.folder.state.replies is not None:
            self.folder.state.replies[key] = reply
        self.folder.save()

    def check_site(self) -> None:
        """Ask for something small: a site that is down needs no further requests.

        Raises:
            NoAnswerError: the site does not answer.
        """
        url = api_url(self.folder.state.api, f"{NAMESPACE}types/post", (("_fields", "slug"),))
        answer = self.client.get(url, with_login=self.is_logged_in)
        if answer.status in TEMPORARY:
            raise NoAnswerError(
                f"{url}: answers HTTP {answer.status}", "run again later: what was fetched stays"
            )

    def notice(self, code: NoticeCode, detail: str, severity: Severity) -> None:
        """Add a notice about the site, once."""
        notice = Notice(code, detail, severity)
        if notice not in self.notices:
            self.notices.append(notice)


def parsed(body: bytes) -> Any:
    """Return the JSON value of an answer; text before it, such as a warning of PHP, is skipped.

    Raises:
        ValueError: it has none.
    """
    # UTF-8 with a mark or without, or another Unicode encoding (RFC 4627, 3).
    text = body.decode(json.detect_encoding(body), "replace")
    try:
        return json.loads(text)
    except ValueError:
        starts = [at for at in map(text.find, ("\n[", "\n{", ">[", ">{")) if at >= 0]
        if not starts:
            raise
        return json.JSONDecoder().raw_decode(text, min(starts) + 1)[0]


def _value(answer: Answer) -> Any:
    """Return the JSON value of an answer, which is an object if the status is not 200."""
    try:
        value = parsed(answer.body)
    except (ValueError, RecursionError):
        value = None
    is_page = isinstance(value, list | dict) if answer.status == OK else _is_refusal(answer.status, value)
    if not is_page:
        kind = answer.headers.get("content-type", "").partition(";")[0]
        what = f"HTTP {answer.status}" if answer.status != OK else f"no JSON but {kind or 'something else'}"
        raise NoJsonError(f"{answer.url}: answers {what}", is_temporary=answer.status == OK)
    return value


def _is_refusal(status: int, value: Any) -> bool:
    """Return whether an answer is an error that WordPress has chosen, which another try would not change."""
    return (
        400 <= status < 500 and status not in (408, 425, 429) and isinstance(value, dict) and "code" in value
    )


def _number(answer: Answer, name: str) -> int | None:
    text = answer.headers.get(name, "").strip()
    return int(text) if _COUNT.fullmatch(text) else None
