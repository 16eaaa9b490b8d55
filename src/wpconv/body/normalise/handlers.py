"""The elements of HTML: what each becomes in the normal form."""

from __future__ import annotations

import re
from functools import partial

from wpconv.body.dom import (
    RAW,
    Comment,
    PageElement,
    Tag,
    ancestor,
    attr,
    has_class,
    is_text,
    tags,
    text_alone,
)
from wpconv.body.nodes import (
    Align,
    Block,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    ThematicBreak,
)
from wpconv.body.normalise import typed_lists
from wpconv.body.normalise.block_builder import (
    CellContainer,
    Container,
    DefinitionListContainer,
    LabelledContainer,
    Line,
    ListContainer,
    Row,
    TableContainer,
)
from wpconv.body.normalise.code import build_code_block, build_code_span, code_text
from wpconv.body.normalise.definition_lists import DefinitionPart, TermPart, finish_definition_list
from wpconv.body.normalise.figures import LabelPart, finish_labelled
from wpconv.body.normalise.inline import FORMATS, Format, Formats, with_format, without_links
from wpconv.body.normalise.inline_edits import emphasis, plain
from wpconv.body.normalise.lists import IndentedList, finish_list
from wpconv.body.normalise.state import Entered, Handler, State
from wpconv.body.normalise.tables import CaptionPart, CellPart, RowPart, finish_table
from wpconv.body.references import image_url

_INVISIBLE = (
     "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "svg", "input",
     "select", "textarea", "datalist", "param", "source", "track", "area", "colgroup", "col"
)  # fmt: skip
"""Elements whose content no reader sees."""

