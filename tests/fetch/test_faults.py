"""A site that fails in every way that sites do: what it has is fetched, the rest is named, nothing hangs."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from helpers.wordpress import Fault, Site, as_json, error, times
from wpconv.errors import UsageError
from wpconv.fetch.client import MAX_PAGE, FetchError, Pace
from wpconv.fetch.site import Fetched, fetch
from wpconv.model import FetchOptions
from wpconv.notices import NoticeCode, Severity

POSTS = "/posts?"


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    site = Site(httpserver)
    site.records["posts"] = [site.post(number) for number in range(1, 251)]
    return site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "export"


def run(site: Site, root: Path, options: FetchOptions | None = None, timeout: float = 20) -> Fetched:
    pace = Pace(between=0, backoff=0.001, retries=2, timeout=timeout)
    return fetch(site.url, root, options or FetchOptions(), pace=pace)


def ids(root: Path, collection: str = "posts") -> list[int]:
    """Return the ids of the saved records of a collection, sorted."""
    pages = (root / "wp-json/wp/v2" / collection).glob("*.json")
    text = [page.read_text("utf-8-sig") for page in pages]
    return sorted(record["id"] for page in text for record in json.loads(page[page.index("[") :]))


def losses(result: Fetched) -> list[str]:
    return [notice.detail for notice in result.notices if notice.severity is Severity.LOSS]


def html() -> Response:
    return Response(
        "<html><h1>Error establishing a database connection</h1></html>", content_type="text/html"
    )


def cut() -> Response:
    # Whole JSON, so that nothing but the length shows the cut.
    response = as_json([])
    response.headers["Content-Length"] = "5000"
    return response


def trickle() -> Response:
    def chunks() -> Iterator[bytes]:
        for _ in range(200):
            time.sleep(0.05)
            yield b" "

    return Response(chunks(), content_type="application/json")


def silent() -> Response:
    time.sleep(1.5)
    return as_json([])


def damaged_gzip() -> Response:
    return Response(gzip.compress(b"[]" * 500)[:-12] + b"x" * 12, headers={"Content-Encoding": "gzip"})


@cache
def bomb() -> bytes:
    """Return bytes that unpack to more than an answer may have."""
    return gzip.compress(bytes(MAX_PAGE + 1), 1)


def unlabelled_cut() -> Response:
    response = as_json([])
    response.set_data(b'[{"id": 1, "title": {"rend')
    return response


TEMPORARY = {
    "500": lambda: Response("", 500),
    "502 with a page": lambda: Response("<h1>Bad gateway</h1>", 502),
    "503": lambda: Response("", 503),
    "429 with Retry-After": lambda: Response("", 429, {"Retry-After": "0"}),
    "429 with a date": lambda: Response("", 429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
    "cut body": cut,
    "cut body without length": unlabelled_cut,
    "damaged gzip": damaged_gzip,
    "no answer in time": silent,
    "HTML instead of JSON": html,
    "empty body": lambda: Response("", content_type="application/json"),
}


@pytest.mark.parametrize("fault", TEMPORARY.values(), ids=TEMPORARY)
def test_a_fault_that_passes_leaves_no_trace(site: Site, root: Path, fault: Fault) -> None:
    """A page that fails once is asked for again, and all records are there."""
    site.faults = [times(1, fault, POSTS)]
    result = run(site, root, timeout=1 if fault is silent else 20)
    assert ids(root) == list(range(1, 251))
    assert result.notices == ()


BROKEN_PAGES = {
    "500": lambda: Response("", 500),
    "HTML": html,
    "cut": cut,
    "trickle": trickle,
    "403 of a firewall": lambda: Response("<h1>Forbidden</h1>", 403),
    "too large": lambda: Response(
        gzip.compress(b" " * (70 << 20)),
        headers={"Content-Encoding": "gzip"},
        content_type="application/json",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", BROKEN_PAGES.values(), ids=BROKEN_PAGES)
def test_a_page_that_cannot_be_made_comes_in_parts(site: Site, root: Path, fault: Fault) -> None:
    """A page that always fails is asked for in halves, and all of its records are there."""
    site.faults = [times(99, fault, "page=2")]
    result = run(site, root, timeout=1 if fault is trickle else 20)
    assert ids(root) == list(range(1, 251))
    assert result.notices == ()


def with_record(site: Site, *bad: int) -> Fault:
    """Return a fault for each answer that would hold one of these posts with its content."""

    def fault(request: Request) -> Response | None:
        if "/posts" not in request.path or "_fields" in request.args:
            return None
        answer = site.answer(request)
        found = json.loads(answer.get_data())
        is_bad = isinstance(found, list) and any(each["id"] in bad for each in found)
        return Response("<p>Fatal error</p>", 500) if is_bad else None

    return fault


@pytest.mark.parametrize("bad", [(137,), (1,), (250,), (101, 102, 103), (7, 137, 200)])
def test_a_record_that_cannot_be_made_is_named(site: Site, root: Path, bad: tuple[int, ...]) -> None:
    """One record that fails is a loss with its id and address, and all others are there."""
    site.faults = [with_record(site, *bad)]
    result = run(site, root)
    assert ids(root) == [each for each in range(1, 251) if each not in bad]
    assert [
        f"record {each} ({site.url}/post-{each}/)" in loss
        for each, loss in zip(bad, losses(result), strict=True)
    ]
    assert {notice.code for notice in result.notices} == {NoticeCode.FETCH_INCOMPLETE}


def test_a_record_that_could_not_be_made_is_asked_for_again(site: Site, root: Path) -> None:
    """The next fetch brings what failed in the last one, and says so no more."""
    site.faults = [with_record(site, 137)]
    run(site, root)
    site.faults = []
    assert run(site, root).notices == ()
    assert ids(root) == list(range(1, 251))


def test_a_changed_record_that_cannot_be_made_is_named(site: Site, root: Path) -> None:
    """A changed post that fails in a later fetch is a loss; the others are brought."""
    run(site, root)
    for number in (5, 6, 7):
        site.records["posts"][number - 1]["modified_gmt"] = "2024-07-01T00:00:00"
    site.faults = [with_record(site, 6)]
    result = run(site, root)
    assert ids(root) == sorted([*range(1, 251), 5, 7])
    assert len(losses(result)) == 1
    assert "record 6 " in losses(result)[0]


def test_a_site_that_goes_down_keeps_what_was_had(site: Site, root: Path) -> None:
    """If nothing is answered any more, the fetch fails; the next one asks for the rest only."""
    site.faults = [
        lambda request: Response("", 503) if "page=2" in request.url or "types/post" in request.url else None
    ]
    with pytest.raises(FetchError, match="503"):
        run(site, root)
    assert ids(root) == list(range(1, 101))
    site.faults, site.log = [], []
    run(site, root)
    assert ids(root) == list(range(1, 251))
    assert [each for each in site.asked if each.startswith("posts") and "page=1" in each.split("&")[-1]] == []


def test_warnings_before_the_json_are_skipped(site: Site, root: Path) -> None:
    """A page after a warning of PHP is saved as it came, and its records count."""
    body = b"<br />\n<b>Warning</b>: Undefined index in <b>x.php</b>\n" + json.dumps([site.post(1)]).encode()
    site.records["posts"] = [site.post(1)]
    site.faults = [times(1, Response(body, headers={"X-WP-Total": "1", "X-WP-TotalPages": "1"}), POSTS)]
    assert run(site, root).notices == ()
    assert (root / "wp-json/wp/v2/posts/page-0001.json").read_bytes() == body


def test_a_byte_order_mark_is_no_fault(site: Site, root: Path) -> None:
    """A page may begin with the mark that an editor has written into a theme's file."""
    body = b"\xef\xbb\xbf" + json.dumps(site.records["pages"]).encode()
    site.faults = [times(1, Response(body), "/pages?")]
    assert run(site, root).notices == ()


