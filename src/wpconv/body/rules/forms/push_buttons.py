"""The `<button>` element."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, replace_with


def push_buttons(tag: Tag, _ctx: Context) -> None:
    """The `<button>` element: its label as text, as there is no script to answer it."""
    replace_with(tag, " ", *tag.contents)


RULES = (Rule("button", push_buttons),)
