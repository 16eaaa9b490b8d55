"""Code: its text byte for byte, in a block or in a line."""

from __future__ import annotations

from html import escape

from wpconv.body.html import code_block, open_tag
from wpconv.body.inline import Leaf, Mark, mark, with_mark
from wpconv.body.tree import Tag, attr, descendants, is_text, keep, name, new, tags

_LINES = frozenset(("div", "p", "li", "tr"))


def text(tag: Tag) -> str:
    """Return the text of code: a `<br>` ends a line, and so does a tag that holds one line."""
    parts: list[str] = []
    after_break = False
    for node in descendants(tag):
        if is_text(node):
            piece = str(node).replace("\r\n", "\n").replace("\r", "\n")
            # The line end after a <br> is the source's, not the code's.
            parts.append(piece.removeprefix("\n") if after_break else piece)
            after_break = False
        elif name(node) == "br":
            parts.append("\n")
            after_break = True
        elif name(node) in _LINES and "".join(parts[-1:]).rstrip(" ")[-1:] not in ("", "\n"):
            parts.append("\n")
    return "".join(parts)


def block(tag: Tag, *, html: bool) -> Tag:
    """Return a `pre` in normal form; one with links is HTML, if that may be: Markdown's code has none."""
    language = attr(tag, "lang")
    if html and _links(tag):
        return keep(code_block(_linked(tag).removeprefix("\n"), language), block=True)
    return new("pre", {"lang": language} if language else {}, text(tag).removeprefix("\n"))


def inline(tag: Tag, marks: tuple[Mark, ...], *, html: bool) -> Leaf:
    """Return inline code as a leaf; a link around it becomes its mark, links inside keep it as HTML."""
    links = _links(tag)
    if len(links) == len(tags(tag)) == 1 and tags(tag)[0] is links[0] and text(links[0]) == text(tag):
        return new("code", {}, text(tag)), with_mark(marks, mark(links[0]))
    if html and links:
        return keep(f"<code>{_linked(tag)}</code>"), marks
    return new("code", {}, text(tag)), marks


def _links(tag: Tag) -> list[Tag]:
    """What in code is more than its text: links and images."""
    return [
        node
        for node in descendants(tag)
        if isinstance(node, Tag) and ((node.name == "a" and attr(node, "href")) or node.name == "img")
    ]


def _linked(tag: Tag) -> str:
    """Code as HTML, with nothing but its links and images as tags."""
    # Links do not nest, so that each one's text is all there is inside.
    parts, inside = [], None
    for node in descendants(tag):
        if inside is not None and inside not in node.parents:
            parts.append("</a>")
            inside = None
        if is_text(node):
            parts.append(escape(str(node), quote=False))
        elif name(node) == "br":
            parts.append("\n")
        elif isinstance(node, Tag) and node.name == "img":
            parts.append(open_tag(new("img", {"src": attr(node, "src"), "alt": attr(node, "alt")})))
        elif isinstance(node, Tag) and node.name == "a" and attr(node, "href"):
            parts.append(open_tag(new("a", {"href": attr(node, "href")})))
            inside = node
    return "".join(parts) + ("</a>" if inside is not None else "")
