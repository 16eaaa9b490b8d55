"""Normal form as HTML, for what Markdown cannot say: the smallest that a person can read."""

from __future__ import annotations

from html import escape

from wpconv.body.dom import KEEP, PageElement, Tag, attr, tags

_VOID = frozenset(("br", "hr", "img"))
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
