"""The user's own fields and paths, as the command line spells them: `[TYPE/]KEY=VALUE`."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from wpconv.document.user_fields import VALUE_TYPES
from wpconv.errors import UsageError
from wpconv.model import FieldOverrides

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALL = "*"
"""The types that have no wish of their own."""


def own_fields(choices: Mapping[str, Any]) -> dict[str, FieldOverrides]:
    """Return what the user wants of fields, by post type.

    Raises:
        UsageError: a choice is not spelt as it should be.
    """
    fields = _pairs("--field", choices["fields"])
    constants = _pairs("--set", choices["constants"])
    renamed = _pairs("--rename", choices["rename"])
    omitted = [_typed_key(key) for key in choices["omit"]]
    for _type, _key, place in fields:
        _check_kind(place)
    types = dict.fromkeys(name for name, *_ in (*fields, *constants, *renamed, *omitted))
    return {
        name: FieldOverrides(
            from_record={key: place for each, key, place in fields if each == name},
            constants={key: _value(text) for each, key, text in constants if each == name},
            omit=frozenset(key for each, key in omitted if each == name),
            rename={key: new for each, key, new in renamed if each == name},
        )
        for name in types
    }


def own_paths(templates: Iterable[str]) -> dict[str, str]:
    """Return the user's templates by post type; one without a type is for posts."""
    pairs = (template.rpartition("=") for template in templates)
    return {name or "post": template for name, _, template in pairs}


def _pairs(option: str, texts: Iterable[str]) -> list[tuple[str, str, str]]:
    result = []
    for text in texts:
        left, sign, right = text.partition("=")
        post_type, key = _typed_key(left)
        if not (sign and key and right):
            raise UsageError(
                f"{option} {text}: is no pair", f"write {option} KEY=…, or TYPE/KEY=… for one type"
            )
        result.append((post_type, key, right))
    return result


def _typed_key(text: str) -> tuple[str, str]:
    post_type, _, key = text.strip().rpartition("/")
    return post_type or ALL, key


def _check_kind(place: str) -> None:
    kind = place.partition(":")[2]
    if kind not in VALUE_TYPES:
        near = get_close_matches(kind, VALUE_TYPES, 1, 0.0)[0]
        raise UsageError(f"--field …={place}: there is no type {kind!r}", f"did you mean :{near}?")


def _value(text: str) -> Any:
    """Return a constant: JSON where it is some, else the text as it stands."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return text if value is None or isinstance(value, dict) else value
