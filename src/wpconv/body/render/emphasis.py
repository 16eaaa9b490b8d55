"""Emphasis: delimiters where a renderer reads them as meant, else elements.

The delimiter runs of a block are paired as a renderer pairs them (CommonMark §6.2). Where the result differs
from what is meant, delimiters become tags, and literal delimiters get a backslash.
"""

from __future__ import annotations

from itertools import pairwise

from wpconv.body.render.delimiter_runs import Run, can_wrap, is_punctuation, pair
from wpconv.body.render.inline_tokens import (
    DEL,
    DEL_END,
    LINK,
    OPENING,
    STRONG,
    Token,
    ends_link,
    escape,
    first,
    last,
)
from wpconv.dialect import Dialect

_MAX_ROUNDS = 8
"""Each round changes what is paired; after the last, all emphasis that is left becomes tags."""


def resolve(tokens: list[Token], dialect: Dialect) -> None:
    """Decide which emphasis is written as delimiters or tags; escape literal delimiters that would pair.

    Args:
        tokens: of one block; their `out` is set.
        dialect: the target's Markdown.
    """
    if not dialect.strikethrough_in_emphasis:
        _tag_strikethrough(tokens)
    if dialect.loose_emphasis == "beside markup":
        _tag_nested(tokens)
    _escape_tildes_in_strikethrough(tokens)
    _escape_touching(tokens)
    _tag_what_cannot_wrap(tokens)
    _tag_mixed_runs(tokens, is_loose=dialect.loose_emphasis == "always")
    whole, *links = _scopes(tokens)
    _resolve(tokens, whole, ("  ",))
    if dialect.loose_emphasis == "always" or _mixes(tokens, dialect):
        _escape_stars(tokens, words=dialect.loose_emphasis == "always")
    for numbers in links:
        # Some renderers treat a bracket like the end of the line.
        _resolve(tokens, numbers, ("[]", "[ ", "  "))


def _scopes(tokens: list[Token]) -> list[list[int]]:
    """Return the numbers of delimiters that can pair: those of the block, then those of each link text."""
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
    for _ in range(_MAX_ROUNDS):
        numbers = [number for number in numbers if _is_delimiter(tokens[number])]
        if not numbers or not any(_changes(tokens, numbers, edge) for edge in edges):
            return
    for number in numbers:
        _to_html(tokens, tokens[number])
        if tokens[number].kind == "run":
            escape(tokens[number])


def _escape_touching(tokens: list[Token]) -> None:
    """Escape literal delimiters that would form one run with those of emphasis."""
    for one, other in pairwise(tokens):
        if (
            one.out[:1] == other.out[:1]
            and one.kind != other.kind
            and {one.kind, other.kind} == {"run", "marker"}
        ):
            escape(one if one.kind == "run" else other)
        if (
            one.kind == "run"
            and one.source[0] == "~"
            and other.source in (DEL, DEL_END)
            and other.out == "~~"
        ):
            one.out = "&#126;" * len(one.source)  # goldmark counts an escaped tilde to the run after it


def _escape_tildes_in_strikethrough(tokens: list[Token]) -> None:
    """Escape the tildes beside strikethrough, and several beside emphasis.

    Some renderers pair them without regard to other delimiters.
    """
    literal = [token for token in tokens if token.kind == "run" and token.source[0] == "~"]
    has_others = any(token.source == DEL or (len(literal) > 1 and token.partner >= 0) for token in tokens)
    for token in literal if has_others else ():
        escape(token)


def _mixes(tokens: list[Token], dialect: Dialect) -> bool:
    """Return whether a block has markup with which literal delimiters are not paired as CommonMark says."""
    if dialect.loose_emphasis == "beside markup":
        return any(token.kind in ("marker", "raw") for token in tokens)
    # Some renderers pair `~~` apart from `*` and `_`.
    return any(token.out == "~~" and token.partner >= 0 for token in tokens)


def _tag_strikethrough(tokens: list[Token]) -> None:
    """Write strikethrough as tags beside or inside of emphasis; escape all literal tildes."""
    depth = 0
    for number, token in enumerate(tokens):
        if token.kind == "run" and token.source[0] == "~":
            escape(token)
        elif token.partner >= 0 and token.source in OPENING:
            inside = tokens[number : token.partner]
            is_beside = (number and _ends_emphasis(tokens[number - 1])) or any(
                _is_emphasis(each) for each in tokens[token.partner + 1 : token.partner + 2]
            )
            is_around = any(_is_emphasis(each) or "~" in each.out[2:] for each in inside)
            if token.source == DEL and (depth or is_beside or is_around):
                _to_html(tokens, token)
            depth += 1
        elif token.partner >= 0:
            depth -= 1


def _is_emphasis(token: Token) -> bool:
    return token.source in OPENING and token.source != DEL


