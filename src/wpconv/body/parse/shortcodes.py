"""Shortcodes that WordPress left in the text: `[name a="b"]…[/name]` becomes a tag that is named `[name]`.

Only what a rule wants becomes a tag; brackets in prose stay as they are, and so does all code. A shortcode
may begin in one paragraph and end in another one, as WordPress wraps lines into paragraphs around it.
"""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable

from wpconv.body.dom import FRAGMENT, NavigableString, PageElement, Tag, new, set_children
from wpconv.body.parse.shortcode_tokens import Bracket, find

OPENING, CLOSING = "[", "]"
"""Attributes of a shortcode's tag: how its opening and its closing were written."""


def expand(root: Tag, wanted: Callable[[str], bool], verbatim: Callable[[str], bool]) -> list[str]:
    """Turn the shortcodes in a tree's text into tags, in time linear in the tree.

    Args:
        root: the tree, changed in place.
        wanted: whether there is a rule for a name.
        verbatim: whether all between a name and its closing is code.

    Returns:
        The openings that nothing wants and that cannot be prose, as they were written.
    """
    found = _paired(find(root), verbatim)
    written = {(bracket.name, bracket.closes) for bracket in found}
    unknown, known = [], []
    for bracket in found:
        is_sure = bracket.partner or any(not key.isdigit() for key in bracket.attrs)
        if not wanted(bracket.name):
            if is_sure and not bracket.closes:
                unknown.append(bracket.source)
        elif is_sure or (
            not verbatim(bracket.name) and (bracket.is_alone or (bracket.name, not bracket.closes) in written)
        ):
            known.append(bracket)
    if known:
        _rebuild(known)
    return unknown


def _paired(found: list[Bracket], verbatim: Callable[[str], bool]) -> list[Bracket]:
    """Join openings with their closings; leave out what is code between the two."""
    closings: dict[str, list[int]] = defaultdict(list)
    for number, bracket in enumerate(found):
        if bracket.closes:
            closings[bracket.name].append(number)
    kept: list[Bracket] = []
    opened: list[Bracket] = []
    names: Counter[str] = Counter()
    number = 0
    while number < len(found):
        bracket = found[number]
        kept.append(bracket)
        if bracket.closes and names[bracket.name]:
            _close(bracket, opened, names)
        elif not bracket.closes:
            opened.append(bracket)
            names[bracket.name] += 1
            ends = closings[bracket.name]
            after = bisect(ends, number)
            if verbatim(bracket.name) and after < len(ends):
                number = ends[after] - 1
        number += 1
    return kept


def _close(closing: Bracket, opened: list[Bracket], names: Counter[str]) -> None:
    """Pair a closing with the last opening of its name; what was opened after it has no content."""
    opening = opened.pop()
    while opening.name != closing.name:
        names[opening.name] -= 1
        opening = opened.pop()
    names[opening.name] -= 1
    if opening.parent is closing.parent or opening.flow is closing.flow:
        opening.partner, closing.partner = closing, opening


def _rebuild(brackets: list[Bracket]) -> None:
    """Put tags in the place of shortcodes."""
    of_node: dict[int, list[Bracket]] = defaultdict(list)
    for bracket in brackets:
        of_node[id(bracket.node)].append(bracket)
    parted = {id(bracket.parent) for bracket in brackets if bracket.crosses and bracket.parent.name == "p"}
    places = {
        id(place): place for place in (b.flow if id(b.parent) in parted else b.parent for b in brackets)
    }
    for place in places.values():
        builder = _Builder(of_node, parted)
        builder.fill(place)
        set_children(place, builder.opened[0].contents)


class _Builder:
    """The new content of one tag while it grows."""

    def __init__(self, of_node: dict[int, list[Bracket]], parted: set[int]) -> None:
        self.of_node = of_node
        self.parted = parted
        """Paragraphs, by their identity, in which a shortcode begins or ends that crosses their border."""
        self.opened = [new(FRAGMENT)]

    def fill(self, parent: Tag) -> None:
        for child in parent.contents:
            if isinstance(child, Tag) and id(child) in self.parted:
                self.opened.append(_like(child))
                self.fill(child)
                self.close()
            else:
                self.put(child)

    def put(self, node: PageElement) -> None:
        brackets = self.of_node.get(id(node))
        if not brackets:
            self.add(node)
            return
        text, end = str(node), 0
        for bracket in brackets:
            self.put_text(text[end : bracket.start])
            end = bracket.start + len(bracket.source)
            self.place(bracket)
        self.put_text(text[end:])

    def put_text(self, text: str) -> None:
        if text:
            self.add(NavigableString(text))

    def add(self, node: PageElement) -> None:
        self.opened[-1].contents.append(node)

    def close(self) -> Tag:
        tag = self.opened.pop()
        set_children(tag, tag.contents)
        self.add(tag)
        return tag

    def place(self, bracket: Bracket) -> None:
        if bracket.partner is None:
            if not bracket.closes:
                self.add(_tag(bracket))
            return
        paragraph = self.close() if bracket.crosses and bracket.parent.name == "p" else None
        if bracket.closes:
            self.close()
        else:
            self.opened.append(_tag(bracket))
        if paragraph:
            self.opened.append(_like(paragraph))


def _tag(opening: Bracket) -> Tag:
    closing = opening.partner.source if opening.partner else ""
    return new(f"[{opening.name}]", {**opening.attrs, OPENING: opening.source, CLOSING: closing})


def _like(paragraph: Tag) -> Tag:
    part = new(paragraph.name)
    part.attrs = dict(paragraph.attrs)
    return part
