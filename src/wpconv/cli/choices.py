"""Builds the Options of a run from the values of the command's options, or from a library call's keywords."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time
from typing import Any

import click

from wpconv.cli import config_file
from wpconv.cli.help import Command, Option, long_name
from wpconv.cli.options import BODY, INPUT, OPTIONS, OUTPUT, SELECT
from wpconv.document import targets
from wpconv.document.user_fields import VALUE_TYPES
from wpconv.errors import UsageError
from wpconv.literals import LinkMode
from wpconv.model import BodyOptions, FetchOptions, FieldOverrides, ReadOptions, WriteOptions
from wpconv.options import Options, RunOptions, SelectOptions
from wpconv.read.records.dates import time_zone

NEED_OUTPUT = (
    "overwrite", "prune", "prune_all", "check", "dry_run", "redirects", "site_data", "uploads", "media_dir",
    "review",
)  # fmt: skip
"""Parameters that make no sense without an output folder."""
ALL_TYPES = "*"
"""The key of settings that hold for every post type."""
NOT_IN_LIBRARY = ("output", "jsonl", "redirects", "site_data")
"""Parameters of the groups for documents that only the command has."""


def make_options(values: Mapping[str, Any]) -> Options:
    """Return the options of a run.

    Args:
        values: the value of every option of the command, by the name of its parameter.

    Raises:
        UsageError: a value is wrong, or options contradict each other.
    """
    _check_output(values)
    links: LinkMode = values["links"] or ("keep" if values["output"] is None else "site")
    write = WriteOptions(
        target=values["target"],
        front_matter=values["front_matter"],
        bundle=values["bundle"],
        paths=_paths(values["paths"]),
        user_fields=_fields(values),
        links=links,
        hosts=values["hosts"],
        redirects=values["redirects"],
        media=values["media"],
        media_dir=values["media_dir"],
        comments=values["comments"],
        site_data=values["site_data"],
    )
    targets.check(write)
    if write.redirects:
        # Only runs with --redirects import it.
        from wpconv.document.links import redirects  # noqa: PLC0415

        redirects.check(write.redirects)
    return Options(
        fetch=_fetch(values),
        read=_read(values, anchors=links != "keep"),
        body=BodyOptions(
            html=values["html"],
            embeds=values["embeds"],
            restore_emphasis=values["restore_emphasis"],
            verify=values["verify"] or bool(values["review"]),
        ),
        write=write,
        select=_select(values),
        run=_run(values),
    )


def _read(values: Mapping[str, Any], *, anchors: bool) -> ReadOptions:
    return ReadOptions(
        timezone=time_zone(values["timezone"]) if values["timezone"] else None,
        strict_json=values["strict_json"],
        max_bytes=values["max_bytes"],
        max_depth=values["max_depth"],
        max_members=values["max_members"],
        mentions=bool(values["uploads"]) and values["bundle"],
        anchors=anchors,
        comments=values["comments"] != "none",
        site_data=values["site_data"],
        redirects=bool(values["redirects"]),
    )


def _check_output(values: Mapping[str, Any]) -> None:
    if values["output"] is None:
        for name in NEED_OUTPUT:
            if values[name]:
                option = name.replace("_", "-")
                raise UsageError(f"--{option} needs an output folder", "name one with -o DIR")
        if values["comments"] == "data":
            raise UsageError("--comments data needs an output folder", "name one with -o DIR")
        if values["report"] == "-":
            raise UsageError("--report - and the documents both go to standard output", "add -o DIR")
    elif values["jsonl"]:
        raise UsageError("--jsonl prints to standard output", "leave out -o, or --jsonl")


def _fetch(values: Mapping[str, Any]) -> FetchOptions:
    return FetchOptions(
        folder=values["save"] or "",
        only=values["fetch_only"],
        refresh=values["refresh"],
        user=values["user"],
        headers=tuple(values["headers"]),
        types=values["types"],
        excluded_types=values["excluded_types"],
        statuses=values["statuses"],
        since=values["since"],
    )


def _select(values: Mapping[str, Any]) -> SelectOptions:
    return SelectOptions(
        types=values["types"],
        excluded_types=values["excluded_types"],
        statuses=values["statuses"],
        since=values["since"],
        until=_end_of_day(values["until"]),
        authors=values["authors"],
        categories=values["categories"],
        tags=values["tags"],
        ids=values["ids"],
        limit=values["limit"],
    )


def _run(values: Mapping[str, Any]) -> RunOptions:
    return RunOptions(
        output=values["output"],
        uploads=values["uploads"],
        overwrite=values["overwrite"],
        prune=values["prune"] or values["prune_all"],
        prune_all=values["prune_all"],
        cache=not values["no_cache"],
        dry_run=values["dry_run"] or values["check"],
        jobs=values["jobs"],
        dask=values["dask"] or "",
        report=values["report"] or "",
        review=values["review"] or "",
    )


def _end_of_day(until: datetime | None) -> datetime | None:
    """Return the last moment of a day that was given without a time."""
    is_day = until is not None and until.time() == time.min
    return datetime.combine(until, time.max) if until is not None and is_day else until


def from_keywords(function: str, keywords: Mapping[str, Any], further: Collection[str] = ()) -> Options:
    """Return the options of a library call.

    Args:
        function: its name, for messages.
        keywords: values by an option's long name with `_`; as a configuration file would hold them.
        further: parameters besides those of the groups for input, selection, bodies and documents.

    Raises:
        TypeError: a keyword is not the name of an option that the function has.
        UsageError: as `make_options`, with the text that the command prints.
    """
    # A command without the options that read a configuration file or print.
    command = Command("wpconv", params=[each for each in OPTIONS if each.expose_value])
    names = {long_name(each).replace("-", "_"): each for each in OPTIONS}
    known = {name for name, each in names.items() if _is_about_documents(each) or each.name in further}
    for keyword in sorted(keywords.keys() - known):
        # Only a wrong name needs it.
        from difflib import get_close_matches  # noqa: PLC0415

        near = get_close_matches(keyword, known, 1, 0.0)[0]
        advice = "only the command has it" if keyword in names else f"did you mean {near!r}?"
        raise TypeError(f"{function}() has no option {keyword!r}: {advice}")
    table = {long_name(names[key]): value for key, value in keywords.items() if value is not None}
    defaults = config_file.defaults(command, f"{function}()", table)
    try:
        return make_options(command.make_context("wpconv", [], default_map=defaults).params)
    except click.ClickException as error:
        raise UsageError(error.format_message()) from None


def _is_about_documents(option: Option) -> bool:
    return option.group in (INPUT, SELECT, BODY, OUTPUT) and option.name not in NOT_IN_LIBRARY


def _fields(values: Mapping[str, Any]) -> dict[str, FieldOverrides]:
    """Return the changes of --field, --set, --rename and --omit, by post type.

    Raises:
        UsageError: a value is not written as `[TYPE/]KEY=VALUE`.
    """
    fields = _pairs("--field", values["fields"])
    constants = _pairs("--set", values["constants"])
    renamed = _pairs("--rename", values["rename"])
    omitted = [_split_type(key) for key in values["omit"]]
    for _type, _key, source in fields:
        _check_kind(source)
    types = dict.fromkeys(name for name, *_ in (*fields, *constants, *renamed, *omitted))
    return {
        name: FieldOverrides(
            from_record={key: source for each, key, source in fields if each == name},
            constants={key: _constant(text) for each, key, text in constants if each == name},
            omit=frozenset(key for each, key in omitted if each == name),
            rename={key: new for each, key, new in renamed if each == name},
        )
        for name in types
    }


def _paths(templates: Iterable[str]) -> dict[str, str]:
    """Return the templates of --path by post type; `[TYPE=]TEMPLATE` without a type is for posts."""
    pairs = (template.rpartition("=") for template in templates)
    return {name or "post": template for name, _, template in pairs}


def _pairs(option: str, texts: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return the type, key and value of each `[TYPE/]KEY=VALUE`."""
    result = []
    for text in texts:
        left, equals, right = text.partition("=")
        post_type, key = _split_type(left)
        if not (equals and key and right):
            raise UsageError(
                f"{option} {text}: is not KEY=VALUE", f"write {option} KEY=…, or TYPE/KEY=… for one type"
            )
        result.append((post_type, key, right))
    return result


def _split_type(text: str) -> tuple[str, str]:
    post_type, _, key = text.strip().rpartition("/")
    return post_type or ALL_TYPES, key


def _check_kind(source: str) -> None:
    kind = source.partition(":")[2]
    if kind not in VALUE_TYPES:
        # Only a wrong name needs it.
        from difflib import get_close_matches  # noqa: PLC0415

        near = get_close_matches(kind, VALUE_TYPES, 1, 0.0)[0]
        raise UsageError(f"--field …={source}: there is no type {kind!r}", f"did you mean :{near}?")


def _constant(text: str) -> Any:
    """Return the value of --set: a JSON string, number, boolean or list, else the text itself."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return text if value is None or isinstance(value, dict) else value
