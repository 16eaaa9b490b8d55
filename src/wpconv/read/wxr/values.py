"""The records of a WXR file: strictly parsed item by item, tolerantly where an item is damaged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, BinaryIO

from wpconv.errors import ReadError
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.decoding.decode import Value
from wpconv.read.wxr.elements import Element, XmlError, has_entities, parsed, start_tag
from wpconv.read.wxr.encoding import as_text, as_utf8
from wpconv.read.wxr.pieces import Piece, pieces
from wpconv.read.wxr.records import FIELDS, Head, Item, head, item, records

if TYPE_CHECKING:
    from wpconv.read.wxr.tolerant import Parse

WINDOW = 1 << 16
"""Bytes to read for one item at first; most items are smaller."""
LONG_TEXTS = ("title", "content", "excerpt")
REPAIRS = {
    NoticeCode.BROKEN_XML: (Severity.LOSS, "{count} character{s} that belong to no element are left out"),
    NoticeCode.CONTROL_CHARACTER: (Severity.INFO, "{count} control character{s} left out"),
    NoticeCode.DUPLICATE_KEY: (Severity.WARNING, "{count} repeated element{s}; the first one counts"),
    NoticeCode.HTML_COMMENT: (Severity.INFO, "an HTML comment around the export: {excerpt}"),
    NoticeCode.LONE_SURROGATE: (Severity.WARNING, "{count} half character{s}, written as “�”"),
    NoticeCode.MISSING_END_TAG: (Severity.WARNING, "{count} end tag{s} missing or out of place"),
    NoticeCode.NOISE: (Severity.INFO, "{count} character{s} around the export skipped: {excerpt}"),
    NoticeCode.PHP_MESSAGE: (Severity.INFO, "a message of PHP around the export: {excerpt}"),
    NoticeCode.SEVERAL_DOCUMENTS: (Severity.INFO, "several exports after each other"),
    NoticeCode.STRAY_BYTES: (Severity.WARNING, "{count} byte{s} not in UTF-8, read as Windows-1252"),
    NoticeCode.TRUNCATED_INPUT: (Severity.LOSS, "the text is cut off"),
    NoticeCode.UNESCAPED_MARKUP: (
        Severity.INFO,
        "{count} character{s} “&”, “<” or “]]>” without an escape taken for text",
    ),
    NoticeCode.ZERO_BYTES: (Severity.INFO, "{count} zero byte{s} left out"),
}
"""The severity and the sentence of the notice for each kind of repair."""
_BEGIN = re.compile(rb"<\?xml[^<>]*\?>|<!DOCTYPE|<rss[\s>]", re.IGNORECASE)
_CHANNEL = re.compile(rb"<channel\s*>")
_END = re.compile(r"</(?:item|channel|rss)\s*>|<!-- generator=.*?-->|\ufeff", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKUP = re.compile(r"</?(?:wp|content|excerpt|dc|item|title|link)\b|\]\]>|<!\[CDATA\[")
_NOISE = (
    (NoticeCode.ZERO_BYTES, re.compile(r"\0+\Z")),
    (NoticeCode.PHP_MESSAGE, re.compile(r"(?:<br\s*/?>\s*)?(?:<b>)?(?:PHP )?(?:Warning|Notice|Deprecated)")),
    (NoticeCode.HTML_COMMENT, re.compile(r"<!--")),
    (NoticeCode.NOISE, re.compile("")),
)
"""Known text around a document; the first pattern that matches its beginning names it."""
_SWALLOWED = re.compile(r"(?<=</item>)(?=\s*<item\s*>)")


@dataclass(slots=True)
class _Reading:
    """The state of reading one file."""

    source: str
    is_seekable: bool = True
    """Whether an item can be read again from its offset, with the head of the file."""
    start: bytes = b""
    """An `<rss>` start tag, as `elements.start_tag` returns it."""
    head: Head = field(default_factory=Head)
    documents: int = 0
    is_closed: bool = False
    """Whether the last document has its end tag, or its end was reported as missing."""


def values(file: BinaryIO, source: str, *, is_strict: bool = False) -> Iterator[Value | Notice]:
    """Yield the records of a file in order, in the shape of the REST API's.

    Args:
        file: the bytes, from the first one.
        source: the name of the file, for notices.
        is_strict: whether to refuse damaged files.

    Yields:
        Values with records, whose notices are of the item that the record is from, and notices of the file.

    Raises:
        ReadError: the file declares entities, or is damaged and `is_strict` is set.
    """
    file, notices = as_utf8(file, source)
    reading = _Reading(source, is_seekable=not notices)
    if is_strict:
        _require_strict(file, source)
        file.seek(0)
    yield from notices
    for piece in pieces(file):
        if piece.is_item:
            yield from _item(piece, reading)
        else:
            yield from _between(piece, reading)
    if not reading.is_closed:
        yield _notice(NoticeCode.TRUNCATED_INPUT, 1, f"{source}: ", piece.line + piece.data.count(b"\n"))


def values_at(file: BinaryIO, source: str, offsets: Sequence[int]) -> Iterator[Value]:
    """Yield the records of the items at given offsets, without reading the rest of the file.

    Args:
        file: the file's bytes.
        source: its name, for errors.
        offsets: those of Values that `values` yielded.

    Raises:
        ReadError: there is no item at an offset: the file has changed.
    """
    first = next(pieces(file), None)
    above = _head(first.data)[0] if first and not first.is_item else Head()
    start = start_tag(first.data) if first else b""
    for offset in offsets:
        file.seek(offset)
        piece = next(pieces(file, WINDOW), None)
        data = piece.data if piece and piece.is_item else b""
        try:
            element = parsed(data, start)[0]
        except (XmlError, IndexError) as error:
            raise ReadError(f"{source}: changed while it was read", "run again") from error
        yield Value(next(records(item(element), above)), offset, digest=_digest(data))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _require_strict(file: BinaryIO, source: str) -> None:
    start = b""
    for piece in pieces(file):
        try:
            if piece.is_item:
                _strict_item(piece, start)
            elif not start:
                start = start_tag(piece.data)
                parsed(_channel(piece.data), start)
        except XmlError as error:
            cause, line = error.args
            raise ReadError(
                f"{source}: line {piece.line + line - 1}: {cause}",
                "leave out --strict-json to save what can be saved",
            ) from error


def _strict_item(piece: Piece, start: bytes) -> Element:
    """Return the element of an item; raise XmlError if it is not well-formed."""
    if piece.ended_by != "tag":
        raise XmlError("the text is cut off", piece.data.count(b"\n") + 1)
    return parsed(piece.data, start)[0]


def _channel(data: bytes) -> bytes:
    """Return the bytes of a channel before its first item."""
    begin = _CHANNEL.search(data)
    inside = data[begin.end() :] if begin else b""
    return inside.partition(b"</channel")[0]


@lru_cache(maxsize=4)
def _head(data: bytes) -> tuple[Head, Parse | None]:
    """Return the head of a channel, and the repairs that it needed."""
    inside = _channel(data)
    try:
        return head(parsed(inside, start_tag(data))), None
    except XmlError:
        # Most files are not damaged.
        from wpconv.read.wxr.tolerant import parse  # noqa: PLC0415

        text, _stray = as_text(inside)
        found = parse(text)
        return head(found.root), found


def _between(piece: Piece, reading: _Reading) -> Iterator[Value | Notice]:
    """Yield the records of a channel's head, and notices of what else is between two items."""
    if piece.data.isspace():
        return
    begin = _BEGIN.search(piece.data) or _CHANNEL.search(piece.data)
    if begin is None:
        yield from _around(as_text(piece.data)[0], piece.line, reading)
        return
    if has_entities(piece.data):
        advice = "an export of WordPress has none: do not use this file"
        raise ReadError(f"{reading.source}: its DOCTYPE declares entities", advice)
    at = begin.start()
    before = _COMMENT.sub("", as_text(piece.data[:at])[0])
    yield from _around(before, piece.line, reading)
    if reading.documents == 1:
        yield _notice(NoticeCode.SEVERAL_DOCUMENTS, 1, f"{reading.source}: ", piece.line)
    reading.documents += 1
    reading.is_seekable = reading.is_seekable and not piece.offset and reading.documents == 1
    if not _CHANNEL.fullmatch(begin[0]):  # a second channel has the namespaces of the first
        reading.start = start_tag(piece.data)
    reading.head, repairs = _head(piece.data)
    reading.is_closed = False
    if repairs:
        yield from _notices(repairs, f"{reading.source}: ", piece.line + piece.data[:at].count(b"\n"))
    yield from (Value(record, None) for record in reading.head.records)
    ending = piece.data.find(b"</channel", at)
    if ending >= 0:
        line = piece.line + piece.data.count(b"\n", 0, ending)
        yield from _around(as_text(piece.data[ending:])[0], line, reading)


