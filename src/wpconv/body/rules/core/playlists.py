"""The playlist shortcode."""

import json
from typing import Any

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find, find_all, new, replace_with
from wpconv.body.parse.html import plain_text
from wpconv.notices import NoticeCode, Severity


def playlists(tag: Tag, ctx: Context) -> None:
    """The playlist shortcode: a list of links, which only scripts and readers without scripts see."""
    spare = find(tag, "noscript")
    if spare and find(spare, "a"):
        replace_with(tag, *spare.contents)
        return
    tracks = [track for script in find_all(tag, "script") for track in _tracks(script)]
    if tracks:
        replace_with(tag, new("ol", {}, *(new("li", {}, track) for track in tracks)))
    else:
        ctx.notice(
            NoticeCode.PLAYLIST_WITHOUT_TRACKS, "a playlist whose tracks are not in the body", Severity.LOSS
        )


def _tracks(script: Tag) -> list[Tag]:
    """The links that a playlist's own JSON holds; none if it is not what WordPress writes."""
    try:
        playlist: Any = json.loads("".join(map(str, script.contents)))
        return [new("a", {"href": track["src"]}, plain_text(track["title"])) for track in playlist["tracks"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


RULES = (Rule(".wp-playlist", playlists),)
