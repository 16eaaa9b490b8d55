"""Beautiful Soup's `Tag` and `NavigableString`, made at less cost.

The classes are subclasses of Beautiful Soup's and answer its whole API. They store `contents` and `parent`
only; the other links (`next_sibling`, `next_element`, …) are computed from these two when they are asked for.
A tag is thus made in a third of the time, and code that edits `contents` has no further links to update.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from functools import partial
from typing import Any

import bs4
from bs4 import element
from bs4.builder import HTMLTreeBuilder
from bs4.element import AttributeValueList, PageElement

FRAGMENT = "fragment"
"""The name of a tag without a meaning of its own: only its children count."""

TESTED_BS4 = ("4.13.", "4.14.", "4.15.")
"""Beautiful Soup's versions with which leaving out the constructors of its classes was tested."""
IS_TESTED_BS4 = bs4.__version__.startswith(TESTED_BS4)

_VOID = frozenset(HTMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS or ())
_LISTS: dict[str, set[str]] = HTMLTreeBuilder.DEFAULT_CDATA_LIST_ATTRIBUTES
"""The attributes whose values are lists, by the tag's name; `*` is any tag."""
_RARE_LISTS = frozenset().union(*_LISTS.values()) - {"class"}


class _Node(PageElement):
    """A node whose links are computed from its parent's `contents`; to assign to them has no effect."""

    parent: "Tag | None" = None

    def setup(
        self,
        parent: bs4.Tag | None = None,
        previous_element: PageElement | None = None,  # noqa: ARG002 # Beautiful Soup's signature
        next_element: PageElement | None = None,  # noqa: ARG002
        previous_sibling: PageElement | None = None,  # noqa: ARG002
        next_sibling: PageElement | None = None,  # noqa: ARG002
    ) -> None:
        """Set the parent, the only link that is stored."""
        self.parent = parent  # type: ignore[assignment] # a tree of ours holds our classes only

    def _sibling(self, distance: int) -> PageElement | None:
        if self.parent is None:
            return None
        contents, index = self.parent.contents, self.parent.index(self) + distance
        return contents[index] if 0 <= index < len(contents) else None

    @property
    def next_sibling(self) -> PageElement | None:
        """The next node with the same parent."""
        return self._sibling(1)

    @next_sibling.setter
    def next_sibling(self, _node: PageElement | None) -> None: ...

    @property
    def previous_sibling(self) -> PageElement | None:
        """The previous node with the same parent."""
        return self._sibling(-1)

    @previous_sibling.setter
    def previous_sibling(self, _node: PageElement | None) -> None: ...

    @property
    def next_element(self) -> PageElement | None:
        """The next node in document order: the first child, if there is one."""
        return next(self.next_elements, None)

    @next_element.setter
    def next_element(self, _node: PageElement | None) -> None: ...

    @property
    def previous_element(self) -> PageElement | None:
        """The previous node in document order."""
        return next(self.previous_elements, None)

    @previous_element.setter
    def previous_element(self, _node: PageElement | None) -> None: ...

    @property
    def next_siblings(self) -> Iterator[PageElement]:
        """The nodes after this one with the same parent."""
        if self.parent is not None:
            yield from self.parent.contents[self.parent.index(self) + 1 :]

    @property
    def previous_siblings(self) -> Iterator[PageElement]:
        """The nodes before this one with the same parent, nearest first."""
        if self.parent is not None:
            yield from reversed(self.parent.contents[: self.parent.index(self)])

    @property
    def next_elements(self) -> Iterator[PageElement]:
        """The nodes after this one in document order, from its first child on."""
        if isinstance(self, Tag):
            yield from self.descendants
        node: _Node | None = self
        while node is not None:
            for sibling in node.next_siblings:
                yield sibling
                if isinstance(sibling, Tag):
                    yield from sibling.descendants
            node = node.parent

    @property
    def previous_elements(self) -> Iterator[PageElement]:
        """The nodes before this one in document order, nearest first, its parents among them."""
        node: _Node | None = self
        while node is not None:
            for sibling in node.previous_siblings:
                if isinstance(sibling, Tag):
                    yield from reversed(list(sibling.descendants))
                yield sibling
            node = node.parent
            if node is not None:
                yield node

    def extract(self, _self_index: int | None = None) -> "_Node":
        """Take the node, with all that it holds, out of its parent."""
        if self.parent is not None:
            index = self.parent.index(self) if _self_index is None else _self_index
            del self.parent.contents[index]
            self.parent = None
        return self

    def decompose(self) -> None:
        """Take the node out of its parent, and everything out of it; its tags become empty fragments."""
        self.extract()
        nodes = [self, *self.descendants] if isinstance(self, Tag) else [self]
        for node in nodes:
            node.parent = None
            node._decomposed = True  # noqa: SLF001 # what `Tag.decomposed` returns
            if isinstance(node, Tag):
                become_fragment(node, [])


