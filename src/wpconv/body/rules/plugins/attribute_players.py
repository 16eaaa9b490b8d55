"""Players that a script makes of an element's attributes."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, classes, find, find_all, new, remove, rename, set_children, text
from wpconv.body.players import Player, may_have_players, player_at, player_of
from wpconv.body.rules._shared.media import address
from wpconv.body.rules._shared.visibility import has_visible_content
from wpconv.notices import NoticeCode

_PLAYERS = ("iframe", "video", "audio", "object", "embed")
_NO_CARRIERS = frozenset((*_PLAYERS, "img", "source", "track", "script", "link", "input", "option", "form"))
_PLAY = re.compile(r"(?:^|[-_])(?:play|lightbox)(?:$|[-_])", re.IGNORECASE)
_LABEL = re.compile(r"(?:\b(?:play|watch|video)\b.*)?", re.IGNORECASE | re.DOTALL)
_INLINE = ("a", "button", "span")
_TITLES = ("data-title", "data-alt", "title")
_MAX_LABEL = 5
"""More words than the label of a button that starts a player has."""


def attribute_players(root: Tag, ctx: Context) -> None:
    """Players whose address only a script reads, from an attribute or from JSON in one: the player.

    This holds for an element without a player in it (Elementor's `data-settings`, "facades" that load
    YouTube's player on a click). Its button, as in "Play Video", is removed; its other content stays.
    """
    found = find_all(root)
    shown = {_identity(tag) for tag in found if tag.name in _PLAYERS}
    restored = []
    for tag in reversed(found):  # inner elements first: the player belongs to the innermost
        player = player_of({key: attr(tag, key) for key in tag.attrs}) if _may_carry(tag) else None
        if player and player.identity not in shown and not any(map(_identity, find_all(tag, *_PLAYERS))):
            restored.append(player.url)
            _show(tag, player)
    for url in reversed(restored):
        ctx.notice(NoticeCode.RESTORED_PLAYER, url)


def _may_carry(tag: Tag) -> bool:
    """Return whether an element has attributes that only a script reads, and is no player or real link."""
    return (
        any(key.startswith("data-") or key in ("class", "id") for key in tag.attrs)
        and tag.name not in _NO_CARRIERS
        and not tag.name.startswith(("amp-", "lite-"))
        and not (tag.name == "a" and attr(tag, "href")[:1] not in ("", "#"))
    )


def _identity(tag: Tag) -> str:
    """Return the identity of a player that is in the body; empty if it has no address."""
    url = next((url for each in (tag, *find_all(tag, "source")) if (url := address(each))), "")
    player = player_at(url)
    return player.identity if player else url


def _show(tag: Tag, player: Player) -> None:
    """Put a player before its element's content; an element with a label in a line becomes a link to it."""
    for button in [each for each in find_all(tag) if _is_button(each)]:
        remove(button)
    if tag.name in _INLINE and has_visible_content(tag):
        rename(tag, "a", {"href": player.page})
        return
    title = next((attr(tag, key) for key in _TITLES if attr(tag, key)), "")
    attrs = {"title": title} if title and player.kind == "iframe" else {}
    if tag.name in _INLINE:
        rename(tag, "div")
    set_children(tag, [new(player.kind, {"src": player.url, "controls": "", **attrs}), *tag.contents])


def _is_button(tag: Tag) -> bool:
    """Return whether an element is the button that starts a player, without other content."""
    is_control = tag.name == "button" or attr(tag, "role") == "button"
    return (
        (any(map(_PLAY.search, classes(tag))) or (is_control and bool(_LABEL.fullmatch(text(tag).strip()))))
        and len(text(tag).split()) <= _MAX_LABEL
        and not find(tag, "img", "picture")
    )


RULES = (Rule(":root", attribute_players, concerns=may_have_players),)
