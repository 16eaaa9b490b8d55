"""Looks for the players that attributes of a body name in its Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from wpconv.body.players import Player, may_have_players, player_of
from wpconv.notices import Notice, NoticeCode, Severity


def lost_players(html: str, markdown: str, notices: Iterable[Notice]) -> list[Notice]:
    """Return a notice for each player that an attribute of a body names and its document lacks.

    Args:
        html: the body.
        markdown: the document's body.
        notices: those of its conversion; a player whose address one of them names is not lost silently.
    """
    if not may_have_players(html):
        return []
    reader = _Reader()
    reader.feed(html)
    reader.close()
    said = unquote(unescape(" ".join((markdown, *(notice.detail for notice in notices)))))
    lost = {player.identity: player for player in reader.players if unquote(player.identity) not in said}
    return [Notice(NoticeCode.LOST_PLAYER, player.url, Severity.LOSS) for player in lost.values()]


class _Reader(HTMLParser):
    """Collects the players that `data-*` attributes name."""

    def __init__(self) -> None:
        super().__init__()
        self.players: list[Player] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if player := player_of({key: value or "" for key, value in attrs}):
            self.players.append(player)
