"""What may follow in JSON: the grounds on which a scan decides where a string ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK = re.compile(r"[\s\x00\ufeff\u200b]*")
ODD_BLANK = re.compile(r"[^ \t\r\n]")
"""Among blanks, one that JSON does not know."""
KEY_AHEAD = re.compile(
    r"\s*(?:\"(?:(?:[^\"\\<>]|\\.){1,80}|(?:[^\"\\\s]|\\.){1,80})\"\s*:|\})"
)  # fmt: skip
ITEM_AHEAD = re.compile(r"\s*(?:[\"{\[\]]|-?[0-9]|true|false|null)")
END_AHEAD = re.compile(r"\s*(?:[,\])};<\[{]|\Z)")


def blank_end(text: str, at: int) -> int:
    """Return the first character from a place on that is not blank, also by looser rules than JSON's."""
    match = BLANK.match(text, at)
    return match.end() if match else at


def may_follow_value(text: str, at: int, containers: Sequence[object]) -> bool:
    """Tell whether what stands at a place can follow the end of a value.

    That is: brackets that close what is open, then a comma and what may come after it; or the text's end.

    Args:
        text: the whole text.
        at: the place.
        containers: the open arrays (lists) and objects (dicts), outermost first; the first is the text.
    """
    level = len(containers) - 1
    while level:
        at, is_object = blank_end(text, at), isinstance(containers[level], dict)
        character = text[at : at + 1]
        if not character:
            return True
        if character == ",":
            return bool((KEY_AHEAD if is_object else ITEM_AHEAD).match(text, at + 1))
        if character != ("}" if is_object else "]"):
            return False
        level, at = level - 1, at + 1
    return bool(END_AHEAD.match(text, at))
