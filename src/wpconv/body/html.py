"""HTML: of nodes of the normal form that Markdown cannot express, and of a post's own tags that are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any

from wpconv.body import nodes, references
from wpconv.body.context import Context
from wpconv.body.dom import PageElement, Tag, attr, is_text

_ATTRIBUTES = ("href", "src", "alt", "title", "colspan", "rowspan", "start", "reversed", "value", "id", "dir")
"""The attributes that are kept, in the order in which they are written."""

_VOID = frozenset(("br", "hr", "img", "source", "track", "none", "mprescripts"))
_INLINE = frozenset(
    ("a", "b", "strong", "i", "em", "mark", "s", "del", "u", "sub", "sup", "code", "kbd", "img")
)
_INLINE_ATTRIBUTES = ("href", "src", "alt", "title")
_WHITE_SPACE = re.compile(r"\s+")
_IN_LINE = {ord(char): f"&#{ord(char)};" for char in "\\`*[]|\n"}
_IN_CODE = _IN_LINE | {ord("_"): "&#95;", ord("~"): "&#126;"}
_CONTROLS = re.compile(r"[\x00-\x20]+")
_SCRIPTS = (
    "javascript:", "vbscript:", "livescript:", "mocha:", "feed:javascript:", "data:text/html",
    "data:text/xml", "data:text/xsl", "data:application/xhtml", "data:application/xml",
)  # fmt: skip
_DRAWING = "data:image/svg"
_FIRST_LETTERS = frozenset(prefix[0] for prefix in (*_SCRIPTS, _DRAWING))
_UNSAFE_STYLE = re.compile(r"expression|script:|behavio|-moz-binding|@|\\|/\*|data:(?!image/(?!svg))")
_UNREAD = frozenset(
    ("script", "style", "iframe", "object", "embed", "base", "link", "meta", "form", "frame", "applet",
     "template", "annotation-xml")
)  # fmt: skip
"""Elements of which not even the text is kept: it is code, or what browsers show in place of another."""
_MATHML = frozenset(
    ("math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt",
     "mroot", "mstyle", "merror", "mpadded", "mphantom", "mfenced", "menclose", "maction", "msub", "msup",
     "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none", "mtable", "mtr",
     "mlabeledtr", "mtd", "mglyph", "span")
)  # fmt: skip
"""The elements of presentation MathML (MathML Core §2.1.1, MathML 3 §3.1.9)."""
_SCRIPT_PART = re.compile(r"<(?:[/!?]|script)", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])|\{(?=:)|\$(?=\$)|(?<=\$)\$"
)
"""The characters that some dialect reads as markup in a text, or in an attribute of an element in a line."""
_LESS_THAN = re.compile(r"<(?=[a-zA-Z/!?])")


def to_html(node: nodes.Block | nodes.Inline) -> str:
    """Return a node as HTML without blank lines, which is one block of Markdown."""
    return _WRITERS[type(node)](node)


def open_element(name: str, attrs: Mapping[str, str] | None = None, align: str = "") -> str:
    """Return a start tag with those attributes that mean something.

    Args:
        name: the element.
        attrs: its attributes; values are not escaped yet.
        align: `left`, `center`, `right`, or empty.
    """
    text = "".join(f' {key}="{escape(attrs[key])}"' for key in _ATTRIBUTES if key in attrs) if attrs else ""
    return f'<{name}{text} style="text-align: {align}">' if align else f"<{name}{text}>"


def runs_script(url: str, *, is_image: bool = False) -> bool:
    """Return whether a browser that follows an address runs a script or a page inside of it.

    Like a browser (URL Standard §4.4), it passes over white space and control characters.

    Args:
        url: the address.
        is_image: whether it is that of an image: an SVG image runs no script there.
    """
    if url[:1].isalnum() and url[0].lower() not in _FIRST_LETTERS:
        return False  # as most
    read = _CONTROLS.sub("", url).lower()
    return read.startswith(_SCRIPTS) or (not is_image and read.startswith(_DRAWING))


def inline_start_tag(name: str, attrs: Mapping[str, str] | None) -> str:
    """Return a start tag as `open_element` does, without a character that is Markdown in a line."""
    return open_element(name, attrs).translate(_IN_LINE)


def element(name: str, content: str, attrs: Mapping[str, str] | None = None, align: str = "") -> str:
    """Return an element; its content is HTML already."""
    return f"{open_element(name, attrs, align)}{content}</{name}>"


def code_block(html: str, language: str) -> str:
    """Return a code block of HTML, without blank lines, which would end the raw block (CommonMark §4.6)."""
    attribute = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{attribute}>{html}</code></pre>".replace("\n\n", "\n&#10;")


def inline_code(text: str, language: str = "") -> str:
    """Return code as HTML in one line, without a character that would be read as Markdown."""
    attribute = f' class="language-{escape(language)}"' if language else ""
    code = _text(text).translate(_IN_CODE).replace("://", "&#58;//").replace("www.", "www&#46;")
    return f"<code{attribute}>{code}</code>"


def anchor(identifier: str) -> str:
    """Return an empty element that links can lead to."""
    return f'<a id="{escape(identifier)}"></a>'


def _all(children: Iterable[nodes.Block | nodes.Inline]) -> str:
    return "".join(map(to_html, children))


def _text(text: str) -> str:
    return escape(text, quote=False)


def _container(name: str) -> Callable[[Any], str]:
    return lambda node: element(name, _all(node.children))


def _link(node: nodes.Link) -> str:
    title = {"title": node.title} if node.title else {}
    return element("a", _all(node.children), {"href": node.href, **title})


def _image(node: nodes.Image) -> str:
    attrs = {"src": node.src, "alt": node.alt, "title": node.title}
    return open_element("img", {key: value for key, value in attrs.items() if value})


def _list(node: nodes.List) -> str:
    attrs = {"start": str(node.start)} if node.start not in (None, 1) else {}
    attrs |= {"reversed": ""} if node.is_reversed else {}
    return element("ol" if node.is_ordered else "ul", "".join(map(_item, node.items)), attrs)


def _item(item: nodes.ListItem) -> str:
    first = item.children[0] if len(item.children) == 1 else None
    content = _all(first.children if isinstance(first, nodes.Paragraph) else item.children)
    return element("li", content, {"value": item.value} if item.value else {})


def _table(node: nodes.Table) -> str:
    def row(name: str, cells: list[nodes.Cell]) -> str:
        if not any(cell.children for cell in cells):
            return ""  # a header that only Markdown needs
        aligned = zip(cells, node.aligns, strict=True)
        return element(
            "tr", "".join(element(name, _all(cell.children), {}, align) for cell, align in aligned)
        )

    return element("table", row("th", node.header) + "".join(row("td", cells) for cells in node.rows))


def _definition_list(node: nodes.DefinitionList) -> str:
    return element(
        "dl",
        "".join(
            element("dt", _all(item.term))
            + "".join(element("dd", _all(blocks)) for blocks in item.definitions)
            for item in node.items
        ),
    )


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _text,
    nodes.Strong: _container("strong"),
    nodes.Emphasis: _container("em"),
    nodes.Strike: _container("del"),
    nodes.HtmlSpan: lambda node: element(node.name, _all(node.children), node.attrs),
    nodes.Link: _link,
    nodes.Image: _image,
    nodes.CodeSpan: lambda node: element("code", _text(node.text)),
    nodes.LineBreak: lambda _: "<br>",
    nodes.FootnoteReference: lambda node: f"[^{node.id}]",
    nodes.Anchor: lambda node: anchor(node.id),
    nodes.RawInline: lambda node: node.content,
    nodes.Paragraph: _container("p"),
    nodes.Heading: lambda node: element(f"h{node.level}", _all(node.children)),
    nodes.CodeBlock: lambda node: code_block(_text(node.text), node.language),
    nodes.Quote: _container("blockquote"),
    nodes.List: _list,
    nodes.Table: _table,
    nodes.DefinitionList: _definition_list,
    nodes.ThematicBreak: lambda _: "<hr>",
    nodes.Footnote: lambda node: element("note", _all(node.children), {"id": node.id}),
    nodes.RawBlock: lambda node: node.content,
}


def start_tag(name: str, attrs: Mapping[str, str]) -> str:
    """Return a start tag; an attribute with an empty value is written as its name alone."""
    pairs = (f'{key}="{escape(value)}"' if value else key for key, value in attrs.items())
    return f"<{' '.join((name, *pairs))}>"


def formula(tag: Tag, ctx: Context) -> str:
    """Return a post's `<math>` on one line: its MathML, formatting, links, images and texts.

    It can be in a line of Markdown, so no character in it is one.
    """
    line = _WHITE_SPACE.sub(" ", "".join(_source_pieces([tag], ctx, _MATHML | _INLINE)))
    return _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", line)


def inner_inline_html(tag: Tag, ctx: Context) -> str:
    """Return the content of a post's tag in its lines: texts, inline formatting, links and images."""
    return "".join(_source_pieces(tag.contents, ctx, _INLINE))


