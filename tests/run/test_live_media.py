"""Tests of finding the files that the posts of a fetched site show."""

from __future__ import annotations

from wpconv.run.live_media import _urls

SITE = "https://a.example/wp-content/uploads"


def test_urls_of_uploads() -> None:
    """URLs of uploads are found in attributes, in sets of sources and in CSS, without their queries."""
    html = (
        f'<img src="{SITE}/1.jpg?w=3" srcset="/wp-content/uploads/2.jpg 1x, {SITE}/3.jpg 2x">'
        f"<p style='background:url({SITE}/4.jpg)'><a href={SITE}/5&amp;6.pdf>"
        "<img src=\"https://i0.wp.com/a.example/wp-content/uploads/6.jpg\"><img src='/files/7.jpg'>"
    )
    assert list(_urls(html)) == [
        f"{SITE}/1.jpg", "/wp-content/uploads/2.jpg", f"{SITE}/3.jpg", f"{SITE}/4.jpg", f"{SITE}/5",
        "https://i0.wp.com/a.example/wp-content/uploads/6.jpg", "/files/7.jpg",
    ]  # fmt: skip


def test_long_data_is_searched_once() -> None:
    """A picture in a `data:` URL of many megabytes, which has slashes, does not hold up the search."""
    html = f'<img src="data:image/png;base64,{("A" * 70 + "/") * 100_000}"><img src="{SITE}/1.jpg">'
    assert list(_urls(html)) == [f"{SITE}/1.jpg"]
