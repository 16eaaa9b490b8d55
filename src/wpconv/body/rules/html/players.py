"""Audio and video files with a player."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, remove
from wpconv.body.html import start_tag
from wpconv.body.rules._shared.media import address, player

_FLAGS = ("controls", "autoplay", "loop", "muted", "playsinline")
_COUNTER = re.compile(r"[?&]_=\d+$")


def players(tag: Tag, ctx: Context) -> None:
    """Audio and video files with a player: its files, poster and subtitles."""
    files = [tag] if address(tag) else [source for source in find_all(tag, "source") if address(source)]
    if not files:
        remove(tag)
        return
    flags = {key: "" for key in _FLAGS if key in tag.attrs}
    poster = _said(tag, "poster")
    tracks = [_line(track, "kind", "srclang", "label") for track in find_all(tag, "track")]
    if len(files) == 1:
        start, lines = start_tag(tag.name, flags | {"src": _file(files[0])} | poster), tracks
    else:
        start, lines = start_tag(tag.name, flags | poster), [_line(file, "type") for file in files] + tracks
    end = f"</{tag.name}>"
    player(tag, ctx, "\n".join((start, *lines, end)) if lines else start + end, _file(files[0]))


def _line(tag: Tag, *keys: str) -> str:
    return start_tag(tag.name, {"src": _file(tag)} | _said(tag, *keys))


def _file(tag: Tag) -> str:
    """A file's address, without the number that WordPress counts the players of a page with."""
    return _COUNTER.sub("", address(tag))


def _said(tag: Tag, *keys: str) -> dict[str, str]:
    return {key: attr(tag, key) for key in keys if attr(tag, key)}


RULES = (Rule("audio", players), Rule("video", players))
