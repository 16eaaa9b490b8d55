"""Code in `<code>` that is more than words in a line."""

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
    text,
    text_alone,
)

_PLAYERS = ("iframe", "video", "audio", "object", "embed")
_BLOCKS = frozenset(("p", "div", "li", "dd", "blockquote", "section", "article", "fragment"))


def code_lines(tag: Tag, _ctx: Context) -> None:
    """Lines in `<code>` that a paragraph consists of (`<p><code>a<br>b</code></p>`): a code block.

    A player in `<code>`, which browsers show, comes after the code.
    """
    if text_alone(tag) is not None:
        return
    players = find_all(tag, *_PLAYERS)
    for player in players:
        player.extract()
    is_block = find(tag, "br") is not None and _is_alone(tag)
    if is_block:
        for part in (tag, *find_all(tag)):
            part.contents = [_with_spaces(node) for node in part.contents]
    if players or is_block:
        code = [new("pre" if is_block else "code", {}, *tag.contents)] if text(tag).strip() else []
        replace_with(tag, *code, *players)


def _with_spaces(node: PageElement) -> PageElement:
    """Return a text with spaces instead of the no-break spaces that indent lines in a paragraph."""
    return NavigableString(str(node).replace("\xa0", " ")) if is_text(node) else node


def _is_alone(tag: Tag) -> bool:
    """Return whether an element is all that its block shows."""
    outer = tag.parent
    return (
        outer is not None
        and outer.name in _BLOCKS
        and all(
            node is tag or name(node) == "br" or (is_text(node) and str(node).isspace())
            for node in outer.contents
        )
    )


RULES = (Rule("code", code_lines, leaves_text=True),)
