"""Whether a tag has visible content."""

from itertools import islice

from wpconv.body.dom import PageElement, Tag, attr, descendants, has_class, is_text
from wpconv.body.rules._shared.media import address

_VISIBLE = frozenset(
    ("picture", "iframe", "video", "audio", "object", "embed", "canvas", "math", "hr", "input")
)
_VISIBLE_ATTRS = frozenset(("data-gallery", "data-thumbnail", "data-to-value"))
"""Attributes of which scripts make visible content."""
FOR_SCREEN_READERS = (
    "screen-reader-text", "sr-only", "visually-hidden", "elementor-screen-only",
)  # fmt: skip
"""Classes of text that only screen readers say."""
_INVISIBLE = (*FOR_SCREEN_READERS, "material-icons", "material-symbols-outlined", "et-pb-icon")
"""Classes of text that browsers do not show, or show as an icon."""
_PRIVATE = "\ue000", "\uf8ff"
"""Private use characters, which only the font of an icon shows (Unicode §23.5)."""
_MAX_NODES = 100
"""More nodes than an icon has."""


def has_visible_content(tag: Tag) -> bool:
    """Return whether a tag holds text, images, players or other visible elements."""
    if any(_is_shown(node) for node in tag.contents):
        return True
    nodes = list(islice(descendants(tag), _MAX_NODES))
    hidden = [node for node in nodes if isinstance(node, Tag) and has_class(node, *_INVISIBLE)]
    invisible = {id(part) for node in hidden for part in islice(descendants(node), _MAX_NODES)}
    return len(nodes) == _MAX_NODES or any(
        _is_visible(node) or (_is_shown(node) and id(node) not in invisible) for node in nodes
    )


def _is_shown(node: PageElement) -> bool:
    """Return whether a node is a text that does not only consist of white space and icons."""
    if not is_text(node):
        return False
    text = str(node).strip()
    return len(text) > 1 or (text != "" and not _PRIVATE[0] <= text <= _PRIVATE[1])


def _is_visible(node: PageElement) -> bool:
    """Return whether a node is an image, a player, a custom element or another visible element."""
    return isinstance(node, Tag) and (
        node.name in _VISIBLE
        or (node.name == "img" and bool(address(node)))
        or "-" in node.name
        or (node.name == "svg" and bool(attr(node, "aria-label")))
        or bool(_VISIBLE_ATTRS & node.attrs.keys())
    )
