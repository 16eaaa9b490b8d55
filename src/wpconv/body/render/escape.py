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

from wpconv.body.html import inline_code
from wpconv.body.render import brackets, emphasis
from wpconv.body.render.inline_tokens import (
    BREAK,
    CLOSING,
    LINK,
    HtmlUse,
    Token,
    ends_link,
    escape,
    escape_pipes,
    first,
    last,
    split,
    without_raw,
    written,
)
from wpconv.body.render.link_destinations import link_destination
from wpconv.model import Dialect


class Position(Enum):
    """Where inline content is: some characters are special only there."""

    PARAGRAPH = "paragraph"
    ITEM = "the first paragraph of a list item"
    HEADING = "heading"
    CELL = "cell of a table"
    TERM = "term of a definition list"


_SPECIAL = re.compile("[\\\\`*_~\\[\\]<&\ufdd0-\ufdd9]")
# A character that may need an escape, or a marker of emphasis that may not render: with a space or the end of
# a line on its outer side it does. Each alternative looks back at the one character that the class has found.
_RISKY = re.compile(
    "[\\\\`*_~\\[\\]<&!^\ufdd0-\ufdd6](?:"
    "(?<=[\\\\`~\\[\\]])|(?<=\\*)(?:(?<! \\*)|(?! ))|(?<=_)(?:(?!\\w)|(?<!\\w_))"
    "|(?<=\ufdd6)(?=[:(])|(?<=<)(?=[a-zA-Z/!?\ufdd6]|[^\\s<>]+@)|(?<=&)(?=[#\\w])|(?<=[!^])(?=\ufdd8)"
    "|(?<=[^\\s\ufdd9][\ufdd0\ufdd2\ufdd4])|(?<=[\ufdd0\ufdd2\ufdd4])(?=[\\s\ufdd0-\ufdd9])"
    "|(?<=[\\s\ufdd0-\ufdd9][\ufdd1\ufdd3\ufdd5])|(?<=\\W[\ufdd1\ufdd3\ufdd5])(?=[^\\s\ufdd9])"
    "|(?<=[\ufdd1\ufdd3\ufdd5])(?=[^\\s.,;:!?)\ufdd9])"
    "|(?<=\ufdd0)(?=[^\ufdd1]*\ufdd0)|(?<=\ufdd2)(?=[^\ufdd3]*\ufdd2))"
)
_LINE_START = re.compile(
    r"#{1,6}(?=\s|$)|[-+:](?=\s|$)|>|\{(?=:)|\^(?=\s*$)|-(?=[-\s]*$)|[-|:](?=[-|:\s]*-[-|:\s]*$)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
_UNDERLINE = re.compile(r"=+\s*$")
_RULE_OR_FENCE = re.compile(r"([*_])(?:[ \t]*\1){2,}[ \t]*$|[*](?=\s|$)|~{3}|`{3}|~(?=\s)")
_TASK = re.compile(r"\[[ xX]\]")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]*));")
_URL_HAZARD = re.compile(r"[*`\\]|(?<!/)~|&#?\w+(?:;|$)|(?<![^\W_])_|_(?![^\W_])")
_REFERENCE_OR_END = re.compile(r"&#?\w+(?:;|$)")
_URL_BEFORE_MARKUP = re.compile(
    "(?:://|\\bwww\\.)[^\\s\ufdd0-\ufdd9]+(?:[\ufdd0-\ufdd5\ufdd8]|\ufdd6(?!\\]\\())"
)
_EMAIL = re.compile(r"[^\s<>]+@[^\s<>]+>")
_BACKTICKS = re.compile(r"`+")
_COLON_BRACE = re.compile(r"(?<!\\)\{(?=:)")
_SPACED_BRACE = re.compile(r"(?<=\s)\{")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DOLLAR = re.compile(r"(?<!\\)\$(?=\$)")
_WRITTEN_BREAK = written(BREAK)
_ENDING_HASH = re.compile(r"(?<!\\)(#)$")
_ENDING_HASHES = re.compile(r"(?:(?<=\s)|^)(#+)$")


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
    if not _is_risky(text, dialect) and not (position is Position.HEADING and text.endswith("}")):
        if not _SPECIAL.search(text):  # a character class is searched ten times as fast as alternatives
            return _plain(text, position, dialect)
        if not _RISKY.search(without_raw(text)) and not (
            position is Position.CELL and (BREAK in text or "|" in text)
        ):
            first_line, *lines = text.split(BREAK)
            later = (_plain(written(line), position, dialect, follows=True) for line in lines)
            return _WRITTEN_BREAK.join((_plain(written(first_line), position, dialect), *later))
    tokens = split(text)
    if position is Position.CELL:
        _write_breaks(tokens, html)
    elif position is not Position.HEADING:
        _escape_line_starts(tokens, dialect, task=position is Position.ITEM)
    if position is Position.HEADING and text.endswith("}"):
        _escape_braces(tokens)
    if not dialect.strikethrough:
        _pass_over_tildes(tokens)
    if dialect.attribute_lists:
        _escape_attribute_lists(tokens, dialect.attribute_lists, position)
    _escape_after_footnotes(tokens)
    _escape_backticks(tokens, always=dialect.loose_code)
    brackets.escape_brackets(tokens, dialect)
    _escape_urls(tokens, dialect)
    emphasis.resolve(tokens, dialect)
    _write_tags(tokens, html)
    for number, token in enumerate(tokens):
        if token.kind == "char":
            _escape_character(tokens, number, dialect)
    if dialect.escapable is not punctuation or dialect.math:
        _write_references(tokens, dialect)
    if position is Position.CELL:
        _escape_bars(tokens, html, dialect)
    elif dialect.pipe_in_text_is_table and any(token.source[:1] == "`" for token in tokens):
        # kramdown does not see which backticks are escaped when it searches a line for the bars of a table.
        for token in tokens:
            if token.kind == "raw" and token.out.startswith("`") and "|" in token.out and html.wants("code"):
                _write_code_as_html(token)
    text = "".join(token.out for token in tokens)
    return _heading(text, dialect) if position is Position.HEADING else text


