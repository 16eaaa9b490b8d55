"""Functions on inline nodes in normal form: their text, and emphasis that is added or removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wpconv.body.nodes import CodeSpan, Emphasis, HtmlSpan, Inline, Link, RawInline, Strike, Strong
from wpconv.body.normalise.inline import build_inline, is_visible

PARENTS = (Strong, Emphasis, Strike, HtmlSpan, Link)
"""The inline nodes with children."""

OBJECT = "\ufffc"
"""Stands for an image or another inline node without text."""

Kind = type[Strong] | type[Emphasis]


def texts(nodes: Sequence[Inline]) -> Iterator[str]:
    """Yield the texts of inline nodes in order, and `OBJECT` for each node without one."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif isinstance(node, PARENTS):
            yield from texts(node.children)
        else:
            yield _text(node)


def _text(node: Inline) -> str:
    if isinstance(node, CodeSpan):
        return node.text
    return node.content if isinstance(node, RawInline) else OBJECT


def is_whole(nodes: Sequence[Inline], kind: Kind) -> bool:
    """Return whether all words of inline nodes have one kind of emphasis; without words, they have none."""
    found = list(_words(nodes, kind, has_kind=False))
    return bool(found) and all(found)


def _words(nodes: Sequence[Inline], kind: Kind, *, has_kind: bool) -> Iterator[bool]:
    """Yield for each text or code with a letter or a digit whether it has a kind of emphasis."""
    for node in nodes:
        if isinstance(node, PARENTS):
            yield from _words(node.children, kind, has_kind=has_kind or isinstance(node, kind))
        elif isinstance(node, CodeSpan) or (isinstance(node, str) and any(map(str.isalnum, node))):
            yield has_kind


def without(nodes: Sequence[Inline], kind: Kind) -> list[Inline]:
    """Return inline nodes without one kind of emphasis, at any depth."""
    left: list[Inline] = []
    for node in nodes:
        if isinstance(node, kind):
            left += without(node.children, kind)
        elif isinstance(node, PARENTS):
            left.append(replace(node, children=without(node.children, kind)))
        else:
            left.append(node)
    return build_inline([(node, ()) for node in left])


def bold(nodes: list[Inline]) -> list[Inline]:
    """Return inline nodes in strong emphasis, if they have words that can show it."""
    if not is_visible("strong", nodes):
        return nodes
    inner = without(nodes, Strong)
    if len(inner) == 1 and isinstance(inner[0], Emphasis):
        return [Emphasis([Strong(inner[0].children)])]  # the order of normal form
    return [Strong(inner)]


def emphasis(nodes: list[Inline]) -> list[Inline]:
    """Return inline nodes in emphasis, if they have words that can show it."""
    if not is_visible("em", nodes):
        return nodes
    return [Emphasis(without(nodes, Emphasis))]


def plain(nodes: list[Inline]) -> list[Inline]:
    """Return inline nodes without emphasis that has all of their words."""
    for kind in (Strong, Emphasis):
        if is_whole(nodes, kind):
            nodes = without(nodes, kind)
    return nodes
