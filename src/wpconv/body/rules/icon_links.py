"""Links that show only an icon."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeGuard

from wpconv.body.rules._rule import Rule
from wpconv.body.tree import (
    PageElement,
    Tag,
    attr,
    descendants,
    has_class,
    is_text,
    name,
    remove,
    replace_with,
    text,
)

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context

_SHOWN = frozenset(
    ("img", "picture", "iframe", "video", "audio", "object", "embed", "canvas", "math", "hr", "input")
)
_MANY = 100
"""Nodes that are too many for an icon."""


def icon_links(tag: Tag, ctx: Context) -> None:
    """Links that show only an icon, or nothing: left out, and told where they lead."""
    url = attr(tag, "href")
    if not url or url.startswith("#") or url.lower().startswith("javascript:") or _is_seen(tag):
        return
    label = attr(tag, "aria-label") or attr(tag, "title") or " ".join(text(tag).split())
    ctx.notice("removed-icon-link", f"{url} {label}".rstrip())
    if text(tag).isspace():
        replace_with(tag, " ")  # it parts the words around it
    else:
        remove(tag)


def _is_seen(tag: Tag) -> bool:
    if any(is_text(node) and not str(node).isspace() for node in tag.contents):
        return True
    nodes = list(islice(descendants(tag), _MANY))
    unseen = {id(part) for node in nodes if _is_unseen(node) for part in islice(descendants(node), _MANY)}
    return len(nodes) == _MANY or any(
        name(node) in _SHOWN or (is_text(node) and str(node).strip() and id(node) not in unseen)
        for node in nodes
    )


def _is_unseen(node: PageElement) -> TypeGuard[Tag]:
    return isinstance(node, Tag) and has_class(node, "screen-reader-text")


RULES = (Rule("a", icon_links),)
