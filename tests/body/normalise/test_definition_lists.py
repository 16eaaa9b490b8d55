"""Definition lists."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "a term whose definition is empty": (
        "<dl><dt>A</dt><dd></dd><dt>B</dt><dd>b</dd></dl>",
        "**A**\n\nB\n:   b",
    ),
    "a term with an empty definition and another one": ("<dl><dt>A</dt><dd></dd><dd>b</dd></dl>", "A\n:   b"),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_definition_lists(html: str, markdown: str) -> None:
    """An empty definition is left out; a term without any is a paragraph."""
    assert to_markdown(html) == markdown