class NavigableString(_Node, element.NavigableString):
    """A text."""

    __slots__ = ("parent",)  # to set it costs half of what it costs without a slot

    def __getattr__(self, key: str) -> None:
        if key != "parent":
            raise AttributeError(key)

    def _all_strings(self, strip: bool = False, types: Any = PageElement.default) -> Iterator[str]:
        return super()._all_strings(strip, _own_classes(types, Tag.MAIN_CONTENT_STRING_TYPES))


class Comment(NavigableString, element.Comment):
    """A comment."""


class Script(NavigableString, element.Script):
    """The text of a `<script>`, which is not text of the tags around it."""


class Stylesheet(NavigableString, element.Stylesheet):
    """The text of a `<style>`, which is not text of the tags around it."""


class TemplateString(NavigableString, element.TemplateString):
    """A text in a `<template>`, which is not text of the tags around it."""


class RubyTextString(NavigableString, element.RubyTextString):
    """The annotation in a `<rt>`, which `get_text` leaves out of the text around it."""


class RubyParenthesisString(NavigableString, element.RubyParenthesisString):
    """The parenthesis in a `<rp>`, which `get_text` leaves out of the text around it."""


STRING_CLASSES: dict[str, type[NavigableString]] = {
    "script": Script,
    "style": Stylesheet,
    "template": TemplateString,
    "rt": RubyTextString,
    "rp": RubyParenthesisString,
}
"""The classes of the texts in tags with a class of their own."""
_OWN_CLASSES: dict[Any, type[NavigableString]] = {
    element.NavigableString: NavigableString,
    element.Comment: Comment,
    **{HTMLTreeBuilder.DEFAULT_STRING_CONTAINERS[name]: kind for name, kind in STRING_CLASSES.items()},
}
"""Our subclasses of Beautiful Soup's classes of texts."""


def _own_classes(types: Any, default: set[type[element.NavigableString]]) -> Any:
    """Return the classes of texts that are asked for; Beautiful Soup does not look for subclasses."""
    if types is PageElement.default:
        return default
    if types is None or isinstance(types, type):
        return _OWN_CLASSES.get(types, types) if types else types
    return {_OWN_CLASSES.get(kind, kind) for kind in types}


class Tag(_Node, element.Tag):
    """A tag. `make_tag` is the quick way to make one."""

    # What is the same for all tags is an attribute of the class.
    parser_class = prefix = namespace = sourceline = sourcepos = None
    known_xml = False
    cdata_list_attributes = _LISTS
    preserve_whitespace_tags = HTMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS
    attribute_value_list_class = AttributeValueList
    _namespaces: dict[str, str] = {}  # noqa: RUF012 # never changed
    MAIN_CONTENT_STRING_TYPES = {NavigableString, element.CData}  # noqa: RUF012 # Beautiful Soup's
    contents: list[PageElement]
    last_index = 0
    """The index of the child that was last asked for: the next one is mostly near."""

    @property
    def can_be_empty_element(self) -> bool:
        """Whether the tag is a void element, such as `<br>`."""
        return self.name in _VOID

    @can_be_empty_element.setter
    def can_be_empty_element(self, _value: bool | None) -> None: ...

    @property
    def interesting_string_types(self) -> set[type[element.NavigableString]]:
        """The classes of the texts that `get_text` and `strings` return."""
        own = STRING_CLASSES.get(self.name)
        return {own} if own else self.MAIN_CONTENT_STRING_TYPES

    @interesting_string_types.setter
    def interesting_string_types(self, _value: set[type[element.NavigableString]] | None) -> None: ...

    def _all_strings(self, strip: bool = False, types: Any = PageElement.default) -> Iterator[str]:
        return super()._all_strings(strip, _own_classes(types, self.interesting_string_types))

    strings = property(_all_strings)

    @property
    def descendants(self) -> Iterator[PageElement]:
        """Everything inside the tag in document order."""
        return descendants(self)

    @property
    def string(self) -> element.NavigableString | None:
        """The only text of a tag that holds nothing else, at any depth."""
        return super().string  # type: ignore[return-value] # declared as str

    @string.setter
    def string(self, value: str) -> None:
        self.clear()
        self.append(
            _OWN_CLASSES.get(type(value), type(value))(value) if isinstance(value, PageElement) else value
        )

    def index(self, element: PageElement) -> int:
        """Return the index of a child, in constant time near the one that was last asked for."""
        contents, start = self.contents, self.last_index
        for distance in range(max(start, len(contents) - start) + 1):
            for index in (start + distance, start - distance):
                if 0 <= index < len(contents) and contents[index] is element:
                    self.last_index = index
                    return index
        raise ValueError("Tag.index: element not in tag")

    def insert(self, position: int, *new_children: PageElement | str) -> list[PageElement]:
        """Insert nodes, and strings as texts, before the child at a position; they leave where they were."""
        nodes = own_nodes(new_children)
        for node in nodes:
            if node is self:
                raise ValueError("Cannot insert a tag into itself.")
            position = min(position, len(self.contents))
            if node.parent is not None:
                if node.parent is self and self.index(node) < position:
                    position -= 1
                node.extract()
            node.parent = self
            self.contents.insert(position, node)
            position += 1
        return list(nodes)


