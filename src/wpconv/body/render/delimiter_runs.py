"""Delimiter runs, paired as a renderer pairs them.

Follows "An algorithm for parsing nested emphasis" in the appendix of CommonMark 0.31.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(slots=True)
class Run:
    """A delimiter run: adjacent delimiters of one kind.

    `left` and `right` count the delimiters that are used up at either end while pairing.
    """

    char: str
    length: int
    before: str
    """The character before the run; a space at the start of a line."""
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
"""The opening run and its first used delimiter, the closing run and its first used one, how many (1 or 2)."""


def is_white_space(char: str) -> bool:
    """Return whether CommonMark counts a character as Unicode whitespace."""
    return char in " \t\n\r\f\v" or (char > "\x7f" and unicodedata.category(char) == "Zs")


def is_punctuation(char: str) -> bool:
    """Return whether CommonMark counts a character as Unicode punctuation (symbols are since 0.31)."""
    return not char.isalnum() and not is_white_space(char) and unicodedata.category(char)[0] in "PS"


def _is_symbol(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char)[0] == "S"


@lru_cache(maxsize=4096)
def flanking(char: str, before: str, after: str, *, symbols: bool = True) -> tuple[bool, bool]:
    """Return whether a delimiter run can open and can close emphasis.

    Args:
        char: the delimiter.
        before: the character before the run.
        after: the character after it.
        symbols: whether symbols beyond ASCII count as punctuation, as they do since CommonMark 0.31.
    """
    punct_before = is_punctuation(before) and (symbols or not _is_symbol(before))
    punct_after = is_punctuation(after) and (symbols or not _is_symbol(after))
    left = not is_white_space(after) and (not punct_after or is_white_space(before) or punct_before)
    right = not is_white_space(before) and (not punct_before or is_white_space(after) or punct_after)
    if char == "_":
        return left and (not right or punct_before), right and (not left or punct_after)
    return left, right


@lru_cache(maxsize=4096)
def can_wrap(outer_before: str, inner_first: str, inner_last: str, outer_after: str) -> bool:
    """Return whether a pair of `*` markers opens and closes where it stands, in old and new CommonMark."""
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
        if mixed and thirds and (opener.length % 3 or closer.length % 3) and closer.char != "~":
            continue
        return position
    return None
