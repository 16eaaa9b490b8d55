"""Shortcodes that WordPress left in the text: `[name a="b"]…[/name]` becomes a tag that is named `[name]`.

The syntax is that of WordPress's `get_shortcode_regex` and `shortcode_parse_atts`. It is read after `wpautop`
and `wptexturize` have changed the text: a shortcode may begin in one paragraph and end in another one, its
quotes may be typographic, and its attributes may have line breaks between them. Only a shortcode with a rule
becomes a tag; other brackets and all code stay as they are.
"""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from wpconv.body.dom import (
    FRAGMENT,
    NavigableString,
    PageElement,
    Tag,
    descendants,
    is_text,
    name,
    new,
    set_children,
)
from wpconv.body.players import player_at

OPENING, CLOSING = "[", "]"
"""Attributes of a shortcode's tag: the source of its opening and of its closing."""

_CODE = frozenset(("pre", "code", "kbd", "samp", "tt", "listing", "xmp", "script", "style", "textarea"))
# `[[name]]` is an escaped shortcode.
# Jetpack also reads `[name=value]`.
_SHORTCODE = re.compile(r"(?<!\[)\[(/?)([A-Za-z_][\w-]*)((?:[\s\xa0/=][^\[\]]*)?)\](?!\])", re.ASCII)
_UNCLOSED = re.compile(r"\[[A-Za-z_][\w-]*(?:[\s\xa0][^\[\]]*)?\Z", re.ASCII)
_KEY = re.compile(r"([\w-]+) ?= ?")
_PLAIN_PAIR = re.compile(r'([\w-]+)="([^"“”„‟″«»]*)"(?: |$)')
"""A name with a value in straight quotes that contains no other ones, as most have."""
_PLAYER = "player"
"""The name that a shortcode without a rule gets if it shows nothing but a player."""
_TEXTS = ("title", "text", "label", "caption", "heading", "content", "alt")
"""Attributes with words, which the player would not show."""
_MAX_ADDRESS = 500
"""More characters than the address of a player has."""
_WORD = re.compile(r"\S*")
# `wptexturize` replaces the quotes of attributes with those of the site's language.
_QUOTES = (re.compile('["“”„‟″«»]'), re.compile("['‘’‚‛′‹›]"))


@dataclass(slots=True, eq=False)
class ShortcodeTag:
    """Text that may be the opening `[name …]` or the closing `[/name]` of a shortcode."""

    source: str
    name: str
    is_closing: bool
    attrs: dict[str, str]
    parent: Tag
    node: PageElement
    start: int
    """Its index in the node's text."""
    is_alone: bool
    """Whether it touches another one, or the node's text holds only shortcodes and white space."""
    partner: "ShortcodeTag | None" = None
    """The closing of an opening, and the opening of a closing."""

    @property
    def container(self) -> Tag:
        """The parent of the paragraph that it is in; its own parent outside of paragraphs."""
        outer = self.parent.parent
        return outer if self.parent.name == "p" and outer is not None else self.parent

    @property
    def crosses_paragraphs(self) -> bool:
        """Whether its partner has another parent."""
        return self.partner is not None and self.partner.parent is not self.parent


def expand_shortcodes(
    root: Tag, is_known: Callable[[str], bool], is_verbatim: Callable[[str], bool]
) -> list[str]:
    """Replace the shortcodes in a tree's texts with tags, in linear time.

    Args:
        root: the tree, changed in place.
        is_known: whether there is a rule for a shortcode's name.
        is_verbatim: whether the content of a shortcode of this name is code.

    Returns:
        The source of each opening without a rule that is not prose: it has a closing, or named attributes.
    """
    found = _paired(find_shortcode_tags(root), is_verbatim)
    written = {(tag.name, tag.is_closing) for tag in found}
    unknown, known = [], []
    for tag in found:
        if not tag.is_closing and not is_known(tag.name) and _is_player(tag):
            tag.name = _PLAYER
            if tag.partner:
                tag.partner.name = _PLAYER
        is_certain = tag.partner or any(not key.isdigit() for key in tag.attrs)
        if not is_known(tag.name):
            if is_certain and not tag.is_closing:
                unknown.append(tag.source)
        elif is_certain or (
            not is_verbatim(tag.name) and (tag.is_alone or (tag.name, not tag.is_closing) in written)
        ):
            known.append(tag)
    if known:
        _rebuild(known)
    return unknown


def _is_player(opening: ShortcodeTag) -> bool:
    """Return whether a shortcode shows nothing but a player: one between its tags, or its address."""
    if opening.partner:
        return _holds_player(opening, opening.partner)
    values = opening.attrs.values()
    return opening.attrs.keys().isdisjoint(_TEXTS) and any(
        "//" in value and " " not in value and player_at(value) is not None for value in values
    )


