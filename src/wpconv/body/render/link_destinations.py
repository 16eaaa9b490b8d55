"""Link destinations and titles (CommonMark §6.3), written so that no character ends them too early."""

from __future__ import annotations

import re
from html.entities import html5

from wpconv.body.render.inline_tokens import clean
from wpconv.dialect import Dialect

_URL_BREAKS = re.compile(r"[\s<>\x00-\x1f\x7f]")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_URL_REFERENCES = re.compile(_BACKSLASH.pattern + r"|`|~(?=~)")
"""Characters that some dialect does not read in a URL, neither as they are nor after a backslash."""
_PLAIN_URL = re.compile(r"[\w/:.?=#%+,;@!$-]*", re.ASCII)
_REFERENCE = re.compile(r"&(?=(#?\w+)(;|$))")
# Not all dialects read a backslash in a title; and a `<` would be a tag if the link were not read as one.
_IN_TITLE = {ord("<"): "&lt;", ord('"'): "&quot;", ord("`"): "&#96;", ord("\n"): "&#10;"}
_DEEPEST_PARENTHESES = 30  # renderers give up at 32


def has_reference(url: str) -> bool:
    """Return whether a browser reads a character reference in a URL; at its end, some need no `;`."""
    return any(_is_reference(match) for match in _REFERENCE.finditer(url))


def _is_reference(match: re.Match[str]) -> bool:
    return match[2] == ";" or match[1][0] == "#" or match[1] in html5


def _literal(text: str) -> str:
    return _REFERENCE.sub(lambda match: "&amp;" if _is_reference(match) else "&", text)


def link_destination(url: str, title: str, dialect: Dialect) -> str:
    """Return the destination and title of a link, as they are written in its parentheses.

    Args:
        url: where the link leads to.
        title: its title, or nothing.
        dialect: the target's Markdown.
    """
    if not title and _PLAIN_URL.fullmatch(url):
        return url
    url = _URL_REFERENCES.sub(lambda match: f"&#{ord(match[0])};", _literal(clean(url)))
    if dialect.url_references:
        is_balanced = _is_balanced(url)
        url = "".join(
            f"&#{ord(char)};"
            if char in dialect.url_references or (char in "()" and not is_balanced)
            else char
            for char in url
        )
    if _URL_BREAKS.search(url) or not _is_balanced(url):
        url = f"<{' '.join(url.split()).replace('<', '%3C').replace('>', '%3E')}>"
    if not title.strip():
        return url
    text = _BACKSLASH.sub("&#92;", _literal(clean(title))).translate(_IN_TITLE)
    if "[" in dialect.url_references:
        text = text.replace("[", "&#91;").replace("]", "&#93;")
    if "*" in dialect.url_references:
        text = text.replace("*", "&#42;")
    return f'{url} "{text}"'


def _is_balanced(url: str) -> bool:
    if "(" not in url and ")" not in url:
        return True
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if depth < 0 or depth > _DEEPEST_PARENTHESES:
            return False
    return depth == 0
