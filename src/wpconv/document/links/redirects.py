"""Redirects from old URLs to new ones, as configuration of a web server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from urllib.parse import quote

from wpconv.errors import UsageError

_NAMES = "_redirects (Netlify), .htaccess (Apache), NAME.conf (nginx) or NAME.json"
_REGEX_SYNTAX = re.compile(r"[\\.^$*+?()\[\]{}|]")
_UNSAFE = re.compile(r'["\x00-\x1f\x7f]')
_NGINX_VARIABLE = re.compile(r"[A-Za-z0-9_]+")
_URL_SAFE = "/:?#[]@!&'()+,;=%~"
"""The characters of URLs without `$`, which begins variables, and `*`."""
_WHOLE_URL = re.compile("(?:https?:)?//", re.IGNORECASE)
_PATH = re.compile("[^?#]*")
_NO_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_NGINX_KEY = 32
"""The longest key in bytes for which the default of `map_hash_bucket_size` is enough on every processor."""


def render(moved: Mapping[str, str], name: str) -> str:
    """Return redirects in the format that the name of their file asks for.

    Args:
        moved: as `moves.moves` returns it.
        name: `_redirects` for Netlify, `*.conf` for nginx, `.htaccess` for Apache, or `*.json`.

    Raises:
        UsageError: the name is none of these, or is that of a file of wpconv's own.
    """
    return _renderer(name)(moved)


def check(name: str) -> None:
    """Check the name of a redirect file before a run; raise UsageError as `render` does."""
    _renderer(name)


def _renderer(name: str) -> Callable[[Mapping[str, str]], str]:
    path = PurePath(name)
    # Some file systems ignore case.
    if path.name.lower().startswith(".wpconv."):
        raise UsageError(f"--redirects {name}: wpconv keeps a file of its own there", f"use {_NAMES}")
    by_name = {"_redirects": _netlify, ".htaccess": _apache}
    renderer = by_name.get(path.name) or {".conf": _nginx, ".json": _json}.get(path.suffix)
    if renderer is None:
        raise UsageError(f"--redirects {name}: the format is not clear from this name", f"call it {_NAMES}")
    return renderer


def _destination(new: str) -> str:
    """Return a new URL with all characters encoded that URLs do not have; its escapes stay as they are.

    In a path and its query a `:` begins a placeholder of Netlify's.
    """
    if _WHOLE_URL.match(new):
        encoded = quote(new, _URL_SAFE, errors="replace")
    else:
        path = _PATH.match(new)[0]  # type: ignore[index]  # matches at once
        rest = quote(new[len(path) :], _URL_SAFE.replace(":", ""), errors="replace")
        encoded = quote(path, "/%", errors="replace") + rest
    return _NO_ESCAPE.sub("%25", encoded)


def _json(moved: Mapping[str, str]) -> str:
    return json.dumps(moved, ensure_ascii=False, indent=2) + "\n"


def _netlify(moved: Mapping[str, str]) -> str:
    """Return lines of `path [parameter=value ...] destination status`, separated by spaces.

    Netlify takes the first part after the path that begins with `/` or a scheme for the destination, and `:`
    in parameters for a placeholder. So both are encoded.
    """
    lines = []
    for old, new in moved.items():
        path, _, query = old.partition("?")
        parameters = [quote(each, "=%+", errors="replace") for each in query.split("&") if each]
        lines.append(" ".join([quote(path), *parameters, _destination(new), "301"]) + "\n")
    return "".join(lines)


def _nginx(moved: Mapping[str, str]) -> str:
    """Return `map` blocks, one for paths and one for each set of query parameters.

    The last block defines `$moved_to`. The default of each block is the result of the block before it.
    """
    maps: dict[str, dict[str, str]] = {"$uri": {}}
    for old, new in moved.items():
        path, question_mark, query = old.partition("?")
        table = maps.setdefault(f"$uri{question_mark}{_nginx_variables(query)}", {})
        for variant in dict.fromkeys((path.rstrip("/") or "/", f"{path.rstrip('/')}/")):
            # nginx compares keys in lower case and rejects duplicates. It does so for ASCII alone.
            key = f"{variant}{question_mark}{query}".encode().lower().decode()
            table.setdefault(key, f"  {_nginx_string(key)} {_nginx_string(_destination(new))};\n")
    text = "# In the http block; and in the server block: if ($moved_to) { return 301 $moved_to; }\n"
    longest = max((len(key.encode()) for table in maps.values() for key in table), default=0)
    if longest > _NGINX_KEY:
        text += f"map_hash_bucket_size {1 << (longest + _NGINX_KEY).bit_length()};\n"
    # Paths first, then queries by their number of parameters, then those that only fit as a whole.
    sources = sorted(maps, key=lambda source: (source.endswith("$args"), source.count("$")))
    default = '""'
    for number, source in enumerate(sources, 1):
        name = f"$moved_{number}" if number < len(sources) else "$moved_to"
        text += f'map "{source}" {name} {{\n  default {default};\n{"".join(maps[source].values())}}}\n'
        default = name
    return text


def _nginx_variables(query: str) -> str:
    """Return a query with nginx's variables as values: `p=$arg_p` ignores other parameters."""
    names = [name for name, sign, _ in (each.partition("=") for each in query.split("&")) if sign]
    if len(names) <= query.count("&") or not all(map(_NGINX_VARIABLE.fullmatch, names)):
        return "$args" if query else ""
    return "&".join(f"{name}=$arg_{name}" for name in names)


def _nginx_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _apache(moved: Mapping[str, str]) -> str:
    r"""Return rules for mod_rewrite.

    Its arguments end at the next `"`, which no backslash escapes, and its lines at a line end: patterns have
    `\x22` and `\x0a`. Destinations are encoded, and the flag NE keeps Apache from encoding them again; `\%`
    begins no back reference.
    """
    lines = ["RewriteEngine On\n"]
    for old, new in moved.items():
        path, _, query = old.partition("?")
        if query:
            lines.append(f'RewriteCond "%{{QUERY_STRING}}" "^{_apache_pattern(query)}$"\n')
        # A final `?` drops the old query.
        target = _destination(new)
        destination = target.replace("%", r"\%") + ("?" if query and "?" not in target else "")
        lines.append(f'RewriteRule "^{_apache_pattern(path.strip("/"))}/?$" "{destination}" [R=301,L,NE]\n')
    return "".join(lines)


def _apache_pattern(text: str) -> str:
    escaped = _REGEX_SYNTAX.sub(r"\\\g<0>", text)
    return _UNSAFE.sub(lambda match: f"\\x{ord(match[0]):02x}", escaped)
