"""Escapes: the characters of a text that Markdown would read as markup.

Text gets the escapes that it needs where it is and no others. `<` and `&` become character references, which
every dialect of Markdown reads; a backslash before them is not read by all.
"""

from __future__ import annotations

import re
from enum import Enum
from html.entities import html5
from itertools import pairwise
from string import punctuation

from wpconv.body.render import brackets, emphasis
from wpconv.body.render.addresses import escape_urls, precedes_markup
from wpconv.body.render.dialect_escapes import (
    escape_attribute_lists,
    escape_bars,
    escape_braces,
    escaped,
    has_own_markup,
    write_code_with_bars,
    write_references,
)
from wpconv.body.render.emphasis_edges import move_edges
from wpconv.body.render.inline_tokens import (
    BREAK,
    RAW,
    HtmlUse,
    Token,
    escape,
    escape_pipes,
    first,
    last,
    may_have_markers,
    split,
    without_raw,
    written,
)
from wpconv.dialect import Dialect


class Position(Enum):
    """Where inline content is: some characters are special only there."""

    PARAGRAPH = "paragraph"
    ITEM = "the first paragraph of a list item"
    HEADING = "heading"
    CELL = "cell of a table"
    TERM = "term of a definition list"


# What is special to one dialect at least; what is special only at the start of a line is no letter.
_SPECIAL_ANYWHERE = re.compile("[\\\\`*_~\\[\\]<&|{}$#\ufdd0-\ufdef]")
_SPECIAL_IN_ASCII = re.compile(r"[\\`*_~\[\]<&|{}$#]")  # the same, but searched twice as fast
_SHORT = 40
"""In texts of fewer characters, one search for a class is faster than one for each of its characters."""
_BEFORE_TEXT = frozenset("\"'“‘„«(…¿¡")
"""Characters that begin no block, as letters do not."""
_SPECIAL = re.compile("[\\\\`*_~\\[\\]<&\ufdd0-\ufdd9]")
# A character that may need an escape, or a marker of emphasis that may not render: with a space or the end of
# a line on its outer side it does. Each alternative looks back at the one character that the class has found.
_RISKY = re.compile(
    "[\\\\`*_~\\[\\]<&!^\ufdd0-\ufdd6](?:"
    "(?<=[\\\\`~\\[\\]])|(?<=\\*)(?:(?<! \\*)|(?! ))|(?<=_)(?:(?!\\w)|(?<!\\w_))"
    "|(?<=\ufdd6)(?=[:(])|(?<=<)(?=[a-zA-Z/!?\ufdd0-\ufdd6]|[^\\s<>]+@)|(?<=&)(?=[#\\w])|(?<=[!^])(?=\ufdd8)|(?<=\ufdd8\\^)"
    "|(?<=[^\\s\ufdd9][\ufdd0\ufdd2\ufdd4])|(?<=[\ufdd0\ufdd2\ufdd4])(?=[\\s\ufdd0-\ufdd9])"
    "|(?<=[\\s\ufdd0-\ufdd9][\ufdd1\ufdd3\ufdd5])|(?<=\\W[\ufdd1\ufdd3\ufdd5])(?=[^\\s\ufdd9])"
    "|(?<=[\ufdd1\ufdd3\ufdd5])(?=[^\\s.,;:!?)\ufdd9]))"
)
_LINE_START = re.compile(
    r"#{1,6}(?=\s|$)|[-+:](?=\s|$)|>|\{(?=:)|\^(?=\s*$)|-(?=[-\s]*$)|[-|:](?=[-|:\s]*-[-|:\s]*$)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
_UNDERLINE = re.compile(r"=+\s*$")
_RULE_OR_FENCE = re.compile(r"([*_])(?:[ \t]*\1){2,}[ \t]*$|[*](?=\s|$)|~{3}|`{3}|~(?=\s)")
_TASK = re.compile(r"\[[ xX]\]")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]*));")
_EMAIL = re.compile(r"[^\s<>]+@[^\s<>]+>")
_BACKTICKS = re.compile(r"`+")
_WRITTEN_BREAK = written(BREAK)
_ENDING_HASH = re.compile(r"(?<!\\)(#)$")
_ENDING_HASHES = re.compile(r"(?:(?<=\s)|^)(#+)$")


def has_special(text: str) -> bool:
    """Return whether a text has a character that needs an escape in some dialect, at some place in a line."""
    if len(text) < _SHORT:
        return (_SPECIAL_IN_ASCII if text.isascii() else _SPECIAL_ANYWHERE).search(text) is not None
    return (
        "*" in text or "_" in text or "[" in text or "]" in text or "\\" in text or "`" in text
        or "<" in text or "&" in text or "~" in text or "|" in text or "{" in text or "}" in text
        or "$" in text or "#" in text or may_have_markers(text)
    )  # fmt: skip


