"""Emphasis that renders.

The delimiter runs of a block are paired as a renderer will pair them. Where its reading is not what was
meant, a mark becomes a tag, or a literal star gets its backslash.
"""

from __future__ import annotations

from itertools import pairwise

from wpconv.body.render.delimiter_runs import Run, can_wrap, pair
from wpconv.body.render.inline_tokens import LINK, OPENING, Piece, ends_link, escape, first, last


def resolve(pieces: list[Piece], *, loose_emphasis: bool = False) -> None:
    """Settle which marks are written as delimiters and which as tags, and escape text that would pair.

    Args:
        pieces: of one block; their `out` is set.
        loose_emphasis: whether a star, or an underscore after a digit, is taken for a mark
            whichever side of a word it touches.
    """
    _escape_touching(pieces)
    _tag_what_cannot_wrap(pieces)
    whole, *links = _scopes(pieces)
    _resolve(pieces, whole, ("  ",))
    if loose_emphasis:
        _escape_stars(pieces)
    for numbers in links:
        # Some readers take a bracket for the end of the line.
        _resolve(pieces, numbers, ("[]", "[ ", "  "))


def _scopes(pieces: list[Piece]) -> list[list[int]]:
    """The numbers of the delimiters that may pair: those of the block, then those of each link's text."""
    scopes: list[list[int]] = [[]]
    inside = [scopes[0]]
    for number, piece in enumerate(pieces):
        if piece.source == LINK:
            scopes.append([])
            inside.append(scopes[-1])
        elif ends_link(piece):
            inside.pop()
        elif _is_delimiter(piece):
            inside[-1].append(number)
    return scopes


def _resolve(pieces: list[Piece], numbers: list[int], edges: tuple[str, ...]) -> None:
    for _ in range(8):
        numbers = [number for number in numbers if _is_delimiter(pieces[number])]
        if not numbers or not any(_changes(pieces, numbers, edge) for edge in edges):
            return
    for number in numbers:
        _to_html(pieces, pieces[number])
        if pieces[number].kind == "run":
            escape(pieces[number])


def _escape_touching(pieces: list[Piece]) -> None:
    """Escape literal delimiters that would join a mark into one run."""
    for one, other in pairwise(pieces):
        if (
            one.out[:1] == other.out[:1]
            and one.kind != other.kind
            and {one.kind, other.kind} == {"run", "mark"}
        ):
            escape(one if one.kind == "run" else other)


def _escape_stars(pieces: list[Piece]) -> None:
    """Escape the literal stars that touch something, and the underscores that touch no letter before them."""
    for number, piece in enumerate(pieces):
        before, after = last(pieces, number - 1), first(pieces, number + 1)
        is_word = piece.source[0] == "_" and before.isalpha()
        if piece.kind == "run" and piece.source[0] in "*_" and not is_word and not (before + after).isspace():
            escape(piece)


def _tag_what_cannot_wrap(pieces: list[Piece]) -> None:
    """Write as HTML the marks that no reader of Markdown would take for marks where they stand."""
    edges = _neighbours(pieces)
    for number, piece in enumerate(pieces):
        if piece.source not in OPENING or not _is_delimiter(piece):
            continue
        if not can_wrap(*edges[number], *edges[piece.partner]):
            _to_html(pieces, piece)


def _neighbours(pieces: list[Piece]) -> list[tuple[str, str]]:
    """For every piece the characters before and after it, marks of emphasis looked through."""
    before, after = [], []
    char = " "
    for number, piece in enumerate(pieces):
        before.append(char)
        if piece.partner < 0:
            char = last(pieces, number)
    char = " "
    for number in range(len(pieces) - 1, -1, -1):
        after.append(char)
        if pieces[number].partner < 0:
            char = first(pieces, number)
    return list(zip(before, reversed(after), strict=True))


def _to_html(pieces: list[Piece], piece: Piece) -> None:
    if piece.source in OPENING:
        name = OPENING[piece.source][1]
        piece.out, pieces[piece.partner].out = f"<{name}>", f"</{name}>"


def _is_delimiter(piece: Piece) -> bool:
    """Whether a piece stands as delimiters: a mark not written as HTML, or text not escaped."""
    return (piece.partner >= 0 or piece.kind == "run") and piece.out[:1] in ("*", "_", "~")


def _runs(
    pieces: list[Piece], numbers: list[int], edges: str
) -> tuple[list[Run], dict[int, tuple[int, int]]]:
    """Gather neighbouring delimiters into runs; tell each piece's run and its place there."""
    runs: list[Run] = []
    places: dict[int, tuple[int, int]] = {}
    for number in numbers:
        piece = pieces[number]
        ends = number + 1 == len(pieces) or ends_link(pieces[number + 1])
        after = edges[1] if ends else first(pieces, number + 1)
        if number - 1 in places and pieces[number - 1].out[0] == piece.out[0]:
            run = runs[-1]
            places[number] = (len(runs) - 1, run.length)
            run.length += len(piece.out)
            run.after = after
        else:
            places[number] = (len(runs), 0)
            begins = number == 0 or pieces[number - 1].source == LINK
            before = edges[0] if begins else last(pieces, number - 1)
            runs.append(Run(piece.out[0], len(piece.out), before, after))
    return runs, places


def _changes(pieces: list[Piece], numbers: list[int], edges: str) -> bool:
    """Mend where the pairs that a reader finds are not those that are meant; tell whether there were any."""
    runs, places = _runs(pieces, [number for number in numbers if _is_delimiter(pieces[number])], edges)
    found = set(pair(runs))
    meant = {}
    for number in places:
        if pieces[number].source in OPENING:
            run, start = places[number]
            partner = pieces[number].partner
            meant[(run, start, *places[partner], len(pieces[number].out))] = pieces[number]
    missed = [meant[key] for key in meant.keys() - found]
    for piece in missed:
        _to_html(pieces, piece)
    touched = {run for key in found - meant.keys() for run in (key[0], key[2])}
    literal = [pieces[number] for number, (run, _) in places.items() if run in touched]
    for piece in literal:
        if piece.kind == "run":
            escape(piece)
    return bool(missed or any(piece.kind == "run" for piece in literal))
