"""Values out of a text that is not strict JSON, from where a strict decoder stopped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wpconv.read.scan import Scan, scan
from wpconv.read.strings import Repair

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

BLANK = re.compile(r"[\s\x00\ufeff]*")
KEY = r"(?:\"(?:[^\"\\<>]|\\.){1,80}\"|'[^'\\<>]{1,80}')"
BEGIN = re.compile(rf"(?:\[\s*+){{0,8}}\{{\s*+{KEY}\s*:")
"""An object with a key, or lists around one: what no prose and no log has."""
FIRST_KEY = re.compile(rf"\{{\s*({KEY})\s*:")
VALUE_BEGINS = re.compile(r"[\[{\"'\w-]")

NOISE = (
    ("record-separator", re.compile(r"[\s,]*\x1e[\s,\x1e]*\Z")),
    ("zero-bytes", re.compile(r"[\s\x00]*\Z")),
    ("several-documents", re.compile(r"[\s,;\ufeff]*\Z")),
    ("jsonp", re.compile(r"\s*(?:/\*\*/)?\s*[\w$.]+\(\s*\Z|\s*\);?\s*\Z")),
    ("xssi-prefix", re.compile(r"\s*(?:\)\]\}'|(?:for|while)\s*\(.{0,3}\)|throw\b|&&&START&&&)")),
    (
        "php-message",
        re.compile(r"\s*(?:<br\s*/?>\s*)?(?:<b>)?(?:PHP )?(?:Warning|Notice|Deprecated|Fatal error|Strict)"),
    ),
    ("html-comment", re.compile(r"\s*<!--")),
    ("broken-json", re.compile(r".{0,2000}?\"\s*:\s*(?:[\"{\[\d]|\Z)", re.DOTALL)),
    ("noise", re.compile(r"")),
)
"""What stands around JSON, and how it begins or what it is as a whole."""


def salvage(text: str, start: int, max_depth: int, *, after: str = "") -> Iterator[Scan | Repair]:
    """Yield what can be saved of a text, and what was in the way.

    The records of an outermost list are values of their own.

    Args:
        text: the whole text.
        start: the first character that nothing has used yet.
        max_depth: how deep values may nest.
        after: what stands before it in the outermost list: `[`, `,` or a `value`; empty outside a list.

    Raises:
        TooDeepError: a value nests more deeply.
    """
    at = start
    if after:
        at = yield from _list(text, at, max_depth, after)
    while begin := BEGIN.search(text, at):
        yield from _noise(text, at, begin.start())
        if text[begin.start()] == "[":
            at = yield from _list(text, begin.start() + 1, max_depth, "[")
        else:
            found = _value(text, begin.start(), max_depth)
            yield from _kept(found)
            at = max(found.end, begin.start() + 1)
    yield from _noise(text, at, len(text))


def _list(text: str, at: int, max_depth: int, after: str) -> Generator[Scan | Repair, None, int]:
    """Yield the records of a list from some point on, and return where it ends."""
    while True:
        blank = BLANK.match(text, at)
        at = blank.end() if blank else at
        character = text[at : at + 1]
        if character in ("]", ","):
            if (after == ",") or (character == "," and after == "["):
                yield Repair("extra-comma", at)
            if character == "]":
                return at + 1
            at, after = at + 1, ","
        elif not character:
            yield Repair("truncated-input", at)
            return at
        else:
            if after == "value":
                yield Repair("missing-comma", at)
            found = yield from _record(text, at, max_depth)
            at, after = found.end + found.lost, "value"
            if found.is_cut:
                return at


def _record(text: str, at: int, max_depth: int) -> Generator[Scan | Repair, None, Scan]:
    """Yield the record at a place and return it, with what is lost before the next one begins."""
    if not VALUE_BEGINS.match(text, at):
        lost = _next(BEGIN, text, at + 1) - at
        yield Repair("broken-json", at, lost)
        return Scan(None, at, lost=lost)
    found = _value(text, at, max_depth)
    if found.is_broken:
        key = FIRST_KEY.match(text, at)
        begin = re.compile(rf"\{{\s*{re.escape(key[1])}\s*:") if key else BEGIN
        found.lost = _next(begin, text, max(found.end, at + 1)) - found.end
    yield from _kept(found)
    return found


def _next(begin: re.Pattern[str], text: str, at: int) -> int:
    match = begin.search(text, at)
    return match.start() if match else len(text)


def _kept(found: Scan) -> Iterator[Scan | Repair]:
    """Yield a value of which something is left; of the others, that they are lost."""
    if found.value or not (found.is_cut or found.is_broken):
        yield found
    elif found.is_cut:
        yield Repair("truncated-input", found.end)
    else:
        yield Repair("broken-json", found.end, found.lost)


def _value(text: str, at: int, max_depth: int) -> Scan:
    """Scan a value; where it makes no sense, once more with a guess at its quotation marks."""
    plain = scan(text, at, max_depth)
    if not plain.is_broken:
        return plain
    guessed = scan(text, at, max_depth, guess_quotes=True)
    is_better = not guessed.is_broken or guessed.end > plain.end
    return guessed if is_better and not _swallows_records(text, at, guessed) else plain


def _swallows_records(text: str, at: int, found: Scan) -> bool:
    """Tell whether a guess took the beginning of another record for text: records of one list begin alike."""
    key = FIRST_KEY.match(text, at)
    if key is None:
        return False
    begins = re.findall(rf"\{{\s*{re.escape(key[1])}\s*:", text[at : found.end])
    return len(begins) > _count_first_keys(found.value, key[1][1:-1])


def _count_first_keys(value: Any, key: str) -> int:
    """Count the objects inside a value that begin with a key."""
    count, stack = 0, [value]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            count += next(iter(value), None) == key
            stack += value.values()
        elif isinstance(value, list):
            stack += value
    return count


def _noise(text: str, start: int, end: int) -> Iterator[Repair]:
    """Name what stands between values."""
    noise = text[start:end]
    if noise.strip():
        code = next(code for code, pattern in NOISE if pattern.match(noise))
        yield Repair(code, start + len(noise) - len(noise.lstrip()), len(noise.strip()))
