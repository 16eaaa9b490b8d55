"""Characters that no document can hold: taken out, each kind with a name."""

from __future__ import annotations

import re
from collections import Counter

UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
LINE_ENDS = frozenset("\x0b\x0c\x85\u2028\u2029")
"""What ends a line for some programs: all of HTML's white space to a reader."""


def clean(text: str) -> tuple[str, Counter[str]]:
    r"""Return a text without the characters that YAML, a site generator or UTF-8 refuse.

    Line ends of other kinds become `\n`, halves of a character U+FFFD; the others, which nobody sees, go.

    Returns:
        The text, and how many characters of each kind there were.
    """
    if not UNWANTED.search(text):
        return text, Counter()
    found = Counter(map(_kind, UNWANTED.findall(text)))
    return UNWANTED.sub(lambda match: _instead(match[0]), text), found


def _instead(character: str) -> str:
    if character in LINE_ENDS:
        return "\n"
    return "\ufffd" if "\ud800" <= character <= "\udfff" else ""


def _kind(character: str) -> str:
    if character in LINE_ENDS:
        return "line-separator"
    if "\ud800" <= character <= "\udfff":
        return "lone-surrogate"
    return "control-character" if character < "\u00a0" else "noncharacter"
