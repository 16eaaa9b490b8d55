"""Bytes become JSON values: as the standard library reads them, or with a word about what is different."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.damage import is_prefix
from helpers.records import BODIES, RAW_LINES, RECORDS, dumped
from wpconv.errors import ReadError
from wpconv.model import ReadOptions
from wpconv.notices import Notice
from wpconv.read.decoding.decode import Value, values, values_at
from wpconv.read.decoding.tolerant_parser import scan

OPTIONS = ReadOptions()
TEXT = st.text(st.characters(codec="utf-8"))  # no half of a character: it is no UTF-8
KEYS = st.text(st.characters(codec="utf-8"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
OBJECTS = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), JSON, min_size=1, max_size=5
)


def read(data: bytes, options: ReadOptions = OPTIONS) -> tuple[list[Value], list[Notice]]:
    found = list(values(data, "export", options))
    return [each for each in found if isinstance(each, Value)], [e for e in found if isinstance(e, Notice)]


@given(
    st.lists(JSON.filter(lambda value: not isinstance(value, str)), max_size=6),
    st.booleans(),
    st.sampled_from([None, 0, 4, "\t"]),
)
def test_strict_json_is_read_as_it_is(records: list[Any], ascii_only: bool, indent: int | str | None) -> None:
    """Whatever is strict JSON comes out as the standard library reads it, and nothing is said about it."""
    data = json.dumps(records, ensure_ascii=ascii_only, indent=indent).encode()
    found, notices = read(data)
    assert [each.value for each in found] == json.loads(data)
    assert not notices
    assert not any(each.notices or each.incomplete for each in found)


@given(st.lists(OBJECTS, min_size=1, max_size=4))
def test_a_record_is_found_again_where_it_begins(records: list[dict[str, Any]]) -> None:
    """The offset of a strict record is the byte from which it can be read alone."""
    data = json.dumps(records, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    found, _notices = read(b"\xef\xbb\xbf" + data)
    offsets = [each.offset for each in found]
    assert None not in offsets
    again = values_at(
        io.BytesIO(b"\xef\xbb\xbf" + data), "export", [at for at in offsets if at is not None], OPTIONS
    )
    assert [(each.value, each.digest) for each in again] == [(each.value, each.digest) for each in found]


def test_a_large_record_is_read_alone() -> None:
    """A record that is larger than what is read at first is read whole, also with a character at the edge."""
    records = [{"id": 1, "text": "€" * 100_000}, {"id": 2}]
    data = json.dumps(records, ensure_ascii=False).encode()
    found, _notices = read(data)
    (again,) = values_at(io.BytesIO(data), "export", [found[0].offset or 0], OPTIONS)
    assert again == found[0]


def test_an_input_that_changed_is_named() -> None:
    """Where a record was and is no more, a failure says so."""
    with pytest.raises(ReadError, match="changed while it was read"):
        list(values_at(io.BytesIO(b'[{"id": 1'), "export", [1], OPTIONS))


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_cut_at_any_byte_gives_a_beginning(number: int, ascii_only: bool) -> None:
    """Three records, each cut at every byte after a whole one: the beginning comes out, and it is said."""
    records = [RECORDS[0], RECORDS[(5, 7, 11)[number]]]
    data = dumped(records, ascii_only=ascii_only).encode()
    for end in range(data.index(b'{"id":', 2), len(data)):
        check_cut(data[:end], records)


def test_a_cut_at_every_50th_byte_of_all_gives_a_beginning() -> None:
    """The same for the whole list, at every fiftieth byte."""
    data = dumped(RECORDS).encode()
    for end in range(1, len(data), 50):
        check_cut(data[:end], list(RECORDS))


def check_cut(data: bytes, records: list[dict[str, Any]]) -> None:
    try:
        found, notices = read(data)
    except ReadError as error:
        assert "cut off or broken" in error.cause  # noqa: PT017 - most cuts leave something
        assert len(data) < 20
        return
    assert is_prefix([each.value for each in found], records)
    assert not any(each.incomplete for each in found[:-1])
    codes = [each.code for each in (*notices, *found[-1].notices)]
    assert "truncated-input" in codes


@given(OBJECTS, st.data())
def test_a_cut_of_any_object_gives_a_beginning(value: dict[str, Any], data: st.DataObject) -> None:
    """However an object is nested and escaped, its cut text gives a beginning of it and nothing else."""
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()))
    end = data.draw(st.integers(min_value=1, max_value=len(text) - 1))
    found = scan(text[:end], 0, 200)
    assert found.is_cut
    assert not found.is_broken
    assert found.value is None or is_prefix(found.value, value)


@given(OBJECTS, st.booleans())
def test_the_tolerant_scan_reads_strict_json_alike(value: dict[str, Any], ascii_only: bool) -> None:
    """Where nothing is wrong, the tolerant scan finds what the strict decoder finds."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    found = scan(text, 0, 200)
    assert found.value == json.loads(text)
    assert (found.end, found.is_cut, found.is_broken, found.repairs) == (len(text), False, False, [])


