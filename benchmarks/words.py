"""Sentences without end, the same ones every time: what the corpus is made of."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

NOUNS, VERBS, ADJECTIVES = (
    group.split() for group in (Path(__file__).parent / "words.txt").read_text("utf-8").split("\n\n")
)
JOINS = ("before", "after", "while", "because", "although", "until", "where", "when")
FOREIGN = (
    "Das Boot lag schief im Schlick, und niemand fühlte sich zuständig.",
    "La barque était pleine d’eau, mais elle flottait encore.",
    "灯台の下で、毎朝おなじ時刻に霧が晴れる。",
    "Лодка вернулась под утро, сухая и пустая.",
    "Ångbåten går klockan sju, om den går.",
)


class Writer:
    """Draws words and choices from a seed; the same seed gives the same text with any Python."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # the one method whose sequence is promised

    def chance(self, probability: float) -> bool:
        """Return True as often as a probability says."""
        return self._random() < probability

    def number(self, low: int, high: int) -> int:
        """Return a number from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, things: Sequence[T]) -> T:
        """Return one of some things."""
        return things[self.number(0, len(things) - 1)]

    def phrase(self) -> str:
        """Return an article, an adjective and a noun."""
        return f"the {self.pick(ADJECTIVES)} {self.pick(NOUNS)}"

    def clause(self) -> str:
        """Return what could be a sentence, without its ends."""
        return f"{self.phrase()} {self.pick(VERBS)} {self.phrase()}"

    def sentence(self) -> str:
        """Return a sentence as WordPress's typography leaves it."""
        if self.chance(0.02):
            return self.pick(FOREIGN)
        text = self.clause()
        if self.chance(0.6):
            text += f" {self.pick(JOINS)} {self.clause()}"
        if self.chance(0.1):
            text += f" &#8212; {self.number(2, 90)} of {self.number(91, 400)} &#8212; and {self.clause()}"
        if self.chance(0.08):
            text = f"&#8220;{text[0].upper()}{text[1:]},&#8221; said the {self.pick(NOUNS)}&#8217;s owner"
        return text[0].upper() + text[1:] + self.pick((".", ".", ".", "&#8230;", "?"))

    def title(self) -> str:
        """Return a title, entities encoded."""
        words = f"{self.pick(ADJECTIVES)} {self.pick(NOUNS)} {self.pick(('and', 'or', 'without', '&#038;'))}"
        return f"{words} {self.pick(ADJECTIVES)} {self.pick(NOUNS)}".capitalize()
