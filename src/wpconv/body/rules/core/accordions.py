"""The accordion block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.context import Rule
from wpconv.body.dom import Tag, remove

if TYPE_CHECKING:
    from wpconv.body.context import Context


def accordions(tag: Tag, _ctx: Context) -> None:
    """The accordion block: headings over their text, without the plus sign."""
    remove(tag)


RULES = (Rule(".wp-block-accordion-heading__toggle-icon", accordions),)
