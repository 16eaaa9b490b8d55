"""Finds the root of a site's REST API, as the handbook of the REST API describes it (Discovery)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import urljoin, urlsplit

from wpconv.fetch.addresses import NAMESPACE, WORDPRESS_COM, Source, api_url, is_same_site, wordpress_com
from wpconv.fetch.client import Answer, Client, FetchError, NoAnswerError
from wpconv.fetch.session import parsed

RELATION = "https://api.w.org/"
REFUSED = (401, 403)
MAX_HOME = 512 << 10
"""Bytes of a page in which the link to the API is looked for."""
_LINK = re.compile(r"<([^<>]*)>[^,<]*?rel=\"?https://api\.w\.org/\"?")
_ELEMENT = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_GENERATOR = re.compile(rb"<meta\b[^<>]*\bcontent\s*=\s*[\"']?WordPress\.com\b", re.IGNORECASE)
"""What WordPress.com writes into the pages of its sites, also of those with a domain of their own."""
_NUMBER = re.compile(r"/sites/[0-9]+/?")
PLACES = ("wp-json/", "?rest_route=/", "index.php?rest_route=/")
"""Where the root is with permalinks, and without them."""


def discover(client: Client, source: Source) -> Answer:
    """Return the answer of the root of the REST API, whose `url` is the root.

    A site at WordPress.com may have no index; its answer is then an error.

    Raises:
        FetchError: the site has none.
    """
    tried: list[str] = []
    refused = ""
    for root in dict.fromkeys(_candidates(client, source)):
        try:
            answer = client.get(root, retries=0 if tried else None)
            if answer.status in REFUSED and client.login:
                answer = client.get(root, with_login=True)
            if answer.status == 200 and is_index(answer.body):
                return answer
            if _is_wordpress_com(client, root):
                return replace(answer, url=root)
        except NoAnswerError as error:
            tried.append(error.cause)
            continue
        tried.append(f"{root}: {_described(answer)}")
        refused = refused or (root if answer.status in REFUSED else "")
    advice = (
        "the site hides its REST API: give a user with --user, or allow the API in the plugin that blocks it"
        if refused
        else "check the address; the site must be one of WordPress, with its REST API open"
    )
    # A host that is down gives the same cause for each place: it is named once.
    raise FetchError(
        f"{source.url}: no REST API of WordPress was found: {'; '.join(dict.fromkeys(tried))}", advice
    )


def is_index(body: bytes) -> bool:
    """Return whether a body is that of the root of an API; a site without permalinks answers HTML there."""
    try:
        value = parsed(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "namespaces" in value and "routes" in value


def _candidates(client: Client, source: Source) -> Iterator[str]:
    if source.api:
        yield source.api
        if source.route:
            return
    home = _home(client, source)
    if home is not None:
        yield from (root for root in _linked(home) if _is_of(root, source))
    base = home.url if home is not None else source.url
    folder = urljoin(base, ".")
    for start in dict.fromkeys((folder, urljoin(base, "/"))):
        yield from (start + place for place in PLACES)
    host = urlsplit(base).hostname or ""
    if host.endswith(".wordpress.com") or (home is not None and _GENERATOR.search(home.body)):
        yield wordpress_com(host)


def _home(client: Client, source: Source) -> Answer | None:
    try:
        return client.get(source.url, limit=MAX_HOME, with_login=False, cut=True)
    except NoAnswerError as error:
        if not error.is_temporary:
            raise
        return None


def _is_of(root: str, source: Source) -> bool:
    """Return whether a root is on a host that may be asked: the site's own, or WordPress.com's."""
    parts = urlsplit(root)
    if parts.hostname != WORDPRESS_COM or parts.scheme != "https":
        return is_same_site(root, source.url)
    site = parts.path.rstrip("/").rpartition("/sites/")[2]
    return (
        site.removeprefix("www.") == source.host.removeprefix("www.")
        or _NUMBER.search(parts.path) is not None
    )


def _linked(home: Answer) -> Iterator[str]:
    """Yield the roots that a page links to, in its header and in its HTML."""
    for match in _LINK.finditer(home.headers.get("link", "")):
        yield _joined(home.url, match[1])
    for element in _ELEMENT.findall(home.body.decode("utf-8", "replace")):
        href = _HREF.search(element)
        if RELATION in element and href is not None:
            yield _joined(home.url, unescape(href[1]))


def _joined(base: str, url: str) -> str:
    """Return a URL that a page links to; an empty str if it is none."""
    try:
        joined = urljoin(base, url)
        urlsplit(joined).port  # noqa: B018 - raises ValueError if it is no number
    except ValueError:
        return ""
    return joined


def _is_wordpress_com(client: Client, root: str) -> bool:
    """Return whether a root is that of a site at WordPress.com, which has no index of its own."""
    if urlsplit(root).hostname != WORDPRESS_COM:
        return False
    answer = client.get(api_url(root, f"{NAMESPACE}types"), retries=0)
    return answer.status == 200 and b'"rest_base"' in answer.body


def _described(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "").partition(";")[0]
    return f"HTTP {answer.status}" if answer.status != 200 else f"answers {kind or 'no JSON'}"
