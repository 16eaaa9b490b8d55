"""A large file that is decoded piece by piece gives what it gives as a whole."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpconv.errors import ReadError
from wpconv.model import ReadOptions
from wpconv.read.decoding import decode, pieces
from wpconv.read.decoding.decode import Value

OPTIONS = ReadOptions()
SCALARS = st.one_of(st.integers(), st.booleans(), st.text(max_size=8), st.sampled_from(["é€😀", "[{"]))
RECORDS = st.lists(st.dictionaries(st.text(max_size=3), SCALARS, max_size=3), max_size=5)
DAMAGE = st.sampled_from(
    [b"", b"\xff", b"]", b"[", b",", b"1", b"\n", b"}", b'"', b"\0", b"\xe2\x82", b'"[1]"']
)


def read(data: bytes, piece: int | None) -> list[object]:
    """Return what a file gives, read in pieces of some bytes or as a whole, without the places of records."""
    try:
        if piece is None:
            found = list(decode.values(data, "export", OPTIONS))
        else:
            with patch.object(decode, "LARGE", 0), patch.object(pieces, "PIECE", piece):
                found = list(decode.file_values(io.BytesIO(data), "export", OPTIONS))
    except ReadError as error:
        return [str(error)]
    return [each.value if isinstance(each, Value) else each for each in found]


@given(
    st.lists(RECORDS, min_size=1, max_size=3),
    st.sampled_from(["\n", "", " \r\n", ",", " "]),
    st.integers(1, 9),
    st.tuples(DAMAGE, st.integers(0, 60)),
)
def test_pieces_of_any_size_give_the_same(
    documents: Sequence[Any], between: str, piece: int, damage: tuple[bytes, int]
) -> None:
    """Whole or damaged, one JSON text or several: the same values and notices in the same order."""
    text = between.join(json.dumps(each, ensure_ascii=False) for each in documents)
    data = text.encode("utf-8", "replace")
    data = data[: damage[1]] + damage[0] + data[damage[1] :]
    assert read(data, piece) == read(data, None)


@pytest.mark.parametrize("lines", [True, False])
def test_a_strict_file_is_never_read_as_a_whole(lines: bool) -> None:
    """Strict JSON, and a record on each line, needs memory for a few records only."""
    records = [{"id": number, "text": "é€" * 50} for number in range(300)]
    texts = [json.dumps(each, ensure_ascii=False) for each in records]
    data = ("\n".join(texts) if lines else f"[{', '.join(texts)}]").encode()
    sizes: list[int | None] = []

    class Recorded(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            sizes.append(size)
            return super().read(size)

    with patch.object(decode, "LARGE", 0), patch.object(pieces, "PIECE", 1000):
        found = list(decode.file_values(Recorded(data), "export", OPTIONS))
    assert found == list(decode.values(data, "export", OPTIONS))
    assert [each.value for each in found if isinstance(each, Value)] == records
    assert len(data) > 50_000
    assert max(size or len(data) for size in sizes) <= 2000
    assert -1 not in sizes
