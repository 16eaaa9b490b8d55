"""Addresses in a text: bare where a renderer that links them reads no more and no less, else as autolinks."""

from __future__ import annotations

import re

from wpconv.body.render.dialect_escapes import as_link, escaped_url, has_own_markup
from wpconv.body.render.inline_tokens import BREAK, CLOSING, LINK, Token, ends_link, escape
from wpconv.body.render.link_destinations import has_reference
from wpconv.dialect import Dialect

_URL_HAZARD = re.compile(r"[*`\\]|(?<!/)~|&#?\w+(?:;|$)|(?<![^\W_])_|_(?![^\W_])")
_URL_BEFORE_MARKUP = re.compile("(?:://|www\\.)[^\\s\ufdd0-\ufdd9]+[\ufdd0-\ufdd6\ufdd8]")
_WORD_END = re.compile(r"\s")


def precedes_markup(text: str) -> bool:
    """Return whether markup directly follows an address, in a text with markers but without its raw parts."""
    return ("://" in text or "www." in text) and _URL_BEFORE_MARKUP.search(text) is not None


def escape_urls(tokens: list[Token], dialect: Dialect) -> None:
    """Write a bare address that holds markup as an autolink; in the text of a link, escape the markup."""
    in_link = 0
    # From the end on: the escapes in an address may be read as part of the one before it.
    for number in range(len(tokens) - 1, -1, -1):
        token = tokens[number]
        if ends_link(token):
            in_link += 1
        elif token.source == LINK:
            in_link -= 1
        elif token.kind == "url":
            _escape_url(tokens, number, dialect, in_link=in_link > 0)


def _escape_url(tokens: list[Token], number: int, dialect: Dialect, *, in_link: bool) -> None:
    token = tokens[number]
    is_braced = token.out != token.source  # by `escape_braces`
    is_hazard = is_braced or _URL_HAZARD.search(token.source) or has_own_markup(token.source, dialect)
    if in_link and "[" not in dialect.escapable:
        token.out = escaped_url(token.source).replace("://", "&#58;//").replace("www.", "www&#46;")
    elif is_hazard or (not in_link and _touches_markup(tokens, number)):
        token.out = (_text if in_link else _autolink)(token.source, dialect)
        if is_braced and not token.out.startswith("<"):
            token.out = token.out.replace("\\{", "{").replace("{", "\\{")
        if token.out.startswith("[") and number and tokens[number - 1].source == "!":
            escape(tokens[number - 1])


def _touches_markup(tokens: list[Token], number: int) -> bool:
    """Return whether markup follows an address so closely that it would be read as part of it."""
    is_closed = False
    for token in tokens[number + 1 :]:
        if token.source == BREAK:
            return False
        word, *others = _WORD_END.split(token.out, maxsplit=1)
        if token.source in CLOSING:
            is_closed = True
        elif _is_markup(token) or (is_closed and word.strip("?!.,:)")):
            return True
        if others:
            return False
    return False


def _is_markup(token: Token) -> bool:
    if token.kind == "char":
        return token.out != token.source or token.source in "<&\\"
    if token.kind in ("text", "url"):
        return token.out != token.source
    return token.kind in ("raw", "run", "marker")


def _autolink(url: str, dialect: Dialect) -> str:
    """Return an address as an autolink, or as text or a link where that would not be read as it is."""
    if url.startswith("www."):
        return _text(url, dialect).replace("www.", "www\\.").replace("://", "&#58;//")
    return as_link(url, dialect) if "\\" in url or has_reference(url) else f"<{url}>"


def _text(url: str, dialect: Dialect) -> str:
    text = escaped_url(url)
    return text.replace("{", "\\{") if dialect.attribute_lists else text