def test_pages_without_counts_are_read_to_the_end(site: Site, root: Path) -> None:
    """Without `X-WP-TotalPages`, pages are asked for until one is refused."""
    site.counts = False
    assert run(site, root).notices == ()
    assert ids(root) == list(range(1, 251))


def test_a_site_that_ignores_the_page_does_not_loop(site: Site, root: Path) -> None:
    """A site that sends the first page again and again is asked twice, and the difference is said."""

    def fault(request: Request) -> Response | None:
        if POSTS not in request.url or "offset" in request.args:
            return None
        return as_json(site.records["posts"][:100]) if "_fields" not in request.args else None

    site.faults = [fault]
    run(site, root)
    assert len([each for each in site.asked if each.startswith("posts?")]) == 2


@pytest.mark.parametrize("shift", ["published", "deleted"])
def test_posts_that_move_between_pages(site: Site, root: Path, shift: str) -> None:
    """What is published or deleted during the fetch hides no other post."""
    moved = []

    def fault(request: Request) -> Response | None:
        if POSTS in request.url and "page=2" in request.url and not moved:
            moved.append(1)
            if shift == "published":
                site.records["posts"] += [site.post(number) for number in range(251, 350)]
            else:
                del site.records["posts"][4]
        return None

    site.faults = [fault]
    run(site, root)
    assert set(ids(root)) >= {each["id"] for each in site.records["posts"]}


