"""Lists."""

import pytest

from helpers.bodies import to_markdown

NONE = "<li style='margin: 0; list-style-type:none;'>"
CASES = {
    "alone": (f"<ul>{NONE}<ol><li>a</li><li>b</li></ol></li></ul>", "1. a\n2. b"),
    "deeper still": (f"<ul>{NONE}<ul>{NONE}<ul><li>a</li></ul></li></ul></li></ul>", "- a"),
    "below another item": (
        f"<ul><li>a</li>{NONE}<ul><li>b</li></ul></li><li>c</li></ul>",
        "- a\n    - b\n- c",
    ),
    "before another item": (f"<ul>{NONE}<ol><li>a</li></ol></li><li>b</li></ul>", "1. a\n\n- b"),
    "a list and more": (f"<ul>{NONE}<ol><li>a</li></ol>b</li></ul>", "-   1. a\n\n    b"),
    "a text": (f"<ul>{NONE}a</li></ul>", "- a"),
    "with a bullet": ("<ul><li><ul><li>a</li></ul></li></ul>", "-   - a"),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_items_that_only_indent_a_list(html: str, markdown: str) -> None:
    """An item without a bullet that holds only a list is none: the list belongs to the item before it."""
    assert to_markdown(html) == markdown
