"""Elementor's gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules._rule import Rule
from wpconv.body.tree import Tag, attr, new, replace_with

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context


def elementor_galleries(tag: Tag, _ctx: Context) -> None:
    """Elementor's gallery: an image for what a script would show as a background."""
    source = attr(tag, "data-thumbnail")
    if source:
        alt = attr(tag, "alt") or attr(tag, "aria-label")
        replace_with(tag, new("img", {"src": source, "alt": alt}))


RULES = (Rule(".e-gallery-image", elementor_galleries),)
