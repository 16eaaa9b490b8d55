"""Decode the bytes of a source: strictly and record by record, and tolerantly from the first error on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from hashlib import blake2b
from io import SEEK_END
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from wpconv.errors import ReadError
from wpconv.model import ReadOptions
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.read.decoding.encoding import Repair, Text, decoded
from wpconv.read.decoding.strict import StrictError, strict, strict_value

if TYPE_CHECKING:  # importing these costs what the late imports below save
    from wpconv.read.decoding.tolerant_parser import Scan
    from wpconv.read.decoding.unwrap import Inner

WINDOW = 1 << 16
"""Bytes to read for one record at first; most records are smaller."""
LARGE = 16_000_000
"""Bytes from which on a source is decoded piece by piece, which takes a little longer."""
WRAPPINGS = 4
"""How many layers of wrapping (`unwrap`) are removed."""
REPAIRS = {
    NoticeCode.BROKEN_JSON: (Severity.LOSS, "{count} character{s} that are not JSON are left out"),
    NoticeCode.BYTE_ORDER_MARK: (Severity.INFO, "a byte order mark precedes the JSON"),
    NoticeCode.CUT_CHARACTER: (Severity.LOSS, "the last character is cut in two"),
    NoticeCode.DUPLICATE_KEY: (
        Severity.WARNING,
        "{count} duplicate key{s} in objects; the last value counts",
    ),
    NoticeCode.EXTRA_COMMA: (Severity.INFO, "{count} superfluous comma{s}"),
    NoticeCode.HTML_COMMENT: (Severity.INFO, "an HTML comment around the JSON: {excerpt}"),
    NoticeCode.JSONP: (Severity.INFO, "a JavaScript call around the JSON"),
    NoticeCode.MISSING_COMMA: (Severity.INFO, "{count} missing comma{s}"),
    NoticeCode.MISSING_VALUE: (Severity.INFO, "{count} key{s} without a value"),
    NoticeCode.NOISE: (Severity.INFO, "{count} character{s} around the JSON skipped: {excerpt}"),
    NoticeCode.NOISE_INSIDE: (Severity.INFO, "{count} white space character{s} that JSON does not allow"),
    NoticeCode.NOT_A_NUMBER: (Severity.INFO, "{count} value{s} like NaN, read as null"),
    NoticeCode.ODD_ESCAPE: (Severity.WARNING, "{count} escape{s} that JSON does not have"),
    NoticeCode.OTHER_ENCODING: (Severity.INFO, "the text is in {encoding}"),
    NoticeCode.PHP_MESSAGE: (Severity.INFO, "a message of PHP around the JSON: {excerpt}"),
    NoticeCode.PYTHON_REPR: (Severity.INFO, "{count} string{s} or name{s} in Python's notation"),
    NoticeCode.RAW_CONTROL_CHARACTER: (Severity.INFO, "{count} control character{s} without an escape"),
    NoticeCode.RECORD_SEPARATOR: (Severity.INFO, "record separators between the documents"),
    NoticeCode.SEVERAL_DOCUMENTS: (Severity.INFO, "several documents after each other"),
    NoticeCode.STRAY_BYTES: (Severity.WARNING, "{count} byte{s} that are not UTF-8 read as Windows-1252"),
    NoticeCode.TRUNCATED_INPUT: (Severity.LOSS, "the text is cut off"),
    NoticeCode.UNESCAPED_QUOTE: (
        Severity.WARNING,
        "{count} quotation mark{s} without an escape taken for text",
    ),
    NoticeCode.UNREADABLE_NUMBER: (Severity.LOSS, "{count} number{s} that cannot be read left out"),
    NoticeCode.WEB_PAGE: (Severity.INFO, "the JSON is inside a web page"),
    NoticeCode.XSSI_PREFIX: (Severity.INFO, "a prefix against cross-site script inclusion precedes the JSON"),
    NoticeCode.ZERO_BYTES: (Severity.INFO, "{count} zero byte{s} around the JSON"),
}
"""The severity and the sentence of the notice for each kind of repair."""


class Value(NamedTuple):
    """A JSON value of a source: an element of its outermost list, or the whole document."""

    value: Any
    offset: int | None
    """The byte offset of its beginning, if it can be decoded from there alone."""
    digest: str = ""
    """A hash of its text in the source; empty if it was repaired."""
    incomplete: bool = False
    cut_key: str = ""
    """The key of this object whose string was cut; empty if none was."""
    notices: tuple[Notice, ...] = ()


class _Reading(NamedTuple):
    """Settings shared by all steps that decode one source."""

    source: str
    options: ReadOptions
    is_wanted: Callable[[Any], bool]
    """Returns whether a value is from WordPress: web pages hold other JSON, too."""
    depth: int = 0
    """How many layers of wrapping have been removed."""

    def unwrapped(self) -> _Reading:
        """Return the settings for a text inside the text."""
        return self._replace(depth=self.depth + 1)


def file_values(
    file: BinaryIO, source: str, options: ReadOptions, is_wanted: Callable[[Any], bool] = bool
) -> Iterator[Value | Notice]:
    """Yield what `values` yields for a file; a large one is read piece by piece as long as it is strict.

    Args:
        file: the source's bytes, positioned at the first.
        source: as for `values`, like the other arguments.
        options: how to read.
        is_wanted: as for `values`.

    Raises:
        ReadError: as `values`.
    """
    count = 0
    if not options.strict_json and _is_large(file):
        # Most sources are small.
        from wpconv.read.decoding.pieces import strict_pieces  # noqa: PLC0415

        try:
            for value, offset, text in strict_pieces(file, options.max_depth):
                if isinstance(value, str):  # it may be JSON itself
                    break
                yield Value(value, offset, digest(text))
                count += 1
            else:
                return
        except (StrictError, UnicodeDecodeError):
            pass
        file.seek(0)
    # What was yielded already is the same in the whole text.
    for each in values(file.read(), source, options, is_wanted):
        if count and isinstance(each, Value):
            count -= 1
        else:
            yield each


def _is_large(file: BinaryIO) -> bool:
    """Return whether a file takes too much memory to be decoded at once, and begins like JSON."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    head = file.read(64).lstrip(b" \t\r\n")
    file.seek(0)
    return size >= LARGE and head.startswith((b"[", b"{"))


