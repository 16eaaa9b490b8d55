"""Bytes become text, whatever encoding they are in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from wpconv.errors import ReadError
from wpconv.notices import NoticeCode
from wpconv.read.decoding.tolerant_strings import Repair

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
"""Which bytes of four are zero in a text that begins with ASCII."""
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


@dataclass(slots=True)
class Text:
    """A decoded source."""

    text: str
    repairs: tuple[Repair, ...] = ()
    raw: str = ""
    """The text as it stands in the bytes: a stray byte is a surrogate."""
    encoding: str = ""
    """Empty for a text that stood inside another one: it has no bytes of its own."""
    start: int = 0
    """The bytes before the first character."""
    is_ascii: bool = False
    counted: tuple[int, int] = (0, 0)
    """A character and its byte: places are asked for in rising order, and counted on from the last."""

    def byte(self, at: int) -> int | None:
        """Return where a character's first byte stands in the source."""
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
    """Return the text of a source: UTF-8 if it can be, else what its first bytes show.

    Args:
        data: the source's bytes.
        source: its name, for errors.

    Raises:
        ReadError: it is empty, or no text.
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
        while data.startswith(mark, length):  # files that were joined have several
            length += len(mark)
        if length:
            return length, encoding
    return 0, ""


def _by_zeros(head: bytes) -> str:
    """Tell UTF-16 and UTF-32 without a mark: JSON begins with ASCII, whatever comes later."""
    head = head[: len(head) // 4 * 4]
    for encoding, zeros in ZEROS.items():
        if head and all((head[at] == 0) == zeros[at % 4] for at in range(min(len(head), 8))):
            return encoding
    return "utf-8"


def _utf8(data: bytes, start: int, repairs: tuple[Repair, ...]) -> Text:
    """Decode UTF-8; other bytes are taken for Windows-1252, which old posts in a newer database are in.

    Zero bytes at the end are what a file system leaves of a file that was never written to its end.
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
    """Decode stray bytes one by one; the five that Windows-1252 leaves out are control characters."""
    return "".join(
        bytes([ord(character) - 0xDC00]).decode("cp1252", "ignore") or chr(ord(character) - 0xDC00)
        for character in stray
    )
