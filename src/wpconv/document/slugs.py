"""Decodes slugs and permalinks, and makes names of them that are valid on every file system."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

MAX_BYTES = 120
"""The longest name, in bytes of UTF-8. File systems allow 255: the rest is for prefixes and suffixes."""

# Control and format characters, surrogates and noncharacters; not the joiners, which some words need.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff]"
)
# Separators, characters that Windows forbids, and those with a meaning in URLs, globs or generators' file
# names (`post.fr.md`). WordPress writes none of them into slugs.
_FORBIDDEN = re.compile(r"""[\s/\\:*?"<>|.#%{}\[\]]+""")
_OUTER = "-_~ "
# Names of devices on Windows, and the name of a folder's own page in generators.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "index"}
    | {f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"}
)
_URL_SYNTAX = re.compile(r"""["#%<>?\\^`{|}]""")
_PATH_SYNTAX = re.compile("[%?#]")
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"


def decode(text: str) -> str:
    """Return a slug or a URL's path percent-decoded, without control characters, in Unicode form NFC."""
    if text.isascii() and text.isprintable() and "%" not in text:
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", unquote(text)))


def literal(path: str) -> str:
    """Return a decoded path as part of a URL: what would end it, or begin an escape, is encoded."""
    return _PATH_SYNTAX.sub(lambda char: quote(char[0]), path)


def safe_name(text: str) -> str:
    """Return a slug, a type or a host as the name of a file or folder on Linux, macOS and Windows.

    Args:
        text: may be percent-encoded.

    Returns:
        At most `MAX_BYTES` in NFC; empty if no character is left.
    """
    name = _FORBIDDEN.sub("-", decode(text).strip()).strip(_OUTER)
    name = cut(name, MAX_BYTES - 1).strip(_OUTER)
    return f"{name}_" if name.casefold() in _RESERVED else name


def cut(text: str, size: int) -> str:
    """Return a text cut to at most `size` bytes of UTF-8, not within a character and its combining marks."""
    data = text.encode()
    if len(data) <= size:
        return text
    kept = data[:size].decode(errors="ignore")
    while kept and (_continues(text[len(kept)]) or kept[-1] == "\u200d"):
        kept = kept[:-1]
    return kept


def folded(path: str) -> str:
    """Return a path's key: equal for paths that are one file if case or Unicode form make no difference."""
    plain = "".join(char for char in unicodedata.normalize("NFD", path) if char not in _JOINERS)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", plain.casefold()))


def permalink(link: str) -> str:
    """Return the path of a post's URL, with a slash at its start.

    Args:
        link: absolute or relative, as the REST API sends it.

    Returns:
        Percent-decoded except for characters with a meaning in URLs or templates. Empty for a URL with a
        query (`/?p=12`), because no file can have it.
    """
    try:
        parts = urlsplit(_INVISIBLE.sub("", link).strip())
    except ValueError:
        return ""
    if parts.query or not (parts.path or parts.netloc):
        return ""
    steps = [step for step in decode(parts.path).split("/") if step not in {"", ".", ".."}]
    if not steps:
        return "/"
    path = "/" + "/".join(steps) + ("/" if parts.path.endswith("/") else "")
    return _URL_SYNTAX.sub(lambda char: quote(char[0]), path)


def _continues(char: str) -> bool:
    return char in _JOINERS or unicodedata.combining(char) != 0
