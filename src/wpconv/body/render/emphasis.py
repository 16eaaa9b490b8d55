"""Emphasis that renders.

The delimiter runs of a block are paired as a renderer will pair them. Where its reading is not what was
meant, a mark becomes a tag, or a literal star gets its backslash.
"""

from __future__ import annotations

from itertools import pairwise

from wpconv.body.render.delimiter_runs import Run, can_wrap, pair
from wpconv.body.render.inline_tokens import LINK, OPENING, Token, ends_link, escape, first, last


def resolve(tokens: list[Token], *, loose_emphasis: bool = False) -> None:
    """Settle which marks are written as delimiters and which as tags, and escape text that would pair.

    Args:
        tokens: of one block; their `out` is set.
        loose_emphasis: whether a star, or an underscore after a digit, is taken for a mark
            whichever side of a word it touches.
    """
    _escape_touching(tokens)
    _tag_what_cannot_wrap(tokens)
    whole, *links = _scopes(tokens)
    _resolve(tokens, whole, ("  ",))
    if loose_emphasis:
        _escape_stars(tokens)
    for numbers in links:
        # Some readers take a bracket for the end of the line.
        _resolve(tokens, numbers, ("[]", "[ ", "  "))


def _scopes(tokens: list[Token]) -> list[list[int]]:
    """The numbers of the delimiters that may pair: those of the block, then those of each link's text."""
    scopes: list[list[int]] = [[]]
    inside = [scopes[0]]
    for number, token in enumerate(tokens):
        if token.source == LINK:
            scopes.append([])
            inside.append(scopes[-1])
        elif ends_link(token):
            inside.pop()
        elif _is_delimiter(token):
            inside[-1].append(number)
    return scopes


def _resolve(tokens: list[Token], numbers: list[int], edges: tuple[str, ...]) -> None:
    for _ in range(8):
        numbers = [number for number in numbers if _is_delimiter(tokens[number])]
        if not numbers or not any(_changes(tokens, numbers, edge) for edge in edges):
            return
    for number in numbers:
        _to_html(tokens, tokens[number])
        if tokens[number].kind == "run":
            escape(tokens[number])


def _escape_touching(tokens: list[Token]) -> None:
    """Escape literal delimiters that would join a mark into one run."""
    for one, other in pairwise(tokens):
        if (
            one.out[:1] == other.out[:1]
            and one.kind != other.kind
            and {one.kind, other.kind} == {"run", "mark"}
        ):
            escape(one if one.kind == "run" else other)


def _escape_stars(tokens: list[Token]) -> None:
    """Escape the literal stars that touch something, and the underscores that touch no letter before them."""
    for number, token in enumerate(tokens):
        before, after = last(tokens, number - 1), first(tokens, number + 1)
        is_word = token.source[0] == "_" and before.isalpha()
        if token.kind == "run" and token.source[0] in "*_" and not is_word and not (before + after).isspace():
            escape(token)


def _tag_what_cannot_wrap(tokens: list[Token]) -> None:
    """Write as HTML the marks that no reader of Markdown would take for marks where they stand."""
    edges = _neighbours(tokens)
    for number, token in enumerate(tokens):
        if token.source not in OPENING or not _is_delimiter(token):
            continue
        if not can_wrap(*edges[number], *edges[token.partner]):
            _to_html(tokens, token)


def _neighbours(tokens: list[Token]) -> list[tuple[str, str]]:
    """For every token the characters before and after it, marks of emphasis looked through."""
    before, after = [], []
    char = " "
    for number, token in enumerate(tokens):
        before.append(char)
        if token.partner < 0:
            char = last(tokens, number)
    char = " "
    for number in range(len(tokens) - 1, -1, -1):
        after.append(char)
        if tokens[number].partner < 0:
            char = first(tokens, number)
    return list(zip(before, reversed(after), strict=True))


def _to_html(tokens: list[Token], token: Token) -> None:
    if token.source in OPENING:
        name = OPENING[token.source][1]
        token.out, tokens[token.partner].out = f"<{name}>", f"</{name}>"


def _is_delimiter(token: Token) -> bool:
    """Whether a token stands as delimiters: a mark not written as HTML, or text not escaped."""
    return (token.partner >= 0 or token.kind == "run") and token.out[:1] in ("*", "_", "~")


def _runs(
    tokens: list[Token], numbers: list[int], edges: str
) -> tuple[list[Run], dict[int, tuple[int, int]]]:
    """Gather neighbouring delimiters into runs; tell each token's run and its place there."""
    runs: list[Run] = []
    places: dict[int, tuple[int, int]] = {}
    for number in numbers:
        token = tokens[number]
        ends = number + 1 == len(tokens) or ends_link(tokens[number + 1])
        after = edges[1] if ends else first(tokens, number + 1)
        if number - 1 in places and tokens[number - 1].out[0] == token.out[0]:
            run = runs[-1]
            places[number] = (len(runs) - 1, run.length)
            run.length += len(token.out)
            run.after = after
        else:
            places[number] = (len(runs), 0)
            begins = number == 0 or tokens[number - 1].source == LINK
            before = edges[0] if begins else last(tokens, number - 1)
            runs.append(Run(token.out[0], len(token.out), before, after))
    return runs, places


def _changes(tokens: list[Token], numbers: list[int], edges: str) -> bool:
    """Mend where the pairs that a reader finds are not those that are meant; tell whether there were any."""
    runs, places = _runs(tokens, [number for number in numbers if _is_delimiter(tokens[number])], edges)
    found = set(pair(runs))
    meant = {}
    for number in places:
        if tokens[number].source in OPENING:
            run, start = places[number]
            partner = tokens[number].partner
            meant[(run, start, *places[partner], len(tokens[number].out))] = tokens[number]
    missed = [meant[key] for key in meant.keys() - found]
    for token in missed:
        _to_html(tokens, token)
    touched = {run for key in found - meant.keys() for run in (key[0], key[2])}
    literal = [tokens[number] for number, (run, _) in places.items() if run in touched]
    for token in literal:
        if token.kind == "run":
            escape(token)
    return bool(missed or any(token.kind == "run" for token in literal))
