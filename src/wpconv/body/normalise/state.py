"""The state of one walk, and the steps that the handlers of HTML's elements share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import unquote

from wpconv.body.context import Context
from wpconv.body.dom import NavigableString, PageElement, Tag, attr, text
from wpconv.body.html import runs_script
from wpconv.body.nodes import Anchor, Block, Inline, Link, Paragraph, RawBlock, RawInline
from wpconv.body.normalise.block_builder import BlockBuilder, Container
from wpconv.body.normalise.inline import ONLY_HTML, Format, Formats, build_inline, collapsed, format_of
from wpconv.body.normalise.plain import PlainContent
from wpconv.body.references import rewrite_link
from wpconv.notices import NoticeCode

_LOCAL_LINK = re.compile(r'href="#([^"]+)"')

End = Callable[[], None]
Entered = tuple[End | None, Formats]
"""A handler's answer: what to call at the end tag, and the formats that the children inherit."""
Handler = Callable[["State", Tag, Formats], Entered | None]
"""Begins an element; None if its children are done already."""


class State:
    """The growing normal form, and what the handlers need to know of the body."""

    def __init__(self, links: Iterable[Tag], ctx: Context, *, is_special: bool = False) -> None:
        self.ctx = ctx
        self.is_special = is_special
        """Whether a converter has handlers of its own, which are called for all elements inside of others."""
        self.builder = BlockBuilder()
        hrefs = (attr(link, "href") for link in links)
        self.linked_ids = ctx.wanted_ids.union(
            unquote(href[1:]) for href in hrefs if href.startswith("#") and len(href) > 1
        )
        """The ids in this body that links lead to, its own and those of other posts."""
        self.replacements: dict[int, list[PageElement]] = {}
        """The nodes that rules put in the place of elements with a method of a converter, by identity."""
        self._anchors: dict[str, Anchor] = {}

    def keep_anchor(self, tag: Tag) -> None:
        """Keep the id of an element that a link leads to."""
        if self.linked_ids and self.ctx.keeps_html:
            identifier = unquote(attr(tag, "id") or (attr(tag, "name") if tag.name == "a" else ""))
            if identifier in self.linked_ids and identifier not in self._anchors:
                self._anchors[identifier] = Anchor(identifier)
                self.builder.inline.append((self._anchors[identifier], ()))

    def keep_anchor_before(self, tag: Tag) -> None:
        """Keep the id of a block that holds no inline content, in a paragraph before it."""
        if not self.linked_ids or "id" not in tag.attrs:
            return
        self.builder.end_paragraph()
        self.keep_anchor(tag)
        anchors = [node for node, _ in self.builder.inline if isinstance(node, Anchor)]
        if anchors and len(anchors) == len(self.builder.inline):
            self.builder.inline.clear()
            self.builder.add_block(Paragraph([*anchors]))

    def drop_unused_anchors(self, blocks: list[Block]) -> None:
        """Remove the anchors that no link leads to any more, because rules removed the links."""
        if not self._anchors:
            return
        linked = {identifier for node in _all_nodes(blocks) for identifier in _linked_ids(node)}
        linked |= self.ctx.wanted_ids
        unused = {id(anchor) for identifier, anchor in self._anchors.items() if identifier not in linked}
        for children in _inline_lists(blocks):
            left = [node for node in children if id(node) not in unused]
            if len(left) < len(children):
                children[:] = build_inline([(node, ()) for node in left])
        for nodes in _inline_lists(blocks):
            nodes[:] = [node for node in nodes if not isinstance(node, Paragraph) or node.children]

    def separate(self, tag: Tag, formats: Formats) -> Entered:
        """End the paragraph at an element's start tag and at its end tag."""
        self.builder.end_paragraph()
        self.keep_anchor(tag)
        return self.builder.end_paragraph, formats

    def plain(
        self, tag: Tag, formats: Formats, kind: type[Container], *, is_line: bool = False
    ) -> list[Inline] | None:
        """Return the inline nodes of a block whose content is plain, and end the paragraph before it.

        Most blocks are plain (see `plain_inline`). The general way, opening a container, collecting formatted
        nodes and closing it again, has the same result and costs many times as much.

        Args:
            tag: a paragraph, a heading, an item, a cell or a caption.
            formats: those around it.
            kind: the container that it belongs in.
            is_line: whether a line break in it is a space.

        Returns:
            Its inline nodes, none if it has no text; None if it must go the general way.
        """
        builder = self.builder
        if formats or type(builder.top) is not kind or self.is_special:
            return None
        has_targets = bool(self.linked_ids)
        if has_targets and ("id" in tag.attrs or builder.inline):  # its own anchor, or one from before it
            return None
        contents = tag.contents
        if len(contents) == 1 and type(contents[0]) is NavigableString:
            text = collapsed(str(contents[0])).strip(" \xa0")
            nodes: list[Inline] | None = [text] if text and not text.isspace() else []
        elif contents:
            nodes = PlainContent(is_line=is_line, has_targets=has_targets).inline(contents, self.format)
        else:
            nodes = []
        if nodes is not None and builder.inline:
            builder.end_paragraph()
        return nodes

    def open(self, tag: Tag, formats: Formats, container: Container) -> Entered:
        """Begin a container that the end tag closes."""
        self.builder.open(container)
        self.keep_anchor(tag)
        return partial(self.builder.close, container), formats

    def nest(self, tag: Tag, formats: Formats, container: Container) -> Entered:
        """Begin a container that can be inside of its own kind, unless it would nest too deep."""
        if not self.builder.is_full:
            return self.open(tag, formats, container)
        self.ctx.notice(NoticeCode.NESTING_FLATTENED, f"<{tag.name}> stands deeper than Markdown can say")
        return self.separate(tag, formats)

    def format(self, tag: Tag) -> Format | None:
        """Return the format of an inline element, if the user's options allow it."""
        if tag.name == "a" and runs_script(attr(tag, "href")):
            self.ctx.notice(NoticeCode.DROPPED_SCRIPT_LINK, f"the link around “{_excerpt(tag)}” ran a script")
            return None
        if tag.name == "a":
            rewrite_link(tag, self.ctx)
        found = format_of(tag)
        if found is None:
            return None
        if found.name in ONLY_HTML and not self.ctx.keeps_html:
            self.ctx.notice(NoticeCode.DROPPED_HTML, f"<{found.name}> around “{_excerpt(tag)}”")
            return None
        return found


def _children(node: Any) -> Iterator[list[Any]]:
    """Yield the lists of nodes that a node holds."""
    for name in ("children", "items", "header", "rows", "term", "definitions"):
        if (children := getattr(node, name, None)) is not None:
            yield children


def _inline_lists(blocks: list[Block]) -> Iterator[list[Inline]]:
    """Yield every list of nodes in the normal form."""
    waiting: list[list[Any]] = [blocks]
    for nodes in waiting:
        yield nodes
        for node in nodes:
            waiting.extend([node] if isinstance(node, list) else _children(node))


def _all_nodes(blocks: list[Block]) -> Iterator[Any]:
    return (node for nodes in _inline_lists(blocks) for node in nodes)


def _linked_ids(node: Any) -> list[str]:
    """Return the ids in this body that a node leads to."""
    if isinstance(node, RawBlock | RawInline):
        return [unquote(unescape(identifier)) for identifier in _LOCAL_LINK.findall(node.content)]
    return [unquote(node.href.strip()[1:])] if isinstance(node, Link) else []


def _excerpt(tag: Tag) -> str:
    return " ".join(text(tag).split())[:40]
