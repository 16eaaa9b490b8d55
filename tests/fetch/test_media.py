from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from helpers.process import contents
from helpers.responses import RawRedirect
from wpconv.fetch.addresses import parse
from wpconv.fetch.client import Client, Pace
from wpconv.fetch.media import Download, File, download
from wpconv.fetch.missing import MissingFiles
from wpconv.fetch.state import Folder, State, is_inside

DATA = bytes(range(256)) * 600
PATH = "/wp-content/uploads/2019/03/boat.jpg"


class Server:
    """A server with one file, which may fail."""

    def __init__(self, server: HTTPServer) -> None:
        self.site = server.url_for("/")
        self.url = server.url_for(PATH)
        self.requests: list[Request] = []
        self.etag = '"one"'
        self.faults: list[Callable[[Request], Response]] = []
        server.expect_request(PATH).respond_with_handler(self.handle)

    def handle(self, request: Request) -> Response:
        self.requests.append(request)
        if self.faults:
            return self.faults.pop(0)(request)
        return self.file(request)

    def file(self, request: Request) -> Response:
        headers = {"ETag": self.etag, "Last-Modified": "Sun, 10 Mar 2019 08:30:00 GMT"}
        start = request.headers.get("Range", "").removeprefix("bytes=").removesuffix("-")
        if start and request.headers.get("If-Range") == self.etag:
            headers["Content-Range"] = f"bytes {start}-{len(DATA) - 1}/{len(DATA)}"
            return Response(DATA[int(start) :], 206, headers, mimetype="image/jpeg")
        return Response(DATA, 200, headers, mimetype="image/jpeg")

    def cut(self, _request: Request) -> Response:
        response = Response(DATA[:100_000], 200, {"ETag": self.etag}, mimetype="image/jpeg")
        response.headers["Content-Length"] = str(len(DATA))
        return response


@pytest.fixture
def server(httpserver: HTTPServer) -> Server:
    return Server(httpserver)


def get(server: Server, folder: Path, limit: int = 1 << 20, path: str = "2019/03/boat.jpg") -> Download:
    client = Client(parse(server.site), pace=Pace(between=0, backoff=0.001, retries=2, timeout=20))
    missing = MissingFiles(Folder(folder.with_name("export"), State(server.site)))
    (outcome,) = download(client, [File(server.url, path)], folder, missing, limit=limit)
    return outcome


def test_a_file_is_saved_once(server: Server, tmp_path: Path) -> None:
    """A file has the bytes and the time of the server's, and is not asked for again."""
    assert get(server, tmp_path) == get(server, tmp_path)
    assert contents(tmp_path) == {"2019/03/boat.jpg": DATA}
    assert (tmp_path / "2019/03/boat.jpg").stat().st_mtime == 1552206600
    assert len(server.requests) == 1


def test_a_cut_download_goes_on(server: Server, tmp_path: Path) -> None:
    """After a cut, only the rest is asked for."""
    server.faults = [server.cut]
    assert get(server, tmp_path).problem is None
    assert contents(tmp_path) == {"2019/03/boat.jpg": DATA}
    assert server.requests[1].headers["Range"] == "bytes=100000-"


def test_a_cut_download_goes_on_in_the_next_run(server: Server, tmp_path: Path) -> None:
    """What an ended run has of a file is not asked for again."""
    server.faults = [server.cut, *[lambda _request: Response("", 503)] * 2]
    assert get(server, tmp_path).problem == "failed"
    assert not (tmp_path / "2019/03/boat.jpg").exists()
    assert get(server, tmp_path).problem is None
    assert contents(tmp_path) == {"2019/03/boat.jpg": DATA}
    assert server.requests[-1].headers["Range"] == "bytes=100000-"


@pytest.mark.parametrize("etag", ['"two"', 'W/"one"', ""])
def test_a_file_that_changed_is_downloaded_whole(server: Server, tmp_path: Path, etag: str) -> None:
    """Parts of two versions are never joined."""
    server.etag = etag if etag != '"two"' else '"one"'
    server.faults = [server.cut, *[lambda _request: Response("", 503)] * 2]
    get(server, tmp_path)
    server.etag = etag
    assert get(server, tmp_path).problem is None
    assert contents(tmp_path) == {"2019/03/boat.jpg": DATA}


