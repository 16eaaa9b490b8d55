"""Link destinations and titles (CommonMark §6.3), written so that no character ends them too early."""

from __future__ import annotations

import re

from wpconv.body.render.inline_tokens import clean

_URL_BREAKS = re.compile(r"[\s<>\x00-\x1f\x7f]")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_URL_REFERENCES = re.compile(_BACKSLASH.pattern + r"|`|~(?=~)")
"""Characters that some dialect does not read in a URL, neither as they are nor after a backslash."""
_REFERENCE = re.compile(r"&(?=#?\w+;)")
# Not all dialects read a backslash in a title; and a `<` would be a tag if the link were not read as one.
_IN_TITLE = {ord("<"): "&lt;", ord('"'): "&quot;", ord("`"): "&#96;", ord("\n"): "&#10;"}
_DEEPEST_PARENTHESES = 30  # renderers give up at 32


def link_destination(url: str, title: str, *, quotes: bool = True) -> str:
    """Return the destination and title of a link, as they are written in its parentheses.

    Args:
        url: where the link leads to.
        title: its title, or nothing.
        quotes: as `quotes_in_url` in Dialect.
    """
    url = _URL_REFERENCES.sub(lambda match: f"&#{ord(match[0])};", _REFERENCE.sub("&amp;", clean(url)))
    if not quotes:
        url = url.replace('"', "&#34;").replace("'", "&#39;")
    if _URL_BREAKS.search(url) or not _is_balanced(url):
        url = f"<{' '.join(url.split()).replace('<', '%3C').replace('>', '%3E')}>"
    if not title.strip():
        return url
    return f'{url} "{_BACKSLASH.sub("&#92;", _REFERENCE.sub("&amp;", clean(title))).translate(_IN_TITLE)}"'


def _is_balanced(url: str) -> bool:
    if "(" not in url and ")" not in url:
        return True
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if depth < 0 or depth > _DEEPEST_PARENTHESES:
            return False
    return depth == 0
