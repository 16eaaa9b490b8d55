"""Plain content: text with emphasis, links and code that no rule changes.

It becomes the inline nodes of its block in one step. Content of any other kind goes the general way, by which
plain content would become the same nodes: through the walk, formatted nodes and `build_inline`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wpconv.body.dom import NavigableString, PageElement, Tag, attr
from wpconv.body.nodes import CodeSpan, Emphasis, Inline, Link, Strong
from wpconv.body.normalise.inline import Format, collapsed, joined
from wpconv.body.rules import leave_text, matching

_BLANKS = " \xa0"
_EMPHASIS: dict[str, Callable[[list[Inline]], Inline]] = {
    "strong": Strong, "b": Strong, "em": Emphasis, "i": Emphasis,
}  # fmt: skip


def plain_inline(
    contents: Sequence[PageElement], format_of: Callable[[Tag], Format | None]
) -> list[Inline] | None:
    """Return the inline nodes of a block, if its content is plain.

    Args:
        contents: the nodes in the block's element.
        format_of: returns the format of a link, or None if only its text is wanted. It is called once for
            each link, and for none if the content is not plain.

    Returns:
        The nodes in normal form; None if the content is empty or not plain.
    """
    if not contents:
        return None
    nodes: list[Inline] = []
    links: list[tuple[int, Tag]] = []
    for node in contents:
        if type(node) is NavigableString:
            is_added = _add_text(nodes, collapsed(str(node)))
        else:
            is_added = type(node) is Tag and _is_left(node) and _add_element(nodes, node, links)
        if not is_added:
            return None
    if nodes:
        _trim_end(nodes)
    return _linked(nodes, links, format_of) if links else nodes


def _is_left(tag: Tag) -> bool:
    """Return whether no rule would change a tag that contains one visible text."""
    met = matching(tag)
    if not met:
        return True
    if tag.name == "a" and ("title" in tag.attrs or attr(tag, "href")[:1] in ("", "#")):
        return False
    return leave_text(met)


def _add_text(nodes: list[Inline], text: str) -> bool:
    """Add a text; return whether that is plain, which two texts with blanks between them are not."""
    last = nodes[-1] if nodes else None
    if last is None:
        text = text.lstrip(_BLANKS)
    if not text:
        return True
    if type(last) is str:
        if last[-1] in _BLANKS and text[0] in _BLANKS:
            return False
        nodes[-1] = last + text
    else:
        nodes.append(text)
    return True


def _add_element(nodes: list[Inline], tag: Tag, links: list[tuple[int, Tag]]) -> bool:
    """Add an element that contains one text; return whether it is plain. Links are listed, too."""
    contents, attrs, name = tag.contents, tag.attrs, tag.name
    is_text = len(contents) == 1 and type(contents[0]) is NavigableString and "style" not in attrs
    # It may become one element with the one before it.
    if not is_text or (nodes and type(nodes[-1]) is not str):
        return False
    if name == "code":
        return _add_code(nodes, str(contents[0]))
    text = collapsed(str(contents[0]))
    if not text or text.isspace() or text[0] in _BLANKS or text[-1] in _BLANKS:
        return False
    return _add_text(nodes, text) if name == "span" else _add_formatted(nodes, tag, text, links)


def _add_formatted(nodes: list[Inline], tag: Tag, text: str, links: list[tuple[int, Tag]]) -> bool:
    if tag.name == "a":
        links.append((len(nodes), tag))
        nodes.append(Link("", [text]))
        return "href" in tag.attrs
    make = _EMPHASIS.get(tag.name)
    if make is None or not any(map(str.isalnum, text)):
        return False  # emphasis of punctuation is none
    nodes.append(make([text]))
    return True


def _add_code(nodes: list[Inline], text: str) -> bool:
    nodes.append(CodeSpan(text.replace("\n", " ")))
    return text != "" and "\r" not in text


def _trim_end(nodes: list[Inline]) -> None:
    """Remove the blanks at the end of a block."""
    last = nodes[-1]
    if type(last) is str:
        text = last.rstrip(_BLANKS)
        is_blank = not text or (len(nodes) == 1 and text.isspace())
        nodes[-1:] = [] if is_blank else [text]


def _linked(
    nodes: list[Inline], links: list[tuple[int, Tag]], format_of: Callable[[Tag], Format | None]
) -> list[Inline]:
    """Return the nodes with the URLs of their links; of a link without a format, only the text."""
    is_unlinked = False
    for index, tag in links:
        link, found = nodes[index], format_of(tag)
        assert isinstance(link, Link)  # noqa: S101  for the type only
        if found is None:
            nodes[index], is_unlinked = link.children[0], True
        else:
            link.href, link.title = found.attrs["href"], found.attrs.get("title", "")
    return joined(nodes) if is_unlinked else nodes
