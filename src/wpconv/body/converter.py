"""The converter: markdownify's interface over the steps parse, normalise and render."""

from __future__ import annotations

from collections.abc import Callable
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
from wpconv.body.normalise.handlers import HANDLERS, cell_part, item_part, transparent
from wpconv.body.normalise.inline import FORMATS, Formats
from wpconv.body.normalise.state import Entered, Handler, State
from wpconv.body.normalise.walk import build
from wpconv.body.parse.html import Parsed, parse
from wpconv.body.render.markdown import Style, render
from wpconv.body.soup import own_nodes
from wpconv.model import BodyOptions, Dialect
from wpconv.notices import NoticeCode

_INLINE = frozenset((*FORMATS, "code", "img", "br", "span", "small", "font", "label", "time", "big"))
"""Elements whose conversion by a subclass is inline; of all others it is a block."""
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
        html: `keep` HTML where Markdown has no syntax, or `drop` it.
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
        html: Literal["keep", "drop"] = "keep",
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
        return self._convert(Parsed(root, has_brackets=True, links=dom.find_all(root, "a")))

    def _convert(self, parsed: Parsed) -> str:
        return self.convert_body(parsed, Context(self.body_options, self.dialect)).markdown

    def convert_body(self, parsed: Parsed, ctx: Context) -> ConvertedBody:
        """Convert the parsed body of a post, as the command line does.

        Args:
            parsed: the body, whose tree is changed.
            ctx: the post's context; notices are added to it.
        """
        blocks = build(parsed, ctx, self._handlers(ctx))
        rendered = render(blocks, ctx.dialect, html=ctx.keeps_html, style=self.style)
        if rendered.html_elements:
            code = NoticeCode.KEPT_HTML if ctx.keeps_html else NoticeCode.DROPPED_HTML
            ctx.notice(code, " ".join(f"<{name}>" for name in sorted(rendered.html_elements)))
        return ConvertedBody(blocks, rendered.text)

    def _handlers(self, ctx: Context) -> dict[str, Handler]:
        """Return the handlers of all elements, with those that a subclass and the options replace."""
        names = {
            name.removeprefix("convert_")
            for cls in type(self).__mro__
            if issubclass(cls, WordPressConverter)
            for name in vars(cls)
            if name.startswith("convert_") and name not in _OWN
        }
        strips = self.options["strip"] is not None or self.options["convert"] is not None
        language = self.options["code_language"] or self.options["code_language_callback"]
        if not (names or strips or language):
            return HANDLERS
        handlers = dict(HANDLERS)
        if language:
            handlers["pre"] = handlers["listing"] = self._code_block
        for name in [f"h{level}" for level in range(1, 7)] if "hN" in names else ():
            handlers[name] = self._overridden(self.get_conv_fn(name), ctx)
        for name in names - {"hN"}:
            for spelling in {name, name.replace("_", "-"), name.replace("_", ":")}:
                handlers[spelling] = self._overridden(getattr(self, f"convert_{name}"), ctx)
        return {
            name: each if self.should_convert_tag(name) else transparent for name, each in handlers.items()
        }

    def _code_block(self, state: State, tag: Tag, formats: Formats) -> Entered | None:
        callback = self.options["code_language_callback"]
        found = (callback(tag) if callback else "") or self.options["code_language"]
        if found and not tag.attrs.get("lang"):
            tag.attrs["lang"] = found
        return HANDLERS["pre"](state, tag, formats)

    def _overridden(self, conversion: Conversion, ctx: Context) -> Handler:
        """Return the handler of an element whose Markdown a subclass makes."""

        def handle(state: State, tag: Tag, formats: Formats) -> None:
            text = self._content(tag, ctx)
            markdown = conversion(tag, text, _parent_tags(tag))
            if tag.name in _INLINE:
                if markdown:
                    state.builder.inline.append((RawInline(markdown), formats))
                return
            markdown = markdown.strip("\n")
            if isinstance(state.builder.top, ListContainer) and tag.name == "li":
                state.builder.add_block(item_part(tag, [Paragraph([RawInline(markdown)])]))
            elif isinstance(state.builder.top, Row) and tag.name in ("td", "th"):
                content: list[Block] = [Paragraph([RawInline(markdown)])] if markdown else []
                state.builder.add_block(cell_part(tag, content))
            elif markdown:
                state.builder.add_block(RawBlock(markdown))

        return handle

    def _content(self, tag: Tag, ctx: Context) -> str:
        """Return the Markdown of an element's content."""
        if tag.name in _TEXTLESS:
            return ""
        if tag.name in ("pre", "code"):
            return code_text(tag)
        blocks = build(Parsed(tag), replace(ctx, is_raw=False), self._handlers(ctx))
        return render(blocks, ctx.dialect, html=ctx.keeps_html, style=self.style).text


_OWN = frozenset(("convert_soup", "convert_body"))
"""Methods of the converter whose names are not those of elements."""


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
        dom.set_children(copy, own_nodes(children))
    return root


def _value(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
