"""One post on its way into normal form: what the handlers of plain HTML share."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wpconv.body.dom import KEEP, Tag, attr, find_all, inline, text, text_alone
from wpconv.body.normalise.block_builder import Flow
from wpconv.body.normalise.formatting import Leaf, Mark, mark
from wpconv.body.normalise.inline import anchor, tidy
from wpconv.notices import NoticeCode

if TYPE_CHECKING:
    from wpconv.body.context import Context

_LOCAL_LINK = re.compile(r'href="#([^"]+)"')
Marks = tuple[Mark, ...]
Leave = Callable[[], None]
Entered = tuple[Leave | None, Marks]
"""What a tag's end does, and the marks that its content has."""
Handler = Callable[["Walk", Tag, Marks], Entered | None]
"""Begins a tag; None says that it is done, its content too."""

_ONLY_HTML = frozenset(
    ("sub", "sup", "u", "ins", "mark", "kbd", "tt", "samp", "abbr", "q", "ruby", "rt", "rp", "bdo", "bdi")
)


class Walk:
    """The growing normal form, and what the tags of this body can ask of it."""

    def __init__(self, links: list[Tag], ctx: Context) -> None:
        self.ctx = ctx
        self.flow = Flow(ctx)
        self.targets = _targets(links)
        self._anchors: dict[str, Tag] = {}

    def anchor(self, tag: Tag) -> None:
        """Keep a place that a link in this body leads to."""
        if self.targets and self.ctx.keeps_html:
            target = unquote(attr(tag, "id") or (attr(tag, "name") if tag.name == "a" else ""))
            if target in self.targets and target not in self._anchors:
                self._anchors[target] = anchor(target)
                self.flow.leaves.append((self._anchors[target], ()))

    def drop_idle_anchors(self, root: Tag) -> None:
        """Take out the places that no link leads to any more, as rules took the links out."""
        if not self._anchors:
            return
        made = [root, *find_all(root)]
        linked = {target for tag in made for target in _led_to(tag)}
        idle = {id(tag) for target, tag in self._anchors.items() if target not in linked}
        for tag in made:
            left: list[Leaf] = [(node, ()) for node in inline(tag) if id(node) not in idle]
            if len(left) < len(tag.contents):
                tag.contents = tidy(left)

    def boundary(self, tag: Tag, marks: Marks) -> Entered:
        """End a paragraph here and where the tag ends."""
        self.flow.boundary()
        self.anchor(tag)
        return self.flow.boundary, marks

    def settle(self, tag: Tag, marks: Marks, kind: str, attrs: dict[str, str] | None = None) -> bool:
        """Place a tag that holds text alone, as most do, at once; tell whether it is done.

        What the general way does, opening a container and closing it again, takes many times as long.

        Args:
            tag: a paragraph, a heading, a cell or the like.
            marks: those that it stands in.
            kind: the kind of container that it belongs in.
            attrs: those of its normal form.
        """
        alone = text_alone(tag)
        if alone is None or marks or self.targets or self.flow.top.kind != kind:
            return False
        self.flow.settle(tag.name, attrs or {}, alone)
        return True

    def open(self, tag: Tag, marks: Marks, made: Tag, kind: str, *, stays: bool = False) -> Entered:
        """Begin a container that the tag's end closes; if it does not stay, it goes where it is empty."""
        frame = self.flow.open(made, kind, stays=stays)
        self.anchor(tag)
        return partial(self.flow.close, frame), marks

    def nest(self, tag: Tag, marks: Marks, made: Tag, kind: str, *, stays: bool = False) -> Entered:
        """Begin a container of those that may stand in each other, unless that goes too deep."""
        if not self.flow.is_full:
            return self.open(tag, marks, made, kind, stays=stays)
        self.ctx.notice(NoticeCode.NESTING_FLATTENED, f"<{made.name}> stands deeper than Markdown can say")
        return self.boundary(tag, marks)

    def mark(self, tag: Tag) -> Mark | None:
        """Return the mark that an inline tag puts on its content, if the user wants it."""
        made = mark(tag)
        if made is None:
            return None
        if made.name == "a" and made.attrs["href"].strip().lower().startswith("javascript:"):
            self.ctx.notice(NoticeCode.DROPPED_SCRIPT_LINK, f"the link around “{_excerpt(tag)}” ran a script")
            return None
        if made.name in _ONLY_HTML and not self.ctx.keeps_html:
            self.ctx.notice(NoticeCode.DROPPED_HTML, f"<{made.name}> around “{_excerpt(tag)}”")
            return None
        return made


def _targets(links: list[Tag]) -> frozenset[str]:
    """The names of the places in this body that its own links lead to."""
    hrefs = (attr(link, "href") for link in links)
    return frozenset(unquote(href[1:]) for href in hrefs if href.startswith("#") and len(href) > 1)


def _led_to(tag: Tag) -> list[str]:
    """The places in this body that a tag in normal form leads to, be it HTML."""
    if tag.name == KEEP:
        return [unquote(unescape(name)) for name in _LOCAL_LINK.findall("".join(map(str, tag.contents)))]
    return [unquote(attr(tag, "href")[1:])] if tag.name == "a" else []


def _excerpt(tag: Tag) -> str:
    return " ".join(text(tag).split())[:40]