def _source_pieces(children: list[PageElement], ctx: Context, names: frozenset[str]) -> Iterator[str]:
    """Yield the pieces of HTML with these elements alone; of others, only the content is kept."""
    stack = [(iter(children), "")]
    while stack:
        node = next(stack[-1][0], None)
        if node is None:
            yield stack.pop()[1]
        elif is_text(node):
            yield escape(str(node), quote=False)
        elif isinstance(node, Tag) and node.name == "br":
            yield "\n"
        elif isinstance(node, Tag) and node.name not in _UNREAD:
            end = escape(attr(node, "]"), quote=False)
            if node.name in names:
                attrs = _safe_attributes(node, is_inline="math" not in names)
                yield start_tag(node.name, references.kept_attributes(node, attrs, ctx))
                end = f"</{node.name}>" if node.name not in _VOID else ""
            else:
                yield escape(attr(node, "["), quote=False)  # a shortcode
            stack.append((iter(node.contents), end))


def _safe_attributes(tag: Tag, *, is_inline: bool) -> dict[str, str]:
    """Return the attributes of a tag that run no script."""
    return {
        key: value
        for key, value in ((key, attr(tag, key)) for key in tag.attrs)
        if (key in _INLINE_ATTRIBUTES or not is_inline)
        and not key.lower().startswith("on")
        and not runs_script(value, is_image=tag.name == "img")
        and not (key.lower() == "style" and _UNSAFE_STYLE.search(_CONTROLS.sub("", value).lower()))
    }


def safe_script(tex: str) -> str:
    """Return TeX for a `<script>`, which it neither ends nor hides the end of (HTML §4.12.1.3)."""
    return without_tags(tex) if _SCRIPT_PART.search(tex) else tex


def without_tags(tex: str) -> str:
    """Return TeX in which no `<` begins an element of HTML: TeX ignores the space after it."""
    return _LESS_THAN.sub("< ", tex)
