"""Whether a tag has visible content."""

from itertools import islice

from wpconv.body.dom import PageElement, Tag, attr, descendants, has_class, is_text

_VISIBLE = frozenset(
    ("img", "picture", "iframe", "video", "audio", "object", "embed", "canvas", "math", "hr", "input")
)
_VISIBLE_ATTRS = frozenset(("data-gallery", "data-thumbnail", "data-to-value"))
"""Attributes of which scripts make visible content."""
_MAX_NODES = 100
"""More nodes than an icon has."""


def has_visible_content(tag: Tag) -> bool:
    """Return whether a tag holds text, images, players or other visible elements."""
    if any(is_text(node) and not str(node).isspace() for node in tag.contents):
        return True
    nodes = list(islice(descendants(tag), _MAX_NODES))
    hidden = [node for node in nodes if isinstance(node, Tag) and has_class(node, "screen-reader-text")]
    invisible = {id(part) for node in hidden for part in islice(descendants(node), _MAX_NODES)}
    return len(nodes) == _MAX_NODES or any(
        _is_visible(node) or (is_text(node) and str(node).strip() and id(node) not in invisible)
        for node in nodes
    )


def _is_visible(node: PageElement) -> bool:
    """Return whether a node is an image, a player, a custom element or another visible element."""
    return isinstance(node, Tag) and (
        node.name in _VISIBLE
        or "-" in node.name
        or (node.name == "svg" and bool(attr(node, "aria-label")))
        or bool(_VISIBLE_ATTRS & node.attrs.keys())
    )
