"""Names for copied files that are valid on every system and differ by more than case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from wpconv.document.slugs import cut, folded

MAX_BYTES = 240
"""The longest name, in bytes of UTF-8; file systems allow 255, and a temporary file has a longer name."""
_FORBIDDEN = re.compile(
    r'[\\:*?"<>|\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffd\ud800-\udfff]|%(?=[0-9a-fA-F]{2})'
)
"""Characters that Windows forbids, invisible ones, those that stand for bytes that are not UTF-8, and the `%`
of an encoded character, which Jekyll decodes in names."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def safe_names(paths: Iterable[str], hidden: str = "", broken: str = "") -> dict[str, str]:
    """Return other paths for files that cannot keep theirs; the rest is not in the result.

    Of paths that are one file where case or Unicode form make no difference, the first in order keeps its
    name. The other names get a suffix that depends on the path alone.

    Args:
        paths: of all files, with `/`.
        hidden: characters that a generator ignores files for, if a name begins with one.
        broken: characters for which a generator writes a wrong URL.
    """
    result: dict[str, str] = {}
    taken: set[str] = set()
    replaced = dict.fromkeys(map(ord, broken), "-")
    for path in sorted(paths):
        new = "/".join(_safe(step, hidden) for step in path.translate(replaced).split("/"))
        if _key(new) in taken or new != path:
            new = _distinct(new, path)
            result[path] = new
        taken.add(_key(new))
    return result


def distinct_name(path: str) -> str:
    """Return a file's own name with a suffix, for a folder that has another file of this name."""
    return _distinct(path.rpartition("/")[2], path)


def _safe(name: str, hidden: str) -> str:
    safe = _FORBIDDEN.sub("-", name).rstrip(". ").lstrip(hidden + " ") or "-"
    if _DEVICE.match(safe):
        safe = f"file-{safe}"
    if len(safe.encode()) > MAX_BYTES:
        stem, dot, suffix = safe.rpartition(".") if len(safe.rpartition(".")[2]) < 10 else (safe, "", "")
        safe = cut(stem, MAX_BYTES - len(f"{dot}{suffix}".encode())) + dot + suffix
    return safe


def _distinct(new: str, path: str) -> str:
    digest = blake2b(path.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    folder, slash, name = new.rpartition("/")
    stem, dot, suffix = name.rpartition(".") if "." in name.lstrip(".") else (name, "", "")
    return f"{folder}{slash}{cut(stem, MAX_BYTES - 20)}-{digest}{dot}{suffix}"


def _key(path: str) -> str:
    return path.lower() if path.isascii() else folded(path)