ANSWERS = {
    "missing": Response("", 404),
    "missing ": Response("", 410),
    "no-media": Response("<html>login", mimetype="text/html"),
    "no-media ": Response(b"\n<!DOCTYPE html><title>", mimetype="image/jpeg"),
    "failed": Response("", 403),
    "failed ": Response("", 302, {"Location": "http://other.example/boat.jpg"}),
    "failed  ": Response("", 302, {"Location": PATH}),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_not_the_file_is_not_saved(server: Server, tmp_path: Path, name: str) -> None:
    """An error, a web page and a redirect to another host are problems, and leave no file."""
    server.faults = [lambda _request: ANSWERS[name]] * 20
    assert get(server, tmp_path).problem == name.strip()
    assert contents(tmp_path) == {}


def test_a_large_file_is_not_saved(server: Server, tmp_path: Path) -> None:
    """A file with more bytes than allowed is a problem, whether its length is said or not."""
    assert get(server, tmp_path, limit=1000).problem == "too-large"
    server.faults = [lambda _request: Response(iter([DATA]), mimetype="image/jpeg")]
    assert get(server, tmp_path, limit=1000).problem == "too-large"
    assert list(contents(tmp_path)) == []


@pytest.mark.parametrize("path", ["../x.jpg", "/etc/x", "a/../x", "a\\b", "c:x", "a//b", "a/./b", "", "x\0"])
def test_paths_stay_in_the_folder(server: Server, tmp_path: Path, path: str) -> None:
    """A path that leads out of the folder is a problem, and nothing is asked for."""
    assert not is_inside(path)
    assert get(server, tmp_path / "in", path=path).problem == "failed"
    assert server.requests == []
    assert json.dumps(list(map(str, tmp_path.rglob("*")))) == "[]"


@pytest.mark.parametrize("location", ["http://[", "http://localhost:x/boat.jpg"])
def test_a_redirect_that_is_no_url(server: Server, tmp_path: Path, location: str) -> None:
    """A redirect to text that is no URL is a problem of the file."""
    server.faults = [lambda _request: RawRedirect(location)]
    outcome = get(server, tmp_path)
    assert (outcome.problem, contents(tmp_path)) == ("failed", {})
    assert "no URL" in outcome.detail


def test_an_address_that_is_no_url(server: Server, tmp_path: Path) -> None:
    """An address with a port that is no number is a problem of the file, and is not asked for."""
    server.url = server.url.replace("//localhost:", "//localhost:x")
    assert get(server, tmp_path).problem == "failed"
    assert server.requests == []


def test_a_length_that_is_no_number(server: Server, tmp_path: Path) -> None:
    """A damaged `Content-Length` does not matter: the bytes that come are counted."""

    def damaged(request: Request) -> Response:
        response = server.file(request)
        response.headers["Content-Length"] = "many"
        response.headers["Connection"] = "close"
        return response

    server.faults = [damaged]
    assert get(server, tmp_path).problem is None
    assert contents(tmp_path) == {"2019/03/boat.jpg": DATA}


def test_a_long_name(server: Server, tmp_path: Path) -> None:
    """A name as long as file systems allow is kept, though the incomplete file needs a longer one."""
    name = "b" * 251 + ".jpg"
    assert get(server, tmp_path, path=name).problem is None
    assert contents(tmp_path) == {name: DATA}


@pytest.mark.parametrize("path", ["b" * 252 + ".jpg", "2019/03/boat.jpg/x.jpg", "2019/03"])
def test_a_name_that_no_file_can_have(server: Server, tmp_path: Path, path: str) -> None:
    """A name that is too long, or below or above that of another file, is a problem of this file alone."""
    get(server, tmp_path)
    outcome = get(server, tmp_path, path=path)
    assert outcome.problem == "failed"
    assert server.url in outcome.detail
    assert contents(tmp_path) == {"2019/03/boat.jpg": DATA}


def test_a_file_that_the_site_asks_to_wait_for(server: Server, tmp_path: Path) -> None:
    """`Retry-After` is honoured for files, too: one that is asked for in a day is a problem at once."""
    server.faults = [lambda _request: Response("", 429, {"Retry-After": "86400"})]
    assert "asks to wait 86400 seconds" in get(server, tmp_path).detail
    assert len(server.requests) == 1


def test_a_compressed_file_is_not_continued(server: Server, tmp_path: Path) -> None:
    """A part of a file that came compressed is no part of the compressed bytes, which a range counts."""

    def compressed(_request: Request) -> Response:
        body = gzip.compress(DATA, 1)
        headers = {"ETag": server.etag, "Content-Encoding": "gzip", "Content-Length": str(len(body))}
        response = Response(body[:-2000], 200, headers, mimetype="image/jpeg")
        response.headers["Content-Length"] = str(len(body))
        return response

    server.faults = [compressed]
    assert get(server, tmp_path).problem is None
    assert contents(tmp_path) == {"2019/03/boat.jpg": DATA}
    assert "Range" not in server.requests[1].headers


def test_an_empty_answer_is_no_file(server: Server, tmp_path: Path) -> None:
    """An answer without a byte is asked for again, and is no file."""
    server.faults = [lambda _request: Response("", 200, mimetype="image/jpeg")]
    assert get(server, tmp_path).problem is None
    server.faults = [lambda _request: Response("", 200, mimetype="image/jpeg")] * 3
    assert get(server, tmp_path, path="other.jpg").problem == "failed"
    assert contents(tmp_path) == {"2019/03/boat.jpg": DATA}