def _holds_player(opening: ShortcodeTag, closing: ShortcodeTag) -> bool:
    """Return whether there is nothing but one player, or the address of one, in a pair of shortcodes."""
    is_near = opening.parent is closing.parent
    outer = opening.parent if is_near else opening.container
    ends = [tag.node if is_near or tag.parent is outer else tag.parent for tag in (opening, closing)]
    first, last = (next(at for at, node in enumerate(outer.contents) if node is end) for end in ends)
    texts, frames = "", 0
    for node in (node for part in outer.contents[first : last + 1] for node in _with_descendants(part)):
        if is_text(node):
            start = opening.start + len(opening.source) if node is opening.node else 0
            texts += str(node)[start : closing.start if node is closing.node else None]
        frames += name(node) == "iframe"
        if len(texts) > _MAX_ADDRESS:
            return False
    content = texts.strip()
    return frames == 1 if not content else " " not in content and player_at(content) is not None


def _with_descendants(node: PageElement) -> Iterator[PageElement]:
    yield node
    if isinstance(node, Tag):
        yield from descendants(node)


def find_shortcode_tags(root: Tag) -> list[ShortcodeTag]:
    """Return all that may open or close a shortcode in a tree's texts except code, in document order."""
    return [tag for parent, node in _texts(root) for tag in _scan(parent, node)]


def parse_attributes(text: str) -> dict[str, str]:
    """Return a shortcode's attributes, as `shortcode_parse_atts` does.

    Args:
        text: the source between the name and `]`.

    Returns:
        The values by names in lower case; a value without a name has its number, from "0", as the key.
    """
    text = " ".join(text.split()).removesuffix("/")
    found: dict[str, str] = {}
    unnamed = count()
    position = 0
    while position < len(text):
        if pair := _PLAIN_PAIR.match(text, position):
            found.setdefault(pair[1].lower(), pair[2])
            position = pair.end()
            continue
        key = _KEY.match(text, position)
        value, position = _value(text, key.end() if key else position)
        if key or value:
            found.setdefault(key[1].lower() if key else str(next(unnamed)), value)
        position += text[position : position + 1] == " "
    return found


def _value(text: str, start: int) -> tuple[str, int]:
    """Return a value, quoted or one word, and the index where it ends."""
    quotes = next((kind for kind in _QUOTES if kind.match(text, start)), None)
    if quotes is None:
        word = _WORD.match(text, start)
        return (word[0], word.end()) if word else ("", len(text))
    depth, end = 0, len(text)
    for match in quotes.finditer(text, start + 1):
        end = match.start()
        before, after = text[end - 1], text[end + 1 : end + 2]
        if after.strip() and not quotes.match(after):
            # The opening quote of a quotation in the value, or an apostrophe.
            depth += before in " (" or end == start + 1
        elif depth:
            depth -= 1
        else:
            break
    return text[start + 1 : end], end + 1


def _texts(root: Tag) -> Iterator[tuple[Tag, NavigableString]]:
    """Yield the texts that may hold shortcodes, with their parents, in document order."""
    stack = [(root, iter(root.contents))]
    joined: set[int] = set()
    while stack:
        parent, nodes = stack[-1]
        for node in nodes:
            if isinstance(node, Tag):
                if _may_hold_bracket(node.contents) and node.name not in _CODE:
                    stack.append((node, iter(node.contents)))
                    break
            elif isinstance(node, NavigableString) and "[" in node and is_text(node):
                if _is_unclosed(node) and id(parent) not in joined:
                    joined.add(id(parent))
                    index = next(at for at, each in enumerate(parent.contents) if each is node)
                    rest = _without_breaks(parent.contents[index:])
                    parent.contents[index:] = rest
                    stack[-1] = (parent, iter(rest))
                    break
                yield parent, node
        else:
            stack.pop()


def _may_hold_bracket(contents: list[PageElement]) -> bool:
    """Return False for no nodes, and for the text alone that most tags contain if it has no bracket."""
    if len(contents) != 1:
        return bool(contents)
    only = contents[0]
    return not isinstance(only, NavigableString) or "[" in only


def _without_breaks(nodes: list[PageElement]) -> list[PageElement]:
    """Return sibling nodes without the `<br>` that `wpautop` made of line ends between attributes."""
    out: list[PageElement] = []
    position = 0
    while position < len(nodes):
        node = nodes[position]
        position += 1
        if _is_unclosed(node):
            end = position
            while end < len(nodes) and _is_break_or_attributes(nodes[end]):
                end += 1
            closing = str(nodes[end]) if end < len(nodes) and is_text(nodes[end]) else ""
            head, bracket, tail = closing.partition("]")
            lines = [str(line).strip() for line in nodes[position:end] if is_text(line)]
            joined = " ".join([str(node).rstrip(), *lines, f"{head}]".lstrip()])
            # Prose in brackets can have line breaks too; it has no attributes.
            if bracket and "[" not in head and "=" in joined[joined.rindex("[") :]:
                node = NavigableString(joined + tail)
                position = end + 1
        out.append(node)
    return out


def _is_unclosed(node: PageElement) -> bool:
    """Return whether a text ends in a shortcode without its `]`."""
    return (
        isinstance(node, NavigableString)
        and "[" in node
        and is_text(node)
        and bool(_UNCLOSED.match(node, node.rindex("[")))
    )


