"""Fields as a block of front matter: YAML, TOML, JSON or Pelican's meta lines.

YAML and TOML come from one small emitter, because no YAML library's output reads back the same in every
generator: `no`, `1e3`, `12:30` and U+0085 change on the way through one reader or another. A double-quoted
string on one line that is at once valid JSON, YAML 1.1, YAML 1.2 and TOML does not. Lists stand on one line
for the same reason; only mappings open a block of their own.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = "str | int | float | bool | datetime | list[Value] | dict[str, Value]"

FENCES = {
    "yaml": ("---\n", "---\n"),
    "toml": ("+++\n", "+++\n"),
    "json": ("", ""),
    "json-fenced": ("---json\n", "---\n"),
    "meta": ("", ""),
}
"""By format: what stands before and after the fields."""

_ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
_BARE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# YAML 1.1 reads these keys as something else than their letters.
_NO_STRING = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_INT64 = 1 << 63


def render(fields: Mapping[str, Value], form: str) -> str:
    """Render fields as the block that begins a document, fences and final newline included.

    Args:
        fields: by key, in the order in which they are written.
        form: a key of `FENCES`.

    Returns:
        The block; reading it back gives the fields, save that `json` and `meta` have only text for dates.
    """
    before, after = FENCES[form]
    body = {"yaml": _yaml, "toml": _toml, "meta": _meta}.get(form, _json)(fields)
    return f"{before}{body}{after}"


def quoted(text: str) -> str:
    """Return a text as a string of JSON, YAML and TOML alike; a lone surrogate becomes U+FFFD."""
    text = _SURROGATE.sub("\ufffd", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0], f"\\u{ord(m[0]):04x}"), text) + '"'


def timestamp(moment: datetime) -> str:
    """Return a moment as RFC 3339 writes it, without an offset where it has none."""
    offset = moment.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        # Local mean time, before the zones: no format knows offsets with seconds.
        minutes = round(offset.total_seconds() / 60)
        moment = moment.astimezone(timezone(timedelta(minutes=minutes)))
    return moment.replace(microsecond=0).isoformat()


def _scalar(value: str | float | datetime) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, int):
        # Most readers hold 64 bits and fail, or round, beyond them.
        return str(value) if -_INT64 <= value < _INT64 else quoted(str(value))
    return _float(value)


def _float(value: float) -> str:
    if not math.isfinite(value):
        return quoted(str(value))
    mantissa, exponent, power = repr(value).partition("e")
    # YAML 1.1 has no float without a point.
    return mantissa + ("" if "." in mantissa else ".0") + exponent + power


def _flow(value: Value, pair: str = ": ") -> str:
    """Write a value on one line; TOML has another sign between key and value."""
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, pair) for item in value) + "]"
    if isinstance(value, dict):
        inside = ", ".join(f"{quoted(key)}{pair}{_flow(item, pair)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    return _scalar(value)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) and key.lower() not in _NO_STRING else quoted(key)


def _yaml(fields: Mapping[str, Value], indent: str = "") -> str:
    lines = []
    for key, value in fields.items():
        if isinstance(value, dict) and value:
            lines.append(f"{indent}{_key(key)}:\n{_yaml(value, indent + '  ')}")
        else:
            lines.append(f"{indent}{_key(key)}: {_flow(value)}\n")
    return "".join(lines)


def _toml(fields: Mapping[str, Value], path: str = "") -> str:
    """Write tables after the plain keys, as TOML wants it: a key below `[extra]` would belong to it."""
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
    """Write `Key: value` lines, which know no quotes, no types and no second line."""
    return "".join(f"{key}: {_meta_text(value)}\n" for key, value in fields.items())


def _meta_text(value: Value) -> str:
    if isinstance(value, list):
        texts = [_meta_text(item) for item in value]
        # A lone value with a comma would be split at it.
        return "; ".join(texts) + (";" if len(texts) == 1 and "," in texts[0] else "")
    if isinstance(value, datetime):
        return timestamp(value).replace("T", " ")
    text = value if isinstance(value, str) else _flow(value)
    return " ".join(_ESCAPED.sub(" ", _SURROGATE.sub("\ufffd", text)).split())
