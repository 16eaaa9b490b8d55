"""Content in containers that cannot contain it."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "a block in a heading": ("<h2>a<hr>b</h2>", "## a\n\n---\n\nb"),
    "a paragraph in a heading": ("<h2><div>a</div>b</h2>", "## a b"),
    "a block in a list, after an item": ("<ul><li>a</li><blockquote>b</blockquote></ul>", "- a\n\n    > b"),
    "a block in a list, before the items": (
        "<ul><blockquote>a</blockquote><li>b</li></ul>",
        "-   > a\n\n- b",
    ),
    "a block in a table": (
        "<table><hr><tr><td>a</td><td>b</td></tr></table>",
        "---\n\n|  |  |\n| --- | --- |\n| a | b |",
    ),
    "a block in a definition list": ("<dl><dt>a</dt><p>b</p></dl>", "a\n:   b"),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_misplaced_content(html: str, markdown: str) -> None:
    """Content in a container that cannot contain it is written where a browser shows it."""
    assert to_markdown(html) == markdown
