"""The accordion block."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, remove


def accordions(tag: Tag, _ctx: Context) -> None:
    """The accordion block: headings over their text, without the plus sign."""
    remove(tag)


RULES = (Rule(".wp-block-accordion-heading__toggle-icon", accordions),)
