"""Look for bytes that crash or hang the reading, or that it changes without a word; run by hand.

    pip install atheris
    PYTHONPATH=src python tests/fuzz_decode.py -max_total_time=3600 -timeout=10 CORPUS_FOLDER

The folder keeps what was found to reach new code; it is filled with tests/damage.py when it is empty.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["wpconv.read"]):
    from wpconv.errors import ReadError
    from wpconv.model import Location, ReadOptions
    from wpconv.notices import Notice
    from wpconv.read import reader
    from wpconv.read.decoding import decode
    from wpconv.read.records import classify
    from wpconv.read.records.post import post

from helpers.damage import DAMAGE

OPTIONS = ReadOptions(max_depth=50)


def read(data: bytes) -> tuple[list[Any], bool]:
    """Read bytes as far as to posts, and tell whether anything was said about them."""
    values, is_said = [], False
    for found in decode.values(data, "source", OPTIONS, reader._is_wanted):
        if isinstance(found, Notice):
            is_said = True
            continue
        values.append(found.value)
        is_said |= bool(found.notices)
        for kind, record in classify.records(found.value, incomplete=found.incomplete):
            if kind == classify.POST:
                post(record, Location("source"))
            elif kind in reader.THINGS:
                reader.THINGS[kind](record)
    return values, is_said


def no_constant(name: str) -> Any:
    raise ValueError(name)


def strictly(data: bytes) -> list[Any] | None:
    """Return what the standard library finds in bytes: a list's records, or one document a line."""
    decoder, values, at = json.JSONDecoder(parse_constant=no_constant), [], 0
    try:
        text = data.decode("utf-8")
        while at < len(text):
            start = len(text) - len(text[at:].lstrip(" \t\r\n"))
            if values and start < len(text) and "\n" not in text[at:start]:
                return None
            if start < len(text):
                value, at = decoder.raw_decode(text, start)
                values.append(value)
            else:
                at = start
    except (ValueError, RecursionError):
        return None
    return [each for value in values for each in (value if isinstance(value, list) else [value])]


def holds_text(values: list[Any]) -> bool:
    """Return whether a string among the values may be JSON that is to be unwrapped."""
    return any(isinstance(value, str) for value in values)


def one_input(data: bytes) -> None:
    try:
        values, is_said = read(data)
    except ReadError:
        return
    expected = strictly(data)
    if expected is None:
        assert is_said, "changed without a word"
    elif not holds_text(expected):
        assert values == expected or repr(values) == repr(expected), "strict JSON was not read as it is"
        assert not is_said, "something was said about strict JSON"


def main() -> None:
    corpus = next((Path(each) for each in sys.argv[1:] if not each.startswith("-")), None)
    if corpus is not None:
        corpus.mkdir(exist_ok=True)
        for number, each in enumerate(DAMAGE if not any(corpus.iterdir()) else ()):
            (corpus / f"seed-{number}").write_bytes(each.data)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
