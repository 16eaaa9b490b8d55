"""Entities have what their records say, whatever the version of the API and the plugins of the site are."""

from __future__ import annotations

from typing import Any

import pytest

from wpconv.model import Location, Media
from wpconv.read.records import entities
from wpconv.read.records.post import post

URL = "https://tide.example/wp-content/uploads/2024/05/boat-scaled.jpg"
CDN = "https://cdn.example/2024/05/boat-1024x768.jpg"
RECORD: dict[str, Any] = {
    "id": 9,
    "source_url": URL,
    "mime_type": "image/jpeg",
    "media_details": {
        "width": 2560,
        "height": "1920",
        "file": "2024/05/boat-scaled.jpg",
        "original_image": "boat.jpg",
        "sizes": {
            "medium": {"file": "boat-300x225.jpg", "source_url": URL.replace("scaled", "300x225")},
            "large": {"file": "boat-1024x768.jpg", "source_url": CDN},
            "tiny": {"file": "boat-150x150.jpg"},
            "odd": None,
            "full": {"file": "boat-scaled.jpg", "source_url": URL},
        },
    },
}


def test_an_attachment_has_all_its_files() -> None:
    """Copies in the folder of the file are names, others are URLs; the file itself is not among them."""
    assert entities.media(RECORD, "tide.example") == Media(
        9,
        URL,
        mime_type="image/jpeg",
        host="tide.example",
        file="2024/05/boat-scaled.jpg",
        sizes=("boat-300x225.jpg", CDN, "boat-150x150.jpg"),
        original="boat.jpg",
        width=2560,
        height=1920,
    )


def test_an_embedded_attachment_has_them_too() -> None:
    """A featured image that a post embeds is read as a record of its own."""
    record = {"id": 3, "title": {"rendered": "x"}, "_embedded": {"wp:featuredmedia": [RECORD]}}
    image = post(record, Location("a.json")).featured_media
    assert isinstance(image, Media)
    assert (image.sizes[0], image.original, image.width) == ("boat-300x225.jpg", "boat.jpg", 2560)


@pytest.mark.parametrize("details", [None, [], "x", {}, {"sizes": []}, {"sizes": {"a": 3}, "width": None}])
def test_details_may_be_absent_or_odd(details: object) -> None:
    """A document, an old upload or a record of a plugin has no details that can be used."""
    media = entities.media({**RECORD, "media_details": details})
    assert (media.source_url, media.sizes, media.original, media.width) == (URL, (), "", 0)
