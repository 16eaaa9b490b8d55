"""The user's own way with fields: more of them, fewer, under other keys."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from wpconv.errors import UsageError
from wpconv.model import OwnFields
from wpconv.notices import Notice, NoticeCode, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from wpconv.document.fields import PostValues
    from wpconv.document.front_matter import Value
    from wpconv.model import WriteOptions


_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_NEAR = 0.75
"""How like a known key one is that is taken for a mistake: it may be a taxonomy's, which only posts know."""


def check(wishes: Mapping[str, OwnFields], names: Mapping[str, str], *, is_open: bool) -> None:
    """Check before a run that what is left out or renamed is there, and that no field takes another's key.

    Args:
        wishes: by post type.
        names: the target's keys, by themselves and by what else a user may call them.
        is_open: whether a document may have keys that only its post knows.

    Raises:
        UsageError: one is not.
    """
    known = set(names.values()).union(
        *({*w.fields, *w.constants, *w.rename.values()} for w in wishes.values())
    )
    for wish in wishes.values():
        for key in wish.omit:
            if not any(_is_or_in(name, key) for name in known):
                _check_unknown(f"--omit {key}", key, names, is_open=is_open)
        for key, new in wish.rename.items():
            if key not in known:
                _check_unknown(f"--rename {key}={new}", key, names, is_open=is_open)
    everywhere = _renamed(names.values(), wishes.get("*", OwnFields()))
    for post_type, wish in wishes.items():
        if post_type != "*":
            _renamed(everywhere, wish)


def _check_unknown(option: str, key: str, names: Mapping[str, str], *, is_open: bool) -> None:
    near = get_close_matches(key, names, 1, _NEAR if is_open else 0.0)
    if near:
        raise UsageError(f"{option}: there is no field {key}", f"did you mean {names[near[0]]}?")


def _renamed(keys: Collection[str], wish: OwnFields) -> set[str]:
    """Return the keys that documents have after a wish."""
    left = {name for name in keys if not any(_is_or_in(name, key) for key in wish.omit)}
    for old, new in wish.rename.items():
        left.discard(old)
        if any(_is_or_in(name, new) or _is_or_in(new, name) for name in left):
            cause = f"--rename {old}={new}: there is a field {new}, which {old} would replace"
            raise UsageError(cause, f"leave it out with --omit {new}, or choose another key")
        left.add(new)
    return left


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
            # A taxonomy may have the key: only the post knows.
            if old in fields and new not in fields:
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
                found.append(Notice(NoticeCode.OWN_FIELD, detail, Severity.WARNING, values.wp_id))
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
