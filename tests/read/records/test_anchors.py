"""Tests for the ids of a body and the links to ids, which are found without parsing it."""

from __future__ import annotations

import pytest

from wpconv.read.records import anchors


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 class="x" id="steps">', ("steps",)),
        ("<h2 ID='steps'>", ("steps",)),
        ('<h2\nid = "steps">', ("steps",)),
        ("<a name=steps>", ("steps",)),
        ('<p id="a&amp;b">', ("a&b",)),
        ('<p id="a"><p id="b"><p id="a">', ("a", "b")),
        ('<img data-id="7" width="5">', ()),
        ("<p>The id is 5, a = b.", ()),
    ],
)
def test_ids(html: str, expected: tuple[str, ...]) -> None:
    """An id is found in any quotes, once; the attributes whose names end like its own have none."""
    assert anchors.ids(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a class="x" href="/tea/#steps">', ("/tea/#steps",)),
        ("<a HREF = '#steps'>", ("#steps",)),
        ("<a href=#steps>", ("#steps",)),
        ('<a href="/tea/?a=1&amp;b=2#steps">', ("/tea/?a=1&b=2#steps",)),
        ('<a href="/tea/">&#8217;</a>', ()),
        ('<a data-href="/tea/#steps">', ()),
        ('<a href="#">', ()),
    ],
)
def test_links_to_ids(html: str, expected: tuple[str, ...]) -> None:
    """The URL of a link is found if it has a fragment."""
    assert anchors.fragments(html) == expected