def _around(text: str, line: int, reading: _Reading) -> Iterator[Notice]:
    """Yield notices of text that is not part of a document, and note the document's end."""
    reading.is_closed = reading.is_closed or "</rss" in text
    rest = _END.sub("", text).strip(" \t\r\n")
    if not rest:
        return
    code = NoticeCode.BROKEN_XML
    if not _MARKUP.search(rest):
        code = next(code for code, pattern in _NOISE if pattern.match(rest))
    yield _notice(
        code, len(rest), f"{reading.source}: ", line + text[: text.index(rest[0])].count("\n"), rest
    )


def _item(piece: Piece, reading: _Reading) -> Iterator[Value | Notice]:
    reading.is_closed = False
    try:
        found = item(_strict_item(piece, reading.start))
    except XmlError:
        yield from _damaged_item(piece, reading)
        return
    offset = piece.offset if reading.is_seekable and not found.repeated else None
    first, *others = records(found, reading.head)
    yield Value(first, offset, notices=_repeated(found, piece.line), digest=_digest(piece.data))
    yield from (Value(record, None) for record in others)


def _repeated(found: Item, line: int) -> tuple[Notice, ...]:
    count = len(found.repeated)
    return (_notice(NoticeCode.DUPLICATE_KEY, count, "", line),) if count else ()


