"""Code in `<code>`, `<samp>` and `<tt>` that is more than words in a line."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import (
    NavigableString,
    PageElement,
    Tag,
    find,
    find_all,
    is_text,
    name,
    new,
    replace_with,
    set_children,
    text,
    text_alone,
)

_PLAYERS = ("iframe", "video", "audio", "object", "embed")
_LINES = ("br", "p", "div", "li")
_EMPHASIS = frozenset(("strong", "b", "em", "i", "span", "font"))
_BLOCKS = frozenset(("p", "div", "li", "dd", "blockquote", "section", "article", "fragment"))


def code_lines(tag: Tag, _ctx: Context) -> None:
    """Lines in `<code>` that a paragraph consists of (`<p><code>a<br>b</code></p>`): a code block.

    A player in code, which browsers show, comes after the code.
    """
    if text_alone(tag) is not None:
        return
    players = find_all(tag, *_PLAYERS)
    for player in players:
        player.extract()
    is_block = find(tag, *_LINES) is not None and _is_alone(tag)
    for part in (tag, *find_all(tag)) if is_block else ():
        part.contents = [_with_spaces(node) for node in part.contents]
    before, after = _trim(tag)
    if players or is_block:
        inside = [new("pre" if is_block else tag.name, {}, *tag.contents)] if text(tag).strip() else []
        replace_with(tag, *inside, *players)
    elif before or after:
        tag.insert_before(*before)
        tag.insert_after(*after)


def _trim(tag: Tag) -> tuple[list[PageElement], list[PageElement]]:
    """Take the line breaks, and the white space beside them, from the beginning and the end of code."""
    nodes = list(tag.contents)
    size = len(nodes)
    start = next((at for at, node in enumerate(nodes) if not _is_blank(node)), size)
    end = next((size - at for at, node in enumerate(reversed(nodes)) if not _is_blank(node)), size)
    edges = nodes[:start], nodes[max(end, start) :]
    if not any(name(node) == "br" for edge in edges for node in edge):
        return [], []
    set_children(tag, nodes[start : max(end, start)])
    return edges


def _is_blank(node: PageElement) -> bool:
    return name(node) == "br" or (is_text(node) and str(node).isspace())


def players_in_block(tag: Tag, _ctx: Context) -> None:
    """A player in a code block: after it."""
    players = find_all(tag, *_PLAYERS) if text_alone(tag) is None else []
    for player in players:
        player.extract()
    if players and not text(tag).strip():
        replace_with(tag, *players)
    elif players:
        tag.insert_after(*players)


def _lines(tag: Tag) -> list[PageElement | str]:
    """Return code as one element for each line, with line breaks between."""
    lines: list[list[PageElement]] = [[]]
    for node in tag.contents:
        if name(node) == "br":
            lines.append([])
        else:
            lines[-1].append(node)
    nodes: list[PageElement | str] = []
    for number, line in enumerate(lines):
        nodes += [new("br")] if number else []
        nodes += [new("code", {}, *line)] if line else []
    return nodes


def _with_spaces(node: PageElement) -> PageElement:
    """Return a text with spaces instead of the no-break spaces that indent lines in a paragraph."""
    return NavigableString(str(node).replace("\xa0", " ")) if is_text(node) else node


def _is_alone(tag: Tag) -> bool:
    """Return whether an element, or emphasis around it, is all that its block shows."""
    inner, outer = tag, tag.parent
    while outer is not None and all(node is inner or _is_blank(node) for node in outer.contents):
        if outer.name not in _EMPHASIS:
            return outer.name in _BLOCKS
        inner, outer = outer, outer.parent
    return False


RULES = (
    *(Rule(name, code_lines, leaves_text=True) for name in ("code", "samp", "tt")),
    Rule("pre", players_in_block, leaves_text=True),
)
