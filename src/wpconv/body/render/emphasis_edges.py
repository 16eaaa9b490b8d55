"""The edges of emphasis, moved to where a renderer reads the delimiters.

Delimiters between a letter and punctuation neither open nor close emphasis (CommonMark §6.2). The punctuation
moves out of the emphasis: `<b>(a)</b>b` becomes `(**a**)b`. Emphasis that begins or ends with a link or an
element moves into it: `a<b><a href="/x">b</a></b>` becomes `a[**b**](/x)`. Other emphasis is written as tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from wpconv.body.render.delimiter_runs import can_wrap, is_punctuation, is_white_space
from wpconv.body.render.inline_tokens import CLOSING, EM, EM_END, LINK, STRONG, STRONG_END

_OPENERS, _CLOSERS = frozenset((STRONG, EM)), frozenset((STRONG_END, EM_END))
_PIECE = re.compile(
    "[\ufdd0\ufdd2]+|[\ufdd1\ufdd3]+|[\ufdd4\ufdd5\ufdd8\ufdd9]|\ufdd6[^\ufdd7]*\ufdd7|[^\ufdd0-\ufdd9]+"
)
"""Markers of emphasis that begins or ends together, another marker, raw Markdown, or text."""
_START_TAG = re.compile("\ufdd6<([a-z]+)(?: [^>]*)?>\ufdd7")
_PAIRS = (
    "()", "[]", "{}", "<>", "（）", "［］", "「」", "『』", "【】", "〈〉", "《》",
    "“”", "‘’", "„“", "‚‘", "«»", "»«", "‹›", '""', "''",
)  # fmt: skip
_CUT_REFERENCE = re.compile(r"&#?\w+$")
_IMAGE = "\ufdd6!\ufdd7"
_VOID = ("img", "br")
_END_OF = {opening: closing for closing, opening in CLOSING.items()}
_PASSED_OVER = frozenset((*CLOSING, *CLOSING.values()))


def move_edges(text: str) -> str:
    """Return the inline content of a block, with markers, so that more of its emphasis renders.

    Args:
        text: with the markers of `inline_tokens`, and without escapes.
    """
    if STRONG not in text and EM not in text:
        return text
    pieces = _without_pairs(_PIECE.findall(text))
    pieces = _without_punctuation(pieces, is_start=True)
    pieces = _without_punctuation(pieces[::-1], is_start=False)[::-1]
    return _Moves(pieces).moved()


def _without_pairs(pieces: list[str]) -> list[str]:
    """Move brackets and quotation marks around all of a text out of its emphasis, if it would not render."""
    done: list[str] = []
    waiting = pieces[::-1]
    while waiting:
        piece = waiting.pop()
        if piece[0] in _OPENERS and len(waiting) > 1 and waiting[-2][0] in _CLOSERS:
            text, end = waiting.pop(), waiting.pop()
            first, last = _edge(text, is_start=True), _edge(text, is_start=False)
            inner = text[len(first) : len(text) - len(last)]
            renders = _renders(reversed(done), [text], is_start=True) and _renders(
                reversed(waiting), [text], is_start=False
            )
            if inner and not renders and _are_paired(first, last, inner):
                done += [first, piece, inner, end, last]
            else:
                done += [piece, text, end]
        else:
            done.append(piece)
    return done


def _are_paired(first: str, last: str, inner: str) -> bool:
    """Return whether the punctuation before a text begins what that after it ends."""
    around = [pair for pair in _PAIRS if pair[0] in first and pair[1] in last]
    return bool(around) and not any(char in inner for pair in around for char in pair)


def _without_punctuation(pieces: list[str], *, is_start: bool) -> list[str]:
    """Move punctuation and white space at one edge out of emphasis that would not render.

    Args:
        pieces: in the order of the text; for the ends of emphasis, in reversed order.
        is_start: whether the edge is the start of emphasis.
    """
    own, other = (_OPENERS, _CLOSERS) if is_start else (_CLOSERS, _OPENERS)
    done: list[str] = []
    waiting = pieces[::-1]
    while waiting:
        piece = waiting.pop()
        if piece[0] in own and not _renders(reversed(done), reversed(waiting), is_start=is_start):
            inner = waiting.pop()
            edge = _edge(inner, is_start=is_start)
            rest = inner[len(edge) :] if is_start else inner[: len(inner) - len(edge)]
            if edge and (rest or waiting[-1][0] not in other):
                done.append(edge)
                inner = rest
            waiting += [inner] if inner else []
        done.append(piece)
    return done


def _renders(outside: Iterable[str], inside: Iterable[str], *, is_start: bool) -> bool:
    """Return whether delimiters open or close between the pieces around them, the nearest first."""
    outer = _character(outside, is_last=is_start)
    inner = _character(inside, is_last=not is_start)
    return can_wrap(outer, inner, "a", " ") if is_start else can_wrap(" ", "a", inner, outer)


def _character(pieces: Iterable[str], *, is_last: bool) -> str:
    """Return the last or first character that is written for the first of pieces that is no emphasis."""
    for piece in pieces:
        if piece == LINK:
            return "["
        if piece[0] not in _PASSED_OVER:
            text = piece.strip("\ufdd6\ufdd7\ufdd9")
            return (text[-1] if is_last else text[0]) if text else " "
    return " "


def _edge(text: str, *, is_start: bool) -> str:
    """Return the punctuation and white space at the start or the end of a text."""
    length = 0
    for char in text if is_start else reversed(text):
        if not (is_punctuation(char) or is_white_space(char)):
            break
        length += 1
    if is_start:
        return "" if "&" in text[:length] else text[:length]  # it may begin a reference
    inner, edge = text[: len(text) - length], text[len(text) - length :]
    return "" if edge[:1] == ";" and _CUT_REFERENCE.search(inner) else edge


class _Moves:
    """Moves emphasis into the link or the element that it begins or ends with, where it would not render."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.atoms = _atoms(pieces)
        self.edited = [*pieces]
        self.before = [""] * len(pieces)
        self.after = [""] * len(pieces)

    def moved(self) -> str:
        """Return the text."""
        opened: list[tuple[int, str]] = []
        for number, piece in enumerate(self.pieces):
            if piece[0] in _OPENERS:
                opened += [(number, marker) for marker in piece]
            elif piece[0] in _CLOSERS:
                for _ in piece:
                    self._move(*opened.pop(), number)
        return "".join(map("".join, zip(self.before, self.edited, self.after, strict=True)))

    def _from(self, number: int, step: Literal[1, -1]) -> Iterable[str]:
        """Return the pieces after or before one, the nearest first."""
        numbers = range(number + step, len(self.pieces) if step > 0 else -1, step)
        return map(self.pieces.__getitem__, numbers)

    def _move(self, start: int, marker: str, end: int) -> None:
        opens = _renders(self._from(start, -1), self._from(start, 1), is_start=True)
        closes = _renders(self._from(end, 1), self._from(end, -1), is_start=False)
        first, last = self.atoms.get(start + 1, end), self.atoms.get(end - 1, start)
        if not opens and first < end and (closes or last == start + 1):
            self._move_start(start, marker, end, first)
        elif opens and not closes and last > start:
            self._move_end(start, marker, end, last)

    def _move_start(self, start: int, marker: str, end: int, last: int) -> None:
        """Move the start of emphasis into what it begins with, and begin it again after that."""
        if not _has_words(self.pieces[start + 2 : last]):
            return
        self.edited[start] = self.edited[start].replace(marker, "", 1)
        self.after[start + 1] = marker + self.after[start + 1]
        self.before[last] += _END_OF[marker]
        if not _has_words(self.pieces[last + 1 : end]):
            self.edited[end] = self.edited[end].replace(_END_OF[marker], "", 1)
            return
        rest = self.edited[last + 1]
        self.edited[last] += rest[: len(rest) - len(rest.lstrip())]
        self.edited[last + 1] = rest.lstrip()
        self.after[last] = marker + self.after[last]

    def _move_end(self, start: int, marker: str, end: int, first: int) -> None:
        """Move the end of emphasis into what it ends with, and end it before that too."""
        closing = _END_OF[marker]
        if not _has_words(self.pieces[first + 1 : end - 1]):
            return
        self.edited[end] = self.edited[end].replace(closing, "", 1)
        self.after[first] = marker + self.after[first]
        self.before[end - 1] += closing
        if not _has_words(self.pieces[start + 1 : first]):
            self.edited[start] = self.edited[start].replace(marker, "", 1)
            return
        rest = self.edited[first - 1]
        self.edited[first] = rest[len(rest.rstrip()) :] + self.edited[first]
        self.edited[first - 1] = rest.rstrip()
        self.before[first] += closing


def _atoms(pieces: list[str]) -> dict[int, int]:
    """Return the numbers of the pieces that begin and end links and elements, each with that of the other."""
    atoms: dict[int, int] = {}
    opened: list[int] = []
    for number, piece in enumerate(pieces):
        tag = _START_TAG.fullmatch(piece)
        if piece == LINK or (tag and tag[1] not in _VOID):
            opened.append(number)
        elif opened and piece.startswith(("\ufdd6](", "\ufdd6</")):
            start = opened.pop()
            if start == 0 or pieces[start - 1] != _IMAGE:
                atoms[start], atoms[number] = number, start
    return atoms


def _has_words(pieces: list[str]) -> bool:
    """Return whether pieces of text and code spans hold a letter or a digit."""
    return any(
        (piece[0] != "\ufdd6" or piece.startswith("\ufdd6`")) and any(map(str.isalnum, piece))
        for piece in pieces
    )
