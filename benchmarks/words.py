"""Random sentences for the corpus; the same seed always gives the same sentences."""

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
    """Makes random choices and sentences; the same seed gives the same text in any Python version."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # its sequence is the same in all versions

    def chance(self, probability: float) -> bool:
        """Return True with a probability, from 0 to 1."""
        return self._random() < probability

    def number(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of several choices."""
        return choices[self.number(0, len(choices) - 1)]

    def phrase(self) -> str:
        """Return an article, an adjective and a noun."""
        return f"the {self.pick(ADJECTIVES)} {self.pick(NOUNS)}"

    def clause(self) -> str:
        """Return a sentence without a capital letter and a full stop."""
        return f"{self.phrase()} {self.pick(VERBS)} {self.phrase()}"

    def sentence(self) -> str:
        """Return a sentence with the entities that WordPress's `wptexturize` writes."""
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
        """Return a title as HTML."""
        words = f"{self.pick(ADJECTIVES)} {self.pick(NOUNS)} {self.pick(('and', 'or', 'without', '&#038;'))}"
        return f"{words} {self.pick(ADJECTIVES)} {self.pick(NOUNS)}".capitalize()
