"""Code: its text byte for byte, in a block or in a line."""

from __future__ import annotations

from wpconv.body.dom import (
    NavigableString,
    PageElement,
    Tag,
    attr,
    descendants,
    find_all,
    is_text,
    keep,
    name,
    new,
    tags,
)
from wpconv.body.html import code_block, serialise
from wpconv.body.normalise.formatting import Leaf, Mark, mark, with_mark
from wpconv.body.normalise.inline import AS_HTML

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
    if tag.contents and is_text(tag.contents[0]):
        # HTML drops the line end that follows the tag at once.
        tag.contents[0] = NavigableString(str(tag.contents[0]).removeprefix("\n"))
    if html and _links(tag):
        inside = "".join(map(serialise, _linked(tag)))
        return keep(code_block(inside, language), block=True)
    return new("pre", {"lang": language} if language else {}, text(tag))


def inline(tag: Tag, marks: tuple[Mark, ...], *, html: bool) -> Leaf:
    """Return inline code as a leaf; a link around it becomes its mark, links inside make HTML of it."""
    links = _links(tag)
    line = text(tag).replace("\n", " ")
    if len(links) == len(tags(tag)) == 1 and tags(tag)[0] is links[0] and text(links[0]) == text(tag):
        return new("code", {}, line), with_mark(marks, mark(links[0]))
    if html and links:
        return new("code", AS_HTML, *_linked(tag, line_end=" ")), marks
    return new("code", {}, line), marks


def _links(tag: Tag) -> list[Tag]:
    """What in code is more than its text: links and images."""
    return [node for node in find_all(tag, "a", "img") if node.name == "img" or attr(node, "href")]


def _linked(tag: Tag, *, line_end: str = "\n", links: bool = True) -> list[PageElement]:
    """The text of code with its links and images, and no other tags."""
    nodes: list[PageElement] = []
    stack = [iter(tag.contents)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif not isinstance(node, Tag):
            nodes += [NavigableString(str(node).replace("\n", line_end))] if is_text(node) else []
        elif node.name == "br":
            nodes.append(NavigableString(line_end))
        elif node.name == "img":
            nodes.append(new("img", {key: attr(node, key) for key in ("src", "alt") if attr(node, key)}))
        elif links and node.name == "a" and attr(node, "href"):
            inside = _linked(node, line_end=line_end, links=False)
            nodes.append(new("a", {"href": attr(node, "href")}, *inside))
        else:
            stack.append(iter(node.contents))
    return nodes
