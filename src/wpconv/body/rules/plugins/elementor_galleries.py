"""Elementor's gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.context import Rule
from wpconv.body.dom import Tag, attr, find_all, new, replace_with

if TYPE_CHECKING:
    from wpconv.body.context import Context


def elementor_galleries(tag: Tag, _ctx: Context) -> None:
    """Elementor's gallery: an image for what a script would show as a background."""
    for place in [tag, *find_all(tag, cls="e-gallery-image")]:
        if source := attr(place, "data-thumbnail"):
            alt = attr(place, "alt") or attr(place, "aria-label")
            replace_with(place, new("img", {"src": source, "alt": alt}))


RULES = (Rule(".e-gallery-item", elementor_galleries), Rule(".e-gallery-image", elementor_galleries))
