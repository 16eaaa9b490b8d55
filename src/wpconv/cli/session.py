"""One run of the command, from its choices to its exit status."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wpconv.cli.console import Console
from wpconv.errors import ReadError
from wpconv.index import Index, index, plan
from wpconv.model import BodyOptions, Document, Options, ReadOptions, WriteOptions
from wpconv.read import sources
from wpconv.report import Totals
from wpconv.run import Inline, Outcome, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Group = TypeVar("Group", ReadOptions, BodyOptions, WriteOptions)


def run(arguments: tuple[str, ...], choices: Mapping[str, Any]) -> int:
    """Convert what the arguments name.

    Args:
        arguments: files, folders, archives, `-`.
        choices: the value of every option, by the name of its field.

    Returns:
        The exit status.
    """
    console = Console(quiet=choices["quiet"], verbose=choices["verbose"])
    options = chosen(choices)
    totals = Totals()
    folder = Path(choices["output"]) if choices["output"] is not None else None
    with tempfile.TemporaryDirectory(prefix="wpconv-") as scratch:
        indexes = list(_indexed(arguments or ("-",), options, Path(scratch), console, totals))
        what = plan(indexes, options, choices["limit"])
        totals.posts, totals.left_out = what.posts, Counter(what.left_out)
        _name_unheld(indexes, console)
        console.stage("Converting", what.size)
        for outcome in outcomes(what, options, Inline(), folder=folder):
            console.step()
            _tell(outcome, console, totals)
            if folder is None and outcome.document is not None:
                _print(outcome.document, as_json=choices["jsonl"])
    console.finish()
    console.summary(totals.summary())
    return totals.exit_status(strict=choices["strict"])


def chosen(choices: Mapping[str, Any]) -> Options:
    """Sort the values of the options into the groups that the wings know."""
    return Options(
        read=_group(ReadOptions, choices),
        body=_group(BodyOptions, choices),
        write=_group(WriteOptions, choices),
    )


def _group(kind: type[Group], choices: Mapping[str, Any]) -> Group:
    return kind(**{each.name: choices[each.name] for each in fields(kind) if each.name in choices})


def _spooled(scratch: Path) -> Path:
    """Keep standard input in a file: a run reads it twice."""
    path = scratch / "stdin"
    with path.open("wb") as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
    return path


def _indexed(
    arguments: tuple[str, ...], options: Options, scratch: Path, console: Console, totals: Totals
) -> Iterator[Index]:
    stdin = _spooled(scratch) if sources.STANDARD_INPUT in arguments else None
    found = list(sources.find(arguments, options.read, scratch=scratch, stdin=stdin))
    console.stage("Reading", len(found))
    for source in found:
        if isinstance(source, ReadError):
            totals.failures += 1
            console.failure(source)
            continue
        result = index(source, options.read)
        totals.failures += len(result.failures)
        for failure in result.failures:
            console.failure(failure)
        for notice in result.notices:
            totals.add(notice)
            console.notice("", notice)
        console.step()
        yield result


def _name_unheld(indexes: list[Index], console: Console) -> None:
    names = sorted(set().union(*(each.unheld for each in indexes)))
    if names and console.verbose:
        console.line(f"fields that no key of a document holds: {', '.join(names)}")


def _tell(outcome: Outcome, console: Console, totals: Totals) -> None:
    """Count what became of a post and print what a person should know of it."""
    if outcome.failure is not None:
        totals.failures += 1
        console.failure(outcome.failure)
    elif outcome.document is not None:
        totals.actions[outcome.action or "printed"] += 1
        for notice in outcome.document.notices:
            totals.add(notice)
            console.notice(outcome.place.path, notice)


def _print(document: Document, *, as_json: bool) -> None:
    text = document.text
    if as_json:
        shown = {
            "path": document.path,
            "front_matter": document.front_matter,
            "body": document.body,
            "notices": [asdict(notice) for notice in document.notices],
        }
        text = json.dumps(shown, ensure_ascii=False, default=datetime.isoformat) + "\n"
    # Bytes: neither the locale nor the platform may change them.
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
