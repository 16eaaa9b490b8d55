"""Values that PHP serialised."""

from __future__ import annotations

from typing import Any

import pytest

from wpconv.read.wxr.php import unserialised


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('a:2:{s:5:"width";i:160;s:4:"file";s:8:"boat.jpg";}', {"width": 160, "file": "boat.jpg"}),
        ('a:2:{i:0;s:5:"Inês";i:1;d:0.5;}', ["Inês", 0.5]),
        ('a:1:{i:7;b:1;}', {"7": True}),
        ('a:2:{i:0;N;i:1;a:0:{}}', [None, []]),
        ('s:7:"a";b:"c";', 'a";b:"c'),
        ("i:-5;", -5),
        ("b:0;", False),
        ("N;", None),
    ],
)  # fmt: skip
def test_values(text: str, value: Any) -> None:
    """Scalars, lists and maps are read; the length of a text is in bytes."""
    found = unserialised(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "a: 1",
        "i:5",
        "i:5; and more",
        'a:1:{i:0;s:50:"short";}',
        'a:1:{i:0;O:8:"stdClass":0:{}}',
        'O:8:"stdClass":0:{}',
        "a:9999999:{i:0;i:1;}",
        "a:1:{i:0;" * 500 + "N;" + "}" * 500,
        "a:1:{i:x;i:1;}",
        "d:;",
    ],
)
def test_other_texts(text: str) -> None:
    """A text that is not a whole serialised value, or holds an object, stays as it is."""
    assert unserialised(text) == text
