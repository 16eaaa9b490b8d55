"""HTML written from tags: from a post's own, and from those of the normal form."""

import re
from collections.abc import Iterator, Mapping
from html import escape

from wpconv.body.dom import KEEP, PageElement, Tag, attr, is_text, tags

_VOID = frozenset(("br", "hr", "img", "source", "track", "none", "mprescripts"))
_INLINE = frozenset(
    ("a", "b", "strong", "i", "em", "mark", "s", "del", "u", "sub", "sup", "code", "kbd", "img")
)
_INLINE_ATTRS = ("href", "src", "alt", "title")
_WHITE_SPACE = re.compile(r"\s+")
_KEPT_ATTRS = ("href", "src", "alt", "title", "colspan", "rowspan", "start", "reversed", "value", "id", "dir")


def serialise(node: PageElement) -> str:
    """Return a node of the normal form as HTML without blank lines, which is one block of Markdown."""
    if not isinstance(node, Tag):
        return escape(str(node), quote=False)
    if node.name == KEEP:
        return "".join(str(child) for child in node.contents)
    if node.name == "pre":
        code = "".join(str(child) for child in node.contents)
        return code_block(escape(code, quote=False), attr(node, "lang"))
    if node.name == "note-ref":
        return f"[^{attr(node, 'id')}]"
    if node.name == "tr" and not any(cell.contents for cell in tags(node)):
        return ""  # the header that only Markdown needs
    inside = "".join(serialise(child) for child in node.contents)
    if node.name == "li" and _is_lone_paragraph(node):
        inside = inside.removeprefix("<p>").removesuffix("</p>")
    start = open_tag(node)
    return start if node.name in _VOID else f"{start}{inside}</{node.name}>"


def open_tag(tag: Tag) -> str:
    """Return a tag's beginning, with the attributes that mean something."""
    return f"<{tag.name}{_attrs(tag)}>"


def _is_lone_paragraph(tag: Tag) -> bool:
    return len(tag.contents) == 1 and getattr(tag.contents[0], "name", None) == "p"


def code_block(html: str, language: str) -> str:
    """Return a code block whose content is HTML already, without blank lines, as those would end it."""
    marked = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{marked}>{html}</code></pre>".replace("\n\n", "\n&#10;")


def _attrs(tag: Tag) -> str:
    pairs = ((key, tag.attrs.get(key)) for key in _KEPT_ATTRS)
    text = "".join(f' {key}="{escape(str(value))}"' for key, value in pairs if value is not None)
    if align := tag.attrs.get("align"):
        text += f' style="text-align: {align}"'
    return text


def start_tag(name: str, attrs: Mapping[str, str]) -> str:
    """Return a start tag; an attribute with an empty value is written as its name alone."""
    pairs = (f'{key}="{escape(value)}"' if value else key for key, value in attrs.items())
    return f"<{' '.join((name, *pairs))}>"


def outer_html(tag: Tag) -> str:
    """Return a post's tag with its content and all attributes, on one line."""
    return _WHITE_SPACE.sub(" ", "".join(_source_pieces([tag], inline_only=False)))


def inner_inline_html(tag: Tag) -> str:
    """Return the content of a post's tag in its lines: texts, inline formatting, links and images."""
    return "".join(_source_pieces(tag.contents, inline_only=True))


def _source_pieces(nodes: list[PageElement], *, inline_only: bool) -> Iterator[str]:
    stack = [(iter(nodes), "")]
    while stack:
        node = next(stack[-1][0], None)
        if node is None:
            yield stack.pop()[1]
        elif is_text(node):
            yield escape(str(node), quote=False)
        elif isinstance(node, Tag) and inline_only and node.name == "br":
            yield "\n"
        elif isinstance(node, Tag):
            is_written = node.name in _INLINE or not inline_only
            if is_written:
                keys = [key for key in node.attrs if key in _INLINE_ATTRS or not inline_only]
                yield start_tag(node.name, {key: attr(node, key) for key in keys})
            has_end = is_written and node.name not in _VOID
            stack.append((iter(node.contents), f"</{node.name}>" if has_end else ""))
