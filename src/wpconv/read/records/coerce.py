"""Texts and ids in the various JSON types in which exports have them."""

from __future__ import annotations

from typing import Any


def text(value: Any) -> str:
    """Return the text of a str, a number, or an object with `rendered` or `raw`; else an empty one."""
    if isinstance(value, dict):
        value = value.get("rendered") if isinstance(value.get("rendered"), str) else value.get("raw")
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: Any) -> int | None:
    """Return an id, a positive integer, also of a numeric str or an object with `id`; else None."""
    if isinstance(value, dict):
        value = value.get("id", value.get("ID"))
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
