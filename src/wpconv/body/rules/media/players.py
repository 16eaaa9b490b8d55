"""Audio and video players."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, text, unwrap
from wpconv.body.html import runs_script, start_tag
from wpconv.body.references import media_url, poster_url
from wpconv.body.rules._shared.media import address, player
from wpconv.notices import NoticeCode

_FLAGS = ("controls", "autoplay", "loop", "muted", "playsinline")
_COUNTER = re.compile(r"[?&]_=\d+$")


def players(tag: Tag, ctx: Context) -> None:
    """Audio and video players: the element with its files, poster and subtitles, or a link.

    Of one without a file, only its text stays, and an address that is none is reported.
    """
    files = [tag] if address(tag) else [source for source in find_all(tag, "source") if address(source)]
    if not files:
        _without_file(tag, ctx)
        return
    flags = {key: "" for key in _FLAGS if key in tag.attrs}
    poster = {key: poster_url(url, ctx) for key, url in _given(tag, "poster").items() if not runs_script(url)}
    tracks = [_line(track, ctx, "kind", "srclang", "label") for track in find_all(tag, "track")]
    if len(files) == 1:
        file = {"src": media_url(_file(files[0]), ctx)}
        start, lines = start_tag(tag.name, flags | file | poster), tracks
    else:
        sources = [_line(file, ctx, "type") for file in files]
        start, lines = start_tag(tag.name, flags | poster), sources + tracks
    end = f"</{tag.name}>"
    player(tag, ctx, "\n".join((start, *lines, end)) if lines else start + end, _file(files[0]))


def _without_file(tag: Tag, ctx: Context) -> None:
    urls = [attr(each, "src") for each in (tag, *find_all(tag, "source")) if attr(each, "src")]
    if urls or text(tag).strip():
        ctx.notice(NoticeCode.EMBED_WITHOUT_ADDRESS, " ".join((f"a player, <{tag.name}>", *urls)))
    unwrap(tag)


def _line(tag: Tag, ctx: Context, *keys: str) -> str:
    return start_tag(tag.name, {"src": media_url(_file(tag), ctx)} | _given(tag, *keys))


def _file(tag: Tag) -> str:
    """Return a file's URL, without the query `?_=1` with which WordPress counts a page's players."""
    return _COUNTER.sub("", address(tag))


def _given(tag: Tag, *keys: str) -> dict[str, str]:
    return {key: attr(tag, key) for key in keys if attr(tag, key)}


RULES = (Rule("audio", players), Rule("video", players))
