"""The HTML tree of a post: functions to make, read and edit tags, beside the methods of Beautiful Soup.

A rule may use either. These functions are here where they are clearer, or faster than a method.
"""

from collections.abc import Sequence
from typing import Any

from bs4.element import PageElement

from wpconv.body.soup import (
    FRAGMENT,
    Comment,
    NavigableString,
    Tag,
    become_fragment,
    descendants,
    make_tag,
    make_text,
    own_nodes,
    split_lists,
)

RAW = "raw"
"""The name of a tag whose text is written to the Markdown as it is (pandoc's raw block and raw inline)."""


def new(name: str, attrs: dict[str, str] | None = None, *children: PageElement | str) -> Tag:
    """Make a tag with attributes and children; a str becomes a text."""
    tag = make_tag(name, split_lists(name, dict(attrs)) if attrs else {}, [])
    if children:
        set_children(tag, _taken(own_nodes(children)))
    return tag


def _taken(nodes: Sequence[Any]) -> Sequence[Any]:
    """Take nodes out of the tags that hold them, each of which is read once."""
    parents = {id(node.parent): node.parent for node in nodes if node.parent is not None}
    for node in nodes:
        node.parent = None
    for parent in parents.values():
        parent.contents = [child for child in parent.contents if child.parent is parent]
    return nodes


def raw(text: str, *, block: bool = False) -> Tag:
    """Make a tag whose text is written to the Markdown as it is.

    Args:
        text: HTML, a marker such as `<!--more-->`, or a site generator's shortcode.
        block: whether it is a block of its own, with empty lines around it.
    """
    return new(RAW, {"display": "block" if block else "inline"}, make_text(text))


def set_children(tag: Tag, nodes: Sequence[PageElement]) -> None:
    """Make nodes, which no other tag holds, the children of a tag, instead of those that it has."""
    for child in tag.contents:
        if child.parent is tag:
            child.parent = None
    for node in nodes:
        node.parent = tag
    tag.contents = list(nodes)


def name(node: PageElement | None) -> str:
    """Return a tag's name, and an empty str for a text."""
    return node.name or "" if isinstance(node, Tag) else ""


def attr(tag: Tag, key: str) -> str:
    """Return an attribute's value without white space around it, and an empty str if it is missing."""
    value: Any = tag.attrs.get(key)
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, list) else str(value).strip()


def classes(tag: Tag) -> list[str]:
    """Return a tag's classes, in order."""
    value: Any = tag.attrs.get("class", ())
    return value.split() if isinstance(value, str) else value


def has_class(tag: Tag, *names: str) -> bool:
    """Return whether a tag has one of these classes."""
    return not set(names).isdisjoint(classes(tag))


def is_text(node: PageElement) -> bool:
    """Return whether a node is a text, not a tag or a comment."""
    return type(node) is NavigableString or (
        isinstance(node, NavigableString) and not isinstance(node, Comment)
    )


def text_alone(tag: Tag) -> NavigableString | None:
    """Return the text of a tag whose only child it is."""
    contents = tag.contents
    node = contents[0] if len(contents) == 1 else None
    return node if type(node) is NavigableString else None


def tags(tag: Tag) -> list[Tag]:
    """Return a tag's children that are tags."""
    return [child for child in tag.contents if isinstance(child, Tag)]


def find_all(tag: Tag, *names: str, cls: str = "") -> list[Tag]:
    """Return the tags inside a tag with one of these names (any, if none) and this class.

    It does what `Tag.find_all(names, class_=cls)` does in a fraction of the time, as it has no other filters.
    """
    found: list[Tag] = []
    waiting = tag.contents[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if (not names or node.name in names) and (not cls or cls in classes(node)):
                found.append(node)
            if node.contents:
                waiting += node.contents[::-1]
    return found


def find(tag: Tag, *names: str, cls: str = "") -> Tag | None:
    """Return the first of `find_all`, or None."""
    for node in descendants(tag):
        if isinstance(node, Tag) and (not names or node.name in names) and (not cls or cls in classes(node)):
            return node
    return None


def text(tag: Tag) -> str:
    """Return the text inside a tag, ruby annotations included, but no script, style or template in it."""
    contents = tag.contents
    if len(contents) == 1 and type(contents[0]) is NavigableString:
        return str(contents[0])  # as in most tags
    return "".join(str(node) for node in descendants(tag, "script", "style", "template") if is_text(node))


def ancestor(tag: Tag, *names: str) -> Tag | None:
    """Return the nearest tag around a tag with one of these names."""
    node = tag.parent
    while node is not None and node.name not in names:
        node = node.parent
    return node


def remove(tag: Tag) -> None:
    """Remove a tag and its content: it becomes an empty fragment.

    `Tag.decompose` searches the parent for the tag; this takes constant time.
    """
    set_children(tag, [])
    become_fragment(tag, [])


def unwrap(tag: Tag) -> None:
    """Replace a tag with its children: it becomes a fragment that holds them.

    `Tag.unwrap` moves each child; this takes constant time.
    """
    become_fragment(tag, tag.contents)


def replace_with(tag: Tag, *replacements: PageElement | str) -> None:
    """Replace a tag with nodes, which may be its own children: it becomes a fragment that holds them.

    `Tag.replace_with` searches the parent for the tag; this takes time linear in the replacements alone.
    """
    nodes = _taken(own_nodes(replacements))
    remove(tag)
    set_children(tag, nodes)


def rename(tag: Tag, name: str, attrs: dict[str, str] | None = None) -> None:
    """Give a tag another name and only these attributes; its children stay."""
    tag.name = name
    tag.attrs = split_lists(name, dict(attrs or {}))


def break_cycles(root: Tag) -> None:
    """Empty the tags of a tree that is no longer used: its memory is freed without garbage collection."""
    waiting = [root]
    for tag in waiting:
        for child in tag.contents:
            if type(child) is Tag:
                waiting.append(child)  # noqa: PERF401  a comprehension for each tag costs more
        tag.contents = []


__all__ = [
    "FRAGMENT", "RAW", "Comment", "NavigableString", "PageElement", "Tag", "ancestor", "attr", "break_cycles",
    "classes", "descendants", "find", "find_all", "has_class", "is_text", "name", "new", "raw", "remove",
    "rename", "replace_with", "set_children", "tags", "text", "text_alone", "unwrap",
]  # fmt: skip
