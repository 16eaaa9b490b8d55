from __future__ import annotations

import io
import json
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from helpers.hostile_strings import STRINGS
from wpconv.document.front_matter import FENCES, Value, render

WINTER = timezone(timedelta(hours=1))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.one_of(
        TEXTS,
        st.booleans(),
        st.integers(-(1 << 63), (1 << 63) - 1),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


def inner(block: str, block_format: str) -> str:
    before, after = FENCES[block_format]
    return block.removeprefix(before).removesuffix(after)


def by_pyyaml(fields: dict[str, Value]) -> object:
    return yaml.safe_load(inner(render(fields, "yaml"), "yaml"))


def by_ruamel(fields: dict[str, Value]) -> object:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    return reader.load(io.StringIO(inner(render(fields, "yaml"), "yaml")))


def by_tomllib(fields: dict[str, Value]) -> object:
    return tomllib.loads(inner(render(fields, "toml"), "toml"))


def by_json(fields: dict[str, Value]) -> object:
    return json.loads(render(fields, "json"))


READERS = [by_pyyaml, by_ruamel, by_tomllib, by_json]


@pytest.mark.parametrize("read", READERS)
def test_hostile_strings_come_back(read: object) -> None:
    """Strings that a parser may take for another type are read back exactly: scalars, in lists, in tables."""
    fields = {f"key{number}": text for number, text in enumerate(STRINGS)}
    everything = {**fields, "all": STRINGS, "params": {"nested": fields}}
    assert read(everything) == everything


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=6))
def test_any_fields_come_back(fields: dict[str, Value]) -> None:
    """Fields of any nesting are read back exactly by parsers of YAML 1.1, YAML 1.2, TOML and JSON."""
    for read in READERS:
        assert read(fields) == fields


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=6))
def test_no_line_is_a_fence(fields: dict[str, Value]) -> None:
    """Only the first and the last line are fences, with any of Unicode's line ends."""
    for block_format in ("yaml", "toml"):
        fence = FENCES[block_format][1].strip()
        lines = render(fields, block_format).splitlines()
        assert [n for n, line in enumerate(lines) if line.strip() == fence] == [0, len(lines) - 1]


def test_lone_surrogates() -> None:
    """A lone surrogate, which UTF-8 cannot encode, becomes the replacement character."""
    block = render({"title": "a\ud83db"}, "yaml")
    assert block == '---\ntitle: "a\ufffdb"\n---\n'
    block.encode()


DATES = [
    (datetime(2019, 3, 10, 8, 30, tzinfo=timezone(timedelta(hours=2))), "2019-03-10T08:30:00+02:00"),
    (datetime(2019, 3, 10, 8, 30, tzinfo=UTC), "2019-03-10T08:30:00+00:00"),
    (datetime(2019, 3, 10, 8, 30), "2019-03-10T08:30:00"),  # noqa: DTZ001 - local time without an offset
    (datetime(2019, 3, 10, 8, 30, 0, 123, UTC), "2019-03-10T08:30:00+00:00"),
    (datetime(33, 4, 3, 15, 0, tzinfo=UTC), "0033-04-03T15:00:00+00:00"),
    (datetime(1880, 1, 1, 12, 0, tzinfo=ZoneInfo("Europe/Berlin")), "1880-01-01T11:59:32+00:53"),
]


@pytest.mark.parametrize(("date", "expected"), DATES)
def test_dates(date: datetime, expected: str) -> None:
    """A date is no string; it keeps its instant, and its offset in whole minutes."""
    assert render({"date": date}, "yaml") == f"---\ndate: {expected}\n---\n"
    read = by_tomllib({"date": date})["date"]
    assert read == date.replace(microsecond=0)
    assert read.isoformat() == expected


NUMBERS = [
    (True, "true"), (False, "false"), (0, "0"), (-5, "-5"), (2.0, "2.0"), (1e16, "1.0e+16"),
    (1.5e-7, "1.5e-07"),
    (float("inf"), '"inf"'), (1 << 63, '"9223372036854775808"'),
]  # fmt: skip


@pytest.mark.parametrize(("number", "expected"), NUMBERS)
def test_numbers(number: float, expected: str) -> None:
    """All parsers read a number as the same number; one that some of them cannot hold is a string."""
    assert render({"x": number}, "yaml") == f"---\nx: {expected}\n---\n"


def test_formats() -> None:
    """The same fields in the four formats."""
    fields: dict[str, Value] = {
        "title": 'The "Blue" Hour',
        "date": datetime(2024, 11, 2, 9, 15, tzinfo=WINTER),
        "tags": ["tea", "C++"],
        "params": {"wp_id": 12, "no": False},
    }
    assert render(fields, "yaml") == (
        '---\ntitle: "The \\"Blue\\" Hour"\ndate: 2024-11-02T09:15:00+01:00\ntags: ["tea", "C++"]\n'
        'params:\n  wp_id: 12\n  "no": false\n---\n'
    )
    assert render(fields, "toml") == (
        '+++\ntitle = "The \\"Blue\\" Hour"\ndate = 2024-11-02T09:15:00+01:00\ntags = ["tea", "C++"]\n'
        '\n[params]\nwp_id = 12\n"no" = false\n+++\n'
    )
    assert render(fields, "json") == (
        '{\n  "title": "The \\"Blue\\" Hour",\n  "date": "2024-11-02T09:15:00+01:00",\n'
        '  "tags": ["tea", "C++"],\n  "params": { "wp_id": 12, "no": false }\n}\n'
    )
    meta: dict[str, Value] = {**fields, "title": " The \n Blue\x07 Hour ", "category": ["Salt, Sugar"]}
    del meta["params"]
    assert render(meta, "meta") == (
        "title: The Blue Hour\ndate: 2024-11-02 09:15:00+01:00\ntags: tea; C++\ncategory: Salt, Sugar;\n"
    )