def begins_no_block(text: str) -> bool:
    """Return whether a line that begins with a text is no heading, list, table or the like."""
    char = text[:1]
    return char.isalpha() or char in _BEFORE_TEXT or (char.isalnum() and not _LINE_START.match(text))


def is_ordinary(text: str) -> bool:
    """Return whether a text needs no escapes in any dialect and at any position, as most texts do."""
    return begins_no_block(text) and not has_special(text)


def finish(text: str, html: HtmlUse, dialect: Dialect, position: Position = Position.PARAGRAPH) -> str:
    """Return the inline content of one block as Markdown.

    Args:
        text: its content, with markers (see inline_tokens).
        html: asked where Markdown has no syntax.
        dialect: the target's Markdown.
        position: where the block's text is.
    """
    if dialect.pipe_in_text_is_table and position is not Position.CELL:
        text = escape_pipes(text)
    quick = _without_tokens(text, dialect, position)
    if quick is not None:
        return quick
    tokens = split(move_edges(text))
    if position is Position.CELL:
        _write_breaks(tokens, html)
    elif position is not Position.HEADING:
        _escape_line_starts(tokens, dialect, task=position is Position.ITEM)
    elif _has_attributes(text):
        escape_braces(tokens)
    _escape_inline(tokens, html, dialect, position)
    if position is Position.CELL:
        escape_bars(tokens, html, dialect)
    elif dialect.pipe_in_text_is_table:
        write_code_with_bars(tokens, html)
    text = "".join(token.out for token in tokens)
    return _heading(text, dialect) if position is Position.HEADING else text


def _without_tokens(text: str, dialect: Dialect, position: Position) -> str | None:
    """Return the Markdown of a text in which no character depends on those around it; else None."""
    bare = without_raw(text)
    if has_own_markup(bare, dialect) or (position is Position.HEADING and _has_attributes(text)):
        return None
    if not _SPECIAL.search(text):  # a character class is searched ten times as fast as alternatives
        return _plain(text, position, dialect)
    is_cell_with_more = position is Position.CELL and (BREAK in text or "|" in text or "``" in text)
    if is_cell_with_more or precedes_markup(bare) or _RISKY.search(bare):
        return None
    first_line, *lines = text.split(BREAK)
    later = (_line(line, position, dialect, follows=True) for line in lines)
    return _WRITTEN_BREAK.join((_line(first_line, position, dialect), *later))


def _line(text: str, position: Position, dialect: Dialect, *, follows: bool = False) -> str:
    if text[:1] == RAW and position not in (Position.CELL, Position.HEADING):
        return written(text)  # its start needs no escape
    return _plain(written(text), position, dialect, follows=follows)


def _escape_inline(tokens: list[Token], html: HtmlUse, dialect: Dialect, position: Position) -> None:
    """Write the escapes that do not depend on where a line begins."""
    if not dialect.strikethrough:
        _pass_over_tildes(tokens)
    if dialect.attribute_lists:
        is_line = position in (Position.HEADING, Position.CELL, Position.TERM)
        escape_attribute_lists(tokens, dialect.attribute_lists, is_line=is_line)
    _escape_after_footnotes(tokens)
    _escape_backticks(tokens, always=dialect.loose_code)
    brackets.escape_brackets(tokens, dialect)
    escape_urls(tokens, dialect)
    emphasis.resolve(tokens, dialect)
    _write_tags(tokens, html)
    for number, token in enumerate(tokens):
        if token.kind == "char":
            _escape_character(tokens, number, dialect)
    if dialect.escapable != punctuation or dialect.math:
        write_references(tokens, dialect)


def _has_attributes(text: str) -> bool:
    """Return whether many dialects would read the end of a heading as its attributes."""
    return text.endswith("}")


def _pass_over_tildes(tokens: list[Token]) -> None:
    """Take tildes for text, in a dialect without strikethrough."""
    for token in tokens:
        if token.kind == "run" and token.source[0] == "~":
            token.kind = "text"


def _write_breaks(tokens: list[Token], html: HtmlUse) -> None:
    """Write the line breaks of a cell of a table, which is one line."""
    for token in tokens:
        if token.source == BREAK:
            token.out = "<br>" if html.wants("br") else " "


def _write_tags(tokens: list[Token], html: HtmlUse) -> None:
    """Leave out the tags of emphasis that delimiters cannot express, if HTML may not be written."""
    for token in tokens:
        if token.partner >= 0 and token.out.startswith("<") and not html.wants(token.out.strip("</>")):
            token.out = ""


def _plain(text: str, position: Position, dialect: Dialect, *, follows: bool = False) -> str:
    if position is Position.CELL:
        return text.replace("|", r"\|")
    if position is Position.HEADING:
        return _heading(text, dialect)
    if follows and _UNDERLINE.match(text):
        return escaped("=", dialect) + text[1:]
    match = _LINE_START.match(text)
    return _escaped_start(text, match, dialect) if match else text


