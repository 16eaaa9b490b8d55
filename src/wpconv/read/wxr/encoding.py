"""The text of an export: encodings other than UTF-8, and texts in which an export is wrapped."""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from html import unescape
from typing import BinaryIO

from wpconv.notices import Notice, NoticeCode

_WRAPPED = re.compile(rb"\s*(b?)[\"'](?=\s*<)")
_ESCAPED = re.compile(rb"(?<!\w)&lt;(?:\?xml|rss)\s")
_ENCODING = re.compile(rb"<\?xml[^<>]*encoding\s*=\s*[\"']([\w.:-]+)[\"']")


def as_utf8(file: BinaryIO, source: str) -> tuple[BinaryIO, list[Notice]]:
    """Return a file in UTF-8, and notices if it was in another encoding."""
    first = file.read(1024)
    file.seek(0)
    if wrapping := _WRAPPED.match(first) or _ESCAPED.search(first):
        return _unwrapped(file.read(), source, wrapping)
    declared = _ENCODING.search(first)
    name = declared[1].decode() if declared else "utf-8"
    try:
        is_ascii_based = b"\0" not in first and codecs.lookup(name).name == "utf-8"
    except LookupError:
        is_ascii_based = True
    if is_ascii_based:
        return file, []
    # Few files need it.
    from wpconv.read.decoding.encoding import decoded  # noqa: PLC0415

    data = file.read()
    if b"\0" in first:
        text = decoded(data, source)
        if text.encoding == "utf-8":  # zero bytes in a text
            return io.BytesIO(data), []
        return io.BytesIO(text.text.encode("utf-8", "replace")), [_encoding_notice(source, text.encoding)]
    try:
        data.decode()
    except UnicodeDecodeError:
        return io.BytesIO(data.decode(name, "replace").encode()), [_encoding_notice(source, name)]
    return io.BytesIO(data), []  # it is declared, but not used


def _unwrapped(data: bytes, source: str, wrapping: re.Match[bytes]) -> tuple[BinaryIO, list[Notice]]:
    """Return an export inside of a string, or of a page that a browser saved, in UTF-8."""
    # Few files need it.
    from wpconv.read.decoding.tolerant_strings import quoted  # noqa: PLC0415

    text, _stray = as_text(data[wrapping.start() :])
    if wrapping.re is _ESCAPED:
        text, name = unescape(text.partition("</pre>")[0]), "HTML escapes"
    else:
        text, name = quoted(text, wrapping.end() - wrapping.start() - 1).text, "a string"
        if wrapping[1]:
            text = text.encode("latin-1", "replace").decode("utf-8", "replace")
    notice = Notice(NoticeCode.UNWRAPPED, f"{source}: the export is inside {name}", offset=0)
    return io.BytesIO(text.encode("utf-8", "replace")), [notice]


def _encoding_notice(source: str, name: str) -> Notice:
    return Notice(NoticeCode.OTHER_ENCODING, f"{source}: the text is in {name.upper()}", offset=0)


def as_text(data: bytes) -> tuple[str, Counter[NoticeCode]]:
    """Return bytes as text, and the number of repairs that it needed, by kind."""
    try:
        return data.decode(), Counter()
    except UnicodeDecodeError:
        pass
    try:  # halves of characters, each encoded by itself (CESU-8)
        halves = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        text = halves.decode("utf-16-le", "replace")
        return text, +Counter({NoticeCode.LONE_SURROGATE: text.count("\ufffd")})
    except UnicodeDecodeError:
        # Most files are not damaged.
        from wpconv.read.decoding.encoding import decoded  # noqa: PLC0415

        found = decoded(data, "")
        stray = sum(each.count for each in found.repairs if each.code == NoticeCode.STRAY_BYTES)
        return found.text, +Counter({NoticeCode.STRAY_BYTES: stray})
