"""URLs of sites and of their REST APIs: what a user may give, which hosts are one site, which are private."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from wpconv.errors import UsageError

IS_URL = re.compile(r"https?://", re.IGNORECASE)
Query = Sequence[tuple[str, str]]
API_FOLDER = "/wp-json/"
NAMESPACE = "wp/v2/"
"""The namespace of WordPress's own routes."""
WORDPRESS_COM = "public-api.wordpress.com"
"""The host of the REST API of sites at WordPress.com (https://developer.wordpress.com/docs/api/)."""
_OF_WORDPRESS_COM = re.compile(r"/wp/v2/sites/([^/]+)(?:/(.*))?")
"""The path of the API of a site at WordPress.com: its host or its number, and a route."""
_NO_HOST = re.compile(r"[^\w.:%~-]")
"""A character that no host has; `:` and `%` are those of IPv6 addresses."""
OF_PAGING = frozenset(("page", "per_page", "offset", "order", "orderby", "_embed", "_fields"))
"""Parameters that a fetch chooses itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """A site, or a part of its REST API, as a user names it."""

    url: str
    """Without the part of the REST API, a query and a fragment."""
    api: str = ""
    """The root of the REST API, if the user has named it or something in it."""
    route: str = ""
    """The collection or the record to fetch, such as `wp/v2/posts/12`; empty for the whole site."""
    query: Query = ()
    """The parameters of the route, without those of paging."""

    @property
    def host(self) -> str:
        """The host in lower case, without a port."""
        return urlsplit(self.url).hostname or ""

    @property
    def name(self) -> str:
        """A name for the folder of the site: its host, and what else tells it from others."""
        parts = urlsplit(self.url)
        words = (parts.hostname or "", str(parts.port or ""), parts.path, self.route.removeprefix(NAMESPACE))
        return "-".join(filter(None, (re.sub(r"[^\w.-]+", "-", word).strip("-.") for word in words)))


def parse(text: str) -> Source:
    """Return the site, or the part of its API, that a URL names.

    Args:
        text: the URL of a site (`https://example.org/blog/`) or of a page of it, of its REST API, or of a
            collection or record in it (`https://example.org/wp-json/wp/v2/posts/12`).

    Raises:
        UsageError: it is no http(s) URL, or has a password in it.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        raise UsageError("the URL of the site cannot be read", "write it as https://example.org/") from None
    if parts.username or parts.password:
        raise UsageError(
            f"the URL of {host} has a user or a password in it",
            "name the user with --user, and give the application password in WPCONV_PASSWORD",
        )
    if not host or _NO_HOST.search(host):
        raise UsageError(f"{text}: has no host", "write it as https://example.org/")
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    path, api, route, query = _api_parts(parts._replace(scheme=parts.scheme.lower(), netloc=netloc))
    url = urlunsplit((parts.scheme.lower(), netloc, path, "", ""))
    return Source(url, api, route, query)


def _api_parts(parts: SplitResult) -> tuple[str, str, str, Query]:
    """Return the path of the site, the root of the API, the route in it, and the query of the route."""
    query = parse_qsl(parts.query, keep_blank_values=True)
    route = dict(query).get("rest_route")
    hosted = _OF_WORDPRESS_COM.match(parts.path) if parts.netloc == WORDPRESS_COM else None
    if route is not None:
        api = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "rest_route=/", ""))
        path = parts.path.removesuffix("index.php")
    elif hosted is not None:
        api = wordpress_com(hosted[1])
        path, route = f"/wp/v2/sites/{hosted[1]}/", (hosted[2] or "").strip("/")
        route = f"{NAMESPACE}{route}" if route else ""
    elif API_FOLDER in f"{parts.path}/":
        path, _, route = f"{parts.path}/".partition(API_FOLDER)
        api = urlunsplit((parts.scheme, parts.netloc, path + API_FOLDER, "", ""))
        path = path.removesuffix("/index.php")
    else:
        return parts.path or "/", "", "", ()
    kept = [(name, value) for name, value in query if name != "rest_route" and name not in OF_PAGING]
    return path or "/", api, route.strip("/"), kept


def wordpress_com(site: str) -> str:
    """Return the root of the API of a site at WordPress.com, by its host or its number."""
    return f"https://{WORDPRESS_COM}/{NAMESPACE}sites/{site}/"


def api_url(root: str, route: str, query: Query = ()) -> str:
    """Return the URL of a route.

    Args:
        root: the root of the REST API: it ends with `/`, or with `rest_route=/` on sites without permalinks.
        route: such as `wp/v2/posts`.
        query: the parameters.
    """
    if urlsplit(root).hostname == WORDPRESS_COM:
        route = route.removeprefix(NAMESPACE)
    joint = "&" if "?" in root else "?"
    return root + route + (joint + urlencode(query, safe=",:/") if query else "")


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine."""
    address = _address(host)
    return host == "localhost" or host.endswith(".localhost") or (address is not None and address.is_loopback)


def is_private(address: str) -> bool:
    """Return whether an IP address is not one of the public internet."""
    ip = _address(address)
    if isinstance(ip, IPv6Address):
        ip = _embedded(ip) or ip
    return ip is not None and (not ip.is_global or ip.is_multicast)


_WITH_IPV4 = tuple(map(IPv6Network, ("::/96", "64:ff9b::/96")))
"""Addresses that end with an IPv4 address (RFC 4291, 2.5.5.1; RFC 6052, 2.1)."""
_OF_NETWORK = IPv6Network("64:ff9b:1::/48")
"""Addresses for translation within one network (RFC 8215)."""


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a router or the system makes of an IPv6 address."""
    if ip in _OF_NETWORK:
        return IPv4Address("0.0.0.0")  # noqa: S104 - it stands for a private address
    if any(ip in network for network in _WITH_IPV4):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def is_same_site(url: str, other: str, named: Iterable[str] = ()) -> bool:
    """Return whether a URL belongs to the site of another one.

    The scheme, `www.` and the port do not matter, except that each port of this machine is a site of its own.

    Args:
        url: the URL in question.
        other: a URL of the site.
        named: further hosts of the site.

    Returns:
        False also for text that is no URL.
    """
    there = urlsplit(other)
    try:
        here = urlsplit(url)
        port = here.port
    except ValueError:
        return False
    if here.scheme not in ("http", "https") or here.username or here.password:
        return False
    host = (here.hostname or "").removeprefix("www.")
    if host != (there.hostname or "").removeprefix("www."):
        return host in {each.lower().removeprefix("www.") for each in named}
    return port == there.port or not is_loopback(host)
