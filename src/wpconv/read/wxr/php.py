"""Values that PHP serialised, as WordPress stores arrays in metadata."""

from __future__ import annotations

import re
from typing import Any

_SERIALISED = re.compile(rb"(?:a:\d+:\{|s:\d+:\"|[ib]:-?\d+;\Z|d:[-\d.eE+]+;\Z|N;\Z)")
_SCALAR = re.compile(rb"([ibdN])(?::([^;]*))?;")
_LENGTH = re.compile(rb"([as]):(\d+):")
_DEPTH = 64


def unserialised(value: str) -> Any:
    """Return the value that PHP's `serialize` made a text of; other texts as they are.

    Arrays become lists if their keys are 0, 1, 2 …, else dicts. Objects are never made: a text that holds one
    stays a text, as does one that is damaged.

    Args:
        value: a `meta_value`, which WordPress serialises if it is not a scalar (`maybe_serialize`).
    """
    data = value.encode("utf-8", "surrogatepass")
    if not _SERIALISED.match(data):
        return value
    try:
        found, end = _value(data, 0, 0)
    except (ValueError, IndexError):
        return value
    return found if end == len(data.rstrip()) else value


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if scalar := _SCALAR.match(data, at):
        return _scalar(scalar[1], scalar[2] or b""), scalar.end()
    length = _LENGTH.match(data, at)
    if length is None or depth > _DEPTH:
        raise ValueError(at)
    size, start = int(length[2]), length.end() + 1
    if length[1] == b"s":  # the length is in bytes
        end = start + size
        if data[start - 1 : start] + data[end : end + 2] != b'"";':
            raise ValueError(at)
        return data[start:end].decode("utf-8", "surrogatepass"), end + 2
    found: dict[Any, Any] = {}
    for _ in range(size):
        key, start = _value(data, start, depth + 1)
        found[key if isinstance(key, int) else str(key)], start = _value(data, start, depth + 1)
    if data[start : start + 1] != b"}":
        raise ValueError(at)
    is_list = list(found) == list(range(len(found)))
    return (list(found.values()) if is_list else {str(key): each for key, each in found.items()}), start + 1


def _scalar(kind: bytes, text: bytes) -> int | float | bool | None:
    if kind == b"N":
        return None
    if kind == b"b":
        return text == b"1"
    return int(text) if kind == b"i" else float(text)
