"""All records of a collection, page by page; a page that the site cannot make is asked for in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from wpconv.fetch.addresses import Query
from wpconv.fetch.client import NoAnswerError
from wpconv.fetch.collections import Collection, ids_of
from wpconv.fetch.session import Result, Session
from wpconv.notices import NoticeCode, Severity

PER_PAGE = 100
"""The greatest number of records that WordPress sends at once."""
MAX_PAGES = 100_000
MAX_RECORDS = MAX_PAGES * PER_PAGE
IN_ORDER: Query = (("orderby", "id"), ("order", "asc"))
"""The order of ids does not change when somebody publishes during the fetch."""
SILENCE = 12
"""Failures in a row after which the site itself may be down: a bad record alone makes 8 in a page."""
HOPELESS = 3 * SILENCE
"""Failures in a row after which a collection of which nothing was fetched is given up."""
ENDLESS = 1000
"""The same if some records were fetched."""
END_OF_PAGES = "invalid_page_number"
"""The end of WordPress's code for a page after the last one: `rest_post_invalid_page_number`."""


class RefusedError(NoAnswerError):
    """The site refuses a collection."""

    def __init__(self, result: Result) -> None:
        super().__init__(f"HTTP {result.reply.status}, {result.reply.code}", is_temporary=False)
        self.status = result.reply.status
        self.code = result.reply.code


class Part(Protocol):
    """Some records of a collection."""

    @property
    def size(self) -> int:
        """The number of records."""

    def query(self) -> Query:
        """Return the parameters that select them."""

    def halves(self) -> tuple[Part, Part]:
        """Return the two parts of a part with more than one record."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Records by their place in the order of ids."""

    start: int
    size: int

    def query(self) -> Query:
        """Return the parameters that select them."""
        return (("per_page", str(self.size)), *IN_ORDER, ("offset", str(self.start)))

    def __str__(self) -> str:
        return f"record number {self.start + 1}"

    def halves(self) -> tuple[Slice, Slice]:
        """Return two parts."""
        half = self.size - self.size // 2
        return Slice(self.start, half), Slice(self.start + half, self.size - half)


@dataclass(frozen=True, slots=True)
class Ids:
    """Records by their ids."""

    ids: tuple[int, ...]

    @property
    def size(self) -> int:
        """The number of records."""
        return len(self.ids)

    def query(self) -> Query:
        """Return the parameters that select them."""
        return (("per_page", str(PER_PAGE)), *IN_ORDER, ("include", ",".join(map(str, self.ids))))

    def __str__(self) -> str:
        return f"record {self.ids[0]}"

    def halves(self) -> tuple[Ids, Ids]:
        """Return two parts."""
        half = self.size - self.size // 2
        return Ids(self.ids[:half]), Ids(self.ids[half:])


@dataclass(frozen=True, slots=True)
class _Page:
    """The records of one page, and the number of pages if the site says it."""

    records: list[Any]
    pages: int | None
    is_new: bool = True
    """It has records that no page before it had."""
    is_broken: bool = False
    """It was asked for in parts."""


