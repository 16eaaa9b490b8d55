"""The audio, video and embed shortcodes."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, new, replace_with, text
from wpconv.body.rules._shared.shortcode import back_to_text, first

_FILES = {
    "audio": ("src", "mp3", "m4a", "ogg", "wav", "flac", "wma", "0"),
    "video": ("src", "mp4", "m4v", "webm", "ogv", "flv", "wmv", "0"),
}
_FLAGS = ("loop", "autoplay", "muted")


def shortcode_players(tag: Tag, _ctx: Context) -> None:
    """`[audio]` and `[video]`: the HTML element with its file and poster."""
    kind = tag.name.strip("[]")
    url = first(tag, *_FILES[kind]) or text(tag).strip()
    if not _is_address(url):
        back_to_text(tag)
        return
    flags = {flag: "" for flag in _FLAGS if attr(tag, flag) in ("1", "on", "true")}
    poster = {"poster": attr(tag, "poster")} if attr(tag, "poster") else {}
    replace_with(tag, new(kind, {"controls": "", "src": url, **flags, **poster}))


def shortcode_embeds(tag: Tag, _ctx: Context) -> None:
    """`[embed]`: a link to its URL."""
    url = first(tag, "src", "0") or text(tag).strip()
    if _is_address(url):
        replace_with(tag, new("p", {}, new("a", {"href": url}, url)))
    else:
        back_to_text(tag)


def _is_address(url: str) -> bool:
    return len(url.split()) == 1 and ("/" in url or "." in url)


RULES = (
    Rule("[audio]", shortcode_players),
    Rule("[video]", shortcode_players),
    Rule("[embed]", shortcode_embeds),
)