def _tag_mixed_runs(tokens: list[Token], *, is_loose: bool) -> None:
    """Write as tags the emphasis that begins right where other emphasis ends.

    Args:
        tokens: of one block.
        is_loose: the same for emphasis that begins together with other emphasis at whose end a third one
            ends, or after it in the block: `***a** **b***`, `***a** b* **c**`.
    """
    for number, (one, other) in enumerate(pairwise(tokens)):
        if one.partner < 0 or other.partner < 0 or other.source not in OPENING or other.out.startswith("<"):
            continue
        if one.source not in OPENING:
            if not one.out.startswith("<") and (is_loose or (number and _ends_emphasis(tokens[number - 1]))):
                _to_html(tokens, other)
        elif (
            is_loose
            and not one.out.startswith("<")
            and other.partner + 1 != one.partner
            and (_ends_emphasis(tokens[one.partner - 1]) or _has_strong_after(tokens, one.partner))
        ):
            _to_html(tokens, other)


def _has_strong_after(tokens: list[Token], number: int) -> bool:
    return any(token.source == STRONG for token in tokens[number:])


def _ends_emphasis(token: Token) -> bool:
    return token.partner >= 0 and token.source not in OPENING


def _tag_nested(tokens: list[Token]) -> None:
    """Write emphasis in emphasis as tags if it begins or ends with punctuation."""
    edges = _neighbours(tokens)
    depth = 0
    for number, token in enumerate(tokens):
        if token.partner < 0:
            continue
        depth += 1 if token.source in OPENING else -1
        is_inner = token.source in OPENING and depth > 1
        if is_inner and (is_punctuation(edges[number][1]) or is_punctuation(edges[token.partner][0])):
            _to_html(tokens, token)


def _escape_stars(tokens: list[Token], *, words: bool) -> None:
    """Escape literal stars beside other characters, and underscores that are not in a word.

    Args:
        tokens: of one block.
        words: whether a letter before an underscore is enough.
    """
    depth = 0
    for number, token in enumerate(tokens):
        if token.partner >= 0:
            depth += 1 if token.source in OPENING else -1
        before, after = last(tokens, number - 1), first(tokens, number + 1)
        is_word = token.source[0] == "_" and before.isalpha() and (words or after.isalnum())
        is_apart = not depth and (not words or len(token.source) == 1) and (before + after).isspace()
        if token.kind == "run" and token.source[0] in "*_" and not is_word and not is_apart:
            escape(token)


def _tag_what_cannot_wrap(tokens: list[Token]) -> None:
    """Write emphasis as tags where its delimiters would not be left- and right-flanking."""
    edges = _neighbours(tokens)
    for number, token in enumerate(tokens):
        if token.source not in OPENING or not _is_delimiter(token):
            continue
        if not can_wrap(*edges[number], *edges[token.partner]):
            _to_html(tokens, token)


def _neighbours(tokens: list[Token]) -> list[tuple[str, str]]:
    """Return the characters before and after each token; delimiters of emphasis are passed over."""
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
    """Return whether a token is written as delimiters: emphasis not as tags, or text without an escape."""
    return (token.partner >= 0 or token.kind == "run") and token.out[:1] in ("*", "_", "~")


def _runs(
    tokens: list[Token], numbers: list[int], edges: str
) -> tuple[list[Run], dict[int, tuple[int, int]]]:
    """Join adjacent delimiters to runs; return them, and the run and the offset in it of each token."""
    runs: list[Run] = []
    offsets: dict[int, tuple[int, int]] = {}
    for number in numbers:
        token = tokens[number]
        ends = number + 1 == len(tokens) or ends_link(tokens[number + 1])
        after = edges[1] if ends else first(tokens, number + 1)
        if number - 1 in offsets and tokens[number - 1].out[0] == token.out[0]:
            run = runs[-1]
            offsets[number] = (len(runs) - 1, run.length)
            run.length += len(token.out)
            run.after = after
        else:
            offsets[number] = (len(runs), 0)
            begins = number == 0 or tokens[number - 1].source == LINK
            before = edges[0] if begins else last(tokens, number - 1)
            runs.append(Run(token.out[0], len(token.out), before, after))
    return runs, offsets


def _changes(tokens: list[Token], numbers: list[int], edges: str) -> bool:
    """Correct the pairs that a renderer would find and that are not meant; return whether there were any."""
    runs, offsets = _runs(tokens, [number for number in numbers if _is_delimiter(tokens[number])], edges)
    found = set(pair(runs))
    meant = {}
    for number in offsets:
        if tokens[number].source in OPENING:
            run, start = offsets[number]
            partner = tokens[number].partner
            meant[(run, start, *offsets[partner], len(tokens[number].out))] = tokens[number]
    touched = {run for key in found - meant.keys() for run in (key[0], key[2])}
    literal = [
        token
        for token, (run, _) in ((tokens[number], offset) for number, offset in offsets.items())
        if run in touched and token.kind == "run"
    ]
    for token in literal:
        escape(token)
    missed = [meant[key] for key in meant.keys() - found]
    for token in missed if not literal else ():
        _to_html(tokens, token)  # no literal delimiter is in the way
    return bool(missed or literal)
