"""Applies the user's `--field`, `--set`, `--omit` and `--rename` to a document's fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from wpconv.document.fields import PostFields
from wpconv.document.front_matter import Value
from wpconv.errors import UsageError
from wpconv.model import FieldOverrides, WriteOptions
from wpconv.notices import Notice, NoticeCode, Severity

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_PRIVATE = re.compile(r"passw(?:or)?d|(?:^|_)pass(?:$|_)|e-?mail|(?:^|_)ip(?:$|_)|user_?agent", re.IGNORECASE)
"""Keys of values that are never written."""
_SIMILARITY = 0.75
"""The least similarity of an unknown key that is taken for a misspelt one, not for that of a taxonomy."""


def check(overrides: Mapping[str, FieldOverrides], keys: Mapping[str, str], *, is_open: bool) -> None:
    """Check before a run that keys to omit or rename exist, and that no field gets the key of another.

    Args:
        overrides: by post type.
        keys: the target's keys, each by itself and by other names that a user may try.
        is_open: whether documents may have keys that the target does not list, such as those of taxonomies.

    Raises:
        UsageError: with the key that was probably meant.
    """
    known = set(keys.values()).union(
        *({*each.from_record, *each.constants, *each.rename.values()} for each in overrides.values())
    )
    for each in overrides.values():
        for key in each.omit:
            if not any(_is_or_is_in(name, key) for name in known):
                _check_unknown(f"--omit {key}", key, keys, is_open=is_open)
        for key, new in each.rename.items():
            if key not in known:
                _check_unknown(f"--rename {key}={new}", key, keys, is_open=is_open)
    of_all_types = _renamed(keys.values(), overrides.get("*", FieldOverrides()))
    for post_type, each in overrides.items():
        if post_type != "*":
            _renamed(of_all_types, each)


def _check_unknown(option: str, key: str, keys: Mapping[str, str], *, is_open: bool) -> None:
    # Only a wrong key needs it.
    from difflib import get_close_matches  # noqa: PLC0415

    similar = get_close_matches(key, keys, 1, _SIMILARITY if is_open else 0.0)
    if similar:
        raise UsageError(f"{option}: there is no field {key}", f"did you mean {keys[similar[0]]}?")


def _renamed(keys: Collection[str], overrides: FieldOverrides) -> set[str]:
    """Return the keys that documents have after `omit` and `rename`; raise UsageError if two are the same."""
    result = {name for name in keys if not any(_is_or_is_in(name, key) for key in overrides.omit)}
    for old, new in overrides.rename.items():
        result.discard(old)
        if any(_is_or_is_in(name, new) or _is_or_is_in(new, name) for name in result):
            cause = f"--rename {old}={new}: there is a field {new}, which {old} would replace"
            raise UsageError(cause, f"leave it out with --omit {new}, or choose another key")
        result.add(new)
    return result


def apply(
    fields: dict[str, Value], post: PostFields, options: WriteOptions
) -> tuple[dict[str, Value], list[Notice]]:
    """Apply the overrides for all posts, then those for the post's type.

    Args:
        fields: by dotted key.
        post: the values of the post, with its record.
        options: the user's.

    Returns:
        The fields, and a notice for each value of the record that has not the type that the user asked for.
    """
    notices: list[Notice] = []
    for overrides in _overrides(post.type, options):
        for key in overrides.omit:
            fields = {name: value for name, value in fields.items() if not _is_or_is_in(name, key)}
        for old, new in overrides.rename.items():
            # A taxonomy of this post may have the new key: then both fields stay as they are.
            if old in fields and new not in fields:
                fields = {new if name == old else name: value for name, value in fields.items()}
        fields.update(_from_record(overrides.from_record, post, notices))
        fields.update(overrides.constants)
    return fields, notices


def _overrides(post_type: str, options: WriteOptions) -> Iterator[FieldOverrides]:
    for name in ("*", post_type):
        if name in options.user_fields:
            yield options.user_fields[name]


def _is_or_is_in(name: str, key: str) -> bool:
    return name == key or name.startswith(f"{key}.")


def _from_record(paths: Mapping[str, str], post: PostFields, notices: list[Notice]) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for key, typed_path in paths.items():
        path, _, value_type = typed_path.partition(":")
        value = _at(post.record, path)
        if value is None or value == "":
            continue
        if _is_private(path):
            detail = f"{key}: {path} is a password, an e-mail address or an IP, which is never written"
            notices.append(Notice(NoticeCode.OWN_FIELD, detail, Severity.WARNING, post.wp_id))
            continue
        try:
            value = _without_empty(VALUE_TYPES[value_type](_with_file_urls(value, post)))
        except (ValueError, TypeError, OverflowError):
            detail = f"{key}: {path} is no {value_type}, left out"
            notices.append(Notice(NoticeCode.OWN_FIELD, detail, Severity.WARNING, post.wp_id))
        else:
            if value is not None:
                fields[key] = value
    return fields


def _at(record: Mapping[str, Any], path: str) -> Any:
    """Return the value at a path of keys and list indexes (`acf.cooks.0.name`); None if there is none."""
    value: Any = record
    for step in path.split("."):
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _with_file_urls(value: Any, post: PostFields) -> Any:
    """Return a value in which the URLs of files are those of the document."""
    if post.file_url is None:
        return value
    if isinstance(value, dict):
        return {key: _with_file_urls(item, post) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_file_urls(item, post) for item in value]
    return post.file_url(value) if isinstance(value, str) else value


def _is_private(path: str) -> bool:
    """Return whether a path leads to what nobody but the site may know; fields of ACF are its author's."""
    first, *steps = path.split(".")
    return first != "acf" and any(_PRIVATE.search(step) for step in (first, *steps))


def _without_empty(value: Any) -> Value | None:
    """Return a value without the empty and the private values in it; None if nothing is left."""
    if isinstance(value, dict):
        inner = {str(key): _without_empty(item) for key, item in value.items() if not _is_private(str(key))}
        return {key: item for key, item in inner.items() if item is not None} or None
    if isinstance(value, list):
        return [item for item in map(_without_empty, value) if item is not None] or None
    return None if value == "" else value


def _str(value: Any) -> str:
    if isinstance(value, (dict, list, bool)):
        raise TypeError
    return str(value)


def _int(value: Any) -> int:
    number = int(value)
    if isinstance(value, float) and number != value:
        raise ValueError
    return number


def _bool(value: Any) -> bool:
    word = str(value).lower()
    if word not in _TRUE | _FALSE:
        raise ValueError
    return word in _TRUE


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


VALUE_TYPES: Mapping[str, Callable[[Any], Any]] = {
    "": lambda value: value,
    "str": _str,
    "int": _int,
    "float": float,
    "bool": _bool,
    "date": datetime.fromisoformat,
    "list": _list,
}
"""The functions that convert to the types after the colon of a path (`meta.rating:int`)."""
