"""Numbers and the few words that JSON has, and those of other languages in their place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from wpconv.notices import NoticeCode

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
NUMBER_LIKE = re.compile(r"[-+.]*[0-9][-+.\w]*|[-+.]+")
NO_NUMBER = re.compile(r"[-+]?(?:nan|inf|infinity)|undefined", re.IGNORECASE)
WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}
PYTHON_WORDS: dict[str, Any] = {"True": True, "False": False, "None": None}


@dataclass(frozen=True, slots=True)
class Word:
    """What a word stands for."""

    value: Any = None
    repair: NoticeCode | None = None
    """The code of what is wrong with it, if anything is."""
    is_left_out: bool = False


def read_word(word: str) -> Word | None:
    """Return what a word stands for, and None if it is nothing that can be a value."""
    if word in WORDS:
        return Word(WORDS[word])
    if word in PYTHON_WORDS:
        return Word(PYTHON_WORDS[word], NoticeCode.PYTHON_REPR)
    if NO_NUMBER.fullmatch(word):
        return Word(None, NoticeCode.NOT_A_NUMBER)
    if NUMBER.fullmatch(word):
        try:
            return Word(json.loads(word))
        except ValueError:  # more digits than Python reads
            return Word(None, NoticeCode.UNREADABLE_NUMBER, is_left_out=True)
    return Word(None, NoticeCode.UNREADABLE_NUMBER, is_left_out=True) if NUMBER_LIKE.fullmatch(word) else None
