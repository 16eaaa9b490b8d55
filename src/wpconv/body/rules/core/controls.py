"""Controls that only WordPress's scripts answer."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, remove

_CONTROLS = (
    "button.lightbox-trigger",  # enlarges an image
    ".wp-block-accordion-heading__toggle-icon",  # the plus sign in an accordion's heading
)


def controls(tag: Tag, _ctx: Context) -> None:
    """The button that enlarges an image, and the plus sign of an accordion's heading: removed."""
    remove(tag)


RULES = tuple(Rule(match, controls) for match in _CONTROLS)
