"""The forms in which WordPress writes and accepts one address, brought to one form.

It follows `WP::parse_request`, `redirect_canonical` and, for what browsers accept, the URL Standard. Nothing
here knows the posts of a run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin

_URL = re.compile(
    r"(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#\\]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_LINE_ENDS = re.compile(r"[\t\n\r]+")
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#x26);", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|mc_[ce]id|_ga|replytocom|share|nb|amp|preview\w*)(?:=|$)", re.IGNORECASE
)
_INDEX = re.compile(r"/index\.php(?=/|$)", re.IGNORECASE)
_ENDINGS = re.compile(
    r"/(?:page/\d+|\d+|amp|embed|trackback|comment-page-\d+|feed(?:/(?:rss2?|atom|rdf))?)$", re.IGNORECASE
)
_LOOPBACK = re.compile(r"(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?")
_PLAIN_PATH = re.compile(r"[\w/.~-]*", re.ASCII)
_SAFE_PATH = "/:@!$&'()*+,;=~-._"
_SAFE_QUERY = _SAFE_PATH + "?%[]"
_MAX_ENDINGS = 3


class Address(NamedTuple):
    """A URL in its parts: a tuple, because it is made in a fraction of the time of a dataclass."""

    host: str
    """As `plain_host` returns it; empty for a URL without a host."""
    path: str
    """As it was written."""
    query: str = ""
    """Without parameters that only count visits or change the view."""
    fragment: str = ""
    """Percent-decoded."""
    is_web: bool = True
    """Whether it has the scheme `http` or `https`, or none."""
    is_preview: bool = False
    """Whether it asked for the preview of a draft."""

    @property
    def root_relative(self) -> str:
        """The URL without scheme and host, percent-encoded."""
        query = f"?{quote(self.query, _SAFE_QUERY)}" if self.query else ""
        fragment = f"#{quote(self.fragment, _SAFE_QUERY)}" if self.fragment else ""
        # Two slashes at the beginning would make a host of the first part of the path.
        return f"/{encoded(self.path).lstrip('/')}{query}{fragment}"


def parse(url: str, base: str = "") -> Address:
    """Return the parts of a URL.

    Args:
        url: as the HTML has it: absolute, without a scheme, or relative.
        base: the absolute URL of the post that it is in; may be empty.
    """
    url = url.strip()
    if not url.isprintable():
        url = _LINE_ENDS.sub("", url)
    if "&" in url:
        url = _AMPERSAND.sub("&", url)
    scheme, host, path, query, fragment = _parts(url)
    if scheme and scheme not in ("https", "http") and scheme.lower() not in ("https", "http"):
        return Address("", path, is_web=False)
    if host is None:
        _base_scheme, host, base_path, base_query, _base_fragment = _parts(base)
        if not path:
            path, query = base_path, base_query if query is None else query
        elif not path.startswith("/"):
            path = urljoin(base_path or "/", path)
    is_preview = False
    if query:
        query, is_preview = _without_tracking(query)
    fragment = unquote(fragment) if fragment else ""
    return Address(plain_host(host) if host else "", path, query or "", fragment, is_preview=is_preview)


def host_of(url: str) -> str:
    """Return the host of an absolute URL, as `plain_host` does; an empty str if it has none."""
    rest = url.partition("//")[2].partition("/")[0]
    return plain_host(rest.partition("?")[0]) if rest else ""


def _parts(url: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _URL.match(url)
    assert match is not None  # noqa: S101  every part is optional
    scheme, host, path, query, fragment = match.groups()
    return scheme, host, path.replace("\\", "/") if "\\" in path else path, query, fragment


def _without_tracking(query: str) -> tuple[str, bool]:
    parameters = query.split("&")
    kept = [each for each in parameters if each and not _TRACKING.match(each)]
    is_preview = any(each.lower().startswith("preview") for each in parameters)
    return "&".join(kept), is_preview


def parameters(query: str) -> dict[str, str]:
    """Return the parameters of a query, decoded; of several with one name, the last."""
    pairs = (each.partition("=") for each in query.split("&") if each)
    return {unquote(name).lower(): unquote(value.replace("+", " ")) for name, _, value in pairs}


@lru_cache(maxsize=1024)
def plain_host(host: str) -> str:
    """Return a host in lower case, without user, `www.` and port; a loopback address keeps its port."""
    host = host.rpartition("@")[2].lower()
    if _LOOPBACK.fullmatch(host):
        return host
    return re.sub(r":\d*$", "", host).rstrip(".").removeprefix("www.")


def folded_path(path: str) -> str:
    """Return a path in the form in which paths are compared.

    It is percent-decoded, in Unicode form NFC, in lower case, without `index.php` and a final slash.
    """
    if not (path.isascii() and "%" not in path):
        path = unicodedata.normalize("NFC", unquote(path)).casefold()
    path = path.lower().rstrip("/")
    while "//" in path:
        path = path.replace("//", "/")
    return _INDEX.sub("", path, count=1) if "/index.php" in path else path


def shorter_paths(path: str) -> Iterator[str]:
    """Yield a folded path without the ending of a page of it, a feed or an embed, as far as it has some."""
    for _ in range(_MAX_ENDINGS):
        path, count = _ENDINGS.subn("", path)
        if not count:
            return
        yield path


def encoded(path: str) -> str:
    """Return a decoded or encoded path percent-encoded."""
    if _PLAIN_PATH.fullmatch(path):
        return path
    return quote(unquote(path), _SAFE_PATH)


def root_relative(url: str) -> str:
    """Return a URL without scheme and host, percent-encoded, with its query and fragment."""
    return parse(url).root_relative