def _is_risky(text: str, dialect: Dialect) -> bool:
    """Tell whether a text has characters that only this dialect reads as markup."""
    return (
        (dialect.attribute_lists != "" and dialect.attribute_lists in text)
        or (dialect.math and "$$" in text)
        or (dialect.loose_code and "`" in text)
        or (("://" in text or "www." in text) and _URL_BEFORE_MARKUP.search(text) is not None)
    )


def _escape_braces(tokens: list[Token]) -> None:
    """Escape the braces of a heading at whose end many dialects read its attributes."""
    for token in tokens:
        if token.kind == "text":
            token.out = token.out.replace("{", "\\{")


def _pass_over_tildes(tokens: list[Token]) -> None:
    """Take tildes for text, in a dialect without strikethrough."""
    for token in tokens:
        if token.kind == "run" and token.source[0] == "~":
            token.kind = "text"


def _escape_attribute_lists(tokens: list[Token], opening: str, position: Position) -> None:
    """Escape what would give attributes to the element before it, or to the block at whose end it is."""
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        if token.kind != "text" or opening not in token.out:
            continue
        if token.out.startswith(opening) and (
            before is None or before.kind != "text" or before.source == BREAK
        ):
            token.out = f"\\{token.out}"
        token.out = _SPACED_BRACE.sub(r"\\{", token.out) if position is not Position.PARAGRAPH else token.out
        if opening == "{:":
            token.out = _COLON_BRACE.sub(r"\\{", token.out)


def _write_references(tokens: list[Token], dialect: Dialect) -> None:
    """Write references for the characters that a backslash does not escape, and escape the signs of formulas."""
    for token in tokens:
        if token.kind != "raw" and not token.out.startswith("<"):
            if "\\" in token.out:
                token.out = _ESCAPED.sub(lambda match: _escaped(match[1], dialect), token.out)
            if dialect.math and "$$" in token.out:
                token.out = _DOLLAR.sub(r"\\$", token.out)


def _escaped(char: str, dialect: Dialect) -> str:
    return f"\\{char}" if char in dialect.escapable else f"&#{ord(char)};"


