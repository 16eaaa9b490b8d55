"""Tables."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "sections without rows": (
        "<table><thead><th>h</th></thead><tbody><td>a</td></tbody></table>",
        "| h |\n| --- |\n| a |",
    ),
    "cells without a row": (
        "<table><td>a</td><td>b</td><tr><td>c</td><td>d</td></tr></table>",
        "|  |  |\n| --- | --- |\n| a | b |\n| c | d |",
    ),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_tables(html: str, markdown: str) -> None:
    """Rows whose start tags are missing are restored."""
    assert to_markdown(html) == markdown
