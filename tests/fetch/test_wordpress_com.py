"""Sites at WordPress.com, whose REST API has a host of its own; both hosts are mapped to a local server."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
import urllib3.util.connection
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from helpers.wordpress import PASSWORD, USER, Site, error
from wpconv.errors import UsageError
from wpconv.fetch import connections
from wpconv.fetch.addresses import WORDPRESS_COM
from wpconv.fetch.client import FetchError, Pace
from wpconv.fetch.site import Fetched, fetch
from wpconv.model import FetchOptions

pytestmark = pytest.mark.slow

HOST, OWN_DOMAIN = "tide.wordpress.com", "www.tide.example"
GENERATOR = '<meta name="generator" content="WordPress.com" />'


class Hosts:
    """A site at WordPress.com, with the host of the API; all else answers 404."""

    def __init__(self, server: HTTPServer) -> None:
        self.site = Site(server)
        self.page = "<title>Tide</title>"
        self.has_own_api = False
        self.index: Response | None = None
        """What the root of the API answers; None for an index."""
        self.named = (HOST,)
        """What may follow `/sites/`: the host of the site, and its number."""
        self.log: list[tuple[str, str]] = []
        self.logins: set[str] = set()
        self.site.faults.append(self.answer)

    def answer(self, request: Request) -> Response | None:
        host = request.host.partition(":")[0]
        self.log.append((host, request.path))
        if request.headers.get("Authorization"):
            self.logins.add(host)
        if host != WORDPRESS_COM:
            if self.has_own_api:
                return None
            is_page = request.path == "/" and not request.query_string
            return Response(self.page, 200 if is_page else 404, content_type="text/html")
        root, _, rest = request.path.partition("/sites/")
        name, _, route = rest.partition("/")
        if root != "/wp/v2" or name not in self.named:
            return error(404, "unknown_blog")
        if not route and self.index is not None:
            return self.index
        request.environ["PATH_INFO"] = f"/wp-json/wp/v2/{route}" if route else "/wp-json/"
        return self.site.answer(Request(request.environ))


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosts]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST, OWN_DOMAIN, WORDPRESS_COM).configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    monkeypatch.setattr(connections, "is_in_private_network", lambda _host: True)
    with HTTPServer(ssl_context=context) as server:
        connect = urllib3.util.connection.create_connection

        def mapped(_address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
            return connect(("127.0.0.1", server.port), *args, **kwargs)

        monkeypatch.setattr(urllib3.util.connection, "create_connection", mapped)
        yield Hosts(server)


def run(url: str, root: Path, options: FetchOptions | None = None) -> Fetched:
    pace = Pace(between=0, backoff=0.001, retries=1, timeout=20)
    return fetch(url, root, options or FetchOptions(), pace=pace)


def ids(root: Path) -> list[int]:
    return [each["id"] for each in json.loads((root / "wp-json/wp/v2/posts/page-0001.json").read_bytes())]


LINK = '<link rel="https://api.w.org/" href="https://public-api.wordpress.com/wp/v2/sites/{}/" />'


@pytest.mark.parametrize(
    ("url", "page", "named"),
    [
        (f"https://{HOST}/", "", HOST),
        (f"https://{HOST}/", LINK.format(HOST), HOST),
        (f"https://{HOST}/", LINK.format("4711"), "4711"),
        (f"https://{OWN_DOMAIN}/", GENERATOR, OWN_DOMAIN),
        (f"https://{OWN_DOMAIN}/", LINK.format("tide.example"), "tide.example"),
        (f"https://{WORDPRESS_COM}/wp/v2/sites/{HOST}", "", HOST),
    ],
)
@pytest.mark.parametrize("index", [None, error(404, "rest_no_route"), Response("<h1>", 404)])
def test_the_api_of_wordpress_com(
    hosts: Hosts, tmp_path: Path, *, url: str, page: str, named: str, index: Response | None
) -> None:
    """The API is found by the page's link, by the host or by the page's generator, also without an index."""
    hosts.page, hosts.named, hosts.index = f"<title>Tide</title>{page}", (named,), index
    assert run(url, tmp_path / "x").notices == ()
    assert ids(tmp_path / "x") == [1, 2, 3]
    assert (WORDPRESS_COM, f"/wp/v2/sites/{named}/posts") in hosts.log
    assert (tmp_path / "x/wp-json/index.json").exists() == (index is None)


def test_one_post_of_the_api_of_wordpress_com(hosts: Hosts, tmp_path: Path) -> None:
    """The address of one post in the API of WordPress.com fetches that post alone."""
    run(f"https://{WORDPRESS_COM}/wp/v2/sites/{HOST}/posts/2", tmp_path / "x")
    assert json.loads((tmp_path / "x/wp-json/wp/v2/posts/2.json").read_bytes())["id"] == 2


def test_a_site_at_wordpress_com_with_an_own_api(hosts: Hosts, tmp_path: Path) -> None:
    """A site that has the usual routes itself, as those with plugins do, is asked alone."""
    hosts.has_own_api = True
    run(f"https://{HOST}/", tmp_path / "x")
    assert ids(tmp_path / "x") == [1, 2, 3]
    assert {host for host, _path in hosts.log} == {HOST}


def test_the_password_stays_at_the_site(
    hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host of the API never gets the password of the site: the fetch is refused."""
    monkeypatch.setenv("WPCONV_PASSWORD", PASSWORD)
    with pytest.raises(UsageError, match="the password is not sent"):
        run(f"https://{HOST}/", tmp_path / "x", FetchOptions(user=USER))
    assert WORDPRESS_COM not in hosts.logins


@pytest.mark.parametrize(
    "page", [LINK.format("other.wordpress.com"), LINK.format(HOST).replace("https://public", "http://public")]
)
def test_a_page_cannot_lead_to_another_site(hosts: Hosts, tmp_path: Path, page: str) -> None:
    """A link to the API of another site, or to one without TLS, is not followed."""
    hosts.page, hosts.named = page, ("other.wordpress.com",)
    with pytest.raises(FetchError, match="no REST API"):
        run(f"https://{HOST}/", tmp_path / "x")
    assert (WORDPRESS_COM, "/wp/v2/sites/other.wordpress.com/") not in hosts.log


def test_redirects_of_the_api_stay_on_its_host(hosts: Hosts, tmp_path: Path) -> None:
    """The host of the API may send a request to another address of its own."""
    asked: list[str] = []

    def fault(request: Request) -> Response | None:
        if request.path.endswith("/posts") and not asked:
            asked.append(request.path)
            return Response(
                "", 301, {"Location": f"{request.path}?per_page=100&orderby=id&order=asc&page=1&x=1"}
            )
        return None

    hosts.site.faults.insert(0, fault)
    run(f"https://{HOST}/", tmp_path / "x")
    assert ids(tmp_path / "x") == [1, 2, 3]