def values(
    data: bytes, source: str, options: ReadOptions, is_wanted: Callable[[Any], bool] = bool
) -> Iterator[Value | Notice]:
    """Yield the values of a source: the records of a list one by one, without holding them all.

    Args:
        data: the source's bytes.
        source: its name, for errors.
        options: how to read.
        is_wanted: returns whether a value is from WordPress; asked of the values in a web page.

    Yields:
        Values, and notices of repairs that belong to no value.

    Raises:
        ReadError: nothing can be read, values nest more deeply than allowed, or `strict_json` is set and the
            text is not strict JSON.
    """
    text = decoded(data, source)
    del data
    if options.strict_json:
        _require_strict(text, source, options.max_depth)
    yield from _values(text, _Reading(source, options, is_wanted))


def _require_strict(text: Text, source: str, max_depth: int) -> None:
    """Check the whole text before any value of it is used.

    Raises:
        ReadError: it is not strict JSON.
    """
    for notice in _notices(text.repairs, text):
        raise ReadError(f"{source}: {notice.detail}", "leave out --strict-json to have it read")
    try:
        for _value in strict(text.text, max_depth):
            pass
    except StrictError as error:
        line = text.text.count("\n", 0, error.met) + 1
        column = error.met - text.text.rfind("\n", 0, error.met)
        cause = f"{source}: line {line}, column {column}: {error.cause}"
        raise ReadError(cause, "leave out --strict-json to save what can be saved") from error


def _values(text: Text, reading: _Reading) -> Iterator[Value | Notice]:
    is_seekable = text.raw is text.text and text.encoding == "utf-8"
    repairs, wrappings, count = list(text.repairs), set[str](), 0
    try:
        for count, (value, at, end) in enumerate(strict(text.text, reading.options.max_depth), 1):  # noqa: B007 - the count is used after it
            inner = _unwrapped_string(value) if isinstance(value, str) else None
            if inner is not None and reading.depth < WRAPPINGS:
                wrappings.add(inner.wrapping)
                yield from _values(inner.text, reading.unwrapped())
            else:
                yield Value(value, text.byte(at) if is_seekable else None, digest(text.text[at:end]))
    except StrictError as error:
        inner = _unwrapped(text, reading) if not count else None
        if inner is not None and reading.depth < WRAPPINGS:
            wrappings.add(inner.wrapping)
            yield from _values(inner.text, reading.unwrapped())
        else:
            repairs += yield from _salvaged(text, error, reading, is_first=not count)
    for wrapping in sorted(wrappings):
        yield Notice(NoticeCode.UNWRAPPED, f"{reading.source}: the JSON is inside {wrapping}", offset=0)
    yield from _notices(repairs, text, prefix=f"{reading.source}: ")


