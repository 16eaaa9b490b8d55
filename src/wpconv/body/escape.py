"""Which characters of a text need an escape where they stand.

The renderer hands over the inline content of one block as *marked text*: plain text in which its own markup
stands as Unicode noncharacters, which no text can hold. Here the markup becomes Markdown, and the text around
it gets the escapes that it needs and no others. `<` and `&` become character references, which every dialect
of Markdown reads; a backslash before them is not read by all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from itertools import pairwise
from string import punctuation

from wpconv.body.emphasis import Run, can_wrap, pair

STRONG, STRONG_END, EM, EM_END, DEL, DEL_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
RAW, RAW_END, LINK, BREAK = "\ufdd6", "\ufdd7", "\ufdd8", "\ufdd9"

_OPENING = {STRONG: ("**", "strong"), EM: ("*", "em"), DEL: ("~~", "del")}
_CLOSING = {STRONG_END: STRONG, EM_END: EM, DEL_END: DEL}

_SPECIAL = re.compile("[\\\\`*_~\\[\\]<&\ufdd0-\ufdd9]")
_PIECE = re.compile(
    "(?P<mark>[\ufdd0-\ufdd5\ufdd8\ufdd9])"
    "|(?P<raw>\ufdd6[^\ufdd7]*\ufdd7)"
    "|(?P<url>\\b(?:https?|ftp)://[^\\s<>\ufdd0-\ufdd9]*[^\\s<>\ufdd0-\ufdd9.,;:!?)\"'*_~\\]])"
    "|(?P<run>\\*+|_+|~+|`+)"
    "|(?P<char>[\\\\\\[\\]<&!])"
)
_LINE_START = re.compile(
    r"#{1,6}(?=\s|$)|[-+:](?=\s|$)|>|={1,}(?=\s*$)|-(?=[-\s]*$)|[-|:](?=[-|:\s]*-[-|:\s]*$)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
_RULE_OR_FENCE = re.compile(r"([*_])(?:[ \t]*\1){2,}[ \t]*$|[*](?=\s|$)|~{3}|`{3}|~(?=\s)")
_TASK = re.compile(r"\[[ xX]\](?=\s)")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]*));")
_URL_HAZARD = re.compile(r"[*`\\\[\]]|~~|&\w+;|(?<![^\W_])_|_(?![^\W_])")
_ENDING_HASHES = re.compile(r"(?:(?<=\s)|^)(#+)$")
_NO_MARKS = str.maketrans("", "", "".join(map(chr, range(0xFDD0, 0xFDF0))))


@dataclass(slots=True)
class _Piece:
    kind: str
    """`text`, `mark`, `raw`, `url`, `run` or `char`."""
    source: str
    out: str
    """What is written."""
    partner: int = -1
    """The other mark of a pair."""


def unmarked(text: str) -> str:
    """Take out of a text the noncharacters that marked text uses."""
    return text if text.isascii() else text.translate(_NO_MARKS)


def raw(markdown: str) -> str:
    """Mark Markdown or HTML that goes out as it is."""
    return f"{RAW}{markdown}{RAW_END}"


def finish(marked: str, *, place: str = "paragraph") -> str:
    """Turn the marked text of one block into Markdown.

    Args:
        marked: text in which the renderer's markup stands as noncharacters.
        place: `paragraph`, `item` (the first paragraph of a list item), `heading` or `cell`.
    """
    if not _SPECIAL.search(marked):
        return _plain(marked, place)
    pieces = _split(marked)
    if place in ("paragraph", "item"):
        _escape_line_starts(pieces, task=place == "item")
    _escape_code_marks(pieces)
    _escape_brackets(pieces)
    _resolve_emphasis(pieces)
    _escape_characters(pieces)
    if place == "cell":
        return "".join("<br>" if p.source == BREAK else p.out.replace("|", r"\|") for p in pieces)
    text = "".join(p.out for p in pieces)
    return _heading(text) if place == "heading" else text


def _plain(text: str, place: str) -> str:
    if place == "cell":
        return text.replace("|", r"\|")
    if place == "heading":
        return _heading(text)
    match = _LINE_START.match(text)
    return _escaped_start(text, match) if match else text


def _heading(text: str) -> str:
    return _ENDING_HASHES.sub(r"\\\1", text.replace("  \n", " "))


def _escaped_start(text: str, match: re.Match[str]) -> str:
    number = match["number"]
    return f"{number}\\{text[len(number) :]}" if number else f"\\{text}"


def _split(marked: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    end = 0
    opened: list[int] = []
    for match in _PIECE.finditer(marked):
        if match.start() > end:
            pieces.append(_Piece("text", marked[end : match.start()], marked[end : match.start()]))
        end = match.end()
        kind, source = str(match.lastgroup), match[0]
        piece = _Piece(kind, source, source)
        if kind == "raw":
            piece.out = source[1:-1]
        elif source in _OPENING:
            opened.append(len(pieces))
            piece.out = _OPENING[source][0]
        elif source in _CLOSING:
            piece.partner = opened.pop()
            pieces[piece.partner].partner = len(pieces)
            piece.out = _OPENING[_CLOSING[source]][0]
        elif kind == "mark":
            piece.out = "[" if source == LINK else "  \n"
        pieces.append(piece)
    if end < len(marked):
        pieces.append(_Piece("text", marked[end:], marked[end:]))
    return pieces


def _escape_line_starts(pieces: list[_Piece], *, task: bool) -> None:
    starts = [0] + [number + 1 for number, piece in enumerate(pieces) if piece.source == BREAK]
    for start, end in pairwise([*starts, len(pieces) + 1]):
        line = pieces[start : end - 1]
        if not line or line[0].kind in ("mark", "raw", "url"):
            continue
        first, whole = line[0], "".join(piece.out for piece in line)
        if first.kind == "run":
            if _RULE_OR_FENCE.match(whole):
                _escape(first)
        elif first.source == "[" and start == 0 and task and _TASK.match(whole):
            _escape(first)
        elif match := _LINE_START.match(whole):
            first.out = _escaped_start(first.out, match)


def _escape(piece: _Piece) -> None:
    if piece.out == piece.source:
        piece.out = "".join(f"\\{char}" for char in piece.source)


def _escape_code_marks(pieces: list[_Piece]) -> None:
    """A run of backticks opens code only where a run of the same length follows."""
    lengths: set[int] = set()
    runs = []
    for piece in reversed(pieces):
        if piece.kind == "raw" and piece.out.startswith("`"):
            lengths.add(len(piece.out) - len(piece.out.lstrip("`")))
        elif piece.source.startswith("`"):
            runs.append(piece)
            if len(piece.source) in lengths:
                _escape(piece)
            lengths.add(len(piece.source))
    escaped = {len(piece.source) for piece in runs if piece.out != piece.source}
    for piece in runs:
        if len(piece.source) in escaped:
            _escape(piece)


def _escape_brackets(pieces: list[_Piece]) -> None:
    """Escape what would read as a link, an image, a reference or a note, and what would end a link too early."""
    stack: list[tuple[bool, int]] = []  # (is a link of ours, piece)
    for number, piece in enumerate(pieces):
        if piece.source == LINK:
            if number and pieces[number - 1].source == "!":
                _escape(pieces[number - 1])
            stack.append((True, number))
        elif piece.kind == "raw" and piece.out.startswith("]("):
            while stack and not stack[-1][0]:
                _escape(pieces[stack.pop()[1]])
            if stack:
                stack.pop()
        elif piece.source == "[":
            stack.append((False, number))
        elif piece.source == "]":
            _close_bracket(pieces, stack, number)


def _close_bracket(pieces: list[_Piece], stack: list[tuple[bool, int]], number: int) -> None:
    if stack and stack[-1][0]:
        _escape(pieces[number])
    elif stack:
        opening = stack.pop()[1]
        follows, inside = _first(pieces, number + 1), _first(pieces, opening + 1)
        starts_line = opening == 0 or pieces[opening - 1].source == BREAK
        if follows == "(" or inside == "^" or (follows == ":" and starts_line):
            _escape(pieces[opening])


def _first(pieces: list[_Piece], number: int) -> str:
    """The first character written from a piece on; a blank where the text ends."""
    return pieces[number].out[:1] if number < len(pieces) else " "


def _last(pieces: list[_Piece], number: int) -> str:
    return pieces[number].out[-1:] if number >= 0 else " "


def _resolve_emphasis(pieces: list[_Piece]) -> None:
    _escape_touching(pieces)
    _tag_what_cannot_wrap(pieces)
    for _ in range(4):
        runs, places = _runs(pieces)
        if len(runs) < 2 or not _changes(pieces, runs, places):
            return
    for piece in pieces:
        _to_html(pieces, piece)
        if piece.kind == "run":
            _escape(piece)


def _escape_touching(pieces: list[_Piece]) -> None:
    """Escape literal delimiters that would join a mark into one run."""
    for one, other in pairwise(pieces):
        if (
            one.out[:1] == other.out[:1]
            and one.kind != other.kind
            and {one.kind, other.kind} == {"run", "mark"}
        ):
            _escape(one if one.kind == "run" else other)


def _tag_what_cannot_wrap(pieces: list[_Piece]) -> None:
    """Write as HTML the marks that no reader of Markdown would take for marks where they stand."""
    edges = _neighbours(pieces)
    for number, piece in enumerate(pieces):
        if piece.source in _OPENING and not can_wrap(
            edges[number][0], edges[number][1], edges[piece.partner][0], edges[piece.partner][1]
        ):
            _to_html(pieces, piece)


def _neighbours(pieces: list[_Piece]) -> list[tuple[str, str]]:
    """For every piece the characters before and after it, marks of emphasis looked through."""
    before, after = [], []
    last = " "
    for number, piece in enumerate(pieces):
        before.append(last)
        if piece.partner < 0:
            last = _last(pieces, number)
    first = " "
    for number in range(len(pieces) - 1, -1, -1):
        after.append(first)
        if pieces[number].partner < 0:
            first = _first(pieces, number)
    return list(zip(before, reversed(after), strict=True))


def _to_html(pieces: list[_Piece], piece: _Piece) -> None:
    if piece.source in _OPENING:
        name = _OPENING[piece.source][1]
        piece.out, pieces[piece.partner].out = f"<{name}>", f"</{name}>"


def _is_delimiter(piece: _Piece) -> bool:
    """Whether a piece stands as delimiters: a mark not written as HTML, or text not escaped."""
    return (piece.partner >= 0 or piece.kind == "run") and piece.out[0] in "*_~"


def _runs(pieces: list[_Piece]) -> tuple[list[Run], dict[int, tuple[int, int]]]:
    """Gather neighbouring delimiters into runs; tell each piece's run and its place there."""
    runs: list[Run] = []
    places: dict[int, tuple[int, int]] = {}
    for number, piece in enumerate(pieces):
        if not _is_delimiter(piece):
            continue
        previous = pieces[number - 1] if number else None
        if previous and number - 1 in places and previous.out[0] == piece.out[0]:
            run = runs[-1]
            places[number] = (len(runs) - 1, run.length)
            run.length += len(piece.out)
            run.after = _first(pieces, number + 1)
        else:
            places[number] = (len(runs), 0)
            runs.append(
                Run(piece.out[0], len(piece.out), _last(pieces, number - 1), _first(pieces, number + 1))
            )
    return runs, places


