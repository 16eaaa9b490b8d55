"""Elementor's gallery."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, new, replace_with


def elementor_galleries(tag: Tag, _ctx: Context) -> None:
    """Elementor's gallery: images instead of the backgrounds that its script sets."""
    for item in [tag, *find_all(tag, cls="e-gallery-image")]:
        if source := attr(item, "data-thumbnail"):
            alt = attr(item, "alt") or attr(item, "aria-label")
            replace_with(item, new("img", {"src": source, "alt": alt}))


RULES = (Rule(".e-gallery-item", elementor_galleries), Rule(".e-gallery-image", elementor_galleries))
