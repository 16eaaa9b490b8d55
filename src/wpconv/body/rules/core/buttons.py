"""The button block."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find_all, replace_with


def buttons(tag: Tag, _ctx: Context) -> None:
    """The button block: a link in a paragraph of its own, its label on one line."""
    for line_break in find_all(tag, "br"):
        replace_with(line_break, " ")


RULES = (Rule(".wp-block-button", buttons),)
