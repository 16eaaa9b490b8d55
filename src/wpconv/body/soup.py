"""Beautiful Soup's `Tag` and `NavigableString`, made at less cost.

The classes are subclasses of Beautiful Soup's and answer its whole API. They store `contents` and `parent`
only; the other links (`next_sibling`, `next_element`, …) are computed from these two when they are asked for.
A tag is thus made in a third of the time, and code that edits `contents` has no further links to update.
"""

from collections.abc import Iterable, Iterator
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
    cached_index = -1
    """The index in the parent's `contents` when it was last searched; it is checked before each use."""

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
            del self.parent.contents[self.parent.index(self) if _self_index is None else _self_index]
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
        # Beautiful Soup compares a text's class with its own ones, not with their subclasses.
        return super()._all_strings(strip, Tag.MAIN_CONTENT_STRING_TYPES if types is self.default else types)


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
        self.append(type(value)(value) if isinstance(value, NavigableString) else make_text(value))

    def index(self, element: PageElement) -> int:
        """Return the index of a child; many calls without an edit between them take linear time."""
        contents = self.contents
        index = element.cached_index if isinstance(element, _Node) else -1
        if not (0 <= index < len(contents) and contents[index] is element):
            index = -1
            for number, child in enumerate(contents):
                child.cached_index = number  # type: ignore[attr-defined] # a tree of ours holds our classes only
                if child is element:
                    index = number
            if index < 0:
                raise ValueError("Tag.index: element not in tag")
        return index

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
    """Return nodes that can be put into a tree: a str becomes a text.

    Raises:
        TypeError: for a tag or text of Beautiful Soup's own classes, which belongs to a tree of another kind.
    """
    owned: list[_Node] = []
    for node in nodes:
        if isinstance(node, _Node):
            owned.append(node)
        elif isinstance(node, PageElement) or not isinstance(node, str):
            raise TypeError(f"not a node of this tree: {node!r}")
        else:
            owned.append(make_text(node))
    return owned


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
