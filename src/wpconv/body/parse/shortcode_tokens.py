"""What may open or close a shortcode, found in the text of a tree: `[name a="b"]` and `[/name]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from wpconv.body.dom import NavigableString, PageElement, Tag, is_text, name

_CODE = frozenset(("pre", "code", "kbd", "samp", "tt", "listing", "xmp", "script", "style", "textarea"))
_SHORTCODE = re.compile(r"(?<!\[)\[(/?)([A-Za-z_][\w-]*)((?:[\s\xa0/][^\[\]]*)?)\](?!\])", re.ASCII)
_CUT_OFF = re.compile(r"\[[A-Za-z_][\w-]*(?:[\s\xa0][^\[\]]*)?\Z", re.ASCII)
_KEY = re.compile(r"([\w-]+) ?= ?")
_WORD = re.compile(r"\S*")
# WordPress makes typographic quotes of a shortcode's own, and in the way of the site's language.
_QUOTES = (re.compile('["“”„‟″«»]'), re.compile("['‘’‚‛′‹›]"))


@dataclass(slots=True, eq=False)
class Bracket:
    """What may open or close a shortcode."""

    source: str
    name: str
    closes: bool
    attrs: dict[str, str]
    parent: Tag
    node: PageElement
    start: int
    """Where it begins in its node's text."""
    is_alone: bool
    """Whether the text around it holds only blanks and others of its kind."""
    partner: "Bracket | None" = None

    @property
    def flow(self) -> Tag:
        """The tag that holds its paragraph."""
        outer = self.parent.parent
        return outer if self.parent.name == "p" and outer is not None else self.parent

    @property
    def crosses(self) -> bool:
        """Whether its partner stands in another paragraph."""
        return self.partner is not None and self.partner.parent is not self.parent


def find(root: Tag) -> list[Bracket]:
    """Return all that may open or close a shortcode in a tree, in document order, code left out."""
    return [bracket for parent, node in _texts(root) for bracket in _scan(parent, node)]


def attributes(text: str) -> dict[str, str]:
    """Return a shortcode's attributes: by name in lower case, those without one by their number."""
    text = " ".join(text.split()).removesuffix("/")
    found: dict[str, str] = {}
    unnamed = count()
    position = 0
    while position < len(text):
        key = _KEY.match(text, position)
        value, position = _value(text, key.end() if key else position)
        if key or value:
            found.setdefault(key[1].lower() if key else str(next(unnamed)), value)
        position += text[position : position + 1] == " "
    return found


def _value(text: str, start: int) -> tuple[str, int]:
    """Return a value, quoted or one word, and where it ends."""
    quotes = next((kind for kind in _QUOTES if kind.match(text, start)), None)
    if quotes is None:
        word = _WORD.match(text, start)
        return (word[0], word.end()) if word else ("", len(text))
    depth, end = 0, len(text)
    for match in quotes.finditer(text, start + 1):
        end = match.start()
        before, after = text[end - 1], text[end + 1 : end + 2]
        if after.strip() and not quotes.match(after):
            # A quotation in the value begins, or this is an apostrophe.
            depth += before in " (" or end == start + 1
        elif depth:
            depth -= 1
        else:
            break
    return text[start + 1 : end], end + 1


def _texts(root: Tag) -> Iterator[tuple[Tag, NavigableString]]:
    """Yield in document order the texts that may hold shortcodes, with their parents."""
    stack = [(root, iter(root.contents))]
    looked_at: set[int] = set()
    while stack:
        parent, nodes = stack[-1]
        for node in nodes:
            if isinstance(node, Tag):
                if node.contents and node.name not in _CODE:
                    stack.append((node, iter(node.contents)))
                    break
            elif isinstance(node, NavigableString) and "[" in node and is_text(node):
                if _is_cut_off(node) and id(parent) not in looked_at:
                    # All that stands before has been looked at.
                    looked_at.add(id(parent))
                    place = next(at for at, each in enumerate(parent.contents) if each is node)
                    rest = _without_breaks(parent.contents[place:])
                    parent.contents[place:] = rest
                    stack[-1] = (parent, iter(rest))
                    break
                yield parent, node
        else:
            stack.pop()


def _without_breaks(nodes: list[PageElement]) -> list[PageElement]:
    """Take out the line breaks that WordPress put between a shortcode's attributes."""
    out: list[PageElement] = []
    position = 0
    while position < len(nodes):
        node = nodes[position]
        position += 1
        if _is_cut_off(node):
            end = position
            while end < len(nodes) and _is_between(nodes[end]):
                end += 1
            closing = str(nodes[end]) if end < len(nodes) and is_text(nodes[end]) else ""
            head, bracket, tail = closing.partition("]")
            lines = [str(line).strip() for line in nodes[position:end] if is_text(line)]
            joined = " ".join([str(node).rstrip(), *lines, f"{head}]".lstrip()])
            # Prose may stand in brackets and break its lines there; only attributes tell a shortcode.
            if bracket and "[" not in head and "=" in joined[joined.rindex("[") :]:
                node = NavigableString(joined + tail)
                position = end + 1
        out.append(node)
    return out


def _is_cut_off(node: PageElement) -> bool:
    return (
        isinstance(node, NavigableString)
        and "[" in node
        and is_text(node)
        and bool(_CUT_OFF.match(node, node.rindex("[")))
    )


def _is_between(node: PageElement) -> bool:
    return name(node) == "br" or (is_text(node) and "[" not in str(node) and "]" not in str(node))


def _scan(parent: Tag, node: NavigableString) -> Iterator[Bracket]:
    """Yield what looks like a shortcode in one text."""
    text = str(node)
    is_alone = not _SHORTCODE.sub("", text).strip()
    for match in _SHORTCODE.finditer(text):
        slash, shortcode, rest = match.groups()
        yield Bracket(
            match[0], shortcode, bool(slash), attributes(rest), parent, node, match.start(), is_alone
        )
