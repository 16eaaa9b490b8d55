"""Lists."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "an item that is a list": (
        "<ul><li style='list-style-type:none'><ol><li>a</li><li>b</li></ol></li></ul>",
        "1. a\n2. b",
    ),
    "a list deeper still": ("<ul><li><ul><li><ul><li>a</li></ul></li></ul></li></ul>", "- a"),
    "below another item": ("<ul><li>a</li><li><ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c"),
    "before another item": ("<ul><li><ol><li>a</li></ol></li><li>b</li></ul>", "1. a\n\n- b"),
    "a list and more": ("<ul><li><ol><li>a</li></ol>b</li></ul>", "-   1. a\n\n    b"),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_items_that_hold_nothing_but_a_list(html: str, markdown: str) -> None:
    """Such an item is no item: its list belongs to the item before, or takes the place of the outer one."""
    assert to_markdown(html) == markdown
