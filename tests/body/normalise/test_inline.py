"""Formatting and inline content."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "emphasis in a caption": (
        "<figure><figcaption>Cover of <em>The Tide</em>, 1900</figcaption></figure>",
        "*Cover of The Tide, 1900*",
    ),
    "a caption that is emphasis": ("<figure><figcaption><em>All</em></figcaption></figure>", "*All*"),
    "formatting in formatting of its kind": (
        "<p><strong>a <strong>b</strong></strong> <em>c <em>d</em></em></p>",
        "**a b** *c d*",
    ),
    "emphasis of punctuation": (
        "<p>a<strong>.</strong> <em>(</em>b<em>)</em> <del>!</del></p>",
        "a. (b) ~~!~~",
    ),
    "a bdi without right-to-left text": ("<p><bdi>$12.00</bdi></p>", "$12.00"),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_inline(html: str, markdown: str) -> None:
    """Formatting that a reader would not see is not written."""
    assert to_markdown(html) == markdown
