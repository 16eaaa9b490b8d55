"""Compares the words of two texts, and writes each text with those marked that the other lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape
from typing import NamedTuple

from wpconv.run.review.safe_html import Piece

ALIGNED = 6_000
"""The number of words up to which differing parts are aligned, which takes time quadratic in it."""
_PART = re.compile(r"\S+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Characters without a width, which a converted text need not have."""


class Comparison(NamedTuple):
    """Two texts beside each other."""

    one: str
    """The first as safe HTML, with its differences in `<mark class="only">`."""
    other: str
    words: int
    """The number of words of the first text."""
    found: int
    """The number of these that the other has, at whatever place."""


@dataclass(slots=True)
class _Word:
    text: str = ""
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    """Where its characters are: the number of the piece, start and end."""


def compare(one: Sequence[Piece], other: Sequence[Piece]) -> Comparison:
    """Compare two texts word by word; tags inside of a word do not divide it."""
    words, other_words = list(_words(one)), list(_words(other))
    texts, other_texts = [word.text for word in words], [word.text for word in other_words]
    lost, gained = _differing(texts, other_texts)
    found = (Counter(texts) & Counter(other_texts)).total()
    return Comparison(
        _marked(one, (words[number] for number in lost)),
        _marked(other, (other_words[number] for number in gained)),
        len(texts),
        found,
    )


def _words(pieces: Sequence[Piece]) -> Iterator[_Word]:
    word = _Word()
    for span in _spans(pieces):
        if span is not None:
            number, start, end = span
            word.text += pieces[number].content[start:end]
            word.spans.append(span)
        elif word.spans:
            if not word.text.isascii():
                word.text = word.text.translate(_INVISIBLE)
            if word.text:
                yield word
            word = _Word()


def _spans(pieces: Iterable[Piece]) -> Iterator[tuple[int, int, int] | None]:
    """Yield where the parts of words are, and None where a word ends."""
    for number, piece in enumerate(pieces):
        if piece.ends_word:
            yield None
        if not piece.is_text:
            continue
        for part in _PART.finditer(piece.content):
            start, end = part.span()
            if start:
                yield None
            yield number, start, end
        if piece.content[-1:].isspace():
            yield None
    yield None


def _differing(one: Sequence[str], other: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the numbers of the words of each text that the other has not, or not at this place."""
    shorter = min(len(one), len(other))
    first = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    same = shorter - first
    last = next((n for n in range(same) if one[-1 - n] != other[-1 - n]), same)
    a, b = one[first : len(one) - last], other[first : len(other) - last]
    if len(a) + len(b) > ALIGNED:
        return _lacking(a, b, first), _lacking(b, a, first)
    lost: list[int] = []
    gained: list[int] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, a, b).get_opcodes():
        if tag != "equal":
            lost += range(first + start, first + end)
            gained += range(first + other_start, first + other_end)
    return lost, gained


def _lacking(one: Sequence[str], other: Sequence[str], first: int) -> list[int]:
    """Return the numbers of the words, counted from `first`, that another text has not as often."""
    left = Counter(other)
    numbers = []
    for number, word in enumerate(one, first):
        left[word] -= 1
        if left[word] < 0:
            numbers.append(number)
    return numbers


def _marked(pieces: Sequence[Piece], words: Iterable[_Word]) -> str:
    spans: dict[int, list[tuple[int, int]]] = {}
    for word in words:
        for number, start, end in word.spans:
            spans.setdefault(number, []).append((start, end))
    return "".join(
        _marked_text(piece.content, spans.get(number, ())) if piece.is_text else piece.content
        for number, piece in enumerate(pieces)
    )


def _marked_text(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return text, escaped, with parts of it marked; parts with only blanks between them are one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    result, done = [], 0
    for start, end in joined:
        result += [escape(text[done:start]), '<mark class="only">', escape(text[start:end]), "</mark>"]
        done = end
    return "".join((*result, escape(text[done:])))
