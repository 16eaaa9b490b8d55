"""Block content in the making: leaves become paragraphs, and open containers are filled until they close."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.body import table, terms
from wpconv.body.inline import is_anchor, is_break, is_content, line, paragraphs, tidy
from wpconv.body.tree import FRAGMENT, PageElement, Tag, new, set_children, tags

if TYPE_CHECKING:
    from wpconv.body.marks import Leaf, Mark
    from wpconv.body.rules._rule import Context

DEEPEST = 18
"""How deep quotes and lists may nest (a list counts twice): renderers of Markdown stop reading at 20."""


_BEGINNINGS = frozenset(("p", "ul", "ol"))
"""What a tight list's item may begin with."""
_PARTS: dict[str, tuple[str, ...]] = {
    "flow": ("p",),
    "line": (),
    "list": ("li",),
    "terms": ("dt", "dd"),
    "table": ("tr", "caption"),
    "row": ("td", "th"),
}
"""What a container is made of; in all but `flow`, anything else is moved."""


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
        self.frames = [Frame(new(FRAGMENT), "flow")]
        self.leaves: list[Leaf] = []

    @property
    def top(self) -> Frame:
        """The container that is being filled."""
        return self.frames[-1]

    @property
    def is_full(self) -> bool:
        """Whether another container would nest too deep."""
        return len(self.frames) > DEEPEST

    @property
    def nearest(self) -> str:
        """The kind of the innermost container that is no line."""
        return next(frame.kind for frame in reversed(self.frames) if frame.kind != "line")

    def leaf(self, node: str | Tag, marks: tuple[Mark, ...]) -> None:
        """Add text or an atomic inline tag."""
        self.leaves.append((node, marks))

    def settle(self, name: str, attrs: dict[str, str], text: str) -> None:
        """Add a block that holds text alone to the container that it belongs in."""
        self.boundary()
        text = line(text)
        nodes = self.frames[-1].nodes
        if name in ("td", "th", "li"):
            if text or name != "li":
                nodes.append(new(name, attrs, *([new("p", None, text)] if text else [])))
        elif text:
            nodes.append(new(name, attrs, text))

    def boundary(self) -> None:
        """End the paragraph; in a heading or another line, part the words."""
        if self.leaves:
            if self.frames[-1].kind == "line":
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
        frame = Frame(tag, kind, stays=stays)
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
            self._place(new("p", {}, *(node for node, _ in self.leaves)))
        set_children(self.top.tag, self.top.nodes)
        return self.top.tag

    def _end_line(self) -> None:
        if self.top.kind == "line":
            self._close_top()

    def _close_top(self) -> None:
        frame = self.frames[-1]
        if frame.kind == "line":
            leaves, self.leaves = self.leaves, []
            nodes = tidy([(" ", ()) if is_break(leaf) else leaf for leaf in leaves])
        else:
            self.boundary()
            nodes = frame.nodes
        self.frames.pop()
        frame.is_open = False
        if frame.kind == "table":
            set_children(frame.tag, nodes)
            for block in (*frame.strays, *table.shape(frame.tag, html=self.ctx.keeps_html)):
                self._place(block)
        elif frame.kind == "terms":
            for block in terms.shape(nodes):
                self._place(block)
        elif nodes or frame.stays:
            set_children(frame.tag, nodes)
            if frame.kind == "list":
                _settle(frame.tag)
            self._place(frame.tag)

    def _flush(self) -> None:
        leaves, self.leaves = self.leaves, []
        if not any(map(is_content, leaves)):
            self.leaves = [leaf for leaf in leaves if is_anchor(leaf)]
            return
        for part in paragraphs(leaves):
            nodes = tidy(part)
            if nodes:
                paragraph = new("p")
                set_children(paragraph, nodes)
                self._place(paragraph)

    def _place(self, tag: Tag) -> None:
        frame = self.frames[-1]
        if tag.name in _PARTS[frame.kind]:
            frame.nodes.append(tag)
        elif frame.kind == "list":
            self._place_in_list(frame, tag)
        elif frame.kind == "terms":
            frame.nodes.append(new("dd", {}, tag))
        elif frame.kind in ("table", "row"):
            next(f for f in reversed(self.frames) if f.kind == "table").strays.append(tag)
        else:
            frame.nodes.append(tag)

    def _place_in_list(self, frame: Frame, block: Tag) -> None:
        """A block that stands in a list without an item goes with the item before it."""
        last = frame.nodes[-1] if frame.nodes else None
        if isinstance(last, Tag):
            last.contents.append(block)
            block.parent = last
        else:
            frame.nodes.append(new("li", {}, block))


def _settle(tag: Tag) -> None:
    """Mark a list as tight where no item needs blank lines inside."""
    if all(map(_is_tight, tags(tag))):
        tag.attrs["tight"] = "yes"


def _is_tight(item: Tag) -> bool:
    blocks = tags(item)
    if len(blocks) < 2:
        return not blocks or blocks[0].name in _BEGINNINGS
    return blocks[0].name in _BEGINNINGS and all(map(_may_follow_line, blocks[1:]))


def _may_follow_line(block: Tag) -> bool:
    """Only a list that counts from 1, and begins with text, is read as one right after a line of text."""
    return block.name in ("ul", "ol") and "start" not in block.attrs and bool(tags(block)[0].contents)
