"""Images that grow when they are clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.context import Rule
from wpconv.body.dom import Tag, remove

if TYPE_CHECKING:
    from wpconv.body.context import Context


def lightboxes(tag: Tag, _ctx: Context) -> None:
    """Images that grow when they are clicked: without the button for it."""
    remove(tag)


RULES = (Rule("button.lightbox-trigger", lightboxes),)
