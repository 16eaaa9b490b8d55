"""Brackets in a text that would read as a link, an image, a note or a definition, or end a link too early."""

from __future__ import annotations

from wpconv.body.render.inline_tokens import BREAK, LINK, Piece, ends_link, escape, first, last


def escape_brackets(pieces: list[Piece]) -> None:
    """Escape what would read as a link, an image, a reference or a note, and what would end a link early."""
    opened: list[int] = []
    links: list[int] = []
    """For every link around this place, how many brackets were open where it began."""
    for number, piece in enumerate(pieces):
        if piece.source == LINK:
            if number and pieces[number - 1].source in ("!", "^"):
                escape(pieces[number - 1])
            links.append(len(opened))
        elif ends_link(piece):
            _close_link(pieces, opened, links)
        elif piece.source == "[":
            opened.append(number)
        elif piece.source == "]":
            _close_bracket(pieces, number, opened, links)


def _close_link(pieces: list[Piece], opened: list[int], links: list[int]) -> None:
    height = links.pop()
    for opening in opened[height:]:
        escape(pieces[opening])
    del opened[height:]


def _close_bracket(pieces: list[Piece], number: int, opened: list[int], links: list[int]) -> None:
    if len(opened) == (links[-1] if links else 0):
        if links:
            escape(pieces[number])
        return
    opening = opened.pop()
    if _means_something(pieces, opening, number):
        escape(pieces[opening])
        if links or opened:
            escape(pieces[number])


def _means_something(pieces: list[Piece], opening: int, closing: int) -> bool:
    """Whether brackets in a text would make a link, a note or a definition."""
    follows, inside = first(pieces, closing + 1), first(pieces, opening + 1)
    starts_line = opening == 0 or pieces[opening - 1].source == BREAK
    return (
        follows == "("
        or inside == "^"
        or (follows == ":" and starts_line)
        or last(pieces, opening - 1) == "^"
    )
