"""The user's own way with fields: more of them, fewer, under other keys."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from wpconv.model import Notice, OwnFields, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wpconv.model import WriteOptions
    from wpconv.write.frontmatter import Value
    from wpconv.write.values import PostValues


_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


def change(fields: dict[str, Value], values: PostValues, options: WriteOptions) -> dict[str, Value]:
    """Apply what the user wants to a document's fields: first for all posts, then for its type.

    Args:
        fields: by dotted key.
        values: the post.
        options: the user's choices.
    """
    for wish in _wishes(values.type, options):
        for key in wish.omit:
            fields = {name: value for name, value in fields.items() if not _is_or_in(name, key)}
        for old, new in wish.rename.items():
            if old in fields:
                fields.pop(new, None)
                fields = {new if name == old else name: value for name, value in fields.items()}
        for key, place in wish.fields.items():
            value, _wrong = _look_up(values.record, place)
            if value is not None:
                fields[key] = value
        fields.update(wish.constants)
    return fields


def notices(values: PostValues, options: WriteOptions) -> list[Notice]:
    """Return what is in the record where the user says, and is not what the user says."""
    found = []
    for wish in _wishes(values.type, options):
        for key, place in wish.fields.items():
            _value, wrong = _look_up(values.record, place)
            if wrong:
                detail = f"{key}: {place.partition(':')[0]} {wrong}, left out"
                found.append(Notice("own-field", detail, Severity.WARNING, values.wp_id))
    return found


def _wishes(post_type: str, options: WriteOptions) -> Iterator[OwnFields]:
    for name in ("*", post_type):
        if name in options.own:
            yield options.own[name]


def _is_or_in(name: str, key: str) -> bool:
    return name == key or name.startswith(f"{key}.")


def _look_up(record: Mapping[str, Any], place: str) -> tuple[Value | None, str]:
    """Return what is at a place of a record, and what is wrong with it."""
    path, _, kind = place.partition(":")
    value: Any = record
    for step in path.split("."):
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    if value is None or value == "":
        return None, ""
    try:
        return _filled(KINDS[kind](value)), ""
    except (ValueError, TypeError, OverflowError):
        return None, f"is no {kind}"


def _filled(value: Any) -> Value | None:
    """Leave out what is empty, also inside."""
    if isinstance(value, dict):
        inner = {str(key): _filled(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not None} or None
    if isinstance(value, list):
        return [item for item in map(_filled, value) if item is not None] or None
    return None if value == "" else value


def _text(value: Any) -> str:
    if isinstance(value, (dict, list, bool)):
        raise TypeError
    return str(value)


def _whole(value: Any) -> int:
    number = int(value)
    if isinstance(value, float) and number != value:
        raise ValueError
    return number


def _truth(value: Any) -> bool:
    word = str(value).lower()
    if word not in _TRUE | _FALSE:
        raise ValueError
    return word in _TRUE


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


KINDS: Mapping[str, Callable[[Any], Any]] = {
    "": lambda value: value,
    "str": _text,
    "int": _whole,
    "float": float,
    "bool": _truth,
    "date": datetime.fromisoformat,
    "list": _list,
}
"""What may stand after the colon of a place, and how a value becomes it."""
