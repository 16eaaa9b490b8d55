"""Images that grow when they are clicked."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, remove


def lightboxes(tag: Tag, _ctx: Context) -> None:
    """Images that grow when they are clicked: without the button for it."""
    remove(tag)


RULES = (Rule("button.lightbox-trigger", lightboxes),)