def digest(text: str) -> str:
    """Return a hash of a value's text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _unwrapped(text: Text, reading: _Reading) -> Inner | None:
    """Return the JSON inside a text that is not JSON itself."""
    # The code for damaged input is a tenth of the start-up time; most runs need none of it.
    from wpconv.read.decoding import unwrap  # noqa: PLC0415

    return unwrap.unwrap(text.text, reading.source)


def _unwrapped_string(value: str) -> Inner | None:
    """Return the JSON inside a string."""
    # The same.
    from wpconv.read.decoding import unwrap  # noqa: PLC0415

    return unwrap.unwrap_string(value)


def _salvaged(
    text: Text, error: StrictError, reading: _Reading, *, is_first: bool
) -> Generator[Value | Notice, None, list[Repair]]:
    """Yield the values that can be saved, and return the repairs that belong to no value."""
    # The same.
    from wpconv.read.decoding import unwrap  # noqa: PLC0415

    # The same.
    from wpconv.read.decoding.recovery import salvage  # noqa: PLC0415

    # The same.
    from wpconv.read.decoding.tolerant_parser import TooDeepError  # noqa: PLC0415

    repairs: list[Repair] = []
    is_page, count = unwrap.is_page(text.text), 0
    start, after = (0, "") if is_first else (error.start, error.after)  # a log may begin with "["
    try:
        for found in salvage(text.text, start, reading.options.max_depth, after=after):
            if isinstance(found, Repair):
                repairs.append(found)
            elif not is_page or reading.is_wanted(found.value):
                count += 1
                yield _saved(found, text)
    except TooDeepError as deep:
        cause = (
            f"{reading.source}: values nest more than {reading.options.max_depth} deep at character {deep}"
        )
        raise ReadError(cause, "raise the bound with --max-depth") from deep
    if not count and is_first:
        raise unwrap.no_json(text.text, reading.source)
    return [Repair(NoticeCode.WEB_PAGE, 0)] if is_page else repairs


def _saved(found: Scan, text: Text) -> Value:
    repairs = list(found.repairs)
    if found.is_cut:
        repairs.append(Repair(NoticeCode.TRUNCATED_INPUT, found.end))
    if found.is_broken:
        repairs.append(Repair(NoticeCode.BROKEN_JSON, found.end, found.lost))
    incomplete = found.is_cut or found.is_broken
    notices = tuple(_notices(repairs, text))
    return Value(found.value, None, "", incomplete, found.cut_key, notices)


def _notices(repairs: Iterable[Repair], text: Text, *, prefix: str = "") -> Iterator[Notice]:
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
        severity, sentence = REPAIRS[repair.code]
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
        position = f"at character {repair.at}" + (" of the inner text" if byte is None else f" (byte {byte})")
        which = "the first " if repair.count > 1 and "{count}" in sentence else ""
        yield Notice(repair.code, f"{prefix}{detail}, {which}{position}", severity, offset=byte)


def values_at(stream: BinaryIO, source: str, offsets: Sequence[int], options: ReadOptions) -> Iterator[Value]:
    """Yield the values at given offsets, without reading the rest of the source.

    Args:
        stream: the source's bytes.
        source: its name, for errors.
        offsets: the byte offsets that `values` gave.
        options: the same as for `values`.

    Raises:
        ReadError: there is no value at an offset: the file has changed.
    """
    for offset in offsets:
        size = WINDOW
        while True:
            stream.seek(offset)
            window = stream.read(size)
            try:
                text = window.decode("utf-8", "ignore")
                value, end = strict_value(text, 0, options.max_depth)
            except StrictError as error:
                if len(window) < size:
                    raise ReadError(f"{source}: changed while it was read", "run again") from error
                size *= 4
            else:
                found = Value(value, offset, digest(text[:end]))
                # They would take twice the memory of the value while it is converted.
                del window, text, value
                yield found
                break
