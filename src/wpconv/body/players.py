"""Addresses of video and audio players: found in any text, such as the value of an attribute.

Scripts of themes and plugins read them to put the player into the page when it is shown or clicked. The
patterns are compiled when a body needs them first, which few do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, Literal

_START = r"(?:https?:)?//(?:[\w-]+\.)*"
_REST = r"(?P<rest>[^\s\"'<>\\]*)"


@dataclass(frozen=True, slots=True)
class _Host:
    """A host whose videos have short ids."""

    name: str
    address: str
    """A pattern of its addresses, with the groups `id` and `rest`."""
    id: str
    """A pattern of its ids."""
    frame: str
    """The address of its frame, without the id."""


def _host(name: str, paths: str, identifier: str, frame: str) -> _Host:
    return _Host(name, rf"{_START}(?:{paths})(?P<id>{identifier})(?![\w-]){_REST}", identifier, frame)


_HOSTS = (
    _host(
        "youtube",
        r"youtube(?:-nocookie)?\.com/(?:embed/|shorts/|live/|v/|watch\?(?:[\w=&;%-]*[&;])?v=)|youtu\.be/",
        r"[\w-]{11}",
        "https://www.youtube.com/embed/",
    ),
    _host(
        "vimeo",
        r"vimeo\.com/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?",
        r"\d{6,}",
        "https://player.vimeo.com/video/",
    ),
    _host(
        "dailymotion",
        r"dailymotion\.com/(?:embed/)?video/|dai\.ly/",
        r"x[0-9a-z]{5,}",
        "https://www.dailymotion.com/embed/video/",
    ),
    _host(
        "wistia",
        r"wistia\.(?:com|net)/(?:medias|embed/(?:iframe|medias))/",
        r"[0-9a-z]{10}",
        "https://fast.wistia.net/embed/iframe/",
    ),
    _host("loom", r"loom\.com/(?:share|embed)/", r"[0-9a-f]{32}", "https://www.loom.com/embed/"),
)
_FRAME = (
    _START
    + r"(?:youtube(?:-nocookie)?\.com/embed/videoseries\?|spotify\.com/embed/|w\.soundcloud\.com/player/"
    r"|player\.twitch\.tv/|facebook\.com/plugins/(?:video|post)\.php|rumble\.com/embed/|streamable\.com/[eo]/"
    r"|videopress\.com/embed/|bandcamp\.com/EmbeddedPlayer|archive\.org/embed/|mixcloud\.com/widget/iframe"
    r"|players\.brightcove\.net/|embed\.ted\.com/|google\.[\w.]+/maps/embed)[^\s\"'<>\\]*"
)
_FILE = (
    r"(?i)"
    r"(?:(?:https?:)?//|/)[^\s\"'<>\\,;|]{1,400}?\.(?:(?P<video>mp4|m4v|webm|ogv|mov)|(?P<audio>mp3|m4a|ogg|oga|wav|flac))"
    r"(?:\?[^\s\"'<>\\,;|]*)?(?=$|[\s\"'<>\\,;|])"
)
_SECONDS = r"[?&#;](?:t|start|time_continue)=(?:(\d+)h)?(?:(\d+)m)?(\d+)?s?(?![\w])"
_HASH = r"(?:^/|[?&;]h=)([0-9a-f]{6,})"
_ID_KEYS = r"(?:^|[-_])(?:id|vid|video|videoid|embed|code|key|src|clip)$"
_SHORT_NAME = r"(?<![a-z0-9])yt(?:id)?(?![a-z0-9])"
"""A short name of YouTube, in the name of an attribute or a class."""
_NAMED = {
    "class": ("wistia", r"(?:^|\s)wistia_async_([0-9a-z]{10})(?:\s|$)"),
    "id": ("youtube", r"WYL_([\w-]{11})"),
}
"""The class and the id in which a video's id stands: Wistia's, and that of WP YouTube Lyte."""
_MAX_DEPTH = 6
"""Levels of JSON in an attribute that are read."""

_KINDS = ("youtube", "vimeo", "dailymotion", "hosted", "external")
"""The values of Elementor's `video_type`."""
_NAMES = ("youtu", "vimeo", "dailymotion")
"""Hosts that may be named apart from an id, as in a class."""
_SIGN = re.compile(
    r"data-(?:yt|[\w-]+\s*=\s*(?:\"[^\"]*?|'[^']*?)(?:youtu|vimeo|dailymotion|dai\.ly|wistia|loom\."
    r"|soundcloud|spotify|twitch|rumble|plugins\W{1,2}(?:video|post)|streamable|videopress|bandcamp|archive\.org|mixcloud|brightcove|\.ted\."
    r"|maps\W{1,2}embed|\.(?:mp[34]|m4[av]|webm|og[gvav]|mov|wav|flac)))"
)


_LIKELY = (
    r"youtu|vimeo|dailymotion|dai\.ly|wistia|loom|(?:^|[\s-])yt|soundcloud|spotify|twitch|rumble|plugins|streamable"
    r"|videopress|bandcamp|archive|mixcloud|brightcove|\.ted\.|maps|\.(?:mp[34]|m4[av]|webm|og[gvav]|mov|wav|flac)"
)
"""One of these is in the attributes of every tag that names a player."""


