"""What was repaired in a source, told as notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.model import Notice, Severity
from wpconv.read.decoding.tolerant_strings import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wpconv.read.decoding.encoding import Text

INFO, WARNING, LOSS = Severity.INFO, Severity.WARNING, Severity.LOSS

SENTENCES = {
    "broken-json": (LOSS, "{count} character{s} that make no sense as JSON are left out"),
    "byte-order-mark": (INFO, "a byte order mark stands before the JSON"),
    "cut-character": (LOSS, "the last character is cut in two"),
    "duplicate-key": (WARNING, "{count} key{s} of objects come once more, and the last counts"),
    "extra-comma": (INFO, "{count} comma{s} with nothing to separate"),
    "html-comment": (INFO, "an HTML comment around the JSON: {excerpt}"),
    "jsonp": (INFO, "a JavaScript call around the JSON"),
    "missing-comma": (INFO, "{count} missing comma{s}"),
    "missing-value": (INFO, "{count} key{s} without a value"),
    "noise": (INFO, "{count} character{s} around the JSON passed over: {excerpt}"),
    "noise-inside": (INFO, "{count} character{s} between values that JSON does not know"),
    "not-a-number": (INFO, "{count} value{s} like NaN, read as null"),
    "odd-escape": (WARNING, "{count} escape{s} that JSON does not know"),
    "other-encoding": (INFO, "the text is in {encoding}"),
    "php-message": (INFO, "a message of PHP around the JSON: {excerpt}"),
    "python-repr": (INFO, "{count} string{s} and word{s} written as in Python"),
    "raw-control-character": (INFO, "{count} control character{s} without an escape"),
    "record-separator": (INFO, "record separators between the documents"),
    "several-documents": (INFO, "several documents after each other"),
    "stray-bytes": (WARNING, "{count} byte{s} that are no UTF-8 read as Windows-1252"),
    "truncated-input": (LOSS, "the text is cut off"),
    "unescaped-quote": (WARNING, "{count} quotation mark{s} without an escape taken for text"),
    "unreadable-number": (LOSS, "{count} number{s} that cannot be read left out"),
    "web-page": (INFO, "the JSON stands inside a web page"),
    "xssi-prefix": (INFO, "a guard against other sites' scripts stands before the JSON"),
    "zero-bytes": (INFO, "{count} zero byte{s} around the JSON"),
}


def notices(repairs: Iterable[Repair], text: Text, *, prefix: str = "") -> Iterator[Notice]:
    """Yield one notice for each kind of repair, with how often it was made and where first.

    Args:
        repairs: of one record, or of a source as a whole.
        text: where they were made.
        prefix: what to put before the detail.
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
