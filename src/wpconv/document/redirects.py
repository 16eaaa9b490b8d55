"""The map from old URLs to new ones, for all that moved, in the words of a web server."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from wpconv.document import build, targets
from wpconv.document.fields import PostFields
from wpconv.document.paths import is_draft
from wpconv.document.slugs import decode, permalink
from wpconv.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wpconv.model import Location, PostFacts, WriteOptions

_SPECIAL = re.compile(r'[\\.^$*+?()\[\]{}|"]')
_NAMES = "_redirects (Netlify), .htaccess (Apache), NAME.conf (nginx) or NAME.json"
_NGINX_NAME = re.compile(r"[A-Za-z0-9_]+")
_NGINX_KEY = 32
"""How long a key may be, in bytes, for nginx to hold it as it is set up on every system."""
_BACKSLASH = r"\\\g<0>"


def moves(facts: Iterable[PostFacts], paths: Mapping[Location, str], options: WriteOptions) -> dict[str, str]:
    """Return where each published post went whose URL is not what it was.

    Args:
        facts: the posts of the run.
        paths: where their documents are.
        options: the user's choices.

    Returns:
        By old URL, from the root of the site, decoded, with its query: the new one.
    """
    target = targets.target(options.target)
    result: dict[str, str] = {}
    for post in facts:
        old = _old(post.link)
        if not old or post.location not in paths or is_draft(post.status, protected=post.protected):
            continue
        values = PostFields(slug=decode(post.slug), permalink=permalink(post.link), type=post.type)
        fields, _notices = build.fields(values, target, options)
        new = build.url(fields, paths[post.location], target)
        if not build.same_url(old, new):
            result.setdefault(old, new)
    return dict(sorted(result.items()))


def render(moved: Mapping[str, str], name: str) -> str:
    """Render a map in the form that its file's name asks for.

    Args:
        moved: new URLs by old ones.
        name: `_redirects` for Netlify and its like, `*.conf` for nginx, `.htaccess` for Apache, `*.json`.

    Raises:
        UsageError: the name asks for nothing known, or is that of a file of wpconv's own.
    """
    return _form(name)(moved)


def check(name: str) -> None:
    """Check the name of a map's file before a run; raise UsageError as `render` does."""
    _form(name)


def _form(name: str) -> Callable[[Mapping[str, str]], str]:
    place = PurePath(name)
    # On some systems a name is the same in capitals.
    if place.name.lower().startswith(".wpconv."):
        raise UsageError(f"--redirects {name}: wpconv keeps its own memory there", f"use {_NAMES}")
    form = {"_redirects": _netlify, ".htaccess": _apache}.get(place.name) or {
        ".conf": _nginx,
        ".json": _json,
    }.get(place.suffix)
    if form is None:
        raise UsageError(
            f"--redirects {name}: the name says no form",
            f"call it {_NAMES}",
        )
    return form


def _old(link: str) -> str:
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    path = decode(permalink(parts._replace(query="").geturl()))
    if parts.query:
        return f"{path or '/'}?{parts.query}"
    # The root is the site's own, whichever page was shown there.
    return path.rstrip("/") and path


def _json(moved: Mapping[str, str]) -> str:
    return json.dumps(moved, ensure_ascii=False, indent=2) + "\n"


def _netlify(moved: Mapping[str, str]) -> str:
    lines = []
    for old, new in moved.items():
        path, _, query = old.partition("?")
        lines.append(" ".join(filter(None, [quote(path), query.replace("&", " "), quote(new), "301"])))
    return "".join(f"{line}\n" for line in lines)


def _nginx(moved: Mapping[str, str]) -> str:
    """Write a map for paths and one for each kind of query; what a map does not know, the one before may."""
    maps: dict[str, dict[str, str]] = {"$uri": {}}
    for old, new in moved.items():
        path, mark, query = old.partition("?")
        table = maps.setdefault(f"$uri{mark}{_variables(query)}", {})
        for place in {path.rstrip("/") or "/": None, f"{path.rstrip('/')}/": None}:
            # To nginx capitals make no difference, and a key that comes twice is an error.
            key = f"{place}{mark}{query}".encode().lower().decode()
            table.setdefault(key, f"  {_quoted(key)} {_quoted(quote(new))};\n")
    text = "# In the http block; and in the server block: if ($moved_to) { return 301 $moved_to; }\n"
    longest = max((len(key.encode()) for table in maps.values() for key in table), default=0)
    if longest > _NGINX_KEY:
        text += f"map_hash_bucket_size {1 << (longest + _NGINX_KEY).bit_length()};\n"
    sources = sorted(maps, key=lambda source: (source.endswith("$args"), source.count("$")))
    before = '""'
    for number, source in enumerate(sources, 1):
        name = f"$moved_{number}" if number < len(sources) else "$moved_to"
        text += f'map "{source}" {name} {{\n  default {before};\n{"".join(maps[source].values())}}}\n'
        before = name
    return text


def _variables(query: str) -> str:
    """Return a query with nginx's variables for its values: other parameters may then stand beside them."""
    names = [name for name, sign, _ in (each.partition("=") for each in query.split("&")) if sign]
    if len(names) <= query.count("&") or not all(map(_NGINX_NAME.fullmatch, names)):
        return "$args" if query else ""
    return "&".join(f"{name}=$arg_{name}" for name in names)


def _apache(moved: Mapping[str, str]) -> str:
    """Write rules for mod_rewrite, in whose quotation marks only the mark itself is escaped."""
    lines = ["RewriteEngine On\n"]
    for old, new in moved.items():
        path, _, query = old.partition("?")
        if query:
            lines.append(f'RewriteCond "%{{QUERY_STRING}}" "^{_pattern(query)}$"\n')
        place = re.sub(r'[\\%$"]', _BACKSLASH, new) + ("?" if query else "")
        lines.append(f'RewriteRule "^{_pattern(path.strip("/"))}/?$" "{place}" [R=301,L]\n')
    return "".join(lines)


def _pattern(text: str) -> str:
    return _SPECIAL.sub(_BACKSLASH, text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
