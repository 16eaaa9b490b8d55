"""Brackets of a text that would be read as a link, an image, a footnote or a definition, or end a link."""

from __future__ import annotations

import re

from wpconv.body.render.inline_tokens import (
    BREAK,
    CLOSING,
    EM,
    LINK,
    OPENING,
    Token,
    ends_link,
    escape,
    first,
    last,
)
from wpconv.dialect import Dialect

_CODE_LABEL = re.compile(r"\A`.*\] ?:", re.DOTALL)


def escape_brackets(tokens: list[Token], dialect: Dialect) -> None:
    """Escape the brackets that would be read as markup, or would end the text of a link."""
    always_in_links = "[" not in dialect.escapable
    around = _emphasis_around(tokens, dialect)
    opened: list[int] = []
    links: list[int] = []
    """How many brackets were open at the start of each link around this token."""
    for number, token in enumerate(tokens):
        if token.source == LINK:
            _escape_before_link(tokens, number)
            links.append(len(opened))
            _escape_caret(tokens, number + 1)
        elif ends_link(token):
            _close_link(tokens, opened, links)
        elif links and always_in_links and token.source in ("[", "]"):
            escape(token)
        elif token.source == "[":
            opened.append(number)
        elif token.source == "]":
            _close_bracket(tokens, number, opened, links, around)
    _escape_abbreviations(tokens)


def _emphasis_around(tokens: list[Token], dialect: Dialect) -> list[int]:
    """Return the number of the emphasis around each token, where brackets do not bind more tightly."""
    around, opened = [-1] * len(tokens), [-1]
    if dialect.loose_emphasis == "always":
        for number, token in enumerate(tokens):
            if token.source in CLOSING and len(opened) > 1:
                opened.pop()
            around[number] = opened[-1]
            if token.source in OPENING:
                opened.append(number)
    return around


def _escape_abbreviations(tokens: list[Token]) -> None:
    for number in range(len(tokens) - 1):
        starts_line = number == 0 or tokens[number - 1].source == BREAK
        if starts_line and tokens[number].source == EM and tokens[number + 1].source in ("[", LINK):
            _escape_abbreviation(tokens, number)


def _escape_abbreviation(tokens: list[Token], start: int) -> None:
    """Escape the brackets by which `*[x]:` at the start of a line would define an abbreviation.

    In code, nothing can be escaped: then the emphasis is a tag.
    """
    if any(token.kind == "raw" and _CODE_LABEL.search(token.out) for token in tokens[start:]):
        tokens[start].out, tokens[tokens[start].partner].out = "<em>", "</em>"
        return
    closing = [number for number, token in enumerate(tokens) if token.source == "]" and number > start]
    ends = [number for number in closing if _begins_with_colon(tokens[number + 1 : number + 2])]
    if ends:
        for token in tokens[start:]:
            if token.source in ("[", "]"):
                escape(token)
    for number in ends:
        tokens[number].out = "&#93;"


def _begins_with_colon(after: list[Token]) -> bool:
    """Return whether a colon follows, with a blank before it or not, as Python-Markdown reads it."""
    return any(token.out.startswith((":", " :")) for token in after)


def _escape_before_link(tokens: list[Token], number: int) -> None:
    if number and tokens[number - 1].source in ("!", "^"):
        escape(tokens[number - 1])


def _escape_caret(tokens: list[Token], number: int) -> None:
    """Escape a `^` at the beginning of a link's text, which kramdown would read as a footnote."""
    if first(tokens, number) == "^":
        tokens[number].out = f"&#94;{tokens[number].out[1:]}"


def _close_link(tokens: list[Token], opened: list[int], links: list[int]) -> None:
    height = links.pop()
    for opening in opened[height:]:
        escape(tokens[opening])
    del opened[height:]


def _close_bracket(
    tokens: list[Token], number: int, opened: list[int], links: list[int], around: list[int]
) -> None:
    if len(opened) == (links[-1] if links else 0):
        if links:
            _escape_closing(tokens, number)
        return
    opening = opened.pop()
    crosses = around[opening] != around[number]
    if crosses or _means_something(tokens, opening, number) or (links and first(tokens, number + 1) == ":"):
        escape(tokens[opening])
        if links or opened:
            _escape_closing(tokens, number)


def _escape_closing(tokens: list[Token], number: int) -> None:
    escape(tokens[number])
    if first(tokens, number + 1) == ":":
        tokens[number].out = "&#93;"  # kramdown reads a backslash in the label of a definition as it is


def _means_something(tokens: list[Token], opening: int, closing: int) -> bool:
    """Return whether brackets of a text would be a link, a footnote or a definition."""
    follows, inside = first(tokens, closing + 1), first(tokens, opening + 1)
    # `*[x]:` at the start of a line defines an abbreviation.
    head = opening
    while head and tokens[head - 1].source in (EM, LINK):
        head -= 1
    starts_line = head == 0 or tokens[head - 1].source == BREAK
    return (
        follows == "("
        or inside == "^"
        or (follows == ":" and starts_line)
        or last(tokens, opening - 1) == "^"
    )