@dataclass(slots=True)
class Reader:
    """Reads one collection, and saves its pages under numbers that follow each other."""

    session: Session
    collection: Collection
    number: int = 0
    """The number of the last page."""
    fields: str = ""
    """The fields to ask for; the pages are then not saved. Empty for all."""
    seen: set[int] = field(default_factory=set)
    """The ids of the records."""
    lost: int = 0
    """The number of records that could not be fetched."""
    total: int | None = None
    """The number of records that the site counts."""
    has_changed: bool = False
    """Whether that number changed during the fetch, so that a record may have slipped between pages."""
    _order: Query = IN_ORDER
    _failures: int = 0

    def all(self) -> Iterator[list[Any]]:
        """Yield the records of the whole collection in the order of ids, in lists.

        Raises:
            RefusedError: the site refuses the collection.
            NoAnswerError: the site does not answer any more.
        """
        page, pages = 1, MAX_PAGES
        while page <= pages:
            found = self._page(page)
            if found is None or self._is_hopeless():
                return
            # A site that ignores `page` sends the first one again and again.
            if not (found.is_new or found.is_broken):
                return
            yield found.records
            pages = min(found.pages or pages, MAX_PAGES)
            page += 1

    def _page(self, page: int) -> _Page | None:
        """Return a page; None after the last one."""
        try:
            result = self._ask([("per_page", str(PER_PAGE)), *self._order, ("page", str(page))])
        except NoAnswerError:
            self.session.check_site()
            parts = Slice((page - 1) * PER_PAGE, PER_PAGE).halves()
            records = [each for half in parts for result in self.part(half) for each in result.value]
            pages = -(-self.total // PER_PAGE) if self.total is not None else None
            return _Page(records, pages, is_broken=True)
        if result.is_ok:
            return _Page(result.value, result.reply.pages, is_new=self._count(result))
        if result.reply.code.endswith(END_OF_PAGES) and page > 1:
            return None
        if result.reply.code == "rest_invalid_param" and self._order:
            # A collection of a plugin that has no such order.
            self._order = ()
            return self._page(page)
        raise RefusedError(result)

    def part(self, part: Part) -> Iterator[Result]:
        """Yield the answers that bring a part of the collection; a record that cannot be fetched is a notice.

        Raises:
            NoAnswerError: the site does not answer any more.
        """
        if self._is_hopeless() or (isinstance(part, Slice) and part.start >= (self.total or MAX_RECORDS)):
            return
        try:
            result = self._ask(part.query(), retries=1)
        except NoAnswerError as error:
            self._failures += 1
            if self._failures % SILENCE == 0:
                self.session.check_site()
            if part.size == 1:
                self._lose(part, error)
                return
            for half in part.halves():
                yield from self.part(half)
            return
        self._failures = 0
        if result.is_ok:
            # The total of an answer to `include` is that of the ids.
            self._count(result, has_total=isinstance(part, Slice))
            yield result
        elif not result.reply.code.endswith(END_OF_PAGES):
            self.lost += part.size
            self._notice(f"{part.size} records are refused: {RefusedError(result)}")

    def _is_hopeless(self) -> bool:
        """Return whether so many requests have failed that none will succeed; say so."""
        if self._failures < (ENDLESS if self.seen else HOPELESS):
            return False
        self._notice("the rest cannot be fetched" if self.seen else "nothing of it can be fetched")
        return True

    def _ask(self, query: Query, *, retries: int | None = None) -> Result:
        name = f"{self.collection.folder}/page-{self.number + 1:04}.json"
        asked = [*query, *self.collection.query]
        if self.fields:
            asked = [*query, ("_fields", self.fields), *_without_embed(self.collection.query)]
        result = self.session.ask(
            self.collection.route, asked, save_as="" if self.fields else name, retries=retries
        )
        if result.is_ok and not isinstance(result.value, list):
            raise NoAnswerError(f"{self.collection.route}: is no list", is_temporary=False)
        if result.reply.file == name:
            self.number += 1
        return result

    def _count(self, result: Result, *, has_total: bool = True) -> bool:
        """Add the records of an answer; return whether some of them are new."""
        number = len(self.seen)
        self.seen.update(ids_of(result.value))
        total = result.reply.total
        if has_total and total is not None and total != self.total:
            self.has_changed |= self.total is not None
            self.total = total
        self.session.progress(self.collection.name, len(self.seen), self.total or 0)
        return len(self.seen) > number

    def check_count(self) -> None:
        """Add a notice if the site counts another number of records than it has sent."""
        if self.total is None or self.total == len(self.seen) + self.lost:
            return
        detail = f"{self.collection.name}: the site counts {self.total} records, and sent {len(self.seen)}"
        if self.collection.kind in ("post", "term"):
            self.session.notice(NoticeCode.FETCH_SHORT, detail, Severity.WARNING)
        else:
            # Attachments and comments of drafts are counted, but not shown to everybody.
            self.session.notice(NoticeCode.FETCH_INCOMPLETE, detail, Severity.INFO)

    def _lose(self, part: Part, error: NoAnswerError) -> None:
        described = self._described(part)
        if described:
            self.lost += 1
            self._notice(f"{described} cannot be fetched: {error.cause}")

    def _described(self, part: Part) -> str:
        """Return the id and the address of one record without its content; empty if there is none."""
        query = [*part.query(), ("_fields", "id,link"), *_without_embed(self.collection.query)]
        try:
            result = self.session.ask(self.collection.route, query, retries=0)
        except NoAnswerError:
            return str(part)
        if not isinstance(result.value, list):
            return str(part)
        if not result.value or not isinstance(result.value[0], dict):
            return ""
        return f"record {result.value[0].get('id')} ({result.value[0].get('link')})"

    def _notice(self, detail: str) -> None:
        self.session.notice(NoticeCode.FETCH_INCOMPLETE, f"{self.collection.name}: {detail}", Severity.LOSS)


def _without_embed(query: Query) -> Query:
    return [(name, value) for name, value in query if name != "_embed"]
