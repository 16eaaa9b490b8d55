"""Buttons that only scripts answer."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, replace_with


def push_buttons(tag: Tag, _ctx: Context) -> None:
    """Buttons that only scripts answer: their labels, as words of the line that they stand in."""
    replace_with(tag, " ", *tag.contents)


RULES = (Rule("button", push_buttons),)
