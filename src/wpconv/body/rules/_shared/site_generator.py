"""Shortcodes of site generators for players."""

import re
from collections.abc import Mapping

_PROVIDERS = {
    "youtube": re.compile(
        r"(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|shorts/|watch\?v=)|youtu\.be/)"
        r"([\w-]{11})(?![\w-])(.*)"
    ),
    "vimeo": re.compile(r"(?:https?:)?//(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d+)(?![\w/])(.*)"),
}
# The shortcodes have no parameters for these, which change what is played.
_PLAYBACK_OPTION = re.compile(r"[?&#;](?:t|start|end|list|loop|h)=")


def player_shortcode(url: str, templates: Mapping[str, str]) -> str:
    """Return a shortcode for a player, or an empty str if the site generator has none.

    Args:
        url: the player's URL.
        templates: the shortcodes by provider, with `{id}` for the video's id.
    """
    for provider, template in templates.items():
        match = _PROVIDERS[provider].match(url) if provider in _PROVIDERS else None
        if match and not _PLAYBACK_OPTION.search(match[2]):
            return template.format(id=match[1])
    return ""