def test_a_guess_leaves_good_records_alone() -> None:
    """The guess at quotation marks finds nothing to guess in a post as WordPress writes it."""
    for value in RECORDS:
        found = scan(dumped(value), 0, 200, guess_quotes=True)
        assert (found.value, found.repairs) == (value, [])


@given(st.text(alphabet="{}[]\",:\\ \n1ab'x<", max_size=80))
def test_nothing_changes_without_a_word(text: str) -> None:
    """Of any handful of JSON's characters, either all is strict, or something is said, or a failure named."""
    try:
        found, notices = read(text.encode())
    except ReadError:
        return
    said = bool(notices) or any(each.notices for each in found)
    try:
        value = json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        assert said or all(line_is_json(line) for line in lines) or "\n" in text
    else:
        assert isinstance(value, str) or not said


def line_is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


@given(st.binary(max_size=200))
def test_no_bytes_stop_it(data: bytes) -> None:
    """Whatever the bytes are, they are read or named."""
    with suppress(ReadError):
        read(data)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b'[{"a": 1},]', "line 1, column 11"),
        (b'\xef\xbb\xbf[{"a": 1}]', "byte order mark"),
        (b'[{"a": NaN}]', "NaN is not JSON"),
        (b'{"a": 1}\n{"a": 2', "line 2, column "),
        ('[{"a": "€"}]'.encode("cp1252"), "not UTF-8"),
        (b'[{"a": "x\ny"}]', "control character"),
    ],
)
def test_strict_means_strict(data: bytes, part: str) -> None:
    """With `--strict-json` nothing of a text is read that is not strict JSON, and the place is named."""
    with pytest.raises(ReadError, match=part) as caught:
        read(data, ReadOptions(strict_json=True))
    assert "--strict-json" in caught.value.advice


def test_strict_reads_what_is_strict() -> None:
    """With `--strict-json` good input is read as without, a record a line too."""
    found, _notices = read("\n".join(RAW_LINES).encode(), ReadOptions(strict_json=True))
    assert [each.value for each in found] == list(RECORDS)


def test_nesting_has_a_bound_that_can_be_raised() -> None:
    """What nests too deeply for the standard decoder is an error that names the option, and read with it."""
    for depth in (210, 3000):
        data = b'[{"id": 1, "meta": ' + b"[" * depth + b"]" * depth + b"}]"
        with pytest.raises(ReadError, match="more than 200 deep at character") as caught:
            read(data)
        assert "--max-depth" in caught.value.advice
        (found,), _notices = read(data, ReadOptions(max_depth=4000))
        assert found.value["id"] == 1


def test_many_brackets_are_not_deep() -> None:
    """A record of many values beside each other is within the bound."""
    value = {"id": 1, "meta": [[{"a": [1]}]] * 500}
    (found,), _notices = read(json.dumps([value]).encode(), ReadOptions(max_depth=6))
    assert found.value == value
    with pytest.raises(ReadError, match="more than 4 deep"):
        read(json.dumps([value]).encode(), ReadOptions(max_depth=4))


def test_repairs_have_their_byte() -> None:
    """A notice of a repair names the character and the byte, which differ after the first umlaut."""
    data = '[{"title": "Übermut", "content": "ä\nb"}, {"title": "cut'.encode()
    (whole, cut), _notices = read(data)
    assert [(each.code, each.offset) for each in whole.notices] == [("raw-control-character", 37)]
    assert "at character 35 (byte 37)" in whole.notices[0].detail
    assert [(each.code, each.offset) for each in cut.notices] == [("truncated-input", len(data))]


def test_many_repairs_are_one_notice() -> None:
    """Repairs of one kind in one record are told together, with their number and the first place."""
    (found,), _notices = read(b'[{"a": "1\t2\t3", "b": "\t"}]')
    (notice,) = found.notices
    assert notice.detail == "3 control characters without an escape, the first at character 9 (byte 9)"


def test_code_with_quotation_marks_is_guessed_right() -> None:
    """JSON in a body whose quotation marks lost their escapes does not end the body."""
    text = dumped([RECORDS[10]]).replace('\\"', '"')
    (found,), _notices = read(text.encode())
    assert found.value["content"]["rendered"] == BODIES[10]
    assert [each.code for each in found.notices] == ["unescaped-quote"]
