"""Code: its text as it is, in a code block or a code span."""

from __future__ import annotations

from wpconv.body.context import Context
from wpconv.body.dom import (
    NavigableString,
    PageElement,
    Tag,
    attr,
    descendants,
    find_all,
    is_text,
    name,
    tags,
)
from wpconv.body.html import code_block, runs_script, to_html
from wpconv.body.nodes import Block, CodeBlock, CodeSpan, HtmlSpan, Image, Inline, Link, RawBlock
from wpconv.body.normalise.inline import Formats, FormattedNode, format_of, with_format
from wpconv.body.references import image_url, rewrite_link

_NO_TEXT = ("script", "style", "template")
"""Elements whose text no browser shows, in code neither."""
_LINES = frozenset(("div", "p", "li", "tr"))
"""Elements that highlighters write one line of code into."""


def code_text(tag: Tag) -> str:
    """Return the text of code: a `<br>` ends a line, and so does an element that holds one line."""
    parts: list[str] = []
    after_break = False
    for node in descendants(tag, *_NO_TEXT):
        if is_text(node):
            part = str(node).replace("\r\n", "\n").replace("\r", "\n")
            # The line end after a <br> belongs to the HTML, not to the code.
            parts.append(part.removeprefix("\n") if after_break else part)
            after_break = False
        elif name(node) == "br":
            parts.append("\n")
            after_break = True
        elif name(node) in _LINES and "".join(parts[-1:]).rstrip(" ")[-1:] not in ("", "\n"):
            parts.append("\n")
    return "".join(parts)


def build_code_block(tag: Tag, ctx: Context) -> Block:
    """Return the block of a `pre`; one with links is HTML, if allowed: Markdown's code has no links."""
    language = attr(tag, "lang")
    if tag.contents and is_text(tag.contents[0]):
        # The HTML parser drops a line end right after the start tag (HTML §13.1.2.5).
        tag.contents[0] = NavigableString(str(tag.contents[0]).removeprefix("\n"))
    if ctx.keeps_html and _links(tag, ctx):
        return RawBlock(code_block("".join(map(to_html, _linked(tag, ctx))), language))
    return CodeBlock(code_text(tag), language)


def build_code_span(tag: Tag, formats: Formats, ctx: Context) -> FormattedNode:
    """Return inline code; a link around all of it becomes its format, other links inside make it HTML."""
    links = _links(tag, ctx)
    line = code_text(tag).replace("\n", " ")
    if (
        len(links) == len(tags(tag)) == 1
        and tags(tag)[0] is links[0]
        and code_text(links[0]) == code_text(tag)
    ):
        return CodeSpan(line), with_format(formats, format_of(links[0]))
    if ctx.keeps_html and links:
        return HtmlSpan("code", _linked(tag, ctx, line_end=" ")), formats
    return CodeSpan(line), formats


def _links(tag: Tag, ctx: Context) -> list[Tag]:
    """Return the links and images in code, the links with the URLs that are written."""
    for link in find_all(tag, "a") if ctx.rewrite is not None else ():
        rewrite_link(link, ctx)
    return [node for node in find_all(tag, "a", "img") if _leads_somewhere(node)]


def _leads_somewhere(tag: Tag) -> bool:
    if tag.name == "img":
        return not runs_script(attr(tag, "src"), is_image=True)
    return attr(tag, "href") != "" and not runs_script(attr(tag, "href"))


def _linked(tag: Tag, ctx: Context, *, line_end: str = "\n", links: bool = True) -> list[Inline]:
    """Return the text of code with its links and images, and without other elements."""
    nodes: list[Inline] = []
    stack = [iter(tag.contents)]
    while stack:
        node: PageElement | None = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif not isinstance(node, Tag):
            nodes += [str(node).replace("\n", line_end)] if is_text(node) else []
        elif node.name == "br":
            nodes.append(line_end)
        elif node.name == "img":
            nodes += [] if not _leads_somewhere(node) else [Image(image_url(node, ctx), attr(node, "alt"))]
        elif links and node.name == "a" and _leads_somewhere(node):
            inside = _linked(node, ctx, line_end=line_end, links=False)
            nodes.append(Link(attr(node, "href"), inside))
        elif node.name not in _NO_TEXT:
            stack.append(iter(node.contents))
    return nodes
