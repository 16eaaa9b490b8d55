"""Recovery of the values in a text from the character on at which strict decoding failed."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from wpconv.notices import NoticeCode
from wpconv.read.decoding.encoding import Repair
from wpconv.read.decoding.tolerant_parser import NON_JSON_WHITESPACE, Scan, scan, whitespace_end

KEY = r"(?:\"(?:[^\"\\<>]|\\.){1,80}\"|'[^'\\<>]{1,80}')"
BEGIN = re.compile(rf"(?:\[\s*+){{0,8}}\{{\s*+{KEY}\s*:|(?:\[\s*+){{8}}")
"""The beginning of an object with a key, lists around one, or many lists: rare in prose and logs."""
BEGIN_OF_RECORD = re.compile(rf"\{{\s*({KEY})\s*:(?:\s*(?:\"[^\"\\]{{0,80}}\"|[-.\w]+)\s*,\s*({KEY})\s*:)?")
CUT_KEY = r"(?:\"(?:[^\"\\<>\n]|\\.){0,80}+[\"\\]?|'(?:[^'\\<>\n]|\\.){0,80}+['\\]?)"
CUT_BEGIN = re.compile(rf"(?:\A|[\n\x1e,}}\]])\s*+(?:\[[\s\[]*+|\{{\s*+(?:{CUT_KEY}\s*+)?|\"[^\"\n]*+)\Z")
"""The first characters of a record that is cut before its first value."""
VALUE_BEGINS = re.compile(r"[\[{\"'\w-]")

NOISE = (
    (NoticeCode.RECORD_SEPARATOR, re.compile(r"(?=[^\x1e]*\x1e)[\s,]*\Z")),
    (NoticeCode.ZERO_BYTES, re.compile(r"(?=[^\x00]*\x00)[\s\x00]*\Z")),
    (NoticeCode.SEVERAL_DOCUMENTS, re.compile(r"[\s,;\ufeff]*\Z")),
    (NoticeCode.JSONP, re.compile(r"(?:/\*\*/)?\s*+[\w$.]++\(\Z|\);?\Z")),
    (NoticeCode.XSSI_PREFIX, re.compile(r"\)\]\}'|(?:for|while)\s*+\(.{0,3}\)|throw\b|&&&START&&&")),
    (
        NoticeCode.PHP_MESSAGE,
        re.compile(r"(?:<br\s*+/?>\s*+)?(?:<b>)?(?:PHP )?(?:Warning|Notice|Deprecated|Fatal error|Strict)"),
    ),
    (NoticeCode.HTML_COMMENT, re.compile(r"<!--")),
    (NoticeCode.BROKEN_JSON, re.compile(r".{0,2000}?\"\s*+:\s*+(?:[\"{\[\d]|\Z)", re.DOTALL)),
    (NoticeCode.NOISE, re.compile(r"")),
)
"""Known text around JSON; the first pattern that matches its beginning names it."""


def salvage(text: str, start: int, max_depth: int, *, after: str = "") -> Iterator[Scan | Repair]:
    """Yield the values of a text, and the repairs that they needed.

    The elements of an outermost list are yielded one by one.

    Args:
        text: the whole text.
        start: the first character that is not decoded yet.
        max_depth: how deep values may nest.
        after: the token before it in the outermost list: `[`, `,` or `value`; empty outside a list.

    Raises:
        TooDeepError: a value nests more deeply.
    """
    return _Salvage(text, max_depth).all(start, after)


class _Salvage:
    """A pass over a text that searches no part of it twice, so that its time is linear."""

    def __init__(self, text: str, max_depth: int) -> None:
        self.text, self.max_depth = text, max_depth
        self.begin: re.Pattern[str] | None = None
        """The pattern by which the record after a broken one was found."""
        self.next_begin = -1

    def all(self, at: int, after: str) -> Iterator[Scan | Repair]:
        """Yield all values and repairs from a position on; the arguments are those of `salvage`."""
        if after:
            at = yield from self.in_list(at, after)
        while begin := BEGIN.search(self.text, at):
            yield from _noise(self.text, at, begin.start())
            if at == begin.start() and self.text.endswith(("]", "}"), 0, at):
                yield Repair(NoticeCode.SEVERAL_DOCUMENTS, at)
            if self.text[begin.start()] == "[":
                at = yield from self.in_list(begin.start() + 1, "[")
            else:
                found = self.record(begin.start())
                yield _value_or_loss(found)
                at = max(found.end + found.lost, begin.start() + 1)
        yield from _noise(self.text, at, len(self.text))

    def in_list(self, at: int, after: str) -> Generator[Scan | Repair, None, int]:
        """Yield the records of a list from a position on, and return where the list ends."""
        while True:
            at = yield from self.blank(at)
            character = self.text[at : at + 1]
            if character in ("]", ","):
                if after == "," or (character == "," and after == "["):
                    yield Repair(NoticeCode.EXTRA_COMMA, at)
                if character == "]":
                    return at + 1
                at, after = at + 1, ","
            elif not character:
                yield Repair(NoticeCode.TRUNCATED_INPUT, at)
                return at
            else:
                if after == "value":
                    yield Repair(NoticeCode.MISSING_COMMA, at)
                found = self.record(at)
                yield _value_or_loss(found)
                if found.is_cut:
                    return found.end
                at, after = found.end + found.lost, "," if found.lost else "value"

    def blank(self, at: int) -> Generator[Repair, None, int]:
        """Skip white space, and return where it ends."""
        end = whitespace_end(self.text, at)
        if odd := NON_JSON_WHITESPACE.search(self.text, at, end):
            yield Repair(NoticeCode.NOISE_INSIDE, odd.start(), end - odd.start())
        return end

    def record(self, at: int) -> Scan:
        """Return the record at a position, and how many characters are lost before the next one.

        A record that is not JSON is read once more, with a guess at which quotation marks lack an escape, and
        if that fails, too, up to the beginning of the next record.
        """
        if not VALUE_BEGINS.match(self.text, at):
            return Scan(None, at, is_broken=True, lost=self._next(at + 1) - at)
        plain = scan(self.text, at, self.max_depth)
        if not plain.is_broken:
            return plain
        again = self._next(max(plain.last_string, at + 1), broken=at)
        guessed = self._up_to(at, again, guess_quotes=True)
        if not guessed.is_broken and (not guessed.is_cut or again == len(self.text)):
            return guessed
        best = plain if plain.end <= again else self._up_to(at, again)
        best.is_cut, best.is_broken, best.lost = False, True, again - best.end
        return best

    def _up_to(self, at: int, end: int, *, guess_quotes: bool = False) -> Scan:
        """Scan the record at a position as if the text ended before the next one."""
        piece = self.text[at:end].rstrip("[, \t\r\n") if end < len(self.text) else self.text[at:]
        found = scan(piece, 0, self.max_depth, guess_quotes=guess_quotes)
        found.end += at
        found.repairs = [Repair(each.code, each.at + at, each.count) for each in found.repairs]
        return found

    def _next(self, at: int, broken: int | None = None) -> int:
        """Return where the next record begins, or else the text's end.

        Args:
            at: the first character to look at.
            broken: the start of the record that is not JSON, if one has begun.
        """
        if self.next_begin < at:
            self.next_begin = len(self.text)
            for pattern in [self.begin] if self.begin else self._begins(broken):
                found = (match.start() for match in pattern.finditer(self.text, at))
                begin = next((each for each in found if not _is_nested(self.text, each)), None)
                if begin is not None:
                    self.begin, self.next_begin = pattern, begin
                    break
        return self.next_begin

    def _begins(self, broken: int | None) -> list[re.Pattern[str]]:
        """Return patterns for the beginning of a record, best first: records of one list begin alike."""
        first = BEGIN_OF_RECORD.search(self.text, 0, broken) if broken else None
        known = first or (BEGIN_OF_RECORD.match(self.text, broken) if broken is not None else None)
        if known is None:
            return [BEGIN]
        key, second = re.escape(known[1]), known[2]
        value = r"\s*(?:\"[^\"\\]{0,80}\"|[-.\w]+)\s*,\s*"
        one = re.compile(rf"\{{\s*{key}\s*:")
        both = [re.compile(rf"\{{\s*{key}\s*:{value}{re.escape(second)}\s*:")] if second else []
        return [*both, one] if first else [*both, one, BEGIN]


def _is_nested(text: str, at: int) -> bool:
    """Return whether an object, or a list of objects, is the value of a key, as in `_embedded`."""
    before = text[max(0, at - 200) : at].rstrip()
    return before.removesuffix("[").rstrip().endswith(":")


def _value_or_loss(found: Scan) -> Scan | Repair:
    """Return a value, or the loss of one of which nothing is left."""
    if found.value or not (found.is_cut or found.is_broken):
        return found
    return (
        Repair(NoticeCode.TRUNCATED_INPUT, found.end)
        if found.is_cut
        else Repair(NoticeCode.BROKEN_JSON, found.end, found.lost)
    )


def _noise(text: str, start: int, end: int) -> Iterator[Repair]:
    """Yield the repair for the text between two values, if there is any."""
    noise = text[start:end]
    inner = noise.strip(" \t\r\n")
    if end == len(text) and start and CUT_BEGIN.search(noise):
        yield Repair(NoticeCode.TRUNCATED_INPUT, end)
    elif inner:
        code = next(code for code, pattern in NOISE if pattern.match(inner))
        yield Repair(code, start + noise.index(inner), len(inner))
