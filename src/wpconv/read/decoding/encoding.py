"""Decoding of bytes to text: UTF-8, UTF-16, UTF-32, and stray Windows-1252."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from wpconv.errors import ReadError
from wpconv.notices import NoticeCode

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ZEROS = {
    "utf-32-le": (False, True, True, True),
    "utf-32-be": (True, True, True, False),
    "utf-16-le": (False, True, False, True),
    "utf-16-be": (True, False, True, False),
}
"""Which bytes of four are zero in a text that begins with two ASCII characters (RFC 4627 §3)."""
OTHER_FILES = {
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"SQLite format 3": "an SQLite database",
}
EMPTY = (
    "look at what the site answered: without permalinks the address is https://HOST/?rest_route=/wp/v2/posts"
)
NOTHING = re.compile(rb"[\0\s]*\Z")
CUT_CHARACTER = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
STRAY = re.compile("[\udc80-\udcff]+")


@dataclass(frozen=True, slots=True)
class Repair:
    """A deviation from UTF-8 or strict JSON that was repaired, and its position in characters."""

    code: NoticeCode
    at: int
    count: int = 1


@dataclass(slots=True)
class Text:
    """A decoded source."""

    text: str
    repairs: tuple[Repair, ...] = ()
    raw: str = ""
    """The text with stray bytes as surrogates (`surrogateescape`), to count bytes."""
    encoding: str = ""
    """Empty for a text inside another text: its characters have no offsets in the source."""
    start: int = 0
    """The number of bytes before the first character."""
    is_ascii: bool = False
    counted: tuple[int, int] = (0, 0)
    """The position and offset that `byte` returned last, from which it counts on."""

    def byte(self, at: int) -> int | None:
        """Return the offset in the source of a character's first byte; None if there is no `encoding`."""
        if not self.encoding:
            return None
        if self.is_ascii:
            return self.start + at
        character, byte = self.counted if at >= self.counted[0] else (0, 0)
        errors = "surrogateescape" if self.encoding == "utf-8" else "surrogatepass"
        byte += len(self.raw[character:at].encode(self.encoding, errors))
        self.counted = at, byte
        return self.start + byte


def decoded(data: bytes, source: str) -> Text:
    """Return the text of a source, in the encoding that its first bytes show, or else in UTF-8.

    Args:
        data: the source's bytes.
        source: its name, for errors.

    Raises:
        ReadError: it is empty, or is not text.
    """
    for magic, name in OTHER_FILES.items():
        if data.startswith(magic):
            raise ReadError(f"{source}: is {name}, not JSON")
    if NOTHING.match(data):
        raise ReadError(f"{source}: holds zero bytes only" if b"\0" in data else f"{source}: is empty", EMPTY)
    start, encoding = _byte_order_mark(data)
    encoding = encoding or _by_zeros(data[:64])
    mark = (Repair(NoticeCode.BYTE_ORDER_MARK, 0),) if start else ()
    if encoding == "utf-8":
        return _utf8(data, start, mark)
    width = 4 if "32" in encoding else 2
    end = start + (len(data) - start) // width * width
    text = data[start:end].decode(encoding, "surrogatepass" if width == 2 else "replace")
    return Text(text, (*mark, Repair(NoticeCode.OTHER_ENCODING, 0)), text, encoding, start)


def _byte_order_mark(data: bytes) -> tuple[int, str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        length = 0
        while data.startswith(mark, length):  # concatenated files have several
            length += len(mark)
        if length:
            return length, encoding
    return 0, ""


def _by_zeros(head: bytes) -> str:
    """Return the encoding of a text without byte order mark: JSON begins with ASCII.

    `json.detect_encoding` looks at four bytes only, and takes a file that begins with zero bytes for UTF-32.
    """
    head = head[: len(head) // 4 * 4]
    for encoding, zeros in ZEROS.items():
        if head and all((head[at] == 0) == zeros[at % 4] for at in range(min(len(head), 8))):
            return encoding
    return "utf-8"


def _utf8(data: bytes, start: int, repairs: tuple[Repair, ...]) -> Text:
    """Decode UTF-8, and other bytes as Windows-1252, the encoding of old posts in a newer database.

    Zero bytes at the end are left by a file system when a file was not written to its end.
    """
    size = len(data.rstrip(b"\0"))
    if size < len(data):
        filled = _utf8(data[:size], start, repairs)
        filled.repairs += (Repair(NoticeCode.ZERO_BYTES, len(filled.text), len(data) - size),)
        return filled
    try:
        text = data[start:].decode()
    except UnicodeDecodeError:
        pass
    else:
        return Text(text, repairs, text, "utf-8", start, is_ascii=start + len(text) == len(data))
    cut = CUT_CHARACTER.search(data, max(start, len(data) - 3))
    raw = data[start : cut.start() if cut else len(data)].decode("utf-8", "surrogateescape")
    stray = list(STRAY.finditer(raw))
    if stray:
        count = sum(len(run[0]) for run in stray)
        repairs += (Repair(NoticeCode.STRAY_BYTES, stray[0].start(), count),)
    repairs += (Repair(NoticeCode.CUT_CHARACTER, len(raw)),) if cut else ()
    return Text(STRAY.sub(lambda run: _windows_1252(run[0]), raw), repairs, raw, "utf-8", start)


def _windows_1252(stray: str) -> str:
    """Decode stray bytes one by one; the five without a character in Windows-1252 become C1 controls."""
    return "".join(
        bytes([ord(character) - 0xDC00]).decode("cp1252", "ignore") or chr(ord(character) - 0xDC00)
        for character in stray
    )
