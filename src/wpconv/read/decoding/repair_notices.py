"""Notices for the repairs that decoding made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.decoding.encoding import Text
from wpconv.read.decoding.tolerant_strings import Repair

INFO, WARNING, LOSS = Severity.INFO, Severity.WARNING, Severity.LOSS

SENTENCES = {
    NoticeCode.BROKEN_JSON: (LOSS, "{count} character{s} that are not JSON are left out"),
    NoticeCode.BYTE_ORDER_MARK: (INFO, "a byte order mark precedes the JSON"),
    NoticeCode.CUT_CHARACTER: (LOSS, "the last character is cut in two"),
    NoticeCode.DUPLICATE_KEY: (WARNING, "{count} duplicate key{s} in objects; the last value counts"),
    NoticeCode.EXTRA_COMMA: (INFO, "{count} superfluous comma{s}"),
    NoticeCode.HTML_COMMENT: (INFO, "an HTML comment around the JSON: {excerpt}"),
    NoticeCode.JSONP: (INFO, "a JavaScript call around the JSON"),
    NoticeCode.MISSING_COMMA: (INFO, "{count} missing comma{s}"),
    NoticeCode.MISSING_VALUE: (INFO, "{count} key{s} without a value"),
    NoticeCode.NOISE: (INFO, "{count} character{s} around the JSON skipped: {excerpt}"),
    NoticeCode.NOISE_INSIDE: (INFO, "{count} white space character{s} that JSON does not allow"),
    NoticeCode.NOT_A_NUMBER: (INFO, "{count} value{s} like NaN, read as null"),
    NoticeCode.ODD_ESCAPE: (WARNING, "{count} escape{s} that JSON does not have"),
    NoticeCode.OTHER_ENCODING: (INFO, "the text is in {encoding}"),
    NoticeCode.PHP_MESSAGE: (INFO, "a message of PHP around the JSON: {excerpt}"),
    NoticeCode.PYTHON_REPR: (INFO, "{count} string{s} or name{s} in Python's notation"),
    NoticeCode.RAW_CONTROL_CHARACTER: (INFO, "{count} control character{s} without an escape"),
    NoticeCode.RECORD_SEPARATOR: (INFO, "record separators between the documents"),
    NoticeCode.SEVERAL_DOCUMENTS: (INFO, "several documents after each other"),
    NoticeCode.STRAY_BYTES: (WARNING, "{count} byte{s} that are not UTF-8 read as Windows-1252"),
    NoticeCode.TRUNCATED_INPUT: (LOSS, "the text is cut off"),
    NoticeCode.UNESCAPED_QUOTE: (WARNING, "{count} quotation mark{s} without an escape taken for text"),
    NoticeCode.UNREADABLE_NUMBER: (LOSS, "{count} number{s} that cannot be read left out"),
    NoticeCode.WEB_PAGE: (INFO, "the JSON is inside a web page"),
    NoticeCode.XSSI_PREFIX: (INFO, "a prefix against cross-site script inclusion precedes the JSON"),
    NoticeCode.ZERO_BYTES: (INFO, "{count} zero byte{s} around the JSON"),
}


def notices(repairs: Iterable[Repair], text: Text, *, prefix: str = "") -> Iterator[Notice]:
    """Yield one notice for each kind of repair, with the number of repairs and the position of the first.

    Args:
        repairs: those of one record, or of a source as a whole.
        text: the text in which they were made.
        prefix: a text to put before the detail.
    """
    grouped: dict[str, Repair] = {}
    for each in repairs:
        first = grouped.get(each.code)
        grouped[each.code] = Repair(each.code, first.at, first.count + each.count) if first else each
    for repair in sorted(grouped.values(), key=lambda each: each.at):
        severity, sentence = SENTENCES[repair.code]
        excerpt = " ".join(text.text[repair.at : repair.at + min(repair.count, 80)].split())
        detail = sentence.format(
            count=repair.count,
            s="s"[: repair.count - 1],
            excerpt=f"“{excerpt}”",
            encoding=text.encoding.upper(),
        )
        byte = text.byte(repair.at)
        if byte is not None and not repair.at:
            byte = 0  # a byte order mark counts to the first character
        place = f"at character {repair.at}" + (" of the inner text" if byte is None else f" (byte {byte})")
        which = "the first " if repair.count > 1 and "{count}" in sentence else ""
        yield Notice(repair.code, f"{prefix}{detail}, {which}{place}", severity, offset=byte)