def may_have_players(html: str) -> bool:
    """Return whether an attribute in HTML may name a player; this is much faster than to look for it."""
    if "wistia_async_" in html or "WYL_" in html:
        return True
    return "data-" in html and (
        _SIGN.search(html) is not None or any(_is_with_data(html, name) for name in _NAMES)
    )


def _is_with_data(html: str, name: str) -> bool:
    """Return whether a start tag with a host's name, as in its class, has a `data-*` attribute."""
    place = html.find(name)
    while place >= 0:
        end = html.find(">", place)
        if "data-" in html[html.rfind("<", 0, place) : end]:
            return True
        place = html.find(name, end) if end > place else -1
    return False


@dataclass(frozen=True, slots=True)
class Player:
    """A player, by the address of its frame or of its file."""

    kind: Literal["iframe", "video", "audio"]
    url: str
    identity: str
    """The id or address that it has in common with other addresses of the same video."""
    page: str
    """The address that a link to it has: the one that was found."""


def player_at(text: str) -> Player | None:
    """Return the first player whose address a text contains."""
    text = unescape(text).replace("\\/", "/") if "&" in text or "\\" in text else text
    for host in _HOSTS:
        if match := re.search(host.address, text):
            return _of_host(host, match["id"], match["rest"], _with_scheme(match[0]))
    if match := re.search(_FRAME, text):
        url = _with_scheme(match[0])
        return Player("iframe", url, match[0], url)
    if match := re.search(_FILE, text):
        kind: Literal["video", "audio"] = "video" if match["video"] else "audio"
        return Player(kind, match[0], match[0].partition("?")[0], match[0])
    return None


def player_of(attrs: Mapping[str, str]) -> Player | None:
    """Return the player that attributes name: by its address, in JSON too, or by its host and its id.

    Args:
        attrs: attributes by name. The host can stand in a name, in a class or in another value, as in
            `data-youtube-id="…"`, `class="youtube-player" data-id="…"` and `data-provider="youtube"`.
    """
    for key, (name, pattern) in _NAMED.items():
        if match := re.search(pattern, attrs.get(key, "")):
            return _of_host(next(host for host in _HOSTS if host.name == name), match[1])
    if not re.search(_LIKELY, " ".join(part for pair in attrs.items() for part in pair)):
        return None
    pairs = _chosen([pair for key, value in attrs.items() for pair in _pairs(key, value)])
    for key, value in pairs:
        if key.startswith("data-") and (found := player_at(value)):
            return found
    return _by_id(pairs)


def _of_host(host: _Host, identifier: str, rest: str = "", page: str = "") -> Player:
    url = host.frame + identifier
    if host.name == "vimeo" and (code := re.search(_HASH, rest)):
        url += f"?h={code[1]}"  # without it, an unlisted video does not play
    if host.name == "youtube" and (time := re.search(_SECONDS, rest)):
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        url += f"?start={hours * 3600 + minutes * 60 + seconds}"
    return Player("iframe", url, identifier, page or url)


def _with_scheme(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url


def _chosen(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out the addresses of other hosts than the chosen one, as Elementor keeps an address for each."""
    chosen = next((value for key, value in pairs if key.endswith(("video_type", "video-type"))), "")
    others = [kind for kind in _KINDS if kind != chosen] if chosen in _KINDS else []
    return [(key, value) for key, value in pairs if not any(f"{kind}_url" in key for kind in others)]


def _by_id(pairs: list[tuple[str, str]]) -> Player | None:
    """Return the player of the only host that is named, by an id of this host's form."""
    named = " ".join(part for pair in pairs for part in pair if len(part) < 200).lower()
    for host in _HOSTS:
        if host.name not in named and not (host.name == "youtube" and re.search(_SHORT_NAME, named)):
            continue
        for key, value in pairs:
            is_key = re.search(_ID_KEYS, key) or host.name in key or key in ("data-ytid", "data-yt")
            if key.startswith("data-") and is_key and re.fullmatch(host.id, value):
                return _of_host(host, value)
    return None


def _pairs(key: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield a name and its value; of an attribute with JSON, the names and values in it."""
    waiting: list[tuple[str, Any, int]] = [(key, _json(value) if value[:1] in "[{" else value, 0)]
    for name, found, depth in waiting:
        if isinstance(found, str):
            yield name, found
        elif isinstance(found, int) and not isinstance(found, bool):
            yield name, str(found)
        elif depth < _MAX_DEPTH and isinstance(found, dict):
            waiting += [(f"{name}-{_dashed(inner)}", each, depth + 1) for inner, each in found.items()]
        elif depth < _MAX_DEPTH and isinstance(found, list):
            waiting += [(name, each, depth + 1) for each in found]


def _dashed(key: str) -> str:
    """Return `video-id` for `videoId`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", key).lower()


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
