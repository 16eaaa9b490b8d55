"""The values of the command's options become Options."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

from wpconv.cli.fields import own_fields, own_paths
from wpconv.document import targets
from wpconv.errors import UsageError
from wpconv.model import BodyOptions, ReadOptions, WriteOptions
from wpconv.options import Options, RunOptions, SelectOptions
from wpconv.read.records.dates import time_zone

if TYPE_CHECKING:
    from collections.abc import Mapping

Group = TypeVar("Group", ReadOptions, BodyOptions, WriteOptions, SelectOptions, RunOptions)
NEED_OUTPUT = ("overwrite", "prune", "check", "dry_run", "redirects")


def chosen(choices: Mapping[str, Any]) -> Options:
    """Sort the values of all options into the groups that the wings know.

    Args:
        choices: by the name of the field that each option fills.

    Raises:
        UsageError: some of them do not go together.
    """
    if choices["output"] is None:
        for name in NEED_OUTPUT:
            if choices[name]:
                option = name.replace("_", "-")
                raise UsageError(f"--{option} is about a folder of documents", "name it with -o DIR")
        if choices["report"] == "-":
            raise UsageError("--report - and the documents both go to standard output", "add -o DIR")
    elif choices["jsonl"]:
        raise UsageError("--jsonl is for standard output", "leave out -o, or --jsonl")
    values = {
        **choices,
        "cache": not choices["no_cache"],
        "dry_run": choices["dry_run"] or choices["check"],
        "timezone": time_zone(choices["timezone"]) if choices["timezone"] else None,
        "until": _end(choices["until"]),
        "paths": own_paths(choices["paths"]),
        "own": own_fields(choices),
    }
    write = _group(WriteOptions, values)
    targets.check(write)
    if write.redirects:
        # Only who asks for a map need wait for what makes it.
        from wpconv.document import redirects  # noqa: PLC0415

        redirects.check(write.redirects)
    return Options(
        read=_group(ReadOptions, values),
        body=_group(BodyOptions, values),
        write=write,
        select=_group(SelectOptions, values),
        run=_group(RunOptions, values),
    )


def _group(kind: type[Group], values: Mapping[str, Any]) -> Group:
    given = {each.name: values.get(each.name) for each in fields(kind)}
    return kind(**{name: value for name, value in given.items() if value is not None})


def _end(until: datetime | None) -> datetime | None:
    """Return the last moment of a day that was given without a time."""
    is_day = until is not None and until.time() == time.min
    return datetime.combine(until, time.max) if until is not None and is_day else until