def _damaged_item(piece: Piece, reading: _Reading) -> Iterator[Value | Notice]:
    """Yield the records of an item that is not well-formed, or of several that a cut has joined."""
    # Most files are not damaged.
    from wpconv.read.wxr.tolerant import parse  # noqa: PLC0415

    whole, repairs = as_text(piece.data)
    line = piece.line
    if piece.ended_by == "file" and (zeros := len(whole) - len(whole.rstrip("\0"))):
        whole = whole[:-zeros]
        repairs[NoticeCode.ZERO_BYTES] = zeros
    for part in _SWALLOWED.split(whole):
        found = parse(part)
        found.repairs += repairs
        if found.cut and piece.ended_by == "item" and found.cut == "item" and found.rest is None:
            found.cut = ""
            found.repairs[NoticeCode.MISSING_END_TAG] += 1
        yield from _recovered(found, part, line, reading)
        if found.rest is not None:
            rest = part[found.rest :]
            at = line + part.count("\n", 0, found.rest)
            yield from _between(
                Piece(rest.encode(), piece.offset or 1, at, is_item=False, ended_by="item"), reading
            )
        repairs, line = Counter(), line + part.count("\n")


def _recovered(found: Parse, text: str, line: int, reading: _Reading) -> Iterator[Value | Notice]:
    """Yield the records of an item that was parsed tolerantly; only notices if nothing of it is left."""
    if found.cut:
        found.repairs[NoticeCode.TRUNCATED_INPUT] += 1
        end = len(text) if found.rest is None else found.rest
        found.lines[NoticeCode.TRUNCATED_INPUT] = text.count("\n", 0, end)
        reading.is_closed = True
    element = next(found.root.iterchildren("item"), None)
    of_item = Item() if element is None else item(element)
    cut = FIELDS.get(found.cut)
    if cut and cut not in LONG_TEXTS:
        # The beginning of a permalink, a date or a status is a wrong value.
        of_item.fields.pop(cut, None)
    if found.cut == "category":
        of_item.terms = of_item.terms[:-1]
    notices = (*_notices(found, "", line), *_repeated(of_item, line))
    if _is_nothing(of_item, incomplete=bool(found.cut)):
        prefix = f"{reading.source}: "
        yield from (replace(each, detail=prefix + each.detail) for each in notices)
    else:
        first, *others = records(of_item, reading.head)
        yield Value(first, None, incomplete=bool(found.cut), notices=notices)
        yield from (Value(record, None) for record in others)


def _is_nothing(found: Item, *, incomplete: bool) -> bool:
    """Return whether so little of an item is left that it may be anything: an attachment, a menu's entry."""
    if "type" in found.fields:
        return False
    return not found.fields.get("title") or (incomplete and found.fields.get("content") == "")


def _notices(found: Parse, prefix: str, line: int) -> Iterator[Notice]:
    for code in sorted(found.repairs, key=lambda code: found.lines.get(code, 0)):
        yield _notice(code, found.repairs[code], prefix, line + found.lines.get(code, 0))


def _notice(code: NoticeCode, count: int, prefix: str, line: int, excerpt: str = "") -> Notice:
    severity, sentence = REPAIRS[code]
    detail = sentence.format(count=count, s="s"[: count - 1], excerpt=f"“{' '.join(excerpt[:80].split())}”")
    which = "the first " if count > 1 and "{count}" in sentence else ""
    return Notice(code, f"{prefix}{detail}, {which}at line {line}", severity)
