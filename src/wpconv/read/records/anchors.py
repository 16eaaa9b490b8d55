"""The ids in a body and the links to ids, which the plan of a run compares, found without parsing it."""

from __future__ import annotations

import re
from html import unescape

# Both begin with one certain character, for which `re` searches several times as fast as for a class of them;
# what precedes it is then looked at. HTML allows more than one blank there, which no editor writes.
_ID = re.compile(
    r"""=(?:(?<=\sid=)|(?<=\sname=)|(?<=\sid\s=)|(?<=\sname\s=))\s*(?:["']([^"']+)["']|([^\s"'>]+))""",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"""=(?:(?<=\shref=)|(?<=\shref\s=))\s*(?:(["'])([^"'#]*#[^"']+)\1|([^\s"'>#]*#[^\s"'>]+))""",
    re.IGNORECASE,
)


def ids(html: str) -> tuple[str, ...]:
    """Return the ids in a body; a false one, as in the text of code, only keeps an anchor."""
    return tuple(dict.fromkeys(unescape(match[1] or match[2]) for match in _ID.finditer(html)))


def fragments(html: str) -> tuple[str, ...]:
    """Return the URLs with a fragment to which a body has links."""
    return tuple(dict.fromkeys(unescape(match[2] or match[3]) for match in _FRAGMENT.finditer(html)))