def test_a_wrong_count_is_said(site: Site, root: Path) -> None:
    """A site that counts more posts than it sends is a warning with both numbers."""

    def fault(request: Request) -> Response | None:
        if POSTS not in request.url:
            return None
        answer = site.answer(request)
        answer.headers["X-WP-Total"] = "260"
        return answer

    site.faults = [fault]
    (notice,) = run(site, root).notices
    assert (notice.code, notice.severity) == (NoticeCode.FETCH_SHORT, Severity.WARNING)
    assert "260" in notice.detail
    assert "250" in notice.detail


def test_hidden_users_come_with_the_posts(site: Site, root: Path) -> None:
    """Where the list of users is refused, each post is asked for with its author."""
    site.faults = [times(99, error(401, "rest_user_cannot_view"), "/users")]
    result = run(site, root)
    assert losses(result) == []
    assert all("_embed=author" in each for each in site.asked if each.startswith("posts"))


def test_a_refused_collection_is_a_loss(site: Site, root: Path) -> None:
    """Posts that the site refuses are a loss, and everything else is there."""
    site.faults = [times(99, error(401, "rest_forbidden"), POSTS)]
    assert "401" in losses(run(site, root))[0]
    assert ids(root, "pages") == [51]


def test_a_post_type_without_an_order_is_read(site: Site, root: Path) -> None:
    """A collection that refuses `orderby` is read without it."""
    site.faults = [
        lambda request: (
            error(400, "rest_invalid_param") if POSTS in request.url and "orderby" in request.args else None
        )
    ]
    assert losses(run(site, root)) == []
    assert ids(root) == list(range(1, 251))


REFUSALS = {
    "another host": lambda: Response("", 302, {"Location": "http://other.example/wp-json/"}),
    "a file": lambda: Response("", 302, {"Location": "file:///etc/passwd"}),
    "a loop": lambda: Response("", 302, {"Location": "/"}),
}


@pytest.mark.parametrize("fault", REFUSALS.values(), ids=REFUSALS)
def test_redirects_that_lead_away_end_the_fetch(site: Site, root: Path, fault: Fault) -> None:
    """A redirect to another host, to no http address or without an end is an error."""
    site.faults = [times(99, fault)]
    with pytest.raises(FetchError, match="redirect"):
        run(site, root)


def test_redirects_within_the_site_are_followed(site: Site, root: Path) -> None:
    """A site that sends its home page to another path of the same host is fetched."""
    site.faults = [times(1, Response("", 301, {"Location": "/home/"}))]
    run(site, root)
    assert ids(root) == list(range(1, 251))


def test_no_wordpress_is_an_error_that_says_what_was_tried(site: Site, root: Path) -> None:
    """A site without the API is an error with each address that was tried; no folder is left."""
    site.faults = [times(99, html)]
    with pytest.raises(FetchError) as caught:
        run(site, root)
    assert caught.value.cause.count("rest_route") == 2
    assert not root.exists()


def test_a_long_pause_ends_the_fetch(site: Site, root: Path) -> None:
    """A site that asks to wait for hours is not asked again, and not waited for."""
    site.faults = [times(9, Response("", 429, {"Retry-After": "86400"}))]
    with pytest.raises(FetchError, match="86400"):
        run(site, root)


def test_a_slower_pace_is_kept(site: Site, root: Path) -> None:
    """After 429 the pause between requests is twice as long until the end."""
    site.faults = [times(1, Response("", 429), POSTS)]
    pace = Pace(between=0.001, backoff=0.001, retries=2, timeout=2)
    fetch(site.url, root, FetchOptions(), pace=pace)
    assert pace.between == 0.002


