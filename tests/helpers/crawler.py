"""Serves a built site on loopback, and follows the links of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote, urljoin, urlsplit

HOST = "https://new.example"
"""The address of the new site, which some generators write before URLs."""
_URLS = frozenset(("href", "src", "poster", "data", "cite"))


@dataclass
class BuiltPage:
    """A page of a built site: the URLs in its elements, and its ids."""

    url: str
    """Without scheme and host."""
    urls: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


class _Parser(HTMLParser):
    def __init__(self, page: BuiltPage) -> None:
        super().__init__()
        self.page = page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            self.page.urls.append((values.get("content") or "").partition("=")[2])
        for key, value in attrs:
            if value and key in _URLS:
                self.page.urls.append(value)
            elif value and key == "srcset":
                self.page.urls += [each.split()[0] for each in value.split(",")]
            elif value and key in ("id", "name"):
                self.page.ids.add(value)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name in the base class
        """Log nothing."""


def pages(folder: Path) -> dict[str, BuiltPage]:
    """Return the pages of a built site by URL."""
    found = {}
    for file in sorted(filter(Path.is_file, folder.rglob("*.html"))):
        url = "/" + file.relative_to(folder).as_posix().removesuffix("index.html")
        found[url] = page = BuiltPage(url)
        _Parser(page).feed(file.read_text("utf-8"))
    return found


@contextmanager
def served(folder: Path) -> Iterator[HTTPConnection]:
    """Serve a folder on loopback, and yield a connection to the server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        try:
            yield connection
        finally:
            connection.close()
            server.shutdown()
            thread.join()


def dead_links(folder: Path) -> list[tuple[str, str, str]]:
    """Return the links in the pages of a built site that lead nowhere.

    Returns:
        The URL of the page, the URL of the link, and what is missing: the status, or `id`.
    """
    found = []
    built = pages(folder)
    statuses: dict[str, int] = {}
    with served(folder) as connection:
        for page in built.values():
            for url in page.urls:
                parts = urlsplit(urljoin(page.url, url.removeprefix(HOST) or "/"))
                if parts.scheme or parts.netloc:
                    continue
                path = quote(unquote(parts.path))
                if path not in statuses:
                    statuses[path] = _status(connection, path)
                target = built.get(unquote(parts.path)) or built.get(f"{unquote(parts.path)}/")
                if statuses[path] != 200:
                    found.append((page.url, url, str(statuses[path])))
                elif parts.fragment and target and unquote(parts.fragment) not in target.ids | {"top"}:
                    found.append((page.url, url, "id"))
    return found


def _status(connection: HTTPConnection, path: str) -> int:
    """Return the status of a path; for a folder without a slash, that of the folder, as servers redirect."""
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status == 301 and not path.endswith("/"):
        return _status(connection, f"{path}/")
    return response.status