def _make_tag_fast(name: str, attrs: dict[str, Any], contents: list[PageElement]) -> Tag:
    tag = _new(Tag)
    tag.name = name
    tag.attrs = attrs
    tag.contents = contents
    return tag


def _make_tag_safely(name: str, attrs: dict[str, Any], contents: list[PageElement]) -> Tag:
    tag = Tag(
        name=name,
        cdata_list_attributes=_LISTS,
        preserve_whitespace_tags=Tag.preserve_whitespace_tags,
    )
    tag.attrs = attrs
    tag.contents = contents
    return tag


_new = object.__new__
make_tag = _make_tag_fast if IS_TESTED_BS4 else _make_tag_safely
"""Make a tag of a name, attributes and children, whose `parent` the caller sets."""
make_text = partial(str.__new__, NavigableString) if IS_TESTED_BS4 else NavigableString
"""Make a text without a parent."""
make_comment = partial(str.__new__, Comment) if IS_TESTED_BS4 else Comment
"""Make a comment without a parent."""


def split_lists(name: str, attrs: dict[str, Any]) -> dict[str, Any]:
    """Make lists of the values of `class` and its like, as Beautiful Soup does, and return the attributes.

    Args:
        name: the tag's name, as some attributes have lists in some tags only.
        attrs: the attributes; the dict is changed.
    """
    value = attrs.get("class")
    if type(value) is str:
        attrs["class"] = value.split()
    if not _RARE_LISTS.isdisjoint(attrs):
        for key in (_LISTS["*"] | _LISTS.get(name, set())) & attrs.keys():
            if isinstance(attrs[key], str):
                attrs[key] = attrs[key].split()
    return attrs


def own_nodes(nodes: Iterable[PageElement | str]) -> list[_Node]:
    """Return nodes for our trees: a str becomes a text, a node of Beautiful Soup's classes is copied.

    Raises:
        TypeError: for what is neither a tag nor a text nor a comment.
    """
    return [node if isinstance(node, _Node) else _own_node(node) for node in nodes]


def _own_node(node: PageElement | str) -> _Node:
    root = _shallow_copy(node)
    waiting = [(node, root)]
    for source, copied in waiting:
        if isinstance(source, element.Tag) and isinstance(copied, Tag):
            for child in source.contents:
                part = _shallow_copy(child)
                part.parent = copied
                copied.contents.append(part)
                waiting.append((child, part))
    return root


def _shallow_copy(node: PageElement | str) -> _Node:
    if isinstance(node, element.Tag):
        return make_tag(node.name, {key: copy(value) for key, value in node.attrs.items()}, [])
    if isinstance(node, PageElement) and type(node) in _OWN_CLASSES:
        return _OWN_CLASSES[type(node)](str(node))
    if isinstance(node, PageElement) or not isinstance(node, str):
        raise TypeError(f"not a node of this tree: {node!r}")
    return make_text(node)


def descendants(tag: Tag, *without: str) -> Iterator[PageElement]:
    """Yield everything inside a tag in document order, without recursion.

    Args:
        tag: the tag.
        without: names of tags whose content is left out.
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


def become_fragment(tag: Tag, contents: list[PageElement]) -> None:
    """Make a tag a fragment with these contents; their parents are not set."""
    tag.name, tag.attrs, tag.hidden, tag.contents = FRAGMENT, {}, True, contents
