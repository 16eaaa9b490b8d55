"""The names of the hosts that people have profiles on."""

from urllib.parse import urlsplit

_NAMES = {
    "facebook.com": "Facebook", "fb.com": "Facebook", "fb.me": "Facebook", "m.me": "Messenger",
    "instagram.com": "Instagram", "twitter.com": "Twitter", "x.com": "X", "linkedin.com": "LinkedIn",
    "youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo", "tiktok.com": "TikTok",
    "pinterest.com": "Pinterest", "github.com": "GitHub", "gitlab.com": "GitLab", "flickr.com": "Flickr",
    "dribbble.com": "Dribbble", "behance.net": "Behance", "medium.com": "Medium", "reddit.com": "Reddit",
    "tumblr.com": "Tumblr", "twitch.tv": "Twitch", "discord.gg": "Discord", "discord.com": "Discord",
    "soundcloud.com": "SoundCloud", "spotify.com": "Spotify", "snapchat.com": "Snapchat", "vk.com": "VK",
    "xing.com": "XING", "yelp.com": "Yelp", "threads.net": "Threads", "bsky.app": "Bluesky",
    "t.me": "Telegram", "wa.me": "WhatsApp", "whatsapp.com": "WhatsApp", "line.me": "LINE",
    "patreon.com": "Patreon", "goodreads.com": "Goodreads", "tripadvisor.com": "Tripadvisor",
}  # fmt: skip


def host_name(url: str, own_host: str) -> str:
    """Return the name of the host that a URL leads to, such as `LinkedIn`; its domain if it is not known.

    Args:
        url: an absolute URL; others have no host, and an empty str is returned.
        own_host: the host of the site itself, which is not a name for a link.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.") if "//" in url else ""
    domain = ".".join(host.split(".")[-2:])
    return "" if not host or host == own_host else _NAMES.get(host) or _NAMES.get(domain) or host
