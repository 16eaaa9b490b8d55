"""Definition lists: what Markdown's dialects can say of them."""

from __future__ import annotations

from wpconv.body.dom import PageElement, Tag, keep, name
from wpconv.body.parse.html import Node


def shape(nodes: list[PageElement]) -> list[Tag]:
    """Bring the `dt` and `dd` of a list into normal form.

    Returns:
        A `dl` in which each `dt` has its `dd` after it: terms that share a definition become lines of one. A
        definition before the first term, and a term without a definition, are paragraphs of their own.
    """
    blocks: list[Tag] = []
    waiting: list[Tag] = []
    for number, node in enumerate(nodes):
        assert isinstance(node, Tag)  # noqa: S101 for the type only
        if node.name == "dt":
            waiting.append(node)
            continue
        if not node.contents:
            if name(nodes[number + 1] if number + 1 < len(nodes) else None) != "dd":
                blocks += _without_definition(waiting)
                waiting = []
            continue
        listed = blocks[-1] if blocks and blocks[-1].name == "dl" else None
        if waiting:
            if listed is None:
                listed = Node("dl", {}, [])
                blocks.append(listed)
            listed.contents.append(_joined(waiting))
            waiting = []
        if listed is None:
            blocks.extend(block for block in node.contents if isinstance(block, Tag))
        else:
            listed.contents.append(node)
    return [*blocks, *_without_definition(waiting)]


def _without_definition(waiting: list[Tag]) -> list[Tag]:
    return [Node("p", {}, [Node("strong", {}, _joined(waiting).contents)])] if waiting else []


def _joined(waiting: list[Tag]) -> Tag:
    nodes: list[PageElement] = []
    for term in waiting:
        nodes += [keep("<br>")] if nodes else []
        nodes += term.contents
    return Node("dt", {}, nodes)
