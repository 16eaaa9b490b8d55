"""The normal form as Markdown: every string is final where it is made.

The conventions are those that all common dialects read alike (docs/dialects.md): `-` bullets, four-space
nesting, fenced code, hard breaks of two spaces, blank lines around blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from wpconv.body import html, nodes
from wpconv.body.nodes import Block, Inline
from wpconv.body.render import inline_tokens as markup
from wpconv.body.render.code import code_block, code_span, without_code, without_code_first
from wpconv.body.render.escape import Position, finish, is_ordinary
from wpconv.body.render.link_destinations import link_destination
from wpconv.body.render.lists import INDENT, hang, lay_out
from wpconv.body.render.plain import plain_markdown
from wpconv.dialect import Dialect

_AUTOLINK = re.compile(r"(?:https?|ftp)://[^\s<>`\x00-\x1f]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TAG_NAME = re.compile(r"</?([a-z][a-z0-9-]*)")
_SPECIAL_IN_ALT = re.compile(r"[\\`*_\[\]~^|{<$&]")
_RISKY_IN_ALT = re.compile(r"[\\`<]|&#?\w+;")
_HASH = re.compile(r"^#", re.MULTILINE)
# A tag alone on a line would begin an HTML block (CommonMark §4.6), in which no Markdown is read.
_IMAGE_LINE = re.compile(r"^(<img [^>\n]*>)  \n")
_MATH_LINE = re.compile(r"^<math\b.*?</math>", re.MULTILINE)
_CODE = re.compile(f"{markup.RAW}(`+) ?(.*?) ?\\1{markup.RAW_END}")
# A line that would be the destination, and perhaps the title, of a link (CommonMark §4.7).
_DESTINATION = re.compile(r"""\A(\S+(?: +(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?)(?=[ \t]*(?:\n|\Z))""")
_TASK = re.compile(r"\A((?:#{1,6} )?\[)([xX])(?=\])")
_COLUMN = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


@dataclass(frozen=True, slots=True)
class Style:
    """The choices of style that markdownify's options offer; the defaults are the command line's."""

    heading: Literal["atx", "atx_closed", "underlined"] = "atx"
    bullets: str = "-"
    """The bullets of nested lists, from the outermost list on; they begin again after the last."""
    hard_break: Literal["spaces", "backslash"] = "spaces"
    autolinks: bool = True
    """Whether a link whose text is its address is written `<address>`."""
    default_title: bool = False
    """Whether a link without a title gets its address as title."""
    sub: str = ""
    """Written around subscript; empty for the element."""
    sup: str = ""
    """Written around superscript; empty for the element."""


@dataclass(slots=True)
class Rendered:
    """A body as Markdown, without a final line end."""

    text: str
    html_elements: set[str] = field(default_factory=set)
    """The elements for which Markdown has no syntax: they are in the text, or were left out of it."""


def render(blocks: list[Block], dialect: Dialect, *, html: bool = True, style: Style = Style()) -> Rendered:
    """Render a body.

    Args:
        blocks: its normal form, which is only read.
        dialect: the target's Markdown.
        html: whether HTML is written where Markdown has no syntax; else only its text is.
        style: where Markdown offers a choice.
    """
    renderer = _Renderer(dialect, markup.HtmlUse(allowed=html), style)
    text = renderer.blocks(blocks)
    return Rendered(text, renderer.html.names)


class _Renderer:
    """The state of one rendering: where it is, and which HTML was needed."""

    def __init__(self, dialect: Dialect, html: markup.HtmlUse, style: Style) -> None:
        self.dialect = dialect
        self.html = html
        self.style = style
        self.has_plain_style = style.hard_break == "spaces" and not style.default_title
        self.list_depth = 0
        self.depth = 0
        """How many quotes, items, definitions and footnotes are around the block."""

    def blocks(self, blocks: list[Block], gap: str = "\n\n", position: Position = Position.PARAGRAPH) -> str:
        """Render blocks and join them.

        Args:
            blocks: the content of a body, a quote, an item or the like.
            gap: what is written between two blocks.
            position: that of a paragraph at the beginning.
        """
        self.depth += 1
        text = self._blocks(blocks, gap, position)
        self.depth -= 1
        if position is Position.ITEM and self.dialect.loose_tasks:
            return _TASK.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text)
        return text

    def _blocks(self, blocks: list[Block], gap: str, position: Position) -> str:
        if position is Position.ITEM and blocks and type(blocks[0]) is not nodes.Paragraph:
            blocks = self._item_start(blocks)
        if len(blocks) == 1:
            block = blocks[0]
            return (
                self.finish(block.children, position) if type(block) is nodes.Paragraph else self.block(block)
            )
        texts: list[str] = []
        before: Block | None = None
        is_alternate = False
        for block in blocks:
            if type(block) is nodes.Paragraph:
                texts.append(self.finish(block.children, position if before is None else Position.PARAGRAPH))
            elif type(block) is nodes.List:
                is_alternate = _is_bullet_list(block) and _is_bullet_list(before) and not is_alternate
                texts += self._lists_apart(block, before, is_alternate=is_alternate)
            else:
                texts.append(self.block(block))
            before = block
        return gap.join(text for text in texts if text)

    def _item_start(self, blocks: list[Block]) -> list[Block]:
        """Return the blocks of an item, with HTML where a dialect does not read what it begins with."""
        first = blocks[0]
        if isinstance(first, nodes.CodeBlock) and not self.dialect.code_begins_item:
            return without_code_first(blocks, keeps_html=self.html.wants("pre"))
        if isinstance(first, nodes.Quote) and not self.dialect.quote_begins_item and self.html.allowed:
            return [nodes.RawBlock("<!-- -->"), *blocks]
        return blocks

    def labelled(self, blocks: list[Block]) -> str:
        """Render the blocks of a definition or a footnote."""
        place = self.dialect.code_in_labelled
        if place != "anywhere":
            change = without_code if place == "never" else without_code_first
            blocks = change(blocks, keeps_html=self.html.allowed)
        return self.blocks(blocks)

    def block(self, block: Block) -> str:
        """Render one block."""
        return _BLOCKS[type(block)](self, block)

    def _lists_apart(self, block: nodes.List, before: Block | None, *, is_alternate: bool) -> Iterable[str]:
        """Yield a list, kept apart from one before it: by its bullet, or by an empty comment."""
        joins = isinstance(before, nodes.List) and (
            not self.dialect.adjacent_lists or (block.is_ordered and before.is_ordered)
        )
        if joins and self.html.allowed:
            yield "<!-- -->"
        yield self.list_block(block, is_alternate=is_alternate)

    def list_block(self, node: nodes.List, *, is_alternate: bool = False) -> str:
        """Render a list; one that counts otherwise than Markdown does is HTML, if that is allowed.

        Args:
            node: the list.
            is_alternate: whether its bullet differs from the usual one.
        """
        bullet = self.style.bullets[self.list_depth % len(self.style.bullets)]
        if is_alternate:
            bullet = "-" if bullet == "*" else "*"
        self.list_depth += 1
        gap = "\n" if node.tight else "\n\n"
        texts = [self.blocks(item.children, gap, Position.ITEM) for item in node.items]
        if not self.dialect.empty_items and self.html.allowed:
            texts = [text or "<!-- -->" for text in texts]
        self.list_depth -= 1
        is_read = node.counts_by_one and (self.dialect.list_starts or node.start in (None, 1))
        if not is_read and self.html.wants("ol"):
            return html.to_html(node)
        return lay_out(node, texts, bullet)

    def finish(self, children: list[Inline], position: Position = Position.PARAGRAPH) -> str:
        """Render the inline content of a block, with the escapes that it needs there."""
        if len(children) == 1 and type(text := children[0]) is str:
            if is_ordinary(text):
                return text
            text = markup.clean(text)
        else:
            if (
                self.has_plain_style
                and (plain := plain_markdown(children, self.dialect, position)) is not None
            ):
                return plain
            text = self.inline(children)
        text = finish(text, self.html, self.dialect, position)
        if text.startswith("<img "):
            text = _IMAGE_LINE.sub(r"\1<br>", text)
        if not self.dialect.math_begins_line and "<math" in text:
            text = _MATH_LINE.sub(r"<span>\g<0></span>", text)
        if self.style.hard_break == "backslash":
            text = text.replace("  \n", "\\\n")
        can_begin_heading = self.dialect.hash_needs_no_space and position in (
            Position.PARAGRAPH,
            Position.ITEM,
            Position.TERM,
        )
        return _HASH.sub(r"\\#", text) if can_begin_heading else text

    def needs_escapes(self, alt: str) -> bool:
        """Return whether an alternative text has a character that is escaped in it."""
        if not _SPECIAL_IN_ALT.search(alt):
            return False
        if _RISKY_IN_ALT.search(alt):  # depends on what is around the image
            return True
        text = f"{markup.LINK}{alt}{markup.raw('](x)')}"
        return finish(text, markup.HtmlUse(), self.dialect) != f"[{alt}](x)"

    def inline(self, children: list[Inline]) -> str:
        """Return inline nodes as text with markers (see inline_tokens)."""
        return "".join(
            [
                markup.clean(node) if type(node) is str else _INLINES[type(node)](self, node)
                for node in children
            ]
        )


def _is_bullet_list(block: Block | None) -> bool:
    return isinstance(block, nodes.List) and not block.is_ordered


def _heading(renderer: _Renderer, node: nodes.Heading) -> str:
    text, style = renderer.finish(node.children, Position.HEADING), renderer.style.heading
    if text.endswith("}") and not renderer.dialect.escaped_heading_attributes:
        text += "<!-- -->"
    if style == "underlined" and node.level <= 2:
        return f"{text}\n{('=' if node.level == 1 else '-') * len(text)}"
    hashes = "#" * node.level
    return f"{hashes} {text} {hashes}" if style == "atx_closed" else f"{hashes} {text}"


def _quote(renderer: _Renderer, node: nodes.Quote) -> str:
    lines = renderer.blocks(node.children).strip("\r\n").rstrip(" \t").split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines)


def _code_block(renderer: _Renderer, node: nodes.CodeBlock) -> str:
    return code_block(node, renderer.dialect, renderer.html, is_nested=renderer.depth > 1)


def _thematic_break(renderer: _Renderer, _node: nodes.ThematicBreak) -> str:
    # After a bullet, dashes or stars would make one thematic break of both.
    return "___" if renderer.list_depth else "---"


def _table(renderer: _Renderer, node: nodes.Table) -> str:
    def row(cells: list[nodes.Cell]) -> str:
        texts = (renderer.finish(cell.children, Position.CELL) for cell in cells)
        return "|" + "".join(f" {text.strip().replace(chr(10), ' ')} |" for text in texts)

    columns = f"| {' | '.join(_COLUMN[align] for align in node.aligns)} |"
    return "\n".join([row(node.header), columns, *map(row, node.rows)])


def _definition_list(renderer: _Renderer, node: nodes.DefinitionList) -> str:
    parts = []
    for item in node.items:
        definitions = (
            hang(":   ", renderer.labelled(blocks).strip("\n"), INDENT) for blocks in item.definitions
        )
        parts.append("\n".join([renderer.finish(item.term, Position.TERM), *definitions]))
    return "\n\n".join(parts)


def _footnote(renderer: _Renderer, node: nodes.Footnote) -> str:
    text = renderer.labelled(node.children)
    if not renderer.dialect.footnotes:
        text = _DESTINATION.sub(r"\1 &nbsp;", text, count=1)
    return hang(f"[^{node.id}]: ", text, INDENT)


def _raw_block(renderer: _Renderer, node: nodes.RawBlock) -> str:
    if match := _TAG_NAME.match(node.content):
        renderer.html.wants(match[1])
    return node.content


_BLOCKS: dict[type, Callable[[_Renderer, Any], str]] = {
    nodes.Paragraph: lambda renderer, node: renderer.finish(node.children),
    nodes.Heading: _heading,
    nodes.CodeBlock: _code_block,
    nodes.Quote: _quote,
    nodes.List: _Renderer.list_block,
    nodes.Table: _table,
    nodes.DefinitionList: _definition_list,
    nodes.ThematicBreak: _thematic_break,
    nodes.Footnote: _footnote,
    nodes.RawBlock: _raw_block,
}


def _emphasis(start: str, end: str) -> Callable[[_Renderer, Any], str]:
    return lambda renderer, node: f"{start}{renderer.inline(node.children)}{end}"


def _strike(renderer: _Renderer, node: nodes.Strike) -> str:
    text = renderer.inline(node.children)
    if renderer.dialect.strikethrough:
        return f"{markup.DEL}{text}{markup.DEL_END}"
    return _element(renderer, "del", text)


def _element(renderer: _Renderer, name: str, text: str, attrs: dict[str, str] | None = None) -> str:
    """Return an inline element around a text, if HTML is allowed."""
    if not renderer.html.wants(name):
        return text
    return f"{markup.raw(html.inline_start_tag(name, attrs))}{text}{markup.raw(f'</{name}>')}"


def _html_span(renderer: _Renderer, node: nodes.HtmlSpan) -> str:
    if node.name in renderer.dialect.verbatim_elements and renderer.html.wants(node.name):
        return markup.raw(html.to_html(node).replace("|", "&#124;").replace("]:", "]&#58;"))
    text = renderer.inline(node.children)
    symbol = {"sub": renderer.style.sub, "sup": renderer.style.sup}.get(node.name, "")
    if symbol:
        return f"{markup.raw(symbol)}{text}{markup.raw(symbol)}"
    return _element(renderer, node.name, text, node.attrs)


def _link(renderer: _Renderer, node: nodes.Link) -> str:
    text, href, title = renderer.inline(node.children), node.href.strip(), node.title
    if not title and renderer.style.autolinks:
        is_address = text == href and _AUTOLINK.fullmatch(href)
        if is_address or (href == f"mailto:{text}" and _EMAIL.fullmatch(text)):
            return markup.raw(f"<{text}>")
    if renderer.dialect.loose_code and "]:" in text:
        # Else the text of a link at the start of a line would be the label of a definition.
        text = _CODE.sub(lambda code: markup.raw(html.inline_code(code[2])), text)
    if renderer.style.default_title:
        title = title or href
    return f"{markup.LINK}{text}{markup.raw(f']({link_destination(href, title, renderer.dialect)})')}"


def _image(renderer: _Renderer, node: nodes.Image) -> str:
    alt = markup.clean(" ".join(node.alt.split()))
    if not renderer.dialect.alt_escapes and renderer.needs_escapes(alt) and renderer.html.wants("img"):
        attrs = {"src": node.src.strip(), "alt": alt, "title": node.title}
        return markup.raw(html.inline_start_tag("img", {key: each for key, each in attrs.items() if each}))
    destination = link_destination(node.src.strip(), node.title, renderer.dialect)
    return f"{markup.raw('!')}{markup.LINK}{alt}{markup.raw(f']({destination})')}"


def _code_span(renderer: _Renderer, node: nodes.CodeSpan) -> str:
    return markup.raw(code_span(node.text, renderer.dialect, renderer.html))


def _raw_inline(renderer: _Renderer, content: str) -> str:
    if match := _TAG_NAME.match(content):
        renderer.html.wants(match[1])
    return markup.raw(content)


_INLINES: dict[type, Callable[[_Renderer, Any], str]] = {
    nodes.Strong: _emphasis(markup.STRONG, markup.STRONG_END),
    nodes.Emphasis: _emphasis(markup.EM, markup.EM_END),
    nodes.Strike: _strike,
    nodes.HtmlSpan: _html_span,
    nodes.Link: _link,
    nodes.Image: _image,
    nodes.CodeSpan: _code_span,
    nodes.LineBreak: lambda _renderer, _node: markup.BREAK,
    nodes.FootnoteReference: lambda _renderer, node: markup.raw(f"[^{node.id}]"),
    nodes.Anchor: lambda renderer, node: _raw_inline(renderer, html.anchor(markup.clean(node.id))),
    nodes.RawInline: lambda renderer, node: _raw_inline(renderer, node.content),
}
