"""The shortcodes of video and audio hosts."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find, new, replace_with, text, unwrap
from wpconv.body.players import player_at, player_of
from wpconv.body.rules._shared.shortcode import back_to_text

_NAMES = (
    "youtube", "vimeo", "dailymotion", "wistia", "loom", "soundcloud", "spotify", "embedyt", "su_youtube",
    "su_vimeo", "su_dailymotion", "lyte", "player",
)  # fmt: skip


def shortcode_videos(tag: Tag, _ctx: Context) -> None:
    """`[youtube URL]`, `[vimeo ID]` and the like: the player of their URL or id.

    So is an unknown shortcode with the URL of a player as an attribute, and a pair of them with nothing but a
    player or its URL between.
    """
    if find(tag, "iframe", "video"):
        unwrap(tag)
        return
    values = [text(tag).strip(), *(attr(tag, key).lstrip("=") for key in tag.attrs if key not in "[]")]
    host = {"class": tag.name.strip("[]").replace("embedyt", "youtube").replace("lyte", "youtube")}
    found = (player_at(value) or player_of({**host, "data-id": value}) for value in values)
    if player := next(filter(None, found), None):
        replace_with(tag, new(player.kind, {"src": player.url, "controls": ""}))
    else:
        back_to_text(tag)


RULES = tuple(Rule(f"[{name}]", shortcode_videos) for name in _NAMES)
