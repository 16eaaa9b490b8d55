"""The player of the playlist shortcode, and the playlist block."""

import json
from typing import Any

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find, find_all, new, replace_with
from wpconv.body.parse.html import plain_text
from wpconv.notices import NoticeCode, Severity


def playlists(tag: Tag, ctx: Context) -> None:
    """The player of the playlist shortcode: its tracks as a list of links, from its `<noscript>` or JSON."""
    fallback = find(tag, "noscript")
    if fallback and find(fallback, "a"):
        replace_with(tag, *fallback.contents)
        return
    tracks = [track for script in find_all(tag, "script") for track in _tracks(script)]
    if tracks:
        replace_with(tag, new("ol", {}, *(new("li", {}, track) for track in tracks)))
    else:
        ctx.notice(
            NoticeCode.PLAYLIST_WITHOUT_TRACKS, "a playlist whose tracks are not in the body", Severity.LOSS
        )


def _tracks(script: Tag) -> list[Tag]:
    """Return links from the JSON of `wp_playlist_shortcode`; none if it is of another shape."""
    try:
        playlist: Any = json.loads("".join(map(str, script.contents)))
        return [new("a", {"href": track["src"]}, plain_text(track["title"])) for track in playlist["tracks"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


def track_details(tag: Tag, _ctx: Context) -> None:
    """The playlist block: the artist and the length of a track, which its style sets apart, follow a dot."""
    tag.insert(0, " · ")


RULES = (
    Rule(".wp-playlist", playlists),
    Rule(".wp-block-playlist-track__artist", track_details),
    Rule(".wp-block-playlist-track__length", track_details),
)
