"""Elementor's gallery."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, new, replace_with


def elementor_galleries(tag: Tag, _ctx: Context) -> None:
    """Elementor's gallery: an image for what a script would show as a background."""
    for place in [tag, *find_all(tag, cls="e-gallery-image")]:
        if source := attr(place, "data-thumbnail"):
            alt = attr(place, "alt") or attr(place, "aria-label")
            replace_with(place, new("img", {"src": source, "alt": alt}))


RULES = (Rule(".e-gallery-item", elementor_galleries), Rule(".e-gallery-image", elementor_galleries))
