"""Slugs and permalinks as readers see them, and names that every file system takes."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

MAX_BYTES = 120
"""How long a name may be, in bytes of UTF-8: every file system takes it, a prefix and a suffix included."""

# Controls, marks without a glyph, surrogates, noncharacters; not the joiners, words are written with them.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff]"
)
# Separators, what Windows forbids, and what means something in a URL, a glob or a generator's file name
# (`post.fr.md`). WordPress itself writes none of them into a slug.
_FORBIDDEN = re.compile(r"""[\s/\\:*?"<>|.#%{}\[\]]+""")
_OUTER = "-_~ "
# Devices on Windows, and the name that makes a folder's own page in a generator.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "index"}
    | {f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"}
)
_MEANT = re.compile(r"""["#%<>?\\^`{|}]""")
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"


def decode(text: str) -> str:
    """Return a slug or the path of a URL without percent signs and control characters, in NFC."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", unquote(text)))


def safe_name(text: str) -> str:
    """Turn a slug, a type or a host into a name for a file or a folder on Linux, macOS and Windows.

    Args:
        text: as WordPress or a user gave it; percent signs are resolved.

    Returns:
        At most `MAX_BYTES`, in NFC; empty where nothing is left.
    """
    name = _FORBIDDEN.sub("-", decode(text).strip()).strip(_OUTER)
    name = cut(name, MAX_BYTES - 1).strip(_OUTER)
    return f"{name}_" if name.casefold() in _RESERVED else name


def cut(text: str, size: int) -> str:
    """Shorten a text to a number of UTF-8 bytes, between two characters as a reader counts them."""
    data = text.encode()
    if len(data) <= size:
        return text
    kept = data[:size].decode(errors="ignore")
    while kept and (_continues(text[len(kept)]) or kept[-1] == "\u200d"):
        kept = kept[:-1]
    return kept


def folded(path: str) -> str:
    """Return what two paths share when a file system that ignores case or Unicode form takes them for one."""
    plain = "".join(char for char in unicodedata.normalize("NFD", path) if char not in _JOINERS)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", plain.casefold()))


def permalink(link: str) -> str:
    """Return the path of a permalink, with a leading slash.

    Args:
        link: absolute or relative, as the API sent it.

    Returns:
        The path as a reader sees it: decoded, but for what means something in a URL or a template. An empty
        str for `/?p=12` and its like: a query is no path that a file could answer to.
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
    return _MEANT.sub(lambda char: quote(char[0]), path)


def _continues(char: str) -> bool:
    return char in _JOINERS or unicodedata.combining(char) != 0