def test_a_folder_of_something_else_is_refused(site: Site, root: Path) -> None:
    """A folder with other files, or with another site, is not filled."""
    root.mkdir()
    (root / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        run(site, root)
    (root / "notes.txt").unlink()
    run(site, root)
    with pytest.raises(UsageError, match="holds"):
        fetch(f"{site.url}/blog/", root, FetchOptions())


def test_other_options_need_another_folder(site: Site, root: Path) -> None:
    """A folder that was filled with other statuses is refused without --refresh."""
    run(site, root)
    with pytest.raises(UsageError, match="another"):
        run(site, root, FetchOptions(statuses=("draft",)))
    run(site, root, FetchOptions(statuses=("draft",), refresh=True))


COUNTS = ["1000000000", "9" * 5000, "-1", "many", "0x10", "1e9", ""]


@pytest.mark.parametrize("count", COUNTS, ids=range(len(COUNTS)))
def test_absurd_counts_do_not_matter(site: Site, root: Path, count: str) -> None:
    """Whatever a site counts, pages are asked for until there are no more."""

    def fault(request: Request) -> Response | None:
        if POSTS not in request.url:
            return None
        answer = site.answer(request)
        answer.headers["X-WP-Total"] = answer.headers["X-WP-TotalPages"] = count
        return answer

    site.faults = [fault]
    result = run(site, root)
    assert ids(root) == list(range(1, 251))
    assert losses(result) == []
    assert len([each for each in site.asked if each.startswith("posts?")]) < 6


def test_absurd_records_do_not_matter(site: Site, root: Path) -> None:
    """Values that are no records, and ids that no record has, are saved, and nothing is asked for them."""
    odd = [None, "x", [1], {}, *({"id": each} for each in (-1, 0, True, 10**30, "7", [1], {}, None, 1.5))]
    odd += [
        {"id": 7, "author": each, "featured_media": each} for each in (-1, 10**30, "x", [1], {"a": 1}, True)
    ]
    site.records["posts"] = [site.post(1), site.post(1)]

    def fault(request: Request) -> Response | None:
        if "_fields" in request.args or "include" in request.args:
            return None
        if POSTS in request.url or "/users?" in request.url or "/media?" in request.url:
            return as_json(odd)
        return None

    site.faults = [fault]
    for _fetch in range(2):
        run(site, root)
    named = [each for each in site.asked if each.startswith("users") and "include=" in each]
    assert {each.rpartition("include=")[2] for each in named} == {"3"}  # the author of the page


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_json_in_another_encoding(site: Site, root: Path, encoding: str) -> None:
    """A page in another Unicode encoding is no fault."""
    body = json.dumps(site.records["pages"]).encode(encoding)
    site.faults = [times(1, Response(body, content_type="application/json"), "/pages?")]
    assert run(site, root).notices == ()
    assert (root / "wp-json/wp/v2/pages/page-0001.json").read_bytes() == body


@pytest.mark.slow
def test_a_collection_that_breaks_down_is_given_up(site: Site, root: Path) -> None:
    """After a thousand failures in a row the rest of a collection is named, and the fetch goes on."""

    def fault(request: Request) -> Response | None:
        if POSTS in request.url and "page=1" not in request.url.split("&"):
            return Response("", 500)
        return None

    site.counts = False
    site.faults = [fault]
    pace = Pace(between=0, backoff=0, retries=0, timeout=20)
    result = fetch(site.url, root, FetchOptions(), pace=pace)
    assert "posts: the rest cannot be fetched" in losses(result)
    assert ids(root) == list(range(1, 101))
    assert ids(root, "pages") == [51]


def test_a_blocked_folder_of_the_api(site: Site, root: Path) -> None:
    """Where a firewall refuses `/wp-json/`, the API is found at `?rest_route=/`."""
    site.root = "/?rest_route=/"
    site.faults = [lambda request: Response("no", 403) if "/wp-json" in request.path else None]
    site.has_link = False
    assert run(site, root).notices == ()
    assert ids(root) == list(range(1, 251))


@pytest.mark.parametrize("url", ["http://[", "http://localhost:x/", "//[/", "\x00", "javascript:1"])
def test_a_link_to_the_api_that_is_no_url(site: Site, root: Path, url: str) -> None:
    """A page that links to no URL as its API is passed by, and the usual places are tried."""
    page = f'<link rel="https://api.w.org/" href="{url}"><link rel="https://api.w.org/" ' + "<link " * 20_000
    site.faults = [times(1, Response(page, content_type="text/html"))]
    run(site, root)
    assert ids(root) == list(range(1, 251))


def test_a_site_without_taxonomies(site: Site, root: Path) -> None:
    """An empty list, as PHP writes an object without fields, is no fault."""
    site.faults = [times(1, as_json([]), "/taxonomies")]
    assert losses(run(site, root)) == []
    assert ids(root) == list(range(1, 251))
