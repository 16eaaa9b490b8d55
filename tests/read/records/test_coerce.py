"""No document holds a character that YAML, a site generator or UTF-8 refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpconv.read.records.coerce import UNWANTED, clean


@given(st.text())
def test_good_text_stays_as_it_is(text: str) -> None:
    """A text changes only where something is reported, and then it can be written as UTF-8."""
    cleaned, found = clean(text)
    assert (cleaned == text) == (not found)
    cleaned.encode()
    assert clean(cleaned) == (cleaned, {})


@pytest.mark.parametrize(
    ("text", "cleaned", "kinds"),
    [
        ("tab\tand\r\nline", "tab\tand\r\nline", {}),
        ("a\x00b\x1bc\x7f", "abc", {"control-character": 3}),
        ("a\x93b", "ab", {"control-character": 1}),
        ("a\x0bb\u2028c\u0085d", "a\nb\nc\nd", {"line-separator": 3}),
        ("a\ud83d b", "a\ufffd b", {"lone-surrogate": 1}),
        ("a\ufffe\ufdd0", "a", {"noncharacter": 2}),
        (
            "&#1;&#x0B;&#8217;&#150;&amp;#1;",
            "\n&#8217;&#150;&amp;#1;",
            {"control-character": 1, "line-separator": 1},
        ),
        ("&#xD800;", "\ufffd", {"lone-surrogate": 1}),
        ("&#xfdd1z&#64977z&#64977", "zz", {"noncharacter": 3}),
        ("&#99999999;&#x110000;", "&#99999999;&#x110000;", {}),
    ],
)
def test_each_kind_has_its_end(text: str, cleaned: str, kinds: dict[str, int]) -> None:
    """What nobody sees goes, a line end is one, half a character is marked; each kind is counted."""
    assert clean(text) == (cleaned, kinds)


def test_the_quick_tests_know_every_unwanted_character() -> None:
    """Exactly the UNWANTED characters are removed, also beside text that is not ASCII, and as references."""
    for number in range(0x10000):
        unwanted = bool(UNWANTED.match(chr(number)))
        assert bool(clean(f"a{chr(number)}é")[1]) == unwanted, hex(number)
        if not 0x80 <= number < 0xA0:
            for reference in (f"&#{number};", f"&#00{number} ", f"&#x{number:x};", f"&#X0{number:X} "):
                assert bool(clean(reference)[1]) == unwanted, reference
