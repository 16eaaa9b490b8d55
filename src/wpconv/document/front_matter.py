"""Renders fields as front matter: YAML, TOML, JSON, or the metadata lines of Python-Markdown for Pelican.

YAML and TOML come from one small emitter, because no YAML library's output is read alike by all generators:
one parser or another changes `no`, `1e3`, `12:30` and U+0085. A double-quoted string on one line that is
valid in JSON, YAML 1.1, YAML 1.2 and TOML at once is safe. For the same reason lists are written on one line;
only mappings take several.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Literal, TypeAlias

Value: TypeAlias = "str | int | float | bool | datetime | list[Value] | dict[str, Value]"
BlockFormat: TypeAlias = Literal["yaml", "toml", "json", "json-fenced", "meta"]
"""`json` has no fences: Hugo finds its end by the brace; `meta` are lines of `Key: value`."""

FENCES: Mapping[BlockFormat, tuple[str, str]] = {
    "yaml": ("---\n", "---\n"),
    "toml": ("+++\n", "+++\n"),
    "json": ("", ""),
    "json-fenced": ("---json\n", "---\n"),
    "meta": ("", ""),
}
"""The text before and after the fields, by format."""

_ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
_BARE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# YAML 1.1 reads these plain keys as booleans or null.
_YAML_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_INT64 = 1 << 63


def render(fields: Mapping[str, Value], block_format: BlockFormat) -> str:
    """Return fields as the block that begins a document, with its fences and the final newline.

    Parsing it gives the fields again, except that all values in `meta`, and dates in `json`, are strings.

    Args:
        fields: by key, in the order in which they are written.
        block_format: the syntax of the block.
    """
    before, after = FENCES[block_format]
    lines = {"yaml": _yaml, "toml": _toml, "meta": _meta}.get(block_format, _json)(fields)
    return f"{before}{lines}{after}"


def quoted(text: str) -> str:
    """Return a text as a string that is valid JSON, YAML and TOML; a lone surrogate becomes U+FFFD."""
    text = _SURROGATE.sub("\ufffd", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0], f"\\u{ord(m[0]):04x}"), text) + '"'


def timestamp(date: datetime) -> str:
    """Return a date as in RFC 3339, in whole seconds, and without an offset if it has none."""
    offset = date.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        # Local mean time of a date before time zones: no format has seconds in offsets.
        minutes = round(offset.total_seconds() / 60)
        date = date.astimezone(timezone(timedelta(minutes=minutes)))
    return date.replace(microsecond=0).isoformat()


def _scalar(value: str | float | datetime) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, int):
        # Beyond 64 bits most parsers fail or round.
        return str(value) if -_INT64 <= value < _INT64 else quoted(str(value))
    return _float(value)


def _float(value: float) -> str:
    if not math.isfinite(value):
        return quoted(str(value))
    mantissa, exponent, power = repr(value).partition("e")
    # In YAML 1.1 a float needs a point.
    return mantissa + ("" if "." in mantissa else ".0") + exponent + power


def _flow(value: Value, separator: str = ": ") -> str:
    """Return a value on one line, with the format's separator between key and value."""
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, separator) for item in value) + "]"
    if isinstance(value, dict):
        inside = ", ".join(f"{quoted(key)}{separator}{_flow(item, separator)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    return _scalar(value)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) and key.lower() not in _YAML_WORDS else quoted(key)


def _yaml(fields: Mapping[str, Value], indent: str = "") -> str:
    lines = []
    for key, value in fields.items():
        if isinstance(value, dict) and value:
            lines.append(f"{indent}{_key(key)}:\n{_yaml(value, indent + '  ')}")
        else:
            lines.append(f"{indent}{_key(key)}: {_flow(value)}\n")
    return "".join(lines)


def _toml(fields: Mapping[str, Value], path: str = "") -> str:
    """Return lines with tables after the plain keys: in TOML a key after `[extra]` belongs to that table."""
    tables = {key: value for key, value in fields.items() if isinstance(value, dict)}
    lines = [f"{_key(key)} = {_flow(fields[key], ' = ')}\n" for key in fields if key not in tables]
    for key, table in tables.items():
        name = f"{path}{_key(key)}"
        lines.append(f"\n[{name}]\n{_toml(table, name + '.')}")
    return "".join(lines)


def _json(fields: Mapping[str, Value]) -> str:
    lines = [f"  {quoted(key)}: {_flow(_dates_as_text(value))}" for key, value in fields.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n" if lines else "{}\n"


def _dates_as_text(value: Value) -> Value:
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    return timestamp(value) if isinstance(value, datetime) else value


def _meta(fields: Mapping[str, Value]) -> str:
    """Return `Key: value` lines, a syntax without quotes, types and values of several lines."""
    return "".join(f"{key}: {_meta_text(value)}\n" for key, value in fields.items())


def _meta_text(value: Value) -> str:
    if isinstance(value, list):
        texts = [_meta_text(item) for item in value]
        # Pelican splits at commas if there is no semicolon.
        return "; ".join(texts) + (";" if len(texts) == 1 and "," in texts[0] else "")
    if isinstance(value, datetime):
        return timestamp(value).replace("T", " ")
    text = value if isinstance(value, str) else _flow(value)
    return " ".join(_ESCAPED.sub(" ", _SURROGATE.sub("\ufffd", text)).split())
