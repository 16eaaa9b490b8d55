"""Options from a file: `wpconv.toml`, or `[tool.wpconv]` in `pyproject.toml`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from wpconv.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN_FILE = "wpconv.toml"
SHARED_FILE = "pyproject.toml"
TYPES = "types"
"""The table with a table of wishes for each post type: `[types.product.field]`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the file may say of one option."""

    is_flag: bool = False
    is_list: bool = False
    """It may be given several times: a list, or a table for `key=value`."""
    is_typed: bool = False
    """The values of its table are JSON on the command line: a text that looks like some is quoted."""
    of_types: str = ""
    """What stands between a post type and a value that is for this type alone; empty where there is none."""
    is_path: bool = False
    """Relative to the file's folder, not to the working folder."""


def find(folder: Path) -> Path | None:
    """Return the nearest file with options, from a folder upwards."""
    for each in (folder, *folder.parents):
        if (each / OWN_FILE).is_file():
            return each / OWN_FILE
        shared = each / SHARED_FILE
        if shared.is_file() and _table(shared) is not None:
            return shared
    return None


def load(path: Path, settings: Mapping[str, Setting]) -> dict[str, Any]:
    """Read a file's options.

    Args:
        path: the file.
        settings: by long name without dashes in front, what may stand there.

    Returns:
        By long name: the value as the command line would give it.

    Raises:
        UsageError: the file is no TOML, has a key that is no option, or a value of the wrong kind.
    """
    table = _table(path)
    if table is None:
        raise UsageError(f"{path}: has no table [tool.wpconv]", "add one, or name another file")
    types = table.pop(TYPES, {})
    if not isinstance(types, dict) or not all(isinstance(wishes, dict) for wishes in types.values()):
        raise UsageError(f"{path}: {TYPES} holds a table for each post type", "write [types.product.field]")
    values = _values(path, table, settings)
    own = {key: setting for key, setting in settings.items() if setting.of_types}
    for post_type, wishes in types.items():
        for key, texts in _values(path, wishes, own).items():
            values.setdefault(key, []).extend(f"{post_type}{own[key].of_types}{text}" for text in texts)
    return values


def _table(path: Path) -> dict[str, Any] | None:
    # Who has no such file need not wait for the parser.
    import tomllib  # noqa: PLC0415

    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}", "correct the file") from None
    if path.name != SHARED_FILE:
        return content
    table = content.get("tool", {}).get("wpconv")
    return table if isinstance(table, dict) else None


def _values(path: Path, table: Mapping[str, Any], settings: Mapping[str, Setting]) -> dict[str, Any]:
    for key in table:
        if key not in settings:
            near = get_close_matches(key, settings, 1, 0.0)[0]
            raise UsageError(f"{path}: there is no option {key!r}", f"did you mean {near!r}?")
    return {key: _value(path, key, value, settings[key]) for key, value in table.items()}


def _value(path: Path, key: str, value: Any, setting: Setting) -> Any:
    if setting.is_list:
        if isinstance(value, dict):
            value = [f"{name}={_member(path, key, each, setting)}" for name, each in value.items()]
        values = value if isinstance(value, list) else [value]
        return [_place(path, _text(path, key, each), setting) for each in values]
    if setting.is_flag:
        if not isinstance(value, bool):
            raise UsageError(f"{path}: {key} is true or false, not {value!r}")
        return value
    return _place(path, _text(path, key, value), setting)


def _member(path: Path, key: str, value: Any, setting: Setting) -> str:
    """Return a value of a table as the command line would give it."""
    return json.dumps(value, default=date.isoformat) if setting.is_typed else _text(path, key, value)


def _text(path: Path, key: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise UsageError(f"{path}: {key} cannot be {value!r}", "give a string or a number")
    return value.isoformat() if isinstance(value, date) else str(value)


def _place(path: Path, text: str, setting: Setting) -> str:
    """Return a value, and a path as it is seen from the working folder; `-` is none."""
    return str(path.parent / text) if setting.is_path and text != "-" else text