def _changes(pieces: list[_Piece], runs: list[Run], places: dict[int, tuple[int, int]]) -> bool:
    """Compare the pairs a reader finds with those that are meant; mend what differs, and tell whether any did."""
    found = set(pair(runs))
    meant = {}
    for number, piece in enumerate(pieces):
        if piece.source in _OPENING and number in places:
            run, start = places[number]
            meant[(run, start, *places[piece.partner], len(piece.out))] = piece
    for key in meant.keys() - found:
        _to_html(pieces, meant[key])
    touched = {run for key in found - meant.keys() for run in (key[0], key[2])}
    literal = [pieces[number] for number, (run, _) in places.items() if run in touched]
    for piece in literal:
        if piece.kind == "run":
            _escape(piece)
    return bool(meant.keys() - found or any(piece.kind == "run" for piece in literal))


def _escape_characters(pieces: list[_Piece]) -> None:
    in_link = 0
    for number, piece in enumerate(pieces):
        if piece.source == LINK:
            in_link += 1
        elif piece.kind == "raw" and piece.out.startswith("]("):
            in_link -= 1
        elif piece.kind == "url" and _URL_HAZARD.search(piece.source):
            piece.out = _escaped_url(piece.source) if in_link else f"<{piece.source}>"
        elif piece.source == "\\":
            after = _first(pieces, number + 1)
            if _ends_line(pieces, number) or after in punctuation:
                piece.out = "\\\\"
        elif piece.source == "<":
            after = _first(pieces, number + 1)
            if after in "/!?" or (after.isascii() and after.isalpha()):
                piece.out = "&lt;"
        elif piece.source == "&" and _is_reference(pieces, number):
            piece.out = "&amp;"


def _ends_line(pieces: list[_Piece], number: int) -> bool:
    return number + 1 == len(pieces) or pieces[number + 1].source == BREAK


def _escaped_url(url: str) -> str:
    return re.sub(r"([*_`\\\[\]~])", r"\\\1", url)


def _is_reference(pieces: list[_Piece], number: int) -> bool:
    follows = pieces[number + 1].source if number + 1 < len(pieces) else ""
    match = _REFERENCE.match("&" + follows)
    return bool(match) and (match[1] is None or f"{match[1]};" in html5)
