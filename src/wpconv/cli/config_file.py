"""The configuration file: options from `wpconv.toml`, or from `[tool.wpconv]` in `pyproject.toml`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple

import click

from wpconv.cli.help import CONFIG_FILE, long_name
from wpconv.errors import UsageError

OWN_FILE = "wpconv.toml"
SHARED_FILE = "pyproject.toml"
TYPES = "types"
"""The table with options for single post types: `[types.product.field]`."""
TYPE_SEPARATORS: Mapping[str, Literal["=", "/"]] = {
    "path": "=", "field": "/", "set": "/", "rename": "/", "omit": "/",
}  # fmt: skip
"""The options that may be given for one post type, and the character between the type and the value."""


class Setting(NamedTuple):
    """The values that a configuration file may give to one option."""

    is_flag: bool = False
    is_list: bool = False
    """The option may be repeated: a list, or a table for `KEY=VALUE`."""
    is_json: bool = False
    """The values of its table are JSON on the command line, so strings are quoted."""
    type_separator: Literal["", "=", "/"] = ""
    """The character between a post type and the value; empty if the option is not for single post types."""
    is_secret: bool = False
    is_path: bool = False
    """Relative to the folder of the configuration file, not to the working folder."""


def load(ctx: click.Context, value: str | None) -> None:
    """Make the values of the configuration file the defaults of the command's options.

    Args:
        ctx: the context of the command.
        value: the file that --config names; None for the nearest one, if there is any.

    Raises:
        UsageError: as `read`.
    """
    path = Path(value) if value else find(Path.cwd())
    if path is not None:
        ctx.meta[CONFIG_FILE] = str(path)
        ctx.default_map = _by_parameter(ctx.command, read(path, _settings(ctx.command)))


def defaults(command: click.Command, origin: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return values for the parameters of a command, by parameter name.

    Args:
        command: the command.
        origin: where the values come from, for messages.
        table: values by an option's long name, as a configuration file would hold them.

    Raises:
        UsageError: a value is of the wrong type.
    """
    return _by_parameter(command, _values(origin, Path(), table, _settings(command)))


def _settings(command: click.Command) -> dict[str, Setting]:
    return {
        (key := long_name(param)): Setting(
            is_flag=getattr(param, "is_flag", False),
            is_secret=getattr(param, "is_secret", False),
            is_list=param.multiple or param.nargs == -1,
            is_json=key == "set",
            type_separator=TYPE_SEPARATORS.get(key, ""),
            is_path=isinstance(param.type, click.Path),
        )
        for param in command.params
        if param.expose_value
    }


def _by_parameter(command: click.Command, values: Mapping[str, Any]) -> dict[str, Any]:
    names = {long_name(param): param.name or "" for param in command.params}
    return {names[key]: value for key, value in values.items()}


def find(folder: Path) -> Path | None:
    """Return the nearest configuration file, in a folder or above it."""
    for each in (folder, *folder.parents):
        if (each / OWN_FILE).is_file():
            return each / OWN_FILE
        shared = each / SHARED_FILE
        if shared.is_file() and _parse(shared) is not None:
            return shared
    return None


def read(path: Path, settings: Mapping[str, Setting]) -> dict[str, Any]:
    """Return the options of a configuration file as the command line would give them.

    Args:
        path: the file.
        settings: by the long name of each option, without dashes: the values that it may have.

    Raises:
        UsageError: the file is not TOML, has a key that is not an option, or a value of the wrong type.
    """
    table = _parse(path)
    if table is None:
        raise UsageError(f"{path}: has no table [tool.wpconv]", "add one, or name another file")
    types = table.pop(TYPES, {})
    if not isinstance(types, dict) or not all(isinstance(each, dict) for each in types.values()):
        raise UsageError(f"{path}: {TYPES} holds a table for each post type", "write [types.product.field]")
    values = _values(str(path), path.parent, table, settings)
    of_types = {key: setting for key, setting in settings.items() if setting.type_separator}
    for post_type, type_table in types.items():
        for key, texts in _values(str(path), path.parent, type_table, of_types).items():
            separator = of_types[key].type_separator
            values.setdefault(key, []).extend(f"{post_type}{separator}{text}" for text in texts)
    return values


def _parse(path: Path) -> dict[str, Any] | None:
    """Return the table with our options; None if a shared file has none."""
    # Only runs with a configuration file import the parser.
    import tomllib  # noqa: PLC0415

    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}", "correct the file") from None
    if path.name != SHARED_FILE:
        return content
    table = content.get("tool", {}).get("wpconv")
    return table if isinstance(table, dict) else None


def _values(
    origin: str, folder: Path, table: Mapping[str, Any], settings: Mapping[str, Setting]
) -> dict[str, Any]:
    for key in table:
        if key in settings and settings[key].is_secret:
            raise UsageError(f"{origin}: {key} may be a secret", "give it on the command line only")
        if key not in settings:
            # Only a wrong name needs it.
            from difflib import get_close_matches  # noqa: PLC0415

            near = get_close_matches(key, settings, 1, 0.0)[0]
            raise UsageError(f"{origin}: there is no option {key!r}", f"did you mean {near!r}?")
    return {key: _value(origin, folder, key, value, settings[key]) for key, value in table.items()}


def _value(origin: str, folder: Path, key: str, value: Any, setting: Setting) -> Any:
    if setting.is_list:
        if isinstance(value, dict):
            value = [f"{name}={_member(origin, key, each, setting)}" for name, each in value.items()]
        values = value if isinstance(value, list | tuple) else [value]
        return [_resolve(folder, _text(origin, key, each), setting) for each in values]
    if setting.is_flag:
        if not isinstance(value, bool):
            raise UsageError(f"{origin}: {key} is true or false, not {value!r}")
        return value
    return _resolve(folder, _text(origin, key, value), setting)


def _member(origin: str, key: str, value: Any, setting: Setting) -> str:
    """Return the part after `=` of a table's value."""
    return json.dumps(value, default=date.isoformat) if setting.is_json else _text(origin, key, value)


def _text(origin: str, key: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise UsageError(f"{origin}: {key} cannot be {value!r}", "give a string or a number")
    return value.isoformat() if isinstance(value, date) else str(value)


def _resolve(folder: Path, text: str, setting: Setting) -> str:
    """Return a value; a path, other than `-` and URLs, relative to the working folder."""
    is_path = setting.is_path and text != "-" and "://" not in text
    return str(folder / text) if is_path else text


def show(ctx: click.Context, values: Mapping[str, Any]) -> str:
    """Return the value and origin of every option, one `KEY = VALUE  # ORIGIN` in each line."""
    origins = {
        "COMMANDLINE": "command line",
        "DEFAULT_MAP": ctx.meta.get(CONFIG_FILE, ""),
        "ENVIRONMENT": "environment",
    }
    lines = []
    for param in ctx.command.params:
        if param.expose_value and param.name in values and param.name != "show_config":
            source = ctx.get_parameter_source(param.name)
            origin = origins.get(source.name, "default") if source else "default"
            value = values[param.name]
            if getattr(param, "is_secret", False):
                value = ["…"] * len(value)
            lines.append(f"{long_name(param)} = {_toml(value)}  # {origin}")
    return "\n".join(lines)


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, int):
        return str(value).lower()
    return json.dumps("" if value is None else str(value), ensure_ascii=False)
