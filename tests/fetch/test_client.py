from __future__ import annotations

import socket
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from helpers.responses import RawRedirect
from wpconv.errors import UsageError
from wpconv.fetch import connections, credentials
from wpconv.fetch.addresses import parse
from wpconv.fetch.client import Client, NoAnswerError, Pace, retry_after

PACE = Pace(between=0, backoff=0.001, retries=0, timeout=20)


def test_a_public_site_leads_to_no_private_address(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection to a private address is closed before anything is sent, unless the site has one itself."""
    httpserver.expect_request("/").respond_with_data("secret")
    url = httpserver.url_for("/")
    assert Client(parse(url), pace=PACE).get(url).body == b"secret"
    monkeypatch.setattr(connections, "is_in_private_network", lambda _host: False)
    with pytest.raises(NoAnswerError, match="private network"):
        Client(parse(url), pace=PACE).get(url)
    assert len(httpserver.log) == 1


def test_the_login_does_not_follow_to_another_host(httpserver: HTTPServer) -> None:
    """The login is sent to the host that was asked, and no more after a redirect to another name of it."""
    place = f"http://www.localhost:{httpserver.port}/there"
    httpserver.expect_request("/here").respond_with_response(Response("", 302, {"Location": place}))
    httpserver.expect_request("/there").respond_with_data("x")
    client = Client(parse(httpserver.url_for("/")), {"X-Gate": "y"}, login="Basic abc", pace=PACE)
    try:
        client.get(httpserver.url_for("/here"), with_login=True)
    except NoAnswerError as error:
        assert "not found" in error.cause  # noqa: PT017 - some systems do not know names below localhost
    sent = [request.headers.get("Authorization") for request, _ in httpserver.log]
    assert sent[0] == "Basic abc"
    assert sent[1:] in ([], [None])


@pytest.mark.parametrize(
    ("url", "sent"),
    [("https://example.org/x", True), ("http://example.org/x", False), ("https://other.example/", False)],
)
def test_headers_go_to_the_site_by_https_only(url: str, sent: bool) -> None:
    """The user's headers are secrets, except the harmless ones, which all hosts of a fetch get."""
    client = Client(parse("https://example.org/"), {"X-Gate": "y", "User-Agent": "z"}, pace=PACE)
    headers = client._own_headers(url)
    assert headers["User-Agent"] == "z"
    assert ("X-Gate" in headers) == sent


def test_the_client_does_not_show_its_secrets() -> None:
    """The representation of a client, as in a traceback, has no secret."""
    client = Client(parse("https://example.org/"), {"X-Gate": "opensesame"}, login="Basic abc", pace=PACE)
    assert "opensesame" not in repr(client)
    assert "abc" not in repr(client)


def test_the_order_of_passwords(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The password is that of the variable, else of netrc for the same user, else the person is asked."""
    (tmp_path / "netrc").write_text("machine example.org login me password two")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    source = parse("https://example.org/")

    def made(user: str) -> str:
        return credentials.login(user, source, lambda _user: "three")

    monkeypatch.setenv("WPCONV_PASSWORD", "one")
    assert made("me") == "Basic bWU6b25l"
    monkeypatch.delenv("WPCONV_PASSWORD")
    assert made("me") == "Basic bWU6dHdv"
    assert made("you") == "Basic eW91OnRocmVl"
    assert made("") == ""
    with pytest.raises(UsageError, match="not known"):
        credentials.login("you", source, None)


@pytest.mark.parametrize("text", ["no colon", "Bad Name: x", "X: a\x00b", ": x"])
def test_wrong_headers_are_not_repeated(text: str) -> None:
    """What is no header is refused by its number."""
    with pytest.raises(UsageError) as caught:
        credentials.headers(["Accept: text/html", text])
    assert "number 2" in caught.value.cause
    assert text not in caught.value.cause


def test_the_login_is_for_the_site_only(httpserver: HTTPServer) -> None:
    """Another host that a request goes to, such as the API of a host of sites, gets no login."""
    httpserver.expect_request("/").respond_with_data("x")
    client = Client(parse("https://example.org/"), login="Basic abc", pace=PACE)
    client._pools = connections.pools("http", "localhost")
    client.get(httpserver.url_for("/"), with_login=True)
    assert "Authorization" not in httpserver.log[0][0].headers


@pytest.mark.parametrize("location", ["http://[", "http://localhost:x/there"])
def test_a_redirect_that_is_no_url(httpserver: HTTPServer, location: str) -> None:
    """A redirect to text that is no URL is a failure that no further try repairs."""
    httpserver.expect_request("/here").respond_with_response(RawRedirect(location))
    client = Client(parse(httpserver.url_for("/")), pace=PACE)
    with pytest.raises(NoAnswerError, match="redirects to no URL"):
        client.get(httpserver.url_for("/here"))
    assert len(httpserver.log) == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0), ("soon", 0), ("7", 7), ("-5", 0), ("1.5", 0), ("Wed, 21 Oct 2015 07:28:00 -0000", 0),
        ("Wed, 21 Oct 99999 07:28:00 GMT", 0), ("Mon, 01 Jan 0001 00:00:00 +2359", 0),
    ],
)  # fmt: skip
def test_what_a_site_asks_to_wait(text: str, seconds: float) -> None:
    """`Retry-After` is a number of seconds or a date; anything else asks for nothing."""
    assert max(0, retry_after("https://x.example/", {"retry-after": text})) == seconds


@pytest.mark.parametrize("text", ["1000000000", "9" * 5000, "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_a_site_that_asks_to_wait_too_long(text: str) -> None:
    """A site that asks to wait for days is not waited for."""
    with pytest.raises(NoAnswerError, match="asks to wait"):
        retry_after("https://x.example/", {"retry-after": text})


def test_names_of_headers_have_no_case(httpserver: HTTPServer) -> None:
    """A header of the user replaces the one that the program sends, however it is written."""
    httpserver.expect_request("/").respond_with_data("x")
    Client(parse(httpserver.url_for("/")), {"user-agent": "z"}, pace=PACE).get(httpserver.url_for("/"))
    assert httpserver.log[0][0].headers.getlist("User-Agent") == ["z"]


def test_headers_are_ascii() -> None:
    """A header that HTTP cannot send is refused by its number, and its value is not shown."""
    with pytest.raises(UsageError) as caught:
        credentials.headers(["X-Gate: ключ"])
    assert "number 1" in caught.value.cause
    assert "ключ" not in caught.value.cause


def test_a_netrc_that_is_no_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A netrc in another encoding counts as none."""
    (tmp_path / "netrc").write_bytes(b"machine example.org login me password \xff")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.delenv("WPCONV_PASSWORD", raising=False)
    with pytest.raises(UsageError, match="not known"):
        credentials.login("me", parse("https://example.org/"), None)


@pytest.mark.parametrize(
    ("login", "sent"), [("", None), ("me:se%2Fcret@", "Basic bWU6c2UvY3JldA=="), ("me@", "Basic bWU6")]
)
def test_a_proxy_with_a_password(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, login: str, sent: str | None
) -> None:
    """The proxy of the environment gets the password that is in its URL, and the site gets none."""
    httpserver.expect_request("/").respond_with_data("x")
    monkeypatch.setenv("http_proxy", f"http://{login}localhost:{httpserver.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    assert Client(parse("http://public.example/"), pace=PACE).get("http://public.example/").body == b"x"
    headers = httpserver.log[0][0].headers
    assert headers["Host"] == "public.example"
    assert headers.get("Proxy-Authorization") == sent
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    "proxy", ["socks5://me:secret@localhost:1", "http://[", "ftp://localhost", "http://x:y"]
)
def test_a_proxy_that_is_none(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """A proxy that is none for HTTP is an error, which does not repeat its password."""
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(UsageError, match="proxy") as caught:
        Client(parse("http://public.example/"), pace=PACE)
    assert "secret" not in str(caught.value)


def test_a_redirect_with_a_password(httpserver: HTTPServer) -> None:
    """The message about a redirect to another host does not repeat a password in it."""
    place = "https://me:secret@other.example/"
    httpserver.expect_request("/here").respond_with_response(Response("", 302, {"Location": place}))
    client = Client(parse(httpserver.url_for("/")), pace=PACE)
    with pytest.raises(NoAnswerError) as caught:
        client.get(httpserver.url_for("/here"))
    assert "secret" not in f"{caught.value.cause} {caught.value.advice}"


def test_headers_that_trickle() -> None:
    """A server that sends headers slowly and without an end is given up; nothing of it is an answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _address = server.accept()
            with connection, suppress(OSError):
                connection.recv(1 << 16)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
                while True:
                    connection.sendall(b"X-Slow: 1\r\n")
                    time.sleep(0.1)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        client = Client(parse(url), pace=Pace(between=0, retries=0, timeout=0.5))
        with pytest.raises(NoAnswerError, match="in time"):
            client.get(url)
        thread.join()
