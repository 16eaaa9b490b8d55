"""Texts without control characters, and ids, from the various JSON types in which exports have them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from wpconv.notices import NoticeCode

UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]));?")
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
        text = REFERENCE.sub(_resolved, text)
    if not UNWANTED.search(text):
        return text, {}
    found = Counter(map(_kind, UNWANTED.findall(text)))
    return UNWANTED.sub(lambda match: _instead(match[0]), text), found


def _resolved(reference: re.Match[str]) -> str:
    """Return the character of a reference if it is to be removed; HTML maps 128 to 159 to Windows-1252."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    if number > 0x10FFFF or 0x80 <= number < 0xA0 or not UNWANTED.match(chr(number)):
        return reference[0]
    return chr(number)


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
