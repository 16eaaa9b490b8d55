"""The functions of the public interface; `wpconv` itself imports them when they are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from wpconv.cli.choices import from_keywords
from wpconv.convert import convert
from wpconv.errors import ReadError, WpconvError
from wpconv.literals import EmbedMode, HtmlMode, TargetName
from wpconv.model import Document, Location, Post
from wpconv.notices import Notice, Severity
from wpconv.options import Options
from wpconv.read import reader
from wpconv.read.records.post import post
from wpconv.read.site import Site
from wpconv.read.sources.sources import Source
from wpconv.run import run
from wpconv.run.jobs import convert_post
from wpconv.run.planning.plan import index_items, make_plan
from wpconv.run.report import Events, Report

RECORDS = "records"
"""The name of the source of `convert_records`."""
FURTHER = ("jobs", "dask", "save", "user", "refresh")
"""Options of `documents` besides those about documents: for its processes, and for live sites."""


@dataclass(frozen=True, slots=True)
class Body:
    """The result of `convert_html`."""

    markdown: str
    """Without a final newline."""
    notices: tuple[Notice, ...] = ()


def convert_html(
    source: str,
    /,
    *,
    target: TargetName = "neutral",
    html: HtmlMode = "keep",
    embeds: EmbedMode = "html",
) -> Body:
    """Convert the HTML of one body, as WordPress renders it in `content.rendered`.

    Args:
        source: HTML; shortcodes and `wpautop` line breaks are converted too.
        target: the static site generator that reads the Markdown.
        html: `keep` HTML that has no Markdown syntax, or `drop` its tags and leave the text.
        embeds: embedded players as `html`, as a `link`, or `native` as shortcodes of the target.

    Returns:
        The Markdown, and the notices about what was left out, kept or guessed.

    Raises:
        UsageError: an argument has a value that is not allowed.
    """
    record = {"content": {"rendered": source}}
    options = _body_options(target, html, embeds)
    document = convert(post(record, Location("")), Site(), "", options)
    return Body(document.body, document.notices)


@lru_cache
def _body_options(target: str, html: str, embeds: str) -> Options:
    return from_keywords("convert_html", {"target": target, "html": html, "embeds": embeds})


def convert_records(records: Iterable[Any], **options: Any) -> Iterator[Document]:
    """Convert JSON objects that are already in memory, such as the decoded answers of the REST API.

    The records are read twice, once for the ids of terms, users and media and for the paths of all posts, so
    their order does not matter. All of them are held in memory.

    Args:
        records: posts, terms, users and media as dicts; lists of them are accepted too.
        options: options of the command by their long name, with `_` for `-`; see docs/api.md.

    Yields:
        The document of each post, in input order.

    Raises:
        TypeError: the name of an option is wrong. Raised by the call itself, as is UsageError.
        UsageError: the value of an option is wrong.
        WpconvError: a record could not be read or converted. Raised after the last document; its notes name
            further ones.
    """
    return _convert_records(list(records), from_keywords("convert_records", options))


def _convert_records(records: Sequence[Any], options: Options) -> Iterator[Document]:
    failures = _Failures()
    report = Report(failures)
    posts: dict[Location, Post] = {}

    def items() -> Iterator[reader.Item]:
        for item in reader.items_of(records, RECORDS, options.read):
            if isinstance(item, Post):
                posts[item.location] = item
            yield item

    index = report.add_index(index_items(Source(RECORDS, Path(RECORDS)), items(), options.read))
    plan = make_plan([index], options)
    report.add_plan(plan)
    for planned in (each for source in plan.sources for each in source.posts):
        outcome = convert_post(
            posts.pop(planned.location), planned, plan.site, options, {}, addresses=plan.addresses
        )
        report.add_outcome(outcome)
        if outcome.document is not None:
            yield outcome.document
    report.end_conversion()
    failures.raise_first()


def documents(
    sources: str | PathLike[str] | Iterable[str | PathLike[str]], **options: Any
) -> Iterator[Document]:
    """Convert live sites, files, folders and archives as the command does without `-o`.

    Args:
        sources: one or several URLs, names of files, folders and archives, and `-` for standard input.
        options: as for `convert_records`; `jobs` or `dask` to convert in other processes; `save`, `user` and
            `refresh` for live sites.

    Yields:
        The document of each post, in input order.

    Raises:
        TypeError: the name of an option is wrong. Raised by the call itself, as is UsageError.
        UsageError: the value of an option is wrong.
        WpconvError: a source could not be read, or not completely. Raised after the last document; its notes
            name further ones.
    """
    names = [sources] if isinstance(sources, str | PathLike) else sources
    return _documents([fspath(name) for name in names], from_keywords("documents", options, FURTHER))


def _documents(names: Sequence[str], options: Options) -> Iterator[Document]:
    failures = _Failures()
    yield from run.documents(names, options, Report(failures))
    failures.raise_first()


class _Failures(Events):
    """Collects what a caller would not see in the documents: failures, and losses of sources."""

    def __init__(self) -> None:
        self.errors: list[WpconvError] = []

    def failure(self, error: WpconvError, path: str | None) -> None:  # noqa: ARG002 - the error names it
        self.errors.append(error)

    def notice(self, path: str, notice: Notice) -> None:
        if not path and notice.severity is Severity.LOSS:
            self.errors.append(ReadError(notice.detail))

    def raise_first(self) -> None:
        """Raise the first error, with a note for each of the others."""
        if self.errors:
            first, *others = self.errors
            for error in others:
                first.add_note(error.cause)
            raise first
