"""The converter: markdownify's interface over the steps parse, normalise and render."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any, Literal

from bs4 import Tag as SoupTag
from bs4.element import Comment as SoupComment
from bs4.element import NavigableString as SoupString
from bs4.element import PageElement, PreformattedString
from markdownify import ATX, ATX_CLOSED, BACKSLASH, SPACES, UNDERLINED, MarkdownConverter

from wpconv.body import dom
from wpconv.body.context import Context
from wpconv.body.dom import Tag
from wpconv.body.nodes import Block, Paragraph, RawBlock, RawInline
from wpconv.body.normalise.block_builder import ListContainer, Row
from wpconv.body.normalise.code import code_text
from wpconv.body.normalise.edges import trim
from wpconv.body.normalise.handlers import HANDLERS, cell_part, item_part, transparent
from wpconv.body.normalise.inline import FORMATS, Formats
from wpconv.body.normalise.state import Entered, Handler, State
from wpconv.body.normalise.walk import build
from wpconv.body.parse.html import Parsed, parse
from wpconv.body.render.markdown import Style, render
from wpconv.body.soup import own_nodes
from wpconv.dialect import Dialect
from wpconv.literals import HtmlMode
from wpconv.model import BodyOptions
from wpconv.notices import NoticeCode

_INLINE = frozenset((*FORMATS, "code", "img", "br", "button"))
_BLOCKS = frozenset((*HANDLERS, "iframe", "video", "audio", "object", "embed")) - _INLINE
"""Elements that are blocks; others are if their content is more than a line."""
_WHOLES = frozenset(("ul", "ol", "menu", "dir", "dl", "table"))
"""Elements of parts: their text is all of their Markdown."""
_CELLS = frozenset(("td", "th"))
_TEXTLESS = frozenset(("img", "br", "hr"))
_HEADING_STYLES: dict[str, Literal["atx", "atx_closed", "underlined"]] = {
    ATX: "atx",
    ATX_CLOSED: "atx_closed",
    UNDERLINED: "underlined",
}
_LINE_ENDS: dict[str, Literal["spaces", "backslash"]] = {SPACES: "spaces", BACKSLASH: "backslash"}
_ACCEPTED = frozenset(
    ("autolinks", "bullets", "code_language", "code_language_callback", "convert", "default_title",
     "heading_style", "newline_style", "strip", "sub_symbol", "sup_symbol")
)  # fmt: skip
"""The options of markdownify that mean something here; docs/api.md says why the others do not."""

Conversion = Callable[[SoupTag, str, set[str]], str]
"""A method `convert_<tag>` of a subclass, bound to its converter."""


@dataclass(frozen=True, slots=True)
class ConvertedBody:
    """A body as normal form and as Markdown, which has no final line end."""

    blocks: list[Block]
    markdown: str


class WordPressConverter(MarkdownConverter):  # type: ignore[misc]  # markdownify's types do not name its methods
    """Converts the HTML of WordPress to Markdown; used like `markdownify.MarkdownConverter`.

    A subclass that defines `convert_<tag>(self, el, text, parent_tags)` changes what becomes of that element:
    `el` is a Beautiful Soup tag, `text` the Markdown of its content, the result is written as it is.

    Args:
        dialect: the Markdown to write; that of a target is `wpconv.document.targets.target(name).dialect`.
        html: `keep` HTML without a Markdown syntax, also for captions and details (`figures`), or `drop` it.
        embeds: how players are written: `html`, `link` or `native`, as in BodyOptions.
        options: those of markdownify in `docs/api.md`; the defaults are ATX headings and `-` bullets.

    Raises:
        TypeError: an option of markdownify has no meaning here, or does not exist.
    """

    class Options(MarkdownConverter.DefaultOptions):  # type: ignore[misc]  # the same
        """markdownify's defaults, but for headings and bullets."""

        heading_style = ATX
        bullets = "-"

    def __init__(
        self,
        *,
        dialect: Dialect | None = None,
        html: HtmlMode = "keep",
        embeds: Literal["html", "link", "native"] = "html",
        **options: Any,
    ) -> None:
        for name in options.keys() - _ACCEPTED:
            known = name in vars(MarkdownConverter.DefaultOptions)
            reason = "has no meaning for WordPressConverter" if known else "is not an option"
            raise TypeError(f"{name!r} {reason}; the options are {', '.join(sorted(_ACCEPTED))}")
        super().__init__(**options)
        self.dialect = dialect or Dialect()
        self.body_options = BodyOptions(html=html, embeds=embeds)
        self.style = Style(
            heading=_HEADING_STYLES[self.options["heading_style"]],
            bullets="".join(self.options["bullets"]),
            hard_break=_LINE_ENDS[self.options["newline_style"]],
            autolinks=self.options["autolinks"],
            default_title=self.options["default_title"],
            sub=self.options["sub_symbol"],
            sup=self.options["sup_symbol"],
        )

    def convert(self, html: str) -> str:
        """Return HTML as Markdown, without a final line end."""
        return self._convert(parse(html))

    def convert_soup(self, soup: SoupTag) -> str:
        """Return a tree that Beautiful Soup parsed, with any parser, as Markdown; the tree is not changed."""
        root = _imported(soup)
        return self._convert(Parsed(root, has_brackets=True, links=dom.find_all(root, "a"), html=str(root)))

    def _convert(self, parsed: Parsed) -> str:
        return self.convert_body(parsed, Context(self.body_options, self.dialect)).markdown

    def convert_body(self, parsed: Parsed, ctx: Context) -> ConvertedBody:
        """Convert the parsed body of a post, as the command line does.

        Args:
            parsed: the body, whose tree is changed.
            ctx: the post's context; notices are added to it.
        """
        handlers, overridden = self._handlers(ctx)
        blocks = trim(build(parsed, ctx, handlers, overridden), ctx)
        rendered = render(blocks, ctx.dialect, html=ctx.keeps_html, style=self.style)
        if rendered.html_elements:
            code = NoticeCode.KEPT_HTML if ctx.keeps_html else NoticeCode.DROPPED_HTML
            ctx.notice(code, " ".join(f"<{name}>" for name in sorted(rendered.html_elements)))
        return ConvertedBody(blocks, rendered.text)

    def _handlers(self, ctx: Context) -> tuple[dict[str, Handler], Collection[str]]:
        """Return the handlers of all elements, and the elements that methods of a subclass handle."""
        names = {
            name.removeprefix("convert_")
            for cls in type(self).__mro__
            if cls is not MarkdownConverter
            for name in vars(cls)
            if name.startswith("convert_") and name not in _OWN
        }
        strips = self.options["strip"] is not None or self.options["convert"] is not None
        language = self.options["code_language"] or self.options["code_language_callback"]
        if not (names or strips or language):
            return HANDLERS, ()
        handlers = dict(HANDLERS)
        if language:
            handlers["pre"] = handlers["listing"] = self._code_block
        levels = {f"h{level}" for level in range(1, 7)} if "hN" in names else set()
        spellings = {name.replace("_", char) for name in names - {"hN"} for char in "_-:"}
        overridden = {name: self._overridden(self.get_conv_fn(name), ctx) for name in levels | spellings}
        handlers |= overridden
        for name in handlers if strips else ():
            if not self.should_convert_tag(name) and name not in _INTERNAL:
                handlers[name] = State.separate if name in _BLOCKS else transparent
        return handlers, overridden.keys()

    def _code_block(self, state: State, tag: Tag, formats: Formats) -> Entered | None:
        callback = self.options["code_language_callback"]
        found = (callback(tag) if callback else "") or self.options["code_language"]
        if found and not tag.attrs.get("lang"):
            tag.attrs["lang"] = found
        return HANDLERS["pre"](state, tag, formats)

    def _overridden(self, conversion: Conversion, ctx: Context) -> Handler:
        """Return the handler of an element whose Markdown a subclass makes."""

        def handle(state: State, tag: Tag, formats: Formats) -> None:
            parent_tags, builder = _parent_tags(tag), state.builder
            text, is_line = self._content(tag, state.replacements.pop(id(tag), None), ctx)
            markdown = conversion(tag, text, parent_tags)
            if is_line and tag.name not in _BLOCKS:
                if markdown:
                    builder.inline.append((RawInline(markdown), formats))
                return
            markdown = markdown.strip("\n")
            blocks = [_part(tag, markdown, parent_tags)] if markdown else []
            if isinstance(builder.top, ListContainer) and tag.name == "li":
                builder.add_block(item_part(tag, blocks))
            elif isinstance(builder.top, Row) and tag.name in _CELLS:
                builder.add_block(cell_part(tag, blocks))
            else:
                builder.end_paragraph()
                for block in blocks:
                    builder.add_block(block)

        return handle

    def _content(self, tag: Tag, replacement: list[PageElement] | None, ctx: Context) -> tuple[str, bool]:
        """Return the Markdown of an element's content, or of what rules replaced it with; is it one line?"""
        handlers, overridden = self._handlers(ctx)
        content = tag
        if replacement is not None:
            content = dom.new(dom.FRAGMENT)
            dom.set_children(content, replacement)
        elif tag.name in _TEXTLESS:
            return "", True
        elif tag.name in ("pre", "code"):
            return code_text(tag), True
        elif tag.name in _WHOLES:
            method = handlers[tag.name]

            def first(state: State, outer: Tag, formats: Formats) -> Entered | None:
                handlers[tag.name] = method  # that of lists and tables inside
                return HANDLERS[tag.name](state, outer, formats)

            handlers[tag.name] = first
            content = dom.new(dom.FRAGMENT)
            content.contents = [tag]  # which stays where it is in the tree
        blocks = build(Parsed(content), replace(ctx, is_raw=False), handlers, overridden)
        text = render(blocks, ctx.dialect, html=ctx.keeps_html, style=self.style).text
        return text, _is_line(blocks)


