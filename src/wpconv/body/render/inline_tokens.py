"""The inline content of one block as text with markers, and the tokens that it is split into.

Markers are Unicode noncharacters that stand for the renderer's own markup, so that one regular expression
sees whether any character needs an escape; most blocks are not split at all. They occur only in this package:
`clean` removes such characters from every text that the renderer takes in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

STRONG, STRONG_END, EM, EM_END, DEL, DEL_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
RAW, RAW_END, LINK, BREAK = "\ufdd6", "\ufdd7", "\ufdd8", "\ufdd9"

OPENING = {STRONG: ("**", "strong"), EM: ("*", "em"), DEL: ("~~", "del")}
"""The markers that begin emphasis: the delimiters and the element of each."""

CLOSING = {STRONG_END: STRONG, EM_END: EM, DEL_END: DEL}
_OTHER = {LINK: "[", BREAK: "  \n"}
_WRITTEN = {marker: out for marker, (out, _) in OPENING.items()} | _OTHER
_WRITTEN |= {end: _WRITTEN[start] for end, start in CLOSING.items()} | {RAW: "", RAW_END: ""}
_TOKEN = re.compile(
    "(?P<marker>[\ufdd0-\ufdd5\ufdd8\ufdd9])"
    "|(?P<raw>\ufdd6[^\ufdd7]*\ufdd7)"
    "|(?P<url>(?:(?:https?|ftp)://|www\\.)[^\\s<>`\\[\\]\ufdd0-\ufdd9]*[^\\s<>`\\[\\]\ufdd0-\ufdd9.,;:!?)\"'*~\\\\])"
    # At the start of a line, the first of a run may need an escape that the others do not.
    "|(?P<run>(?<![^\ufdd9])[*_~](?=[*_~])|\\*+|_+|~+|`+)"
    "|(?P<char>[\\\\\\[\\]<&!]|\\^(?=\ufdd8))"
)
_RAW = re.compile("\ufdd6[^\ufdd7]*\ufdd7")
_RAW_OR_PIPE = re.compile(_RAW.pattern + r"|\|")
_MARKER = re.compile("[\ufdd0-\ufdef]")


Kind = Literal["text", "marker", "raw", "url", "run", "char"]
"""`run` is a run of delimiters or backticks, `char` one character that may need an escape."""


@dataclass(slots=True)
class Token:
    """A marker, or text that needs escapes as a whole or not at all."""

    kind: Kind
    source: str
    out: str
    """The Markdown that is written for it."""
    partner: int = -1
    """The number of the token at the other end of emphasis; -1 if there is none."""


@dataclass(slots=True)
class HtmlUse:
    """The elements that a body needs where Markdown has no syntax, and whether they may be written."""

    allowed: bool = True
    names: set[str] = field(default_factory=set)

    def wants(self, name: str) -> bool:
        """Record that an element is needed; return whether it may be written."""
        self.names.add(name)
        return self.allowed


def may_have_markers(text: str) -> bool:
    """Return whether a text may have noncharacters that markers are made of, or others of their block."""
    # To encode a text and search two bytes, with which U+FDC0 to U+FDFF begin, is faster than a pattern.
    return not text.isascii() and b"\xef\xb7" in text.encode("utf-8", "surrogatepass")


def clean(text: str) -> str:
    """Return a text without the noncharacters that markers are made of."""
    return _MARKER.sub("", text) if may_have_markers(text) else text


def raw(markdown: str) -> str:
    """Return Markdown or HTML between markers, so that it is written as it is."""
    return f"{RAW}{markdown}{RAW_END}"


def escape_pipes(text: str) -> str:
    """Escape the pipes of a text, for dialects in which one makes a table of its line."""
    return _RAW_OR_PIPE.sub(_escaped_pipe, text)


def _escaped_pipe(match: re.Match[str]) -> str:
    if match[0] == "|":
        return raw(r"\|")
    return match[0].replace("|", "&#124;") if match[0].startswith(f"{RAW}](") else match[0]


def without_raw(text: str) -> str:
    """Return a text with one marker for each part that is written as it is."""
    return _RAW.sub(RAW, text) if RAW in text else text


def written(text: str) -> str:
    """Return a text in which every marker is replaced by its Markdown."""
    if not text.isascii():
        for marker, out in _WRITTEN.items():
            text = text.replace(marker, out)
    return text


def split(text: str) -> list[Token]:
    """Split a text with markers into tokens, each with the Markdown that it has if it needs no escape."""
    tokens: list[Token] = []
    end = 0
    opened: list[int] = []
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            tokens.append(_text(text[end : match.start()]))
        end = match.end()
        kind, source = match.lastgroup, match[0]
        token = Token(kind, source, source)  # type: ignore[arg-type]  # a group of _TOKEN
        if kind == "raw":
            token.out = source[1:-1]
        elif source in OPENING:
            token.out = OPENING[source][0]
            opened.append(len(tokens))
        elif source in CLOSING and opened:
            token.partner = opened.pop()
            start = tokens[token.partner]
            start.partner = len(tokens)
            token.out = start.out
        elif kind == "marker":
            token.out = _OTHER.get(source, "")
        tokens.append(token)
    if end < len(text):
        tokens.append(_text(text[end:]))
    return tokens


def _text(text: str) -> Token:
    return Token("text", text, text)


def ends_link(token: Token) -> bool:
    """Return whether a token ends the text of a link or an image."""
    return token.kind == "raw" and token.out.startswith("](")


def escape(token: Token) -> None:
    """Put a backslash before each character of a token, unless that is done already."""
    if token.out == token.source:
        token.out = "".join(f"\\{char}" for char in token.source)


def first(tokens: list[Token], number: int) -> str:
    """Return the first character written for a token; a space at the end of the text."""
    return tokens[number].out[:1] if number < len(tokens) else " "


def last(tokens: list[Token], number: int) -> str:
    """Return the last character written for a token; a space at the beginning of the text."""
    return tokens[number].out[-1:] if number >= 0 else " "
