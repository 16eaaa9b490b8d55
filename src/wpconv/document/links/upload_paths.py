"""The identity of an uploaded file: its path below the uploads folder, whichever URL a post has for it.

Sites refer to one file by many URLs: with another scheme or host, through Photon (Jetpack's image server), as
a file of WordPress.com, or below the folder of a site of a network (multisite).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urlsplit

PHOTON = frozenset(f"i{number}.wp.com" for number in range(4))
"""The hosts of Jetpack's image server, in whose URLs the site's host is the first part of the path."""
WORDPRESS_COM = ".files.wordpress.com"
"""The end of the hosts from which WordPress.com serves the files of its sites."""
_UPLOADS = re.compile(r"(?:^|/)uploads/(.+)")
_BLOGS_DIR = re.compile(r"(?:^|/)blogs\.dir/(\d+)/files/(.+)")
"""Where the sites of a network had their files before WordPress 3.5; now it is `uploads/sites/N`."""
_FILES = re.compile(r"^(?:/[\w-]+)?/files/(\d{4}/\d\d/.+)")
"""The URL of those files, which `ms-files.php` serves."""
_SITE = re.compile(r"sites/\d+/")
_SIZE = re.compile(r"-(\d+)x(\d+)(?=\.\w+$)")
_SCALED = re.compile(r"-(?:scaled|rotated)(?=\.\w+$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def split(url: str) -> SplitResult | None:
    """Return the parts of a URL, for one of Photon those of the file; None if it cannot be that of a file."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    if host not in PHOTON:
        return parts
    inner, _, path = parts.path.lstrip("/").partition("/")
    return SplitResult(parts.scheme, inner, f"/{path}", "", "")


def host(url: str) -> str:
    """Return the host of a file's URL without `www.` and the port; empty if it has none."""
    parts = split(url)
    try:
        return (parts.hostname or "").removeprefix("www.") if parts else ""
    except ValueError:
        return ""


def url_path(url: str) -> str:
    """Return the decoded path of a file's URL on the site itself; empty if the site has it under another."""
    parts = split(url)
    return clean(parts.path) if parts is not None and not host(url).endswith(WORDPRESS_COM) else ""


def upload_path(url: str, is_own: Callable[[str], bool]) -> str:
    """Return the path of an uploaded file below the uploads folder, `2019/03/boat.jpg`.

    Args:
        url: absolute or relative; its query and fragment do not matter.
        is_own: whether a host, without `www.` and the port, is one of the site's. WordPress.com's files of
            `tide.wordpress.com` have the host `tide.files.wordpress.com`: it is asked for both names.

    Returns:
        Percent-decoded, in Unicode form NFC. Empty for any other URL, and for a path with `..`.
    """
    parts = split(url)
    if parts is None:
        return ""
    name = host(url)
    is_hosted = name.endswith(WORDPRESS_COM)
    other_name = name.replace(WORDPRESS_COM, ".wordpress.com")
    if name and not is_own(name) and not (is_hosted and is_own(other_name)):
        return ""
    path = clean(parts.path)
    return path.lstrip("/") if is_hosted else below_uploads(path)


def below_uploads(path: str) -> str:
    """Return the part of a decoded path below the uploads folder; empty if it has no such folder."""
    if found := _BLOGS_DIR.search(path):
        return f"sites/{found[1]}/{found[2]}"
    found = _UPLOADS.search(path) or _FILES.search(path)
    return found[1] if found else ""


def clean(path: str) -> str:
    """Return a URL's path percent-decoded, in NFC, with single slashes; empty if it leads upwards."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", unquote(path)))
    steps = [step for step in text.split("/") if step not in ("", ".")]
    if ".." in steps or "\\" in text:
        return ""
    return ("/" if text.startswith("/") else "") + "/".join(steps)


def without_site(path: str) -> str:
    """Return a path without the folder of a site in a network: for uploads of this site alone."""
    return _SITE.sub("", path, count=1) if path.startswith("sites/") else path


def size(path: str) -> tuple[int, int] | None:
    """Return the width and height that the name of a smaller copy ends with: `boat-300x200.jpg`."""
    found = _SIZE.search(path)
    return (int(found[1]), int(found[2])) if found else None


def without_size(path: str) -> str:
    """Return a path without the size of a smaller copy in its name."""
    return _SIZE.sub("", path)


def scaled(path: str) -> str:
    """Return the name that WordPress gives to an upload which it scales down: `boat-scaled.jpg`."""
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}-scaled{dot}{suffix}"


def stem(path: str) -> str:
    """Return the beginning of the names of all copies of one upload: without size, `-scaled` and suffix."""
    return _SCALED.sub("", _SIZE.sub("", path)).rpartition(".")[0]
