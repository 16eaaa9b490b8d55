"""Link destinations and titles (CommonMark §6.3), written so that no character ends them too early."""

from __future__ import annotations

import re

from wpconv.body.render.inline_tokens import clean

_URL_BREAKS = re.compile(r"[\s<>\x00-\x1f\x7f]")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_DEEPEST_PARENTHESES = 30  # renderers give up at 32


def link_destination(url: str, title: str) -> str:
    """Return the destination and title of a link, as they are written in its parentheses."""
    url = _literal(url)
    if _URL_BREAKS.search(url) or not _is_balanced(url):
        url = f"<{' '.join(url.split()).replace('<', '%3C').replace('>', '%3E')}>"
    if not title.strip():
        return url
    text = _literal(title).replace('"', '\\"').replace("\n", "&#10;")
    return f'{url} "{text}"'


def _literal(text: str) -> str:
    """Escape backslashes and character references, which would be read as something else."""
    return _REFERENCE.sub("&amp;", _BACKSLASH.sub(r"\\\\", clean(text)))


def _is_balanced(url: str) -> bool:
    if "(" not in url and ")" not in url:
        return True
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if depth < 0 or depth > _DEEPEST_PARENTHESES:
            return False
    return depth == 0
