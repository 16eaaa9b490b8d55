"""Each reference leads to the file that it shows, in the largest size, at the place of the target."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from wpconv.document import targets
from wpconv.document.media.library import Library
from wpconv.document.media.records import index
from wpconv.literals import MediaMode
from wpconv.model import Media, Reference, WriteOptions

U = "https://tide.example/wp-content/uploads/"
BOAT = Media(
    4, U + "2019/03/boat.jpg", sizes=("boat-300x169.jpg", "boat-1024x576.jpg"), width=1600, height=900
)
HUGE = Media(
    7, U + "2023/07/quay-scaled.jpg", sizes=("quay-300x90.jpg",), original="quay.jpg", width=2560, height=768
)
PDF = Media(9, U + "2023/07/tides.pdf", sizes=("tides-pdf-212x300.jpg", "tides-pdf.jpg"))
CDN = Media(
    11, "https://cdn.example/media/2024/fog.png", file="2024/fog.png", sizes=("fog-150x150.png",), width=600,
    height=600,
)  # fmt: skip
RECORDS = index([BOAT, HUGE, PDF, CDN], ["tide.example"])
FILES = {
    "2019/03/boat.jpg", "2019/03/boat-300x169.jpg", "2020/05/boat.jpg", "2023/07/quay-scaled.jpg",
    "2023/07/quay.jpg", "2023/07/tides.pdf", "2023/07/tides-pdf.jpg", "2024/fog.png",
    "2018/poster-1920x1080.jpg", "2018/map.png", "2018/map-200x100.png", "2017/raft-200x100.png",
    "2016/net-scaled.jpg", "2015/old.php", "2015/a b#c.jpg",
}  # fmt: skip


def library(target: Any = "hugo", files: set[str] = FILES, **values: Any) -> Library:
    places = targets.target(target).media
    folder = targets.media_folder(WriteOptions(target, media_dir=values.pop("media_dir", "")))
    settings = {"files": frozenset(files), "folder": folder, "places": places, **values}
    return Library(RECORDS, **settings)


def shown(
    url: str, media: Media | None = None, candidates: tuple[str, ...] = (), **values: Any
) -> tuple[str, list[str]]:
    """Return the file that an image with a URL becomes, and the codes of the notices."""
    found = library(**values).resolve(Reference(url, "image", None, candidates), "content/a.md", media)
    assert found is not None
    use, notices = found
    return use.file if use.state == "copied" else use.state, [each.code.value for each in notices]


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("2019/03/boat.jpg", "2019/03/boat.jpg"),
        ("2019/03/boat-300x169.jpg", "2019/03/boat.jpg"),
        ("2019/03/boat-1024x576.jpg", "2019/03/boat.jpg"),
        # A size of an old theme, which the record does not list.
        ("2019/03/boat-640x360.jpg", "2019/03/boat.jpg"),
        ("2020/05/boat.jpg", "2020/05/boat.jpg"),
        ("2023/07/quay.jpg", "2023/07/quay-scaled.jpg"),
        ("2023/07/quay-300x90.jpg", "2023/07/quay-scaled.jpg"),
        ("2023/07/tides.pdf", "2023/07/tides.pdf"),
        ("2023/07/tides-pdf-212x300.jpg", "2023/07/tides-pdf.jpg"),
        ("2018/map-200x100.png", "2018/map.png"),
        ("2018/map-20x10.png", "2018/map.png"),
        ("2016/net-300x200.jpg", "2016/net-scaled.jpg"),
    ],
)
def test_the_largest_file_is_shown(path: str, file: str) -> None:
    """The records tell which file a size belongs to; without one, a file that the uploads hold does."""
    assert shown(U + path) == (file, [])
    assert shown(f"https://i1.wp.com/tide.example/wp-content/uploads/{path}?w=9") == (file, [])


def test_a_name_like_a_size_is_not_cut() -> None:
    """A file whose own name ends like a size is shown as it is, unless there is a larger one."""
    assert shown(U + "2018/poster-1920x1080.jpg")[0] == "2018/poster-1920x1080.jpg"
    # WordPress does not enlarge: this cannot be a size of the boat with 1600 × 900 pixels.
    big = U + "2019/03/boat-1920x1080.jpg"
    assert shown(big, files={"2019/03/boat-1920x1080.jpg"})[0] == "2019/03/boat-1920x1080.jpg"


def test_a_size_without_its_image_is_reported() -> None:
    """If only a smaller copy is there, it is copied, and a notice says so."""
    assert shown(U + "2017/raft-200x100.png") == ("2017/raft-200x100.png", ["media-thumbnail"])
    only_small = {"2019/03/boat-300x169.jpg"}
    assert shown(U + "2019/03/boat-300x169.jpg", files=only_small) == (*only_small, ["media-thumbnail"])


def test_what_the_element_tells_is_used() -> None:
    """The id of the attachment, or another URL of the image, leads to the record, if the names fit."""
    unlisted = U + "2019/03/boat-2000x9.jpg"
    files = {"2019/03/boat.jpg", "2019/03/boat-2000x9.jpg"}
    assert shown(unlisted, BOAT, files=files)[0] == "2019/03/boat.jpg"
    assert shown(unlisted, None, (U + "2019/03/boat-300x169.jpg",), files=files)[0] == "2019/03/boat.jpg"
    raft, full = U + "2017/raft-200x100.png", U + "2017/raft.png"
    assert shown(raft, None, (raft, full), files=FILES | {"2017/raft.png"}) == ("2017/raft.png", [])
    # A class that was left from another image.
    assert shown(U + "2017/raft-200x100.png", BOAT)[0] == "2017/raft-200x100.png"


@pytest.mark.parametrize(
    ("mode", "files"),
    [
        ("full", ["2019/03/boat.jpg", "2023/07/quay-scaled.jpg"]),
        ("library", ["2019/03/boat.jpg", "2023/07/quay-scaled.jpg"]),
        ("original", ["2019/03/boat.jpg", "2023/07/quay.jpg"]),
        ("used", ["2019/03/boat-300x169.jpg", "2023/07/quay-scaled.jpg"]),
    ],
)
def test_the_user_chooses_the_size(mode: MediaMode, files: list[str]) -> None:
    """With `used`, a size stays if it is there; with `original`, the upload before scaling is shown."""
    urls = [U + "2019/03/boat-300x169.jpg", U + "2023/07/quay-300x90.jpg"]
    assert [shown(url, mode=mode) for url in urls] == [(file, []) for file in files]
    assert mode in get_args(MediaMode)


def test_files_that_are_not_there() -> None:
    """A missing file is a loss; its URL becomes relative to the root, where it can be put later."""
    found = library().resolve(
        Reference("http://www.tide.example/wp-content/uploads/2017/gone.jpg?x=1"), "a.md"
    )
    assert found is not None
    use, (notice,) = found
    assert (use.state, use.new, use.file) == ("missing", "/wp-content/uploads/2017/gone.jpg", "2017/gone.jpg")
    assert (notice.code, notice.severity) == ("media-missing", "loss")
    assert shown(U + "2015/old.php") == ("missing", ["media-not-media"])


def test_other_folders_and_hosts() -> None:
    """An attachment with another folder or host is known by its record, in all sizes."""
    for url in ("https://cdn.example/media/2024/fog-150x150.png", "/media/2024/fog.png", U + "2024/fog.png"):
        assert shown(url) == ("2024/fog.png", [])
    assert library().resolve(Reference("https://tide.example/about/"), "a.md") is None
    assert library().resolve(Reference("https://elsewhere.example/x.jpg"), "a.md") is None
    external = library().resolve(Reference("https://elsewhere.example/x.jpg", "image"), "a.md")
    assert external is not None
    assert (external[0].state, external[0].file, external[0].new) == (
        "external", "elsewhere.example", "https://elsewhere.example/x.jpg",
    )  # fmt: skip


PLACES = {
    "neutral": ("posts/a.md", "media/2019/03/boat.jpg", "../media/2019/03/boat.jpg"),
    "hugo": ("content/posts/a.md", "static/wp-content/uploads/2019/03/boat.jpg", ""),
    "zola": ("content/blog/a.md", "static/wp-content/uploads/2019/03/boat.jpg", ""),
    "docusaurus": ("blog/a.md", "static/wp-content/uploads/2019/03/boat.jpg", ""),
    "astro": ("src/content/blog/a.md", "public/wp-content/uploads/2019/03/boat.jpg", ""),
    "jekyll": ("_posts/a.md", "wp-content/uploads/2019/03/boat.jpg", ""),
    "hexo": ("source/_posts/a.md", "source/wp-content/uploads/2019/03/boat.jpg", ""),
    "eleventy": ("src/posts/a.md", "src/wp-content/uploads/2019/03/boat.jpg", ""),
    "pelican": (
        "content/a.md", "content/wp-content/uploads/2019/03/boat.jpg",
        "{static}/wp-content/uploads/2019/03/boat.jpg",
    ),
}  # fmt: skip


@pytest.mark.parametrize("target", targets.names())
def test_each_target_has_its_place(target: str) -> None:
    """A file keeps its old URL where the generator serves files; elsewhere the URL is relative."""
    document, place, url = PLACES[target]
    old_url = "/wp-content/uploads/2019/03/boat.jpg"
    for is_field in (False, True):
        found = library(target).resolve(
            Reference(U + "2019/03/boat.jpg", "image"), document, is_field=is_field
        )
        assert found is not None
        expected = old_url if is_field and target != "neutral" else url or old_url
        assert (found[0].path, found[0].new) == (place, expected)


def test_the_user_chooses_the_folder() -> None:
    """Files go to --media-dir; where the generator does not serve that folder, URLs are relative."""
    cases = {
        ("astro", "src/assets/uploads"): "../../assets/uploads/2019/03/boat.jpg",
        ("hugo", "static/img"): "/img/2019/03/boat.jpg",
        ("neutral", "posts/files"): "files/2019/03/boat.jpg",
    }
    documents = {"astro": "src/content/blog/a.md", "hugo": "content/a.md", "neutral": "posts/a.md"}
    for (target, folder), url in cases.items():
        found = library(target, media_dir=folder).resolve(
            Reference(U + "2019/03/boat.jpg"), documents[target]
        )
        assert found is not None
        assert found[0].new == url


def test_a_file_beside_its_document() -> None:
    """A file that one document alone uses is beside it; any other document gets the one in the folder."""
    beside = {"2019/03/boat.jpg": "content/posts/a/boat.jpg"}
    urls = []
    for document in ("content/posts/a/index.md", "content/posts/b/index.md"):
        found = library(beside=beside).resolve(Reference(U + "2019/03/boat.jpg"), document)
        assert found is not None
        urls.append((found[0].path, found[0].new))
    assert urls == [
        ("content/posts/a/boat.jpg", "boat.jpg"),
        ("static/wp-content/uploads/2019/03/boat.jpg", "/wp-content/uploads/2019/03/boat.jpg"),
    ]


def test_names_in_urls() -> None:
    """Characters with a meaning in URLs are encoded; a renamed file is reported, a twin replaced."""
    odd = library().resolve(Reference(U + "2015/a%20b%23c.jpg", "image"), "a.md")
    assert odd is not None
    assert odd[0].new == "/wp-content/uploads/2015/a%20b%23c.jpg"
    renamed = {"2018/map.png": "2018/map-1.png"}
    assert shown(U + "2018/map.png", new_names=renamed) == ("2018/map.png", ["media-renamed"])
    assert shown(U + "2018/map.png", twins={"2018/map.png": "2017/map.png"})[0] == "2017/map.png"


def test_networks() -> None:
    """The folder of a site in a network is found in the uploads of the network, and in its own."""
    url = U + "sites/3/2019/03/net.jpg"
    assert shown(url, files={"sites/3/2019/03/net.jpg"})[0] == "sites/3/2019/03/net.jpg"
    assert shown(url, files={"2019/03/net.jpg"})[0] == "2019/03/net.jpg"
