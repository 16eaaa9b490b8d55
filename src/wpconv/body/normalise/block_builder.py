"""Block content under construction: inline nodes become paragraphs, and open containers are filled.

A container knows what it may contain; what is misplaced in it goes where a browser shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from wpconv.body.nodes import Anchor, Block, Inline, LineBreak, ListItem, Paragraph
from wpconv.body.normalise import typed_lists
from wpconv.body.normalise.definition_lists import DefinitionPart, TermPart
from wpconv.body.normalise.figures import LabelPart
from wpconv.body.normalise.inline import FormattedNode, build_inline, is_content, split_paragraphs
from wpconv.body.normalise.lists import IndentedList
from wpconv.body.normalise.tables import CaptionPart, CellPart, RowPart

MAX_DEPTH = 18
"""How deep quotes and lists may nest (a list counts twice): renderers of Markdown stop at 20."""

Node = (
    Block | ListItem | IndentedList | TermPart | DefinitionPart | LabelPart | CaptionPart | RowPart | CellPart
)
"""A block, or a part of a list, a definition list, a figure or a table."""
Finish = Callable[[Any], Iterable[Node]]
"""Makes what a container becomes when it is closed, from the nodes that it accepted."""


class Container:
    """An open container that accepts any block: a quote, an item, a cell, the body itself."""

    def __init__(self, finish: Finish, *, stays: bool = False) -> None:
        self.finish = finish
        self.stays = stays
        """Whether it stays even if it is empty."""
        self.nodes: list[Any] = []
        self.is_open = True

    def add(self, node: Node) -> None:
        """Add a node."""
        self.nodes.append(node)


class Line(Container):
    """A heading, a term or a caption: one line of inline nodes, which a block ends."""

    def __init__(self, make: Callable[[list[Inline]], Node]) -> None:
        super().__init__(list)
        self.make = make


class CellContainer(Container):
    """A cell of a table: a typed list in it stays lines, as pipes have no lists."""


class LabelledContainer(Container):
    """A figure with its caption, or details with their summary."""


class ListContainer(Container):
    """A list; a block outside of its items goes with the item before it."""

    def add(self, node: Node) -> None:
        """Add an item, or a block to the last one."""
        if isinstance(node, ListItem | IndentedList):
            self.nodes.append(node)
        elif self.nodes and isinstance(self.nodes[-1], ListItem):
            self.nodes[-1].children.append(node)  # type: ignore[arg-type]  # as above
        else:
            self.nodes.append(ListItem([node]))  # type: ignore[list-item]  # other containers take their parts


class DefinitionListContainer(Container):
    """A definition list; a block outside of its parts is a definition."""

    def add(self, node: Node) -> None:
        """Add a part, or a block as a definition."""
        is_part = isinstance(node, TermPart | DefinitionPart)
        self.nodes.append(node if is_part else DefinitionPart([node]))  # type: ignore[list-item]  # as above


class TableContainer(Container):
    """A table; a block outside of its cells goes before it."""

    def __init__(self, finish: Finish) -> None:
        super().__init__(finish)
        self.misplaced: list[Node] = []

    def add(self, node: Node) -> None:
        """Add a row or a caption, or a block before the table."""
        (self.nodes if isinstance(node, RowPart | CaptionPart) else self.misplaced).append(node)


class Row(Container):
    """A row of a table."""

    def __init__(self, finish: Finish, table: TableContainer) -> None:
        super().__init__(finish, stays=True)
        self.table = table

    def add(self, node: Node) -> None:
        """Add a cell, or a block before the table."""
        (self.nodes if isinstance(node, CellPart) else self.table.misplaced).append(node)


class BlockBuilder:
    """The blocks of a body while they grow."""

    def __init__(self) -> None:
        self.top = Container(list)
        """The container that is being filled."""
        self.containers = [self.top]
        self.inline: list[FormattedNode] = []
        """The inline content since the last block began or ended."""

    @property
    def is_full(self) -> bool:
        """Whether another container would nest too deep."""
        return len(self.containers) > MAX_DEPTH

    @property
    def enclosing(self) -> Container:
        """The innermost container that is not a line."""
        return next(each for each in reversed(self.containers) if not isinstance(each, Line))

    def end_paragraph(self) -> None:
        """End the paragraph; in a line, separate the words."""
        if not self.inline:
            return
        if isinstance(self.top, Line):
            self.inline.append((" ", ()))
            return
        for part in split_paragraphs(self._take_inline()):
            if nodes := build_inline(part):
                if len(part) > 2 and _has_lines(part) and not isinstance(self.top, CellContainer):
                    for block in typed_lists.paragraphs(nodes):
                        self.top.add(block)
                else:
                    self.top.add(Paragraph(nodes))

    def add_block(self, block: Node) -> None:
        """Add a finished block, or a part of the open container."""
        self._end_line()
        self.end_paragraph()
        self.top.add(block)

    def open(self, container: Container) -> Container:
        """Begin a container."""
        self._end_line()
        self.end_paragraph()
        self.top = container
        self.containers.append(container)
        return container

    def close(self, container: Container) -> None:
        """Close a container and all inside it; if it is closed already, end the paragraph."""
        if not container.is_open:
            self.end_paragraph()
        while container.is_open:
            self._close_top()

    def result(self) -> list[Block]:
        """Close everything and return the blocks of the body."""
        while len(self.containers) > 1:
            self._close_top()
        self.end_paragraph()
        if self.inline:  # anchors after the last block
            self.top.add(Paragraph(build_inline(self.inline)))
        return self.top.nodes

    def _end_line(self) -> None:
        if isinstance(self.top, Line):
            self._close_top()

    def _close_top(self) -> None:
        container = self.top
        if isinstance(container, Line):
            line: list[FormattedNode] = [
                (" ", ()) if isinstance(node, LineBreak) else (node, each)
                for node, each in self._take_inline()
            ]
            nodes = build_inline(line)
            finished: Iterable[Node] = [container.make(nodes)] if nodes else ()
        else:
            self.end_paragraph()
            finished = container.finish(container.nodes) if container.nodes or container.stays else ()
        self.containers.pop()
        self.top = self.containers[-1]
        container.is_open = False
        if isinstance(container, TableContainer):
            finished = (*container.misplaced, *finished)
        for node in finished:
            self.top.add(node)

    def _take_inline(self) -> list[FormattedNode]:
        """Return and clear the pending inline nodes; if none is visible, keep the anchors for later."""
        nodes, self.inline = self.inline, []
        if nodes and not any(is_content(node) for node, _ in nodes):
            self.inline = [formatted for formatted in nodes if isinstance(formatted[0], Anchor)]
            return []
        return nodes


def _has_lines(nodes: list[FormattedNode]) -> bool:
    return any(isinstance(node, LineBreak) for node, _ in nodes)