def _is_break_or_attributes(node: PageElement) -> bool:
    return name(node) == "br" or (is_text(node) and "[" not in str(node) and "]" not in str(node))


def _scan(parent: Tag, node: NavigableString) -> Iterator[ShortcodeTag]:
    """Yield what looks like an opening or a closing in one text."""
    text = str(node)
    matches = list(_SHORTCODE.finditer(text))
    starts, ends = [match.start() for match in matches], [match.end() for match in matches]
    between = zip([0, *ends], [*starts, len(text)], strict=True)
    is_alone = not any(text[end:start].strip() for end, start in between)
    for match in matches:
        slash, shortcode, rest = match.groups()
        attrs = parse_attributes(rest)
        start, end = match.span()
        touches = text[start - 1 : start] == "]" or text[end : end + 1] == "["
        yield ShortcodeTag(match[0], shortcode, bool(slash), attrs, parent, node, start, is_alone or touches)


def _paired(found: list[ShortcodeTag], is_verbatim: Callable[[str], bool]) -> list[ShortcodeTag]:
    """Set the partners of openings and closings, and return all that are not in a shortcode's code."""
    closings: dict[str, list[int]] = defaultdict(list)
    for number, tag in enumerate(found):
        if tag.is_closing:
            closings[tag.name].append(number)
    outside: list[ShortcodeTag] = []
    opened: list[ShortcodeTag] = []
    names: Counter[str] = Counter()
    number = 0
    while number < len(found):
        tag = found[number]
        outside.append(tag)
        if tag.is_closing and names[tag.name]:
            _close(tag, opened, names)
        elif not tag.is_closing:
            opened.append(tag)
            names[tag.name] += 1
            ends = closings[tag.name]
            after = bisect(ends, number)
            if is_verbatim(tag.name) and after < len(ends):
                number = ends[after] - 1
        number += 1
    return outside


def _close(closing: ShortcodeTag, opened: list[ShortcodeTag], names: Counter[str]) -> None:
    """Pair a closing with the last opening of its name; the openings after that one have no closing."""
    opening = opened.pop()
    while opening.name != closing.name:
        names[opening.name] -= 1
        opening = opened.pop()
    names[opening.name] -= 1
    if opening.parent is closing.parent or opening.container is closing.container:
        opening.partner, closing.partner = closing, opening


def _rebuild(found: list[ShortcodeTag]) -> None:
    """Replace the texts of shortcodes with tags."""
    by_node: dict[int, list[ShortcodeTag]] = defaultdict(list)
    for tag in found:
        by_node[id(tag.node)].append(tag)
    split = {id(tag.parent) for tag in found if tag.crosses_paragraphs and tag.parent.name == "p"}
    parents = [tag.container if id(tag.parent) in split else tag.parent for tag in found]
    for parent in {id(parent): parent for parent in parents}.values():
        builder = _Builder(by_node, split)
        builder.add_children(parent)
        set_children(parent, builder.opened[0].contents)


class _Builder:
    """Builds the new content of one tag.

    Args:
        by_node: the shortcodes in each text, by the text's identity.
        split: the identities of the paragraphs that are split because a shortcode crosses their boundaries.
    """

    def __init__(self, by_node: dict[int, list[ShortcodeTag]], split: set[int]) -> None:
        self.by_node = by_node
        self.split = split
        self.opened = [new(FRAGMENT)]

    def add_children(self, parent: Tag) -> None:
        for child in parent.contents:
            if isinstance(child, Tag) and id(child) in self.split:
                self.opened.append(_empty_copy(child))
                self.add_children(child)
                self.close()
            elif found := self.by_node.get(id(child)):
                self.add_expanded(str(child), found)
            else:
                self.add(child)

    def add_expanded(self, text: str, found: list[ShortcodeTag]) -> None:
        end = 0
        for tag in found:
            self.add_text(text[end : tag.start])
            end = tag.start + len(tag.source)
            self.add_shortcode(tag)
        self.add_text(text[end:])

    def add_text(self, text: str) -> None:
        if text:
            self.add(NavigableString(text))

    def add(self, node: PageElement) -> None:
        self.opened[-1].contents.append(node)

    def close(self) -> Tag:
        tag = self.opened.pop()
        set_children(tag, tag.contents)
        self.add(tag)
        return tag

    def add_shortcode(self, tag: ShortcodeTag) -> None:
        if tag.partner is None:
            if not tag.is_closing:
                self.add(_new_tag(tag))
            return
        paragraph = self.close() if tag.crosses_paragraphs and tag.parent.name == "p" else None
        if tag.is_closing:
            self.close()
        else:
            self.opened.append(_new_tag(tag))
        if paragraph:
            self.opened.append(_empty_copy(paragraph))


def _new_tag(opening: ShortcodeTag) -> Tag:
    closing = opening.partner.source if opening.partner else ""
    return new(f"[{opening.name}]", {**opening.attrs, OPENING: opening.source, CLOSING: closing})


def _empty_copy(paragraph: Tag) -> Tag:
    part = new(paragraph.name)
    part.attrs = dict(paragraph.attrs)
    return part