_OWN = frozenset(("convert_soup", "convert_body"))
"""Methods of the converter whose names are not those of elements."""
_INTERNAL = frozenset((dom.RAW, "note", "note-ref"))
"""Elements that rules and footnotes make."""


def _is_line(blocks: list[Block]) -> bool:
    return not blocks or (len(blocks) == 1 and isinstance(blocks[0], Paragraph))


def _part(tag: Tag, markdown: str, parent_tags: set[str]) -> Block:
    """Return a block of raw Markdown; a paragraph if that is what its element or a cell would have."""
    if parent_tags & _CELLS or tag.name in _CELLS:
        lines = (line.strip() for line in markdown.split("\n"))
        return Paragraph([RawInline(" ".join(filter(None, lines)))])
    is_paragraph = tag.name in ("p", "li") and "\n\n" not in markdown
    return Paragraph([RawInline(markdown)]) if is_paragraph else RawBlock(markdown)


def _parent_tags(tag: Tag) -> set[str]:
    """Return the names of the elements around one, as markdownify's methods get them."""
    names = {parent.name for parent in tag.parents} - {dom.FRAGMENT}
    if names & {"h1", "h2", "h3", "h4", "h5", "h6", "td", "th"}:
        names.add("_inline")
    if names & {"pre", "code", "kbd", "samp"}:
        names.add("_noformat")
    return names


def _imported(soup: SoupTag) -> Tag:
    """Return a tree of our own with the nodes of one that Beautiful Soup made."""
    root = dom.new(dom.FRAGMENT)
    drops_first_line_end = getattr(getattr(soup, "builder", None), "NAME", "") == "html5lib"
    waiting = [(soup, root)]
    for source, copy in waiting:
        children: list[PageElement | str] = []
        for node in source.contents:
            if isinstance(node, SoupTag):
                is_page = node.name in ("html", "head", "body", "[document]")
                attrs = {} if is_page else {key: _value(value) for key, value in node.attrs.items()}
                child = dom.new(dom.FRAGMENT if is_page else node.name, attrs)
                waiting.append((node, child))
                children.append(child)
            elif isinstance(node, SoupComment):
                children.append(dom.Comment(node))
            elif isinstance(node, SoupString) and not isinstance(node, PreformattedString):
                children.append(str(node))
        if drops_first_line_end and copy.name == "pre" and isinstance(children[0], str):
            children[0] = f"\n{children[0]}"  # as in the source, where a second one belongs to the code
        dom.set_children(copy, own_nodes(children))
    return root


def _value(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
