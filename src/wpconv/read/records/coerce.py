"""Texts without control characters, and ids, from the various JSON types in which exports have them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from wpconv.notices import NoticeCode

UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_REFERENCE = (
    "&#(?:"
    "0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|127|823[23]|5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|573[0-3][0-9]"
    "|5734[0-3]|6497[6-9]|649[89][0-9]|6500[0-7]|6553[45])(?![0-9])"
    "|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]|202[89]|[dD][89a-fA-F][0-9a-fA-F]{2}"
    "|[fF][dD][dDeE][0-9a-fA-F]|[fF]{3}[eEfF])(?![0-9a-fA-F])"
    ");?"
)
"""The references to UNWANTED characters; HTML maps 128 to 159 to characters of Windows-1252."""
CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
LONGER = (
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xe2\x80[\xa8\xa9]"),
    re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"),
)
"""The other UNWANTED characters in UTF-8; each begins with a byte that `re` finds quickly."""
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
LINE_ENDS = frozenset("\x0b\x0c\x85\u2028\u2029")
"""Characters that some programs take for line ends; each becomes `\\n`."""


def text(value: Any) -> str:
    """Return the text of a str, a number, or an object with `rendered` or `raw`; else an empty one."""
    if isinstance(value, dict):
        value = value.get("rendered") if isinstance(value.get("rendered"), str) else value.get("raw")
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: Any) -> int | None:
    """Return an id, a positive integer, also of a numeric str or an object with `id`; else None."""
    if isinstance(value, dict):
        value = value.get("id", value.get("ID"))
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def person(name: str) -> str:
    """Return the name of a person; of an e-mail address, which is nobody's business, the part before the `@`.

    WordPress shows the name with which a user logs in, often an e-mail address, if there is no other.
    """
    return name.partition("@")[0] if ADDRESS.fullmatch(name.strip()) else name


def generated_slug(title: str) -> str:
    """Return the slug that WordPress suggests for a draft (`sanitize_title`): exports do not have it.

    Args:
        title: HTML.
    """
    plain = re.sub(r"<[^<>]*>|&[#\w]{1,10};", "", title)
    letters = (char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    words = re.sub(r"[^\w\s./-]", "", "".join(letters).lower())
    return re.sub(r"[\s./-]+", "-", unicodedata.normalize("NFC", words)).strip("-")


def clean(text: str) -> tuple[str, Mapping[NoticeCode, int]]:
    r"""Return a text without the characters that YAML, a site generator or UTF-8 refuse.

    Line ends of other kinds become `\n`, halves of a character U+FFFD; the others, which nobody sees, go.

    Args:
        text: text or HTML; in both, `&#1;` stands for such a character too.

    Returns:
        The text, and how many characters of each kind there were.
    """
    if "&#" in text:
        text = _reference().sub(_character, text)
    # Most texts are short, and of printable ASCII.
    if (text.isascii() and text.isprintable()) or _is_clean(text):
        return text, {}
    found = Counter(map(_kind, UNWANTED.findall(text)))
    return UNWANTED.sub(lambda match: _instead(match[0]), text), found


def cleaned(value: Any) -> str:
    """Return the text of a value, as `text` does, without the characters that `clean` removes."""
    found = value if isinstance(value, str) else text(value)
    if found.isascii() and "&" not in found and found.isprintable():
        return found
    return clean(found)[0]


@cache
def _reference() -> re.Pattern[str]:
    """Return the pattern of `_REFERENCE`, which takes long to compile, and which not every input needs."""
    return re.compile(_REFERENCE)


def _is_clean(text: str) -> bool:
    """Return whether a text has no unwanted character; several times faster than to search for UNWANTED."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # halves of a character
        return False
    if len(data.translate(None, CONTROLS)) < len(data):
        return False
    return text.isascii() or not any(each.search(data) for each in LONGER)


def _character(reference: re.Match[str]) -> str:
    """Return the character of a reference."""
    number = reference[0].strip("&#;")
    return chr(int(number[1:], 16) if number[0] in "xX" else int(number))


def _instead(character: str) -> str:
    if character in LINE_ENDS:
        return "\n"
    return "\ufffd" if "\ud800" <= character <= "\udfff" else ""


def _kind(character: str) -> NoticeCode:
    if character in LINE_ENDS:
        return NoticeCode.LINE_SEPARATOR
    if "\ud800" <= character <= "\udfff":
        return NoticeCode.LONE_SURROGATE
    return NoticeCode.CONTROL_CHARACTER if character < "\u00a0" else NoticeCode.NONCHARACTER
