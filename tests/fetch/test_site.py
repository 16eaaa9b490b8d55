from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from helpers.process import contents
from helpers.wordpress import PASSWORD, USER, Site
from wpconv.fetch.site import fetch
from wpconv.model import FetchOptions

OPTIONS = FetchOptions()


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


def ids(root: Path, collection: str = "posts") -> list[int]:
    """Return the ids of the saved records of a collection, in the order of its pages."""
    pages = sorted((root / "wp-json/wp/v2" / collection).glob("*.json"))
    return [record["id"] for page in pages for record in json.loads(page.read_bytes())]


@pytest.mark.parametrize(
    ("root", "base"),
    [
        ("/wp-json/", ""),
        ("/wp-json/", "/blog"),
        ("/index.php/wp-json/", ""),
        ("/index.php?rest_route=/", ""),
        ("/?rest_route=/", "/blog"),
    ],
)
@pytest.mark.parametrize("has_link", [True, False])
def test_the_api_is_found(
    httpserver: HTTPServer, tmp_path: Path, root: str, base: str, has_link: bool
) -> None:
    """In every mode of permalinks all is fetched, also where `/wp-json/` answers 200 with a web page."""
    site = Site(httpserver, root, base)
    site.has_link = has_link or root.startswith("/index.php/")
    fetch(f"{site.url}/", tmp_path / "x", OPTIONS)
    assert ids(tmp_path / "x") == [1, 2, 3]
    assert ids(tmp_path / "x", "pages") == [51]
    assert ids(tmp_path / "x", "users") == [3]


def test_the_bytes_are_saved_as_they_came(site: Site, tmp_path: Path) -> None:
    """A page is what the site has sent, byte for byte."""
    fetch(site.url, tmp_path / "x", OPTIONS)
    saved = (tmp_path / "x/wp-json/wp/v2/posts/page-0001.json").read_bytes()
    assert saved == json.dumps(site.records["posts"]).encode()


def test_requests_for_a_thousand_posts(site: Site, tmp_path: Path) -> None:
    """A thousand posts with their terms, users and pages take at most 16 requests for these collections."""
    site.records["posts"] = [site.post(number) for number in range(1, 1001)]
    fetch(site.url, tmp_path / "x", OPTIONS)
    collections = ("posts", "pages", "categories", "tags", "users")
    assert len([each for each in site.asked if each.startswith(collections)]) == 14
    assert len(site.log) == 21
    assert ids(tmp_path / "x") == list(range(1, 1001))


def test_anonymous_requests_ask_for_nothing_forbidden(site: Site, tmp_path: Path) -> None:
    """Without a user, neither `status` nor `context` is sent, nor what only users may read."""
    fetch(site.url, tmp_path / "x", FetchOptions(statuses=("draft",)))
    fetch(site.url, tmp_path / "x", FetchOptions(statuses=("draft",)))
    assert [each for each in site.log if "status=" in each or "context=" in each or "menus" in each] == []
    assert not any("Authorization" in headers for headers in site.headers)


def test_a_user_sees_drafts(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an application password, posts of every status are fetched; the password is in no file."""
    monkeypatch.setenv("WPCONV_PASSWORD", PASSWORD)
    site.records["posts"].append(site.post(9, status="draft"))
    fetch(site.url, tmp_path / "x", FetchOptions(user=USER))
    assert ids(tmp_path / "x") == [1, 2, 3, 9]
    assert all(PASSWORD.encode() not in body for body in contents(tmp_path / "x").values())


def test_a_second_fetch_brings_what_changed(site: Site, tmp_path: Path) -> None:
    """Changed and new posts come as further pages, and the state names those that are gone; pages stay."""
    root = tmp_path / "x"
    fetch(site.url, root, OPTIONS)
    first = contents(root)
    fetch(site.url, root, OPTIONS)
    assert contents(root) == first
    changed = site.post(3, modified_gmt="2024-06-01T00:00:00", title={"rendered": "New"})
    site.records["posts"] = [site.post(1), changed, site.post(4)]
    fetch(site.url, root, OPTIONS)
    second = contents(root)
    assert {name: second[name] for name in first if name != "state.json"} == {
        name: body for name, body in first.items() if name != "state.json"
    }
    assert ids(root) == [1, 2, 3, 3, 4]
    assert json.loads(second["state.json"])["gone"] == {"post": [2]}
    site.records["posts"].append(site.post(2))
    fetch(site.url, root, OPTIONS)
    assert json.loads(contents(root)["state.json"])["gone"] == {}
