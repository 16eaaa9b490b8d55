"""Block content in the making: leaves become paragraphs, and open containers are filled until they close."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.body.dom import FRAGMENT, PageElement, Tag, blocks
from wpconv.body.normalise import definition_lists, tables
from wpconv.body.normalise.inline import is_anchor, is_break, is_content, line, paragraphs, tidy
from wpconv.body.parse.html import Node, text_node
from wpconv.body.render.lists import counts_on

if TYPE_CHECKING:
    from wpconv.body.context import Context
    from wpconv.body.normalise.formatting import Leaf

DEEPEST = 18
"""How deep quotes and lists may nest (a list counts twice): renderers of Markdown stop reading at 20."""


_PARTS: dict[str, tuple[str, ...]] = {
    "list": ("li",),
    "terms": ("dt", "dd"),
    "table": ("tr", "caption"),
    "row": ("td", "th"),
}
"""What a container is made of, save `flow`, which takes anything; what else stands in it is moved."""


@dataclass(slots=True, eq=False)
class Frame:
    """A container that is being filled."""

    tag: Tag
    kind: str
    """`flow` holds blocks, `line` inline nodes, `list`, `terms`, `table` and `row` their own parts."""
    nodes: list[PageElement] = field(default_factory=list)
    strays: list[Tag] = field(default_factory=list)
    """What a table holds outside its cells; a browser shows it before the table."""
    stays: bool = False
    """Whether it stands even where nothing is in it."""
    is_open: bool = True


class Flow:
    """The normal form's tree while it grows."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.top = Frame(Node(FRAGMENT, {}, []), "flow")
        """The container that is being filled."""
        self.frames = [self.top]
        self.leaves: list[Leaf] = []
        """The inline content since the last block began or ended."""

    @property
    def is_full(self) -> bool:
        """Whether another container would nest too deep."""
        return len(self.frames) > DEEPEST

    @property
    def nearest(self) -> str:
        """The kind of the innermost container that is no line."""
        return next(frame.kind for frame in reversed(self.frames) if frame.kind != "line")

    def settle(self, name: str, attrs: dict[str, str], text: str) -> None:
        """Add a block that holds text alone to the container that it belongs in."""
        if self.leaves:
            self.boundary()
        text = line(text)
        if name in ("td", "th", "li"):
            if text or name != "li":
                inside: list[PageElement] = [Node("p", {}, [text_node(text)])] if text else []
                self.top.nodes.append(Node(name, attrs, inside))
        elif text:
            self.top.nodes.append(Node(name, attrs, [text_node(text)]))

    def boundary(self) -> None:
        """End the paragraph; in a heading or another line, part the words."""
        if self.leaves:
            if self.top.kind == "line":
                self.leaves.append((" ", ()))
            else:
                self._flush()

    def block(self, tag: Tag) -> None:
        """Add a finished block."""
        self._end_line()
        self.boundary()
        self._place(tag)

    def open(self, tag: Tag, kind: str, *, stays: bool = False) -> Frame:
        """Begin a container; one that does not stay goes if nothing is in it."""
        self._end_line()
        self.boundary()
        self.top = frame = Frame(tag, kind, stays=stays)
        self.frames.append(frame)
        return frame

    def close(self, frame: Frame) -> None:
        """End a container, and whatever is still open in it; one that ended before ends a paragraph only."""
        if not frame.is_open:
            self.boundary()
        while frame.is_open:
            self._close_top()

    def result(self) -> Tag:
        """Close everything and return the root."""
        while len(self.frames) > 1:
            self._close_top()
        self.boundary()
        if self.leaves:
            self._place(Node("p", {}, tidy(self.leaves)))
        self.top.tag.contents = self.top.nodes
        return self.top.tag

    def _end_line(self) -> None:
        if self.top.kind == "line":
            self._close_top()

    def _close_top(self) -> None:
        frame = self.top
        if frame.kind == "line":
            nodes = tidy([(" ", ()) if is_break(leaf) else leaf for leaf in self._content()])
        else:
            self.boundary()
            nodes = frame.nodes
        self.frames.pop()
        self.top = self.frames[-1]
        frame.is_open = False
        if frame.kind == "table":
            frame.tag.contents = nodes
            for block in (*frame.strays, *tables.shape(frame.tag, html=self.ctx.keeps_html)):
                self._place(block)
        elif frame.kind == "terms":
            for block in definition_lists.shape(nodes):
                self._place(block)
        elif nodes or frame.stays:
            frame.tag.contents = nodes
            if frame.kind == "list":
                _settle(frame.tag)
            self._place(frame.tag)

    def _content(self) -> list[Leaf]:
        """Take the leaves of a block; of those that show nothing, places to link to go on to the next one."""
        leaves, self.leaves = self.leaves, []
        if leaves and not is_content(leaves[0]) and not any(map(is_content, leaves)):
            self.leaves = [leaf for leaf in leaves if is_anchor(leaf)]
            return []
        return leaves

    def _flush(self) -> None:
        for part in paragraphs(self._content()):
            if nodes := tidy(part):
                self._place(Node("p", {}, nodes))

    def _place(self, tag: Tag) -> None:
        frame = self.top
        if frame.kind == "flow" or tag.name in _PARTS[frame.kind]:
            frame.nodes.append(tag)
        elif frame.kind == "list":
            _place_in_list(frame, tag)
        elif frame.kind == "terms":
            frame.nodes.append(Node("dd", {}, [tag]))
        else:
            next(f for f in reversed(self.frames) if f.kind == "table").strays.append(tag)


def _place_in_list(frame: Frame, block: Tag) -> None:
    """A block that stands in a list without an item goes with the item before it."""
    last = frame.nodes[-1] if frame.nodes else None
    if isinstance(last, Tag):
        last.contents.append(block)
    else:
        frame.nodes.append(Node("li", {}, [block]))


def _settle(tag: Tag) -> None:
    """Mark a list as tight where no item needs blank lines inside."""
    if all(map(_is_tight, blocks(tag))):
        tag.attrs["tight"] = "yes"


def _is_tight(item: Tag) -> bool:
    inside = blocks(item)
    if not inside:
        return True
    begins = inside[0].name == "p" or _is_list(inside[0])
    return begins and (len(inside) == 1 or all(map(_may_follow_line, inside[1:])))


def _is_list(block: Tag) -> bool:
    """Tell a list that Markdown can say."""
    return block.name == "ul" or (block.name == "ol" and counts_on(block))


def _may_follow_line(block: Tag) -> bool:
    """Only a list that counts from 1, and begins with text, is read as one right after a line of text."""
    return _is_list(block) and "start" not in block.attrs and bool(blocks(block)[0].contents)