def _escape_bars(tokens: list[Token], html: HtmlUse, dialect: Dialect) -> None:
    """Escape what would end a cell."""
    for token in tokens:
        if "|" not in token.out:
            continue
        if token.kind == "url" and token.out.startswith("<"):
            link = f"[{_escaped_url(token.source)}]({link_destination(token.source, '', dialect)})"
            token.out = link.replace("|", "&#124;")
        elif token.kind != "raw":
            token.out = token.out.replace("|", r"\|")
        elif not token.out.startswith("`"):
            token.out = token.out.replace("|", "&#124;")
        elif dialect.code_in_cell or not html.wants("code"):
            token.out = token.out.replace("|", r"\|")
        else:
            _write_code_as_html(token)


def _write_code_as_html(token: Token) -> None:
    code = token.out.strip("`")
    token.out = inline_code(code[1:-1] if code[:1] == code[-1:] == " " else code)


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
        return _escaped("=", dialect) + text[1:]
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
    return text[:position] + _escaped(text[position], dialect) + text[position + 1 :]


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


def _escape_urls(tokens: list[Token], dialect: Dialect) -> None:
    """Write a bare address that holds markup as an autolink; in the text of a link, escape the markup."""
    in_link = 0
    for number, token in enumerate(tokens):
        if token.source == LINK:
            in_link += 1
        elif ends_link(token):
            in_link -= 1
        elif token.kind == "url":
            is_hazard = _URL_HAZARD.search(token.source) or _is_risky(token.source, dialect)
            if in_link and "[" not in dialect.escapable:
                token.out = _escaped_url(token.source).replace("://", "&#58;//").replace("www.", "www&#46;")
            elif is_hazard or (not in_link and _touches_markup(tokens, number)):
                token.out = _escaped_url(token.source) if in_link else _autolink(token.source, dialect)


def _escape_character(tokens: list[Token], number: int, dialect: Dialect) -> None:
    token, after = tokens[number], first(tokens, number + 1)
    if token.source == "\\" and after in "[]" and after not in dialect.escapable:
        token.out = "&#92;"
    elif token.source == "\\" and (after in punctuation or _ends_line(tokens, number)):
        token.out = "\\\\"
    elif token.source == "<" and (
        after in "/!?" or _is_before_tag(tokens, number) or _is_letter(after) or _is_email(tokens, number)
    ):
        token.out = "&lt;"
    elif token.source == "&" and _is_reference(tokens, number):
        token.out = "&amp;"


def _ends_line(tokens: list[Token], number: int) -> bool:
    return number + 1 < len(tokens) and tokens[number + 1].source == BREAK


def _is_before_tag(tokens: list[Token], number: int) -> bool:
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    return after is not None and after.kind in ("raw", "marker", "url") and after.out.startswith("<")


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_email(tokens: list[Token], number: int) -> bool:
    follows = "".join(token.source for token in tokens[number + 1 : number + 10])
    return _EMAIL.match(follows) is not None


def _touches_markup(tokens: list[Token], number: int) -> bool:
    """Tell whether markup follows an address so closely that it would be read as part of it."""
    is_inside = True
    for token in tokens[number + 1 :]:
        if token.source == BREAK:
            return False
        text = token.out.split(maxsplit=1)[0] if token.out.strip() else ""
        if token.kind in ("raw", "run") or (token.kind == "marker" and token.source not in CLOSING):
            return True
        if token.kind == "char" and (token.out != token.source or token.source in "<\\"):
            return True
        if token.kind == "marker":
            is_inside = False
        elif token.out[:1].isspace():
            return False
        elif not is_inside and text.strip("?!.,:)"):
            return True
        if text != token.out:
            return False
    return False


def _autolink(url: str, dialect: Dialect) -> str:
    """Return an address as an autolink, or as text or a link where that would not be read as it is."""
    text = _escaped_url(url)
    if url.startswith("www."):
        text = text.replace("www.", "www\\.").replace("://", "&#58;//")
        return text.replace("{", "\\{") if dialect.attribute_lists else text
    has_reference = _REFERENCE_OR_END.search(url)
    return f"[{text}]({link_destination(url, '', dialect)})" if has_reference else f"<{url}>"


def _escaped_url(url: str) -> str:
    return re.sub(r"&(?=#?\w+(?:;|$))", "&amp;", re.sub(r"([*_`\\~])", r"\\\1", url))


def _is_reference(tokens: list[Token], number: int) -> bool:
    follows = tokens[number + 1].source if number + 1 < len(tokens) else ""
    match = _REFERENCE.match("&" + follows)
    return match is not None and (match[1] is None or f"{match[1]};" in html5)
