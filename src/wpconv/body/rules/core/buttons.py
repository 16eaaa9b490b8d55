"""The button block."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find_all, replace_with


def buttons(tag: Tag, _ctx: Context) -> None:
    """The button block: a link in a paragraph, with line breaks in its label replaced by spaces."""
    for line_break in find_all(tag, "br"):
        replace_with(line_break, " ")


RULES = (Rule(".wp-block-button", buttons),)