def _heading(text: str, dialect: Dialect) -> str:
    text = text.replace("  \n", " ")
    if text.endswith("\\"):
        text = f"{text[:-1]}&#92;"  # Python-Markdown reads no heading that ends with a backslash
    ending = _ENDING_HASH if dialect.hash_needs_no_space else _ENDING_HASHES
    return ending.sub(r"\\\1", text)


def _escaped_start(text: str, match: re.Match[str], dialect: Dialect) -> str:
    position = len(match["number"] or "")
    return text[:position] + escaped(text[position], dialect) + text[position + 1 :]


def _escape_line_starts(tokens: list[Token], dialect: Dialect, *, task: bool) -> None:
    starts = [0] + [number + 1 for number, token in enumerate(tokens) if token.source == BREAK]
    for start, end in pairwise([*starts, len(tokens) + 1]):
        line = tokens[start : end - 1]
        if not line or line[0].kind in ("marker", "raw", "url"):
            continue
        head, whole = line[0], "".join(token.out for token in line)
        if head.kind == "run":
            if _RULE_OR_FENCE.match(whole):
                escape(head)
        elif head.source == "[" and start == 0 and task and _TASK.match(whole):
            escape(head)
        elif start and _UNDERLINE.match(whole):
            head.out = f"\\{head.out}"
        elif match := _LINE_START.match(whole):
            head.out = _escaped_start(head.out, match, dialect)


def _escape_after_footnotes(tokens: list[Token]) -> None:
    """Escape what would make a footnote reference a link, or at the start of a line a footnote."""
    for number, (reference, after) in enumerate(pairwise(tokens)):
        if reference.kind == "raw" and reference.out.startswith("[^") and after.kind == "text":
            if after.out[0] == "(":
                after.out = f"\\{after.out}"
            elif after.out[0] == ":" and (number == 0 or tokens[number - 1].source == BREAK):
                after.out = f"&#58;{after.out[1:]}"  # Python-Markdown does not read a backslash before it


def _escape_backticks(tokens: list[Token], *, always: bool) -> None:
    """Escape the runs of backticks that a later run of the same length would make code (CommonMark §6.1)."""
    if always:
        for token in tokens:
            if token.source.startswith("`"):
                escape(token)
        return
    lengths: set[int] = set()
    for number in range(len(tokens) - 1, -1, -1):
        token = tokens[number]
        if token.kind == "raw":
            lengths.update(map(len, _BACKTICKS.findall(token.out)))
        elif token.source.startswith("`"):
            touched = _leading_backticks(tokens, number + 1)
            if touched or last(tokens, number - 1) == "`" or len(token.source) in lengths:
                escape(token)
                # A backslash does not escape a backtick that ends code.
                lengths.update((1, 1 + touched))
            else:
                lengths.add(len(token.source))


def _leading_backticks(tokens: list[Token], number: int) -> int:
    out = tokens[number].out if number < len(tokens) else ""
    return len(out) - len(out.lstrip("`"))


def _escape_character(tokens: list[Token], number: int, dialect: Dialect) -> None:
    token, after = tokens[number], first(tokens, number + 1)
    if token.source == "\\" and after in "[]" and after not in dialect.escapable:
        token.out = "&#92;"
    elif token.source == "\\" and (after in punctuation or _ends_line(tokens, number)):
        token.out = "\\\\"
    elif token.source == "<" and (
        after in "/!?"
        or _is_before_tag(tokens, number, dialect)
        or _is_letter(after)
        or _is_email(tokens, number)
    ):
        token.out = "&lt;"
    elif token.source == "&" and (after == "#" or _is_reference(tokens, number)):
        token.out = "&amp;"


def _ends_line(tokens: list[Token], number: int) -> bool:
    return number + 1 < len(tokens) and tokens[number + 1].source == BREAK


def _is_before_tag(tokens: list[Token], number: int, dialect: Dialect) -> bool:
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if after is None:
        return False
    if dialect.loose_emphasis == "beside markup" and (after.partner >= 0 or after.source == "<"):
        return True  # marked takes all up to a `>` for a tag when it searches for the end of emphasis
    return after.kind in ("raw", "marker", "url") and after.out.startswith("<")


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_email(tokens: list[Token], number: int) -> bool:
    follows = "".join(token.source for token in tokens[number + 1 : number + 10])
    return _EMAIL.match(follows) is not None


def _is_reference(tokens: list[Token], number: int) -> bool:
    follows = tokens[number + 1].source if number + 1 < len(tokens) else ""
    match = _REFERENCE.match("&" + follows)
    return match is not None and (match[1] is None or f"{match[1]};" in html5)
