"""All URLs of one uploaded file have one path; other URLs have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpconv.document.links.upload_paths import (
    scaled,
    size,
    stem,
    upload_path,
    without_site,
    without_size,
)

BOAT = "2019/03/boat.jpg"


def path(url: str) -> str:
    return upload_path(url, {"tide.example", "tide.wordpress.com"}.__contains__)


@pytest.mark.parametrize(
    "url",
    [
        "https://tide.example/wp-content/uploads/2019/03/boat.jpg",
        "http://www.tide.example:8080/wp-content/uploads/2019/03/boat.jpg?x=1#y",
        "//TIDE.example/wp-content/uploads/2019/03/boat.jpg",
        "/wp-content/uploads/2019/03/boat.jpg",
        " /blog//wp-content/./uploads/2019/03/boat.jpg ",
        "https://tide.example/wp-content/uploads/2019/03/b%6Fat.jpg",
        "https://i0.wp.com/tide.example/wp-content/uploads/2019/03/boat.jpg?resize=300%2C169&ssl=1",
        "https://i3.wp.com/www.tide.example/wp-content/uploads/2019/03/boat.jpg",
        "https://tide.files.wordpress.com/2019/03/boat.jpg?w=640",
        "https://tide.example/app/uploads/2019/03/boat.jpg",
        "https://tide.example/files/2019/03/boat.jpg",
    ],
)
def test_all_urls_of_a_file_have_one_path(url: str) -> None:
    """Scheme, `www.`, port, query, encoding and image servers make no difference."""
    assert path(url) == BOAT


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/wp-content/uploads/sites/2/2019/03/boat.jpg", "sites/2/2019/03/boat.jpg"),
        ("/wp-content/blogs.dir/2/files/2019/03/boat.jpg", "sites/2/2019/03/boat.jpg"),
        ("/wp-content/uploads/elementor/thumbs/boat-q0.jpg", "elementor/thumbs/boat-q0.jpg"),
        ("/wp-content/uploads/2020/01/%E6%A1%9C.jpg", "2020/01/桜.jpg"),
        ("/wp-content/uploads/2020/01/cafe\u0301.jpg", "2020/01/café.jpg"),
        ("/wp-content/uploads/2020/01/a%2520b.jpg", "2020/01/a%20b.jpg"),
        ("https://elsewhere.example/wp-content/uploads/2019/03/boat.jpg", ""),
        ("https://i0.wp.com/elsewhere.example/wp-content/uploads/2019/03/boat.jpg", ""),
        ("https://other.files.wordpress.com/2019/03/boat.jpg", ""),
        ("https://tide.example/2019/03/boat/", ""),
        ("https://tide.example/wp-content/themes/x/logo.png", ""),
        ("/wp-content/uploads/", ""),
        ("/wp-content/uploads/../../wp-config.php", ""),
        ("/wp-content/uploads/%2e%2e/x.jpg", ""),
        ("/wp-content/uploads/..\\x.jpg", ""),
        ("data:image/png;base64,uploads/x", ""),
        ("mailto:uploads/x@tide.example", ""),
        ("https://[bad/uploads/x.jpg", ""),
        ("", ""),
    ],
)
def test_other_urls(url: str, expected: str) -> None:
    """Sites of a network keep their folder; other hosts, other folders and ways upwards have no path."""
    assert path(url) == expected


@given(st.text(max_size=60))
def test_no_path_leads_upwards(text: str) -> None:
    """Whatever a URL holds, its path has neither `..` nor a slash at its start."""
    for url in (text, f"/wp-content/uploads/{text}", f"https://tide.example/uploads/{text}"):
        found = path(url)
        assert ".." not in found.split("/")
        assert not found.startswith("/")
        assert "\\" not in found


def test_parts_of_names() -> None:
    """A size and `-scaled` are told from the rest of a name."""
    assert size("2019/boat-300x200.jpg") == (300, 200)
    assert size("2019/boat-300x200") is None
    assert without_size("a/boat-1-300x200.jpg") == "a/boat-1.jpg"
    assert scaled("a/boat.jpg") == "a/boat-scaled.jpg"
    assert {stem(f"a/boat{end}.jpg") for end in ("", "-scaled", "-rotated", "-10x10")} == {"a/boat"}
    assert without_site("sites/2/2019/a.jpg") == "2019/a.jpg"
    assert without_site("2019/sites/2/a.jpg") == "2019/sites/2/a.jpg"
