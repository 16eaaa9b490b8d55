"""Escapes that only some dialects need: for attribute lists, formulas, bars, and instead of a backslash."""

from __future__ import annotations

import re

from wpconv.body.html import inline_code
from wpconv.body.render.inline_tokens import BREAK, HtmlUse, Token
from wpconv.body.render.link_destinations import link_destination
from wpconv.dialect import Dialect

_COLON_BRACE = re.compile(r"(?<!\\)\{(?=:)")
_SPACED_BRACE = re.compile(r"(?<=\s)\{")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DOLLAR = re.compile(r"(?<!\\)\$(?=\$)")


def has_own_markup(text: str, dialect: Dialect) -> bool:
    """Return whether a text has characters that only this dialect reads as markup."""
    return (
        (dialect.attribute_lists != "" and dialect.attribute_lists in text)
        or (dialect.math and "$$" in text)
        or (dialect.loose_code and "`" in text)
    )


def escape_braces(tokens: list[Token]) -> None:
    """Escape the braces of a heading at whose end many dialects read its attributes."""
    for token in tokens:
        if token.kind in ("text", "url"):  # `escape_urls` writes those of addresses
            token.out = token.out.replace("{", "\\{")


def escape_attribute_lists(tokens: list[Token], opening: str, *, is_line: bool) -> None:
    """Escape what would give attributes to the element before it, or to the block at whose end it is.

    Args:
        tokens: of one block.
        opening: as `attribute_lists` in Dialect.
        is_line: whether the block is a line, such as a heading or a cell, whose end is in no line of its own.
    """
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        if token.kind != "text" or opening not in token.out:
            continue
        if token.out.startswith(opening) and (
            before is None or before.kind != "text" or before.source == BREAK
        ):
            token.out = f"\\{token.out}"
        token.out = _SPACED_BRACE.sub(r"\\{", token.out) if is_line else token.out
        if opening == "{:":
            token.out = _COLON_BRACE.sub(r"\\{", token.out)


def write_references(tokens: list[Token], dialect: Dialect) -> None:
    """Write references for what a backslash does not escape, and escape the signs of formulas."""
    for token in tokens:
        if token.kind != "raw" and not token.out.startswith(("<", "[http")):
            if "\\" in token.out:
                token.out = _ESCAPED.sub(lambda match: escaped(match[1], dialect), token.out)
            if dialect.math and "$$" in token.out:
                token.out = _DOLLAR.sub(r"\\$", token.out)


def as_link(url: str, dialect: Dialect) -> str:
    """Return an address as a link to itself."""
    text = escaped_url(url)
    text = _ESCAPED.sub(lambda match: escaped(match[1], dialect), text)
    text = _DOLLAR.sub(r"\\$", text) if dialect.math else text
    return f"[{text}]({link_destination(url, '', dialect)})"


def escaped_url(url: str) -> str:
    """Return an address as text, with the escapes that it needs anywhere."""
    return re.sub(r"&(?=#?\w+(?:;|$))", "&amp;", re.sub(r"([*_`\\~])", r"\\\1", url))


def escaped(char: str, dialect: Dialect) -> str:
    """Return a character that is read as itself, after a backslash or as a reference."""
    return f"\\{char}" if char in dialect.escapable else f"&#{ord(char)};"


def escape_bars(tokens: list[Token], html: HtmlUse, dialect: Dialect) -> None:
    """Escape what would end a cell, or hide its end."""
    for token in tokens:
        if dialect.pipe_in_text_is_table:
            _write_backticks_as_references(token, html)
        if "|" not in token.out:
            continue
        if token.kind == "url" and token.out.startswith("<"):
            token.out = as_link(token.source, dialect).replace("|", "&#124;")
        elif token.kind != "raw":
            token.out = token.out.replace("|", r"\|")
        elif not token.out.startswith("`"):
            token.out = token.out.replace("|", "&#124;")
        elif dialect.code_in_cell or not html.wants("code"):
            token.out = token.out.replace("|", r"\|")
        else:
            _write_code_as_html(token)


def _write_backticks_as_references(token: Token, html: HtmlUse) -> None:
    """Write the backticks of a cell so that kramdown does not pair them with those of another cell."""
    if token.kind == "run" and token.source[0] == "`":
        token.out = "&#96;" * len(token.source)
    elif token.kind == "raw" and token.out.startswith("``"):
        _write_code_as_html(token)
        if not html.wants("code"):
            token.out = token.out.removeprefix("<code>").removesuffix("</code>")


def _write_code_as_html(token: Token) -> None:
    code = token.out.strip("`")
    token.out = inline_code(code[1:-1] if code[:1] == code[-1:] == " " else code)


def write_code_with_bars(tokens: list[Token], html: HtmlUse) -> None:
    """Write code that has a bar as HTML, in a line with literal backticks.

    kramdown does not see which backticks are escaped when it searches a line for the bars of a table.
    """
    if any(token.source[:1] == "`" for token in tokens):
        for token in tokens:
            if token.kind == "raw" and token.out.startswith("`") and "|" in token.out and html.wants("code"):
                _write_code_as_html(token)
