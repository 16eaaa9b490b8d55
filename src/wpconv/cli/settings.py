"""Options that come from a file, and where each option comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wpconv.cli import config_file
from wpconv.cli.help import CONFIG_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping


OF_TYPES = {"path": "=", "field": "/", "set": "/", "rename": "/", "omit": "/"}
"""The options that a post type may have of its own, and what stands after the type."""


def load(ctx: click.Context, value: str | None) -> None:
    """Make the values of the configuration file the options' defaults.

    Args:
        ctx: the command's context.
        value: the file, if it was named.

    Raises:
        UsageError: the file is wrong.
    """
    path = Path(value) if value else config_file.find(Path.cwd())
    if path is None:
        return
    params = {_key(param): param for param in ctx.command.params if param.expose_value}
    settings = {
        key: config_file.Setting(
            is_flag=getattr(param, "is_flag", False),
            is_list=param.multiple or param.nargs == -1,
            is_typed=key == "set",
            of_types=OF_TYPES.get(key, ""),
            is_path=isinstance(param.type, click.Path),
        )
        for key, param in params.items()
    }
    ctx.meta[CONFIG_FILE] = str(path)
    ctx.default_map = {params[key].name or key: each for key, each in config_file.load(path, settings).items()}


def shown(ctx: click.Context, values: Mapping[str, Any]) -> str:
    """Return every option with its value and where that comes from, a line each."""
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
            lines.append(f"{_key(param)} = {_toml(values[param.name])}  # {origin}")
    return "\n".join(lines)


def _key(param: click.Parameter) -> str:
    """Return the name of an option in the file: its long one."""
    return max(param.opts, key=len).lstrip("-")


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, int):
        return str(value).lower()
    return json.dumps("" if value is None else str(value), ensure_ascii=False)
