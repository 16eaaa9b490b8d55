"""Emphasis that renders.

The delimiter runs of a block are paired as a renderer will pair them (CommonMark 0.31, "An algorithm for
parsing nested emphasis"). Where its reading is not what was meant, a mark becomes a tag, or a literal star
gets its backslash.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from wpconv.body.pieces import LINK, OPENING, Piece, ends_link, escape, first, last


@dataclass(slots=True)
class Run:
    """Delimiters of one kind that stand side by side.

    `left` and `right` count the delimiters that are used up at either end while pairing.
    """

    char: str
    length: int
    before: str
    """The character before the run; a blank at the start of a line."""
    after: str
    can_open: bool = False
    can_close: bool = False
    left: int = 0
    right: int = 0

    @property
    def rest(self) -> int:
        """How many delimiters are not paired yet."""
        return self.length - self.left - self.right


Pair = tuple[int, int, int, int, int]
"""Opening run, its first delimiter used, closing run, its first delimiter used, how many (1 or 2)."""


def is_blank(char: str) -> bool:
    """Tell whether CommonMark counts a character as Unicode whitespace."""
    return char in " \t\n\r\f\v" or (char > "\x7f" and unicodedata.category(char) == "Zs")


def is_punctuation(char: str) -> bool:
    """Tell whether CommonMark counts a character as Unicode punctuation (symbols are since 0.31)."""
    return not char.isalnum() and not is_blank(char) and unicodedata.category(char)[0] in "PS"


def _is_symbol(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char)[0] == "S"


def flanking(char: str, before: str, after: str, *, symbols: bool = True) -> tuple[bool, bool]:
    """Tell whether a delimiter run can open and can close emphasis.

    Args:
        char: the delimiter.
        before: the character before the run.
        after: the character after it.
        symbols: whether symbols beyond ASCII count as punctuation, as they do since CommonMark 0.31.
    """
    punct_before = is_punctuation(before) and (symbols or not _is_symbol(before))
    punct_after = is_punctuation(after) and (symbols or not _is_symbol(after))
    left = not is_blank(after) and (not punct_after or is_blank(before) or punct_before)
    right = not is_blank(before) and (not punct_before or is_blank(after) or punct_after)
    if char == "_":
        return left and (not right or punct_before), right and (not left or punct_after)
    return left, right


def can_wrap(outer_before: str, inner_first: str, inner_last: str, outer_after: str) -> bool:
    """Tell whether a pair of `*` markers opens and closes where it stands, in old and new CommonMark."""
    return all(
        flanking("*", outer_before, inner_first, symbols=symbols)[0]
        and flanking("*", inner_last, outer_after, symbols=symbols)[1]
        for symbols in (True, False)
    )


def pair(runs: list[Run]) -> list[Pair]:
    """Pair the runs of one paragraph (or link text), in time linear in their number.

    Args:
        runs: in the order of the text; `left` and `right` are used up.

    Returns:
        The pairs that a renderer finds, innermost first.
    """
    for run in runs:
        run.can_open, run.can_close = flanking(run.char, run.before, run.after)
    pairs: list[Pair] = []
    openers: list[int] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for number, closer in enumerate(runs):
        while closer.can_close and closer.rest:
            kind = (closer.char, closer.can_open, closer.length % 3)
            found = _opener(runs, openers, closer, bottoms.get(kind, 0))
            if found is None:
                bottoms[kind] = len(openers)
                break
            del openers[found + 1 :]
            _lower(bottoms, len(openers))
            opener = runs[openers[found]]
            count = 2 if opener.rest >= 2 and closer.rest >= 2 else 1
            opener.right += count
            pairs.append((openers[found], opener.length - opener.right, number, closer.left, count))
            closer.left += count
            if not opener.rest:
                openers.pop()
                _lower(bottoms, len(openers))
        if closer.can_open and closer.rest:
            openers.append(number)
    return pairs


def _lower(bottoms: dict[tuple[str, bool, int], int], height: int) -> None:
    for kind, bottom in bottoms.items():
        if bottom > height:
            bottoms[kind] = height


def _opener(runs: list[Run], openers: list[int], closer: Run, bottom: int) -> int | None:
    for position in range(len(openers) - 1, bottom - 1, -1):
        opener = runs[openers[position]]
        if opener.char != closer.char:
            continue
        # The "rule of three": a run that may open and close pairs only with certain lengths.
        mixed = opener.can_close or closer.can_open
        thirds = (opener.length + closer.length) % 3 == 0
        if mixed and thirds and (opener.length % 3 or closer.length % 3):
            continue
        return position
    return None


def resolve(pieces: list[Piece]) -> None:
    """Settle which marks are written as delimiters and which as tags, and escape text that would pair.

    Args:
        pieces: of one block; their `out` is set.
    """
    _escape_touching(pieces)
    _tag_what_cannot_wrap(pieces)
    whole, *links = _scopes(pieces)
    _resolve(pieces, whole, (" ",))
    for numbers in links:
        # Some readers take the end of a link's text for the end of the line.
        _resolve(pieces, numbers, ("]", " "))


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


def _resolve(pieces: list[Piece], numbers: list[int], ends: tuple[str, ...]) -> None:
    for _ in range(4):
        numbers = [number for number in numbers if _is_delimiter(pieces[number])]
        if not numbers or not any(_changes(pieces, numbers, end) for end in ends):
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


def _tag_what_cannot_wrap(pieces: list[Piece]) -> None:
    """Write as HTML the marks that no reader of Markdown would take for marks where they stand."""
    edges = _neighbours(pieces)
    for number, piece in enumerate(pieces):
        if piece.source in OPENING and not can_wrap(
            edges[number][0], edges[number][1], edges[piece.partner][0], edges[piece.partner][1]
        ):
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
    return (piece.partner >= 0 or piece.kind == "run") and piece.out[0] in "*_~"


def _runs(pieces: list[Piece], numbers: list[int], end: str) -> tuple[list[Run], dict[int, tuple[int, int]]]:
    """Gather neighbouring delimiters into runs; tell each piece's run and its place there."""
    runs: list[Run] = []
    places: dict[int, tuple[int, int]] = {}
    for number in numbers:
        piece = pieces[number]
        ends = number + 1 == len(pieces) or ends_link(pieces[number + 1])
        after = end if ends else first(pieces, number + 1)
        if number - 1 in places and pieces[number - 1].out[0] == piece.out[0]:
            run = runs[-1]
            places[number] = (len(runs) - 1, run.length)
            run.length += len(piece.out)
            run.after = after
        else:
            places[number] = (len(runs), 0)
            runs.append(Run(piece.out[0], len(piece.out), last(pieces, number - 1), after))
    return runs, places


def _changes(pieces: list[Piece], numbers: list[int], end: str) -> bool:
    """Mend where the pairs that a reader finds are not those that are meant; tell whether there were any."""
    runs, places = _runs(pieces, [number for number in numbers if _is_delimiter(pieces[number])], end)
    found = set(pair(runs))
    meant = {}
    for number in places:
        if pieces[number].source in OPENING:
            run, start = places[number]
            partner = pieces[number].partner
            meant[(run, start, *places[partner], len(pieces[number].out))] = pieces[number]
    for key in meant.keys() - found:
        _to_html(pieces, meant[key])
    touched = {run for key in found - meant.keys() for run in (key[0], key[2])}
    literal = [pieces[number] for number, (run, _) in places.items() if run in touched]
    for piece in literal:
        if piece.kind == "run":
            escape(piece)
    return bool(meant.keys() - found or any(piece.kind == "run" for piece in literal))
