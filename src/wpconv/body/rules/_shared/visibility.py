"""What a reader sees of a tag."""

from itertools import islice

from wpconv.body.dom import PageElement, Tag, descendants, has_class, is_text

_SHOWN = frozenset(
    ("img", "picture", "iframe", "video", "audio", "object", "embed", "canvas", "math", "hr", "input")
)
_SHOWING = frozenset(("data-gallery", "data-thumbnail", "data-to-value"))
"""Attributes of what a script would show."""
_MANY = 100
"""Nodes that are too many for an icon."""


def has_visible_content(tag: Tag) -> bool:
    """Tell whether a tag holds words, images, players or their like."""
    if any(is_text(node) and not str(node).isspace() for node in tag.contents):
        return True
    nodes = list(islice(descendants(tag), _MANY))
    hidden = [node for node in nodes if isinstance(node, Tag) and has_class(node, "screen-reader-text")]
    unseen = {id(part) for node in hidden for part in islice(descendants(node), _MANY)}
    return len(nodes) == _MANY or any(
        _is_shown(node) or (is_text(node) and str(node).strip() and id(node) not in unseen) for node in nodes
    )


def _is_shown(node: PageElement) -> bool:
    """Tell an image, a player and their like; tags with a dash in their names are such, too."""
    return isinstance(node, Tag) and (
        node.name in _SHOWN or "-" in node.name or bool(_SHOWING & node.attrs.keys())
    )
