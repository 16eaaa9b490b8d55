"""Normal form as HTML, for what Markdown cannot say: the smallest that a person can read."""

from __future__ import annotations

from html import escape

from wpconv.body.tree import KEEP, PageElement, Tag, attr, tags

_VOID = frozenset(("br", "hr", "img"))
_KEPT_ATTRS = ("href", "src", "alt", "title", "colspan", "rowspan", "start", "reversed", "value", "id", "dir")


def serialise(node: PageElement) -> str:
    """Return a node of the normal form as HTML without blank lines, so that it stays one block of Markdown."""
    if not isinstance(node, Tag):
        return escape(str(node), quote=False)
    if node.name == KEEP:
        return "".join(str(child) for child in node.contents)
    if node.name == "pre":
        return _code_block(node)
    if node.name == "note-ref":
        return f"[^{attr(node, 'id')}]"
    if node.name == "tr" and not any(cell.contents for cell in tags(node)):
        return ""  # the header that only Markdown needs
    inside = "".join(serialise(child) for child in node.contents)
    if node.name == "li" and len(node.contents) > 0 and _is_lone_paragraph(node):
        inside = inside.removeprefix("<p>").removesuffix("</p>")
    start = open_tag(node)
    return start if node.name in _VOID else f"{start}{inside}</{node.name}>"


def open_tag(tag: Tag) -> str:
    """Return a tag's beginning, with the attributes that mean something."""
    return f"<{tag.name}{_attrs(tag)}>"


def _is_lone_paragraph(tag: Tag) -> bool:
    return len(tag.contents) == 1 and getattr(tag.contents[0], "name", None) == "p"


def _code_block(pre: Tag) -> str:
    language = attr(pre, "lang")
    code = "".join(str(child) for child in pre.contents)
    marked = f' class="language-{escape(language)}"' if language else ""
    # A blank line would end the HTML block.
    return f"<pre><code{marked}>{escape(code, quote=False)}</code></pre>".replace("\n\n", "\n&#10;")


def _attrs(tag: Tag) -> str:
    pairs = ((key, tag.attrs.get(key)) for key in _KEPT_ATTRS)
    text = "".join(f' {key}="{escape(str(value))}"' for key, value in pairs if value is not None)
    if align := tag.attrs.get("align"):
        text += f' style="text-align: {align}"'
    return text
