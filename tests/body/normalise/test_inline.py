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
        "**a <strong>b</strong>** *c <em>d</em>*",
    ),
    "a bdi without right-to-left text": ("<p><bdi>$12.00</bdi></p>", "$12.00"),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_inline(html: str, markdown: str) -> None:
    """Formatting inside formatting of its kind is written only if it has a meaning."""
    assert to_markdown(html) == markdown