_BLOCKS = (
     "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center",
     "figure", "fieldset", "legend", "form", "hgroup", "search", "details", "summary", "dialog",
     "button", "option", "optgroup",
     "frameset", "noframes", "xmp", "body", "html"
)  # fmt: skip
"""Elements that end a paragraph at their start tag and at their end tag."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNORDERED = ("ul", "menu", "dir")
_SECTIONS = ("thead", "tbody", "tfoot")
_CAPTION = Format("em", "em")
_DISPLAY_BLOCK = re.compile(r"(?:^|[;\s])display\s*:\s*block\b", re.IGNORECASE)
"""A style that makes a block of any element."""
_NO_BULLET = re.compile(r"(?:^|[;\s])list-style(?:-type)?\s*:\s*none\b", re.IGNORECASE)
_BELOW = re.compile(r"(?:^|[;\s])caption-side\s*:\s*bottom\b", re.IGNORECASE)
_MAX_DIGITS = 9
"""Digits of the number that a list of Markdown may begin with (CommonMark §5.2)."""


def text_or_comment(state: State, node: PageElement, formats: Formats) -> None:
    """Add text of another class, and keep the more tag; other comments are for the editor."""
    if is_text(node):
        state.builder.inline.append((str(node), formats))
    elif isinstance(node, Comment) and node.strip().startswith("more") and state.ctx.dialect.more_marker:
        state.builder.add_block(RawBlock(state.ctx.dialect.more_marker))


def transparent(state: State, tag: Tag, formats: Formats) -> Entered:
    """Convert only the content of an element without a meaning, unless its style makes it a block."""
    if _is_displayed_as_block(tag):
        return state.separate(tag, formats)
    state.keep_anchor(tag)
    return None, formats


def _is_displayed_as_block(tag: Tag) -> bool:
    return "style" in tag.attrs and bool(_DISPLAY_BLOCK.search(attr(tag, "style")))


def _skip(_state: State, _tag: Tag, _formats: Formats) -> None:
    """Leave out an element that no reader sees."""


def _paragraph(state: State, tag: Tag, formats: Formats) -> Entered | None:
    nodes = state.plain(tag, formats, Container)
    if nodes is None:
        return state.separate(tag, formats)
    if len(nodes) == 1:
        state.builder.top.nodes.append(Paragraph(nodes))
    elif nodes:
        state.builder.top.nodes += _paragraphs(nodes)
    return None


def _paragraphs(nodes: list[Inline]) -> list[Block]:
    """Return the blocks that the inline nodes of plain content become."""
    if len(nodes) == 1 or LineBreak not in map(type, nodes):
        return [Paragraph(nodes)]
    return typed_lists.paragraphs(nodes)


def _labelled(state: State, tag: Tag, formats: Formats) -> Entered:
    if state.ctx.options.html != "figures" or state.builder.is_full:
        return state.separate(tag, formats)
    return state.open(tag, formats, LabelledContainer(partial(finish_labelled, tag.name)))


def _label(state: State, tag: Tag, formats: Formats) -> Entered | None:
    if isinstance(state.builder.enclosing, LabelledContainer):
        return state.open(tag, formats, Line(partial(LabelPart, tag.name)))
    if tag.name != "figcaption":
        return state.separate(tag, formats)
    nodes = state.plain(tag, formats, Container)
    if nodes is None:
        return state.separate(tag, with_format(formats, _CAPTION))
    if nodes:
        has_lines = LineBreak in map(type, nodes)
        caption = emphasis(nodes)
        state.builder.top.nodes += typed_lists.paragraphs(caption) if has_lines else [Paragraph(caption)]
    return None


def _format(state: State, tag: Tag, formats: Formats) -> Entered | None:
    if _is_displayed_as_block(tag):
        return state.separate(tag, with_format(formats, state.format(tag)))
    state.keep_anchor(tag)
    formats = with_format(formats, state.format(tag))
    if (text := text_alone(tag)) is None:
        return None, formats
    state.builder.inline.append((text, formats))
    return None


def _image(state: State, tag: Tag, formats: Formats) -> None:
    state.keep_anchor(tag)
    if src := image_url(tag, state.ctx):
        image = Image(src, str(tag.attrs.get("alt") or ""), str(tag.attrs.get("title") or ""))
        state.builder.inline.append((image, formats))


def _line_break(state: State, _tag: Tag, _formats: Formats) -> None:
    state.builder.inline.append((LineBreak(), ()))


def _code(state: State, tag: Tag, formats: Formats) -> None:
    state.keep_anchor(tag)
    if code_text(tag):
        state.builder.inline.append(build_code_span(tag, formats, state.ctx))


def _code_block(state: State, tag: Tag, _formats: Formats) -> None:
    state.keep_anchor_before(tag)
    state.builder.add_block(build_code_block(tag, state.ctx))


def _thematic_break(state: State, tag: Tag, _formats: Formats) -> None:
    state.keep_anchor_before(tag)
    state.builder.add_block(ThematicBreak())


def _raw(state: State, tag: Tag, formats: Formats) -> None:
    content = "".join(map(str, tag.contents))
    if attr(tag, "display") == "block":
        state.builder.add_block(RawBlock(content))
    else:
        state.builder.inline.append((RawInline(content), formats))


def _footnote_reference(state: State, tag: Tag, formats: Formats) -> None:
    # A footnote reference is a link itself.
    state.builder.inline.append((FootnoteReference(attr(tag, "id")), without_links(formats)))


def _footnote(state: State, tag: Tag, formats: Formats) -> Entered:
    identifier = attr(tag, "id")
    return state.open(tag, formats, Container(lambda blocks: [Footnote(identifier, blocks)], stays=True))


def _heading(state: State, tag: Tag, formats: Formats) -> Entered | None:
    level = int(tag.name[1])
    nodes = state.plain(tag, formats, Container, is_line=True)
    if nodes is None:
        return state.open(tag, formats, Line(lambda nodes: Heading(level, plain(nodes))))
    if nodes:
        state.builder.top.nodes.append(Heading(level, plain(nodes)))
    return None


def _quote(state: State, tag: Tag, formats: Formats) -> Entered:
    return state.nest(tag, formats, Container(lambda blocks: [Quote(blocks)], stays=_is_written_empty(tag)))


def _is_written_empty(tag: Tag) -> bool:
    """Return whether an element was written without content, not emptied by what is left out of it."""
    return all(is_text(node) and str(node).isspace() for node in tag.contents)


def _list(state: State, tag: Tag, formats: Formats) -> Entered:
    start = None if tag.name in _UNORDERED else _start(tag)
    is_reversed = start is not None and "reversed" in tag.attrs

    return state.nest(tag, formats, ListContainer(partial(finish_list, start=start, is_reversed=is_reversed)))


def _start(tag: Tag) -> int:
    """Return the number that an `ol` begins with."""
    first = next((child for child in tags(tag) if child.name == "li"), None)
    start = attr(tag, "start") or (attr(first, "value") if first else "")
    return int(start) if start.isascii() and start.isdigit() and len(start) <= _MAX_DIGITS else 1


def _list_item(state: State, tag: Tag, formats: Formats) -> Entered | None:
    if not isinstance(state.builder.top, ListContainer):
        return state.separate(tag, formats)
    if (
        not (tag.attrs and attr(tag, "value"))
        and (nodes := state.plain(tag, formats, ListContainer)) is not None
    ):
        if nodes or not tag.contents:
            state.builder.top.nodes.append(item_part(tag, _paragraphs(nodes) if nodes else []))
        return None
    item = Container(lambda blocks: [item_part(tag, blocks)], stays=not tag.contents)
    return state.open(tag, formats, item)


def item_part(tag: Tag, blocks: list[Block]) -> ListItem | IndentedList:
    """Return the item of a list that an `li` becomes."""
    if not tag.attrs:
        return ListItem(blocks)
    if len(blocks) == 1 and isinstance(blocks[0], List) and _NO_BULLET.search(attr(tag, "style")):
        return IndentedList(blocks[0])
    return ListItem(blocks, attr(tag, "value"))


def _definition_list(state: State, tag: Tag, formats: Formats) -> Entered:
    return state.nest(tag, formats, DefinitionListContainer(finish_definition_list))


def _definition_part(state: State, tag: Tag, formats: Formats) -> Entered:
    if not isinstance(state.builder.enclosing, DefinitionListContainer):
        return state.separate(tag, formats)
    if tag.name == "dt":
        return state.open(tag, formats, Line(TermPart))
    return state.open(tag, formats, Container(lambda blocks: [DefinitionPart(blocks)], stays=True))


def _table(state: State, tag: Tag, formats: Formats) -> Entered:
    return state.nest(tag, formats, TableContainer(partial(finish_table, html=state.ctx.keeps_html)))


def _table_caption(state: State, tag: Tag, formats: Formats) -> Entered:
    if not isinstance(state.builder.top, TableContainer):
        return state.separate(tag, formats)
    style = f"{attr(tag, 'style')};{attr(ancestor(tag, 'table') or tag, 'style')}"
    is_below = _BELOW.search(style) is not None or attr(tag, "align") == "bottom"
    return state.open(tag, formats, Line(partial(CaptionPart, is_below=is_below)))


def _table_section(state: State, tag: Tag, formats: Formats) -> Entered:
    if isinstance(state.builder.top, Row):
        state.builder.close(state.builder.top)
    return state.separate(tag, formats)


def _table_row(state: State, tag: Tag, formats: Formats) -> Entered:
    if isinstance(state.builder.top, Row):
        state.builder.close(state.builder.top)
    table = state.builder.top
    if not isinstance(table, TableContainer):
        return state.separate(tag, formats)
    return state.open(tag, formats, _row(table, tag.parent))


def _row(table: TableContainer, parent: Tag | None) -> Row:
    section = parent.name if parent is not None and parent.name in _SECTIONS else ""
    return Row(lambda cells: [RowPart(section, cells)], table)  # type: ignore[arg-type]  # one of _SECTIONS


def _table_cell(state: State, tag: Tag, formats: Formats) -> Entered | None:
    table = state.builder.top
    if isinstance(table, TableContainer):  # its row's start tag is missing
        state.builder.open(_row(table, None))
    if not isinstance(state.builder.top, Row):
        return state.separate(tag, formats)
    if (nodes := state.plain(tag, formats, Row)) is not None:
        state.builder.top.nodes.append(cell_part(tag, [Paragraph(nodes)] if nodes else []))
        return None
    return state.open(tag, formats, CellContainer(lambda blocks: [cell_part(tag, blocks)], stays=True))


def cell_part(tag: Tag, blocks: list[Block]) -> CellPart:
    """Return the cell of a table that a `td` or `th` becomes."""
    if not tag.attrs:
        return CellPart(tag.name, blocks)
    spans = {key: attr(tag, key) for key in ("colspan", "rowspan") if attr(tag, key) not in ("", "1")}
    return CellPart(tag.name, blocks, _alignment(tag), spans)


def _alignment(tag: Tag) -> Align:
    style, align = attr(tag, "style").replace(" ", "").lower(), attr(tag, "align").lower()
    sides: tuple[Align, ...] = ("left", "center", "right")
    for side in sides:
        if f"text-align:{side}" in style or align == side or has_class(tag, f"has-text-align-{side}"):
            return side
    return ""


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_INVISIBLE, _skip),
    **dict.fromkeys(FORMATS, _format),
    **dict.fromkeys(_BLOCKS, State.separate), "p": _paragraph,
    "figure": _labelled, "details": _labelled, "figcaption": _label, "summary": _label,
    "br": _line_break, "hr": _thematic_break, "img": _image,
    "code": _code, "pre": _code_block, "listing": _code_block,
    RAW: _raw, "note-ref": _footnote_reference, "note": _footnote,
    **dict.fromkeys(_HEADINGS, _heading),
    **dict.fromkeys((*_UNORDERED, "ol"), _list), "li": _list_item,
    "dl": _definition_list, "dt": _definition_part, "dd": _definition_part,
    "table": _table, **dict.fromkeys(_SECTIONS, _table_section), "caption": _table_caption,
    "tr": _table_row, "td": _table_cell, "th": _table_cell,
    "blockquote": _quote,
}  # fmt: skip
"""The handler of each element; an element without one is transparent."""
