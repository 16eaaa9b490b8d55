"""The HTML tree and the verbs a rule needs.

A verb edits its tag in place and in constant time: a removed or unwrapped tag becomes a *fragment*, a tag
without a meaning of its own, of which the walk sees only the children. Only `contents` and the `parent` of
tags are kept; Beautiful Soup's own methods to search and edit follow other links, so rules use these verbs.
The normal form's tags are made as `Node`, without parents: nothing leads up in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bs4 import Comment, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from wpconv.body.parse.html import Node, nodes, text_node

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAGMENT = "fragment"
KEEP = "keep"


_APART = frozenset({"br", "p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
"""What keeps the words on both of its sides apart."""


def parse(html: str) -> Tag:
    """Parse a body into a fragment tag that holds its nodes.

    Args:
        html: a post's `content.rendered`, or HTML that a rule found in an attribute.

    Returns:
        A tag named `fragment`: its contents are the nodes of the body, its `source` is the HTML.
    """
    root = new(FRAGMENT, {"source": html})
    set_children(root, nodes(html))
    return root


def plain_text(html: str) -> str:
    """Return what a reader sees of a title or a name: no tags, entities decoded once, blanks collapsed."""
    if "<" in html or "&" in html:
        nodes = descendants(parse(html))
        html = "".join(" " if name(node) in _APART else str(node) if is_text(node) else "" for node in nodes)
    return " ".join(html.split())


def new(name: str, attrs: dict[str, str] | None = None, *children: PageElement | str) -> Tag:
    """Make a tag with attributes and children (a str becomes text)."""
    tag = Node(name, attrs or {}, [])
    if children:
        set_children(tag, _nodes(children))
    return tag


def _nodes(given: tuple[PageElement | str, ...]) -> list[PageElement]:
    return [node if isinstance(node, PageElement) else text_node(node) for node in given]


def set_children(tag: Tag, nodes: list[PageElement]) -> None:
    """Give a tag exactly these children."""
    for node in nodes:
        if isinstance(node, Tag):
            node.parent = tag
    tag.contents = nodes


def keep(content: str, *, block: bool = False) -> Tag:
    """Make the normal form's private tag, whose content goes into the Markdown as it is.

    Args:
        content: HTML, a marker or a generator's shortcode.
        block: whether it stands alone, with blank lines around it.
    """
    return new(KEEP, {"display": "block" if block else "inline"}, text_node(content))


def name(node: PageElement | None) -> str:
    """Return a tag's name, and an empty str for text."""
    return node.name or "" if isinstance(node, Tag) else ""


def attr(tag: Tag, key: str) -> str:
    """Return an attribute's value without outer blanks, and an empty str where it is missing."""
    value = tag.attrs.get(key)
    return str(value).strip() if value is not None else ""


def classes(tag: Tag) -> list[str]:
    """Return a tag's classes, in order."""
    return attr(tag, "class").split()


def has_class(tag: Tag, *names: str) -> bool:
    """Tell whether a tag has one of these classes."""
    return not set(names).isdisjoint(classes(tag))


def is_text(node: PageElement) -> bool:
    """Tell text that a reader sees from tags, comments and their like."""
    return type(node) is NavigableString or (
        isinstance(node, NavigableString) and not isinstance(node, PreformattedString)
    )


def text_alone(tag: Tag) -> NavigableString | None:
    """Return the text of a tag that holds nothing else, and one text only."""
    contents = tag.contents
    node = contents[0] if len(contents) == 1 else None
    return node if type(node) is NavigableString else None


def tags(tag: Tag) -> list[Tag]:
    """Return a tag's children that are tags."""
    return [child for child in tag.contents if isinstance(child, Tag)]


def blocks(tag: Tag) -> list[Tag]:
    """Return the children of a tag in normal form that holds blocks, or parts, and nothing else."""
    return cast("list[Tag]", tag.contents)


def inline(tag: Tag) -> list[str | Tag]:
    """Return the children of a tag in normal form that holds text and inline tags."""
    return cast("list[str | Tag]", tag.contents)


def descendants(tag: Tag, *without: str) -> Iterator[PageElement]:
    """Yield everything inside a tag in document order, without recursion.

    Args:
        tag: the tag.
        without: names of tags that are not looked into.
    """
    stack = [iter(tag.contents)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield node
        if isinstance(node, Tag) and node.name not in without:
            stack.append(iter(node.contents))


def find_all(tag: Tag, *names: str, cls: str = "") -> list[Tag]:
    """Return the tags inside a tag that have one of these names (any, if none) and this class."""
    return [
        node
        for node in descendants(tag)
        if isinstance(node, Tag) and (not names or node.name in names) and (not cls or cls in classes(node))
    ]


def find(tag: Tag, *names: str, cls: str = "") -> Tag | None:
    """Return the first tag inside a tag that has one of these names (any, if none) and this class."""
    for node in descendants(tag):
        if isinstance(node, Tag) and (not names or node.name in names) and (not cls or cls in classes(node)):
            return node
    return None


def text(tag: Tag) -> str:
    """Return the text inside a tag, as it stands."""
    return "".join(str(node) for node in descendants(tag, "script", "style", "template") if is_text(node))


def ancestor(tag: Tag, *names: str) -> Tag | None:
    """Return the nearest tag around a tag that has one of these names."""
    node = tag.parent
    while node is not None and node.name not in names:
        node = node.parent
    return node


def may_hold(root: Tag, *texts: str) -> bool:
    """Tell whether one of these texts occurs in the HTML of a body, and a look at its tree is worth it."""
    source = root.attrs.get("source")
    return source is None or any(text in source for text in texts)


def remove(tag: Tag) -> None:
    """Take a tag and all inside it out of the tree."""
    replace_with(tag)


def unwrap(tag: Tag) -> None:
    """Put a tag's children in its place."""
    tag.name = FRAGMENT
    tag.attrs = {}


def replace_with(tag: Tag, *replacements: PageElement | str) -> None:
    """Put nodes in a tag's place (a str becomes text); they may have been inside it."""
    tag.name = FRAGMENT
    tag.attrs = {}
    set_children(tag, _nodes(replacements))


def release(root: Tag) -> None:
    """Part a tree that is done with, so that it goes at once and not when garbage is next collected."""
    waiting = [root]
    for tag in waiting:
        for child in tag.contents:
            if isinstance(child, Tag):
                child.parent = None
                waiting.append(child)


def rename(tag: Tag, name: str, attrs: dict[str, str] | None = None) -> None:
    """Turn a tag into another one with the same children and only these attributes."""
    tag.name = name
    tag.attrs = dict(attrs or {})


__all__ = [
    "FRAGMENT", "KEEP", "Comment", "NavigableString", "PageElement", "Tag", "ancestor", "attr", "blocks",
    "classes", "descendants", "find", "find_all", "has_class", "inline", "is_text", "keep", "name", "new",
    "parse", "plain_text", "release", "remove", "rename", "replace_with", "set_children", "tags", "text",
    "text_alone", "unwrap",
]  # fmt: skip
