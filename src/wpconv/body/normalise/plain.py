"""Plain content: text with line breaks, emphasis, links and code that no rule changes.

It becomes the inline nodes of its block in one step. Content of any other kind goes the general way, by which
plain content would become the same nodes: through the walk, formatted nodes and `build_inline`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wpconv.body.dom import Comment, NavigableString, PageElement, Tag, attr
from wpconv.body.nodes import CodeSpan, Emphasis, Inline, LineBreak, Link, Strong
from wpconv.body.normalise.inline import Format, collapsed, emphasized, is_visible, joined
from wpconv.body.rules import leave_text, matching

_BLANKS = " \xa0"
_TRANSPARENT = frozenset(("span", "font", "small"))
"""Elements of which only the content counts."""
_FORMATS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a"}
_EMPHASIS = ("strong", "em")
_MAX_DEPTH = 8
"""How many inline elements are around a text at most; deeper ones go the general way, without recursion."""


class PlainContent:
    """Reads the content of one block, as long as it is plain."""

    def __init__(self, *, is_line: bool = False, has_targets: bool = False) -> None:
        self.is_line = is_line
        """Whether the block is one line, in which a line break is a space."""
        self.has_targets = has_targets
        """Whether links lead to ids in the body, which general content keeps."""
        self.links: list[tuple[list[Inline], Link, Tag]] = []
        """The links, each with the list that it is in and its element."""

    def inline(
        self, contents: Sequence[PageElement], format_of: Callable[[Tag], Format | None]
    ) -> list[Inline] | None:
        """Return the inline nodes of the block, if its content is plain.

        Args:
            contents: the nodes in the block's element.
            format_of: returns the format of a link, or None if only its text is wanted. It is called once for
                each link, and for none if the content is not plain.

        Returns:
            The nodes in normal form, none if nothing is visible; None if the content is not plain.
        """
        nodes: list[Inline] = []
        if not self._add(nodes, contents, ()):
            return None
        if type(nodes[-1] if nodes else None) is LineBreak:
            nodes.pop()
        _without_edges(nodes)
        return _linked(nodes, self.links, format_of) if self.links else nodes

    def _add(self, nodes: list[Inline], contents: Sequence[PageElement], formats: tuple[str, ...]) -> bool:
        """Add content to the nodes of a block or an element; return whether it is plain.

        Args:
            nodes: the list to which the nodes are added.
            contents: the content.
            formats: the names of the formats around it, outermost first.
        """
        for node in contents:
            kind = type(node)
            if kind is NavigableString:
                text = collapsed(str(node))
                if text.isspace() and text not in _BLANKS:
                    return False  # other white space: whether it counts depends on what is before it
                _add_text(nodes, text)
            elif kind is Tag:
                if not self._add_element(nodes, node, formats):  # type: ignore[arg-type]  # a tag
                    return False
            elif kind is not Comment or "more" in str(node):
                return False
        return True

    def _add_element(self, nodes: list[Inline], tag: Tag, formats: tuple[str, ...]) -> bool:
        attrs, name = tag.attrs, tag.name
        if not _is_left(tag) or (attrs and not self._is_ordinary(attrs)) or len(formats) > _MAX_DEPTH:
            return False
        kind = _FORMATS.get(name, "")
        if kind and kind not in formats:
            return self._add_formatted(nodes, tag, kind, formats)
        if name in _TRANSPARENT or kind in _EMPHASIS:  # emphasis is not repeated inside of itself
            return self._add(nodes, tag.contents, (*formats, ""))
        if name == "br":
            return self._add_break(nodes, formats)
        return name == "code" and _add_code(nodes, tag.contents)

    def _is_ordinary(self, attrs: Mapping[str, object]) -> bool:
        """Return whether attributes make neither a block nor a target of an element."""
        if "style" in attrs and "display" in str(attrs["style"]).lower():
            return False
        return not self.has_targets or ("id" not in attrs and "name" not in attrs)

    def _add_break(self, nodes: list[Inline], formats: tuple[str, ...]) -> bool:
        if self.is_line:
            _add_text(nodes, " ")
            return True
        if any(formats):
            return False
        if nodes and type(nodes[-1]) is str:
            text = nodes[-1].rstrip(_BLANKS)
            nodes[-1:] = [text] if text else []
        if not nodes:
            return True  # before all content
        if type(nodes[-1]) is LineBreak:
            return False  # two end a paragraph
        nodes.append(LineBreak())
        return True

    def _add_formatted(self, nodes: list[Inline], tag: Tag, kind: str, formats: tuple[str, ...]) -> bool:
        children: list[Inline] = []
        if not self._add(children, tag.contents, (*formats, kind)):
            return False
        before, after = _without_edges(children)
        if not children and kind != "a":
            _add_text(nodes, before)
            return True
        node = _formatted(tag, kind, children, is_inner=any(formats))
        _add_text(nodes, before)
        if node is None or not _can_follow(nodes, node):
            return False
        if isinstance(node, Link):
            self.links.append((nodes, node, tag))
        nodes.append(node)
        _add_text(nodes, after)
        return True


def _formatted(tag: Tag, kind: str, children: list[Inline], *, is_inner: bool) -> Inline | None:
    """Return what an element of plain content becomes; None if that depends on more than its content.

    Args:
        tag: the element.
        kind: the name of its format.
        children: its content in normal form.
        is_inner: whether it is inside of another format.
    """
    if kind != "a":
        return emphasized(kind, children) if is_visible(kind, children) else None
    if is_inner and not all(type(child) is str for child in children):
        return None
    return Link("", children) if "href" in tag.attrs and _shows_text(tag) else None


def _is_left(tag: Tag) -> bool:
    """Return whether no rule would change a tag that contains visible text and its formatting."""
    met = matching(tag)
    if not met:
        return True
    if tag.name == "a" and ("title" in tag.attrs or attr(tag, "href")[:1] in ("", "#")):
        return False
    return leave_text(met)


def _shows_text(tag: Tag) -> bool:
    """Return whether a link contains a word that no class can hide or make an icon."""
    for child in tag.contents:
        if type(child) is NavigableString:
            text: object = child
        else:
            is_bare = type(child) is Tag and not child.attrs and len(child.contents) == 1
            text = child.contents[0] if is_bare else ""  # type: ignore[attr-defined]  # a tag
        if isinstance(text, str) and any(map(str.isalnum, text)):
            return True
    return False


def _add_text(nodes: list[Inline], text: str) -> None:
    """Add a text whose white space is collapsed; of blanks that meet, one is left."""
    if not text:
        return
    last = nodes[-1] if nodes else None
    if type(last) is str:
        touches = last[-1] in _BLANKS and text[0] in _BLANKS
        nodes[-1] = f"{last[:-1]} {text[1:]}" if touches else last + text
    elif type(last) is LineBreak:
        text = text.lstrip(_BLANKS)
        if text:
            nodes.append(text)
    else:
        nodes.append(text)


def _add_code(nodes: list[Inline], contents: Sequence[PageElement]) -> bool:
    if len(contents) != 1 or type(contents[0]) is not NavigableString:
        return False
    text = str(contents[0])
    code = CodeSpan(text.replace("\n", " "))
    if not text or "\r" in text or not _can_follow(nodes, code):
        return False
    nodes.append(code)
    return True


def _can_follow(nodes: list[Inline], node: Inline) -> bool:
    """Return whether an element stays apart from the node before it, whose formats it may share."""
    last = nodes[-1] if nodes else None
    if last is None or type(last) is str or type(last) is LineBreak:
        return True
    return type(last) is not type(node) and _is_simple(last) and _is_simple(node)


def _is_simple(node: Inline) -> bool:
    """Return whether an element contains only text."""
    if isinstance(node, Strong | Emphasis | Link):
        return all(type(child) is str for child in node.children)
    return type(node) is CodeSpan


def _without_edges(nodes: list[Inline]) -> tuple[str, str]:
    """Remove the blanks at the start and at the end of nodes, and return them."""
    before = after = ""
    if nodes and type(first := nodes[0]) is str and first[0] in _BLANKS:
        before, text = first[0], first[1:]
        nodes[:1] = [text] if text else []
    if nodes and type(last := nodes[-1]) is str and last[-1] in _BLANKS:
        after, text = last[-1], last[:-1]
        nodes[-1:] = [text] if text else []
    return before, after


def _linked(
    nodes: list[Inline],
    links: list[tuple[list[Inline], Link, Tag]],
    format_of: Callable[[Tag], Format | None],
) -> list[Inline]:
    """Return the nodes with the URLs of their links; of a link without a format, only the content."""
    for siblings, link, tag in links:
        found = format_of(tag)
        if found is not None:
            link.href, link.title = found.attrs["href"], found.attrs.get("title", "")
            continue
        place = next(number for number, node in enumerate(siblings) if node is link)
        siblings[place : place + 1] = link.children
        siblings[:] = joined(siblings)
    return nodes
