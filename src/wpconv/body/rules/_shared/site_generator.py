"""Players that a site generator has a shortcode of its own for."""

import re
from collections.abc import Mapping

_PROVIDERS = {
    "youtube": re.compile(
        r"(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|shorts/|watch\?v=)|youtu\.be/)"
        r"([\w-]{11})(?![\w-])(.*)"
    ),
    "vimeo": re.compile(r"(?:https?:)?//(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d+)(?![\w/])(.*)"),
}
# A shortcode has no words for these, and the video would not be the same without them.
_MATTERS = re.compile(r"[?&#;](?:t|start|end|list|loop|h)=")


def player_shortcode(url: str, templates: Mapping[str, str]) -> str:
    """Return the shortcode that shows a player, and an empty str where there is none.

    Args:
        url: the player's address.
        templates: the generator's own, by provider; `{id}` stands for the video's.
    """
    for provider, template in templates.items():
        match = _PROVIDERS[provider].match(url) if provider in _PROVIDERS else None
        if match and not _MATTERS.search(match[2]):
            return template.format(id=match[1])
    return ""
