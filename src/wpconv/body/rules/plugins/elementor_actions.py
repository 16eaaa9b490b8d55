"""Links with which Elementor's script does something."""

from base64 import b64decode
from urllib.parse import unquote

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, new, rename, replace_with, unwrap
from wpconv.body.players import Player, player_at
from wpconv.body.rules._shared.visibility import has_visible_content
from wpconv.notices import NoticeCode


def elementor_actions(tag: Tag, ctx: Context) -> None:
    """Links to `#elementor-action…`: to the video that they open, or only the video if they have no text.

    Of other actions, such as popups, the text stays.
    """
    href = str(tag.attrs.get("href", ""))
    if not href.startswith("#elementor-action"):
        return
    player = _player(href)
    if player is None:
        unwrap(tag)
        return
    ctx.notice(NoticeCode.RESTORED_PLAYER, player.url)
    if has_visible_content(tag):
        rename(tag, "a", {"href": player.page})
    else:
        title = {"title": attr(tag, "aria-label")} if attr(tag, "aria-label") else {}
        replace_with(tag, new(player.kind, {"src": player.url, "controls": "", **title}))


def _player(href: str) -> Player | None:
    """Return the player in the settings of an action, which are JSON in base64."""
    code = unquote(href).partition("settings=")[2].partition("&")[0]
    try:
        return player_at(b64decode(code + "==").decode())
    except ValueError:
        return None


RULES = (Rule("a", elementor_actions, leaves_text=True),)
