"""Marked text, and the tokens it is made of.

The renderer hands over the inline content of one block as *marked text*: plain text in which its own markup
stands as Unicode noncharacters. No text holds any: they are taken out where texts and trees are made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

STRONG, STRONG_END, EM, EM_END, DEL, DEL_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
RAW, RAW_END, LINK, BREAK = "\ufdd6", "\ufdd7", "\ufdd8", "\ufdd9"

OPENING = {STRONG: ("**", "strong"), EM: ("*", "em"), DEL: ("~~", "del")}
"""The marks that begin emphasis: their delimiters and their tags."""

_CLOSING = {STRONG_END: STRONG, EM_END: EM, DEL_END: DEL}
_OTHER = {LINK: "[", BREAK: "  \n"}
_WRITTEN = {mark: out for mark, (out, _) in OPENING.items()} | _OTHER
_WRITTEN |= {end: _WRITTEN[start] for end, start in _CLOSING.items()} | {RAW: "", RAW_END: ""}
_TOKEN = re.compile(
    "(?P<mark>[\ufdd0-\ufdd5\ufdd8\ufdd9])"
    "|(?P<raw>\ufdd6[^\ufdd7]*\ufdd7)"
    "|(?P<url>\\b(?:https?|ftp)://[^\\s<>\\[\\]\ufdd0-\ufdd9]*[^\\s<>\\[\\]\ufdd0-\ufdd9.,;:!?)\"'*~])"
    # At the start of a line, the first of a run may need an escape that the others do not.
    "|(?P<run>(?<![^\ufdd9])[*_~](?=[*_~])|\\*+|_+|~+|`+)"
    "|(?P<char>[\\\\\\[\\]<&!]|\\^(?=\ufdd8))"
)
_RAW = re.compile("\ufdd6[^\ufdd7]*\ufdd7")
_RAW_OR_BAR = re.compile(_RAW.pattern + r"|\|")
_MARK = re.compile("[\ufdd0-\ufdef]")


@dataclass(slots=True)
class Token:
    """A mark, or text that is special as a whole or not at all."""

    kind: str
    """`text`, `mark`, `raw`, `url`, `run` (of delimiters) or `char`."""
    source: str
    out: str
    """What is written."""
    partner: int = -1
    """The other mark of a pair."""


@dataclass(slots=True)
class HtmlUse:
    """Which tags a document needs where Markdown has no word, and whether it may have them."""

    allowed: bool = True
    names: set[str] = field(default_factory=set)

    def wants(self, name: str) -> bool:
        """Note that a tag is needed; tell whether it may be written."""
        self.names.add(name)
        return self.allowed


def clean(text: str) -> str:
    """Take out of a text the noncharacters that marked text uses."""
    return text if text.isascii() else _MARK.sub("", text)


def raw(markdown: str) -> str:
    """Mark Markdown or HTML that goes out as it is."""
    return f"{RAW}{markdown}{RAW_END}"


def without_bars(marked: str) -> str:
    """Escape the bars of marked text, for dialects in which one makes a table of its line."""
    return _RAW_OR_BAR.sub(lambda match: raw(r"\|") if match[0] == "|" else match[0], marked)


def without_raw(marked: str) -> str:
    """Return marked text with nothing but its sign where something goes out as it is."""
    return _RAW.sub(RAW, marked) if RAW in marked else marked


def written(marked: str) -> str:
    """Return marked text in which every mark is written as Markdown's own."""
    if not marked.isascii():
        for mark, out in _WRITTEN.items():
            marked = marked.replace(mark, out)
    return marked


def split(marked: str) -> list[Token]:
    """Split marked text into tokens, each with what is written if nothing speaks against it."""
    tokens: list[Token] = []
    end = 0
    opened: list[int] = []
    for match in _TOKEN.finditer(marked):
        if match.start() > end:
            tokens.append(_text(marked[end : match.start()]))
        end = match.end()
        kind, source = str(match.lastgroup), match[0]
        token = Token(kind, source, source)
        if kind == "raw":
            token.out = source[1:-1]
        elif source in OPENING:
            delimiter, name = OPENING[source]
            # Some readers know no mark in a mark of its kind, and would show its delimiters.
            is_nested = any(tokens[number].source == source for number in opened)
            token.out = f"<{name}>" if is_nested else delimiter
            opened.append(len(tokens))
        elif source in _CLOSING and opened:
            token.partner = opened.pop()
            start = tokens[token.partner]
            start.partner = len(tokens)
            token.out = start.out.replace("<", "</")
        elif kind == "mark":
            token.out = _OTHER.get(source, "")
        tokens.append(token)
    if end < len(marked):
        tokens.append(_text(marked[end:]))
    return tokens


def _text(text: str) -> Token:
    return Token("text", text, text)


def ends_link(token: Token) -> bool:
    """Tell whether a token ends the text of a link or an image."""
    return token.kind == "raw" and token.out.startswith("](")


def escape(token: Token) -> None:
    """Put a backslash before each character of a token, once."""
    if token.out == token.source:
        token.out = "".join(f"\\{char}" for char in token.source)


def first(tokens: list[Token], number: int) -> str:
    """Return the first character written from a token on; a blank where the text ends."""
    return tokens[number].out[:1] if number < len(tokens) else " "


def last(tokens: list[Token], number: int) -> str:
    """Return the last character written up to a token; a blank where the text begins."""
    return tokens[number].out[-1:] if number >= 0 else " "
