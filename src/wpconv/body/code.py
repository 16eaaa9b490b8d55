"""Code: its text byte for byte, in a block or in a line."""

from __future__ import annotations

from wpconv.body.html import serialise
from wpconv.body.inline import Leaf, Mark, mark, with_mark
from wpconv.body.tree import Tag, attr, descendants, find, is_text, keep, name, new, tags

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


def block(tag: Tag) -> Tag:
    """Return a `pre` in normal form; one that holds links is kept as HTML, as Markdown's code has none."""
    if find(tag, "a", "img") and any(attr(link, "href") or attr(link, "src") for link in _links(tag)):
        return keep(_html(tag), block=True)
    code = text(tag).removeprefix("\n")
    language = attr(tag, "lang")
    return new("pre", {"lang": language} if language else {}, code)


def _links(tag: Tag) -> list[Tag]:
    return [node for node in descendants(tag) if isinstance(node, Tag) and node.name in ("a", "img")]


def _html(tag: Tag) -> str:
    language = attr(tag, "lang")
    attrs = f' class="language-{language}"' if language else ""
    inside = "".join(_piece(node) for node in tag.contents).removeprefix("\n")
    return f"<pre><code{attrs}>{inside}</code></pre>".replace("\n\n", "\n&#10;")


def _piece(node: object) -> str:
    if not isinstance(node, Tag):
        return serialise(new("fragment", {}, str(node)))[len("<fragment>") : -len("</fragment>")]
    if node.name == "br":
        return "\n"
    inside = "".join(_piece(child) for child in node.contents)
    if node.name == "img":
        return serialise(new("img", {key: attr(node, key) for key in ("src", "alt") if attr(node, key)}))
    if node.name == "a" and attr(node, "href"):
        start = serialise(new("a", {"href": attr(node, "href")})).removesuffix("</a>")
        return f"{start}{inside}</a>"
    return inside


def inline(tag: Tag, marks: tuple[Mark, ...]) -> Leaf:
    """Return inline code as a leaf; a link around all of it becomes its mark, links inside keep it as HTML."""
    links = [link for link in _links(tag) if attr(link, "href")]
    if len(links) == 1 and tags(tag) == links and text(links[0]) == text(tag):
        return new("code", {}, text(tag)), with_mark(marks, mark(links[0]))
    if links:
        return keep(f"<code>{''.join(_piece(node) for node in tag.contents)}</code>"), marks
    return new("code", {}, text(tag)), marks
