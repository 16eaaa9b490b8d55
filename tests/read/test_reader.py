"""A source becomes posts and things: by the shape of each value, whatever the fields lie."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpconv.errors import ReadError
from wpconv.model import Author, Location, Media, Post, ReadOptions, Term
from wpconv.notices import Notice
from wpconv.read import reader
from wpconv.read.records import classify
from wpconv.read.records.post import post
from wpconv.read.sources.sources import Source

POST = {
    "id": 7,
    "slug": "fog",
    "link": "https://tide.example/fog/",
    "title": {"rendered": "Fog"},
    "content": {"rendered": "<p>Thick.</p>", "protected": False},
}
TERM = {"id": 3, "name": "Weather", "slug": "weather", "taxonomy": "category", "count": 2}
USER = {"id": 2, "name": "Ada", "slug": "ada", "avatar_urls": {"24": "https://tide.example/a.png"}}
MEDIA = {"id": 9, "media_type": "image", "mime_type": "image/png", "source_url": "https://tide.example/f.png"}
COMMENT = {"id": 4, "post": 7, "author_name": "Bo", "content": {"rendered": "<p>Nice</p>"}}
ERROR = {"code": "rest_forbidden", "message": "<p>Sorry.</p>", "data": {"status": 401}}


def read(tmp_path: Path, value: Any, **options: Any) -> list[reader.Item]:
    path = tmp_path / "export.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return list(reader.read_source(Source("export.json", path), ReadOptions(**options)))


def made(**fields: Any) -> Post:
    return post({**POST, **fields}, Location("export.json"))


def counts(found: list[reader.Item]) -> dict[str, int]:
    return {each.kind: each.count for each in found if isinstance(each, reader.SkippedRecords)}


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (POST, "post"),
        ({"title": {"rendered": "x"}}, "post"),
        ({"content": {"rendered": "x", "protected": False}}, "post"),
        ({"ID": 1, "site_ID": 2, "title": "x", "content": "y"}, "post"),
        ({"id": 1, "url": "u", "title": "x", "title_plain": "x", "content": "y"}, "post"),
        ({"ID": 1, "title": "x", "content": "y", "terms": {}}, "post"),
        ({"ID": "1", "post_title": "x", "post_content": "y"}, "post"),
        ({**POST, "type": "revision"}, "revision"),
        ({**POST, "slug": "7-autosave-v1"}, "revision"),
        ({**POST, "type": "wp_template"}, "template"),
        ({**POST, "type": ["odd"]}, "post"),
        (TERM, "term"),
        (USER, "author"),
        ({"id": 2, "name": "Ada", "slug": "ada", "url": "", "description": ""}, "author"),
        (MEDIA, "media"),
        (COMMENT, "comment"),
        (ERROR, "error"),
        ({"error": "unknown_post", "message": "Unknown post"}, "error"),
        ({"status": "error", "error": "Not found."}, "error"),
        ({"code": "x", "message": "y", "content": {"rendered": "z"}}, "post"),
        ({"namespaces": [], "routes": {}}, "API index"),
        ({"id": 1, "title": "x", "url": "u", "type": "post", "subtype": "post"}, "search result"),
        ({"post": {"rest_base": "posts", "hierarchical": False}}, "post type"),
        ({"category": {"rest_base": "categories", "types": ["post"], "hierarchical": True}}, "taxonomy"),
        ({"publish": {"name": "Published", "queryable": True}}, "status"),
        ({"title": "x", "timezone": "UTC", "date_format": "F"}, "settings"),
        ({"id": 1, "name": "Shirt", "price": "5", "images": [{"src": "x"}]}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_record_is_told_by_its_keys(record: dict[str, Any], kind: str) -> None:
    """Each of WordPress's shapes has its kind, whatever else is in it."""
    assert classify.kind(record) == kind


@pytest.mark.parametrize(
    "value",
    [
        POST,
        [POST],
        [[POST], []],
        {"body": POST, "status": 200, "headers": {}},
        {"body": [POST], "status": 200, "headers": []},
        {"responses": [{"body": [POST], "status": 207, "headers": {}}]},
        {"found": 1, "posts": [POST]},
        {"status": "ok", "count": 1, "posts": [POST]},
        {"status": "ok", "post": POST},
        {"7": POST},
        {"data": {"code": 200, "items": [POST]}, "message": "OK"},
    ],
)
def test_posts_are_found_inside_what_is_around_them(value: Any, tmp_path: Path) -> None:
    """Envelopes, batches, maps and other programs' wrappers are opened."""
    (item,) = (each for each in read(tmp_path, value) if isinstance(each, Post))
    assert (item.id, item.title, item.content) == (7, "Fog", "<p>Thick.</p>")


def test_lists_may_mix_everything(tmp_path: Path) -> None:
    """Each record of a list is told on its own; what is passed over is counted by kind."""
    found = read(tmp_path, [POST, TERM, USER, MEDIA, COMMENT, COMMENT, ERROR, {"price": 5}])
    assert [type(each) for each in found if not isinstance(each, reader.SkippedRecords)] == [
        Post, Term, Author, Media, ReadError, Notice,
    ]  # fmt: skip
    assert counts(found) == {"comment": 2, "unknown": 1}
    error = next(each for each in found if isinstance(each, ReadError))
    assert "“Sorry.” (rest_forbidden)" in error.cause
    assert "password" in error.advice


def test_what_a_post_embeds_is_told_once(tmp_path: Path) -> None:
    """Terms, authors and media of `_embedded` come as things of their own, for posts that embed nothing."""
    embeds = {"_embedded": {"author": [USER], "wp:featuredmedia": [MEDIA], "wp:term": [[TERM]]}}
    found = read(tmp_path, [{**POST, **embeds}, {**POST, "id": 8, **embeds}])
    things = [each for each in found if isinstance(each, Term | Author | Media)]
    assert [each.id for each in things] == [3, 2, 9]
    assert {each.host for each in things} == {"tide.example"}


def test_some_posts_are_read_again_alone(tmp_path: Path) -> None:
    """A post that was found is found again at its place, from its byte or by reading all."""
    for value in ([POST, {**POST, "id": 8}], {"posts": [POST, {**POST, "id": 8}]}):
        first = [each for each in read(tmp_path, value) if isinstance(each, Post)]
        source = Source("export.json", tmp_path / "export.json")
        again = list(reader.read_source(source, ReadOptions(), [first[1].location]))
        assert again == first[1:]


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ({"id": "12"}, "id", 12),
        ({"id": True}, "id", None),
        ({"id": -1}, "id", None),
        ({"title": None}, "title", ""),
        ({"title": 2024}, "title", "2024"),
        ({"title": {"raw": "Only raw"}}, "title", "Only raw"),
        ({"parent": False}, "parent", None),
        ({"parent": {"ID": 3}}, "parent", 3),
        ({"author": 0}, "author", None),
        ({"author": "5"}, "author", 5),
        ({"author": 5, "_embedded": {"author": [ERROR]}}, "author", 5),
        ({"author": "Ada L."}, "author", Author(0, "Ada L.", host="tide.example")),
        ({"featured_media": 0}, "featured_media", None),
        ({"featured_media": 9, "_embedded": {"wp:featuredmedia": [ERROR]}}, "featured_media", 9),
        ({"featured_media": 9, "_embedded": {"wp:featuredmedia": [{"routes": {}}]}}, "featured_media", 9),
        ({"menu_order": "4"}, "menu_order", 4),
        ({"menu_order": []}, "menu_order", 0),
        ({"content": {"rendered": "x", "protected": True}}, "protected", True),
        ({"password": "secret"}, "protected", True),
        ({"status": None}, "status", "publish"),
        ({"link": "https://www.Tide.example:8080/x/"}, "host", "tide.example:8080"),
        ({"link": "/x/"}, "host", ""),
        (
            {"_links": {"self": [{"href": "https://tide.example/blog/wp-json/wp/v2/posts/7"}]}},
            "host",
            "tide.example/blog",
        ),
        (
            {"_links": {"self": [{"href": "https://tide.example/?rest_route=%2Fwp%2Fv2%2Fposts%2F7"}]}},
            "host",
            "tide.example",
        ),
        ({"_links": {"about": [{"href": "https://tide.example/wp-json/wp/v2/types/page"}]}}, "type", "page"),
        ({"_links": {"collection": [{"href": "https://tide.example/wp-json/wp/v2/pages"}]}}, "type", "page"),
    ],
)
def test_fields_may_lie(fields: dict[str, Any], name: str, expected: Any) -> None:
    """A field of an unexpected type is read as what it can be, or as absent."""
    assert getattr(made(**fields), name) == expected


def test_custom_taxonomies_are_known_by_their_links() -> None:
    """The field of a custom taxonomy has another name than the taxonomy: the record's links tell which."""
    for address in (
        "https://tide.example/wp-json/wp/v2/moods?post=7",
        "https://tide.example/index.php?rest_route=%2Fwp%2Fv2%2Fmoods&post=7",
    ):
        item = made(moods=[4], _links={"wp:term": [{"taxonomy": "mood", "href": address}]})
        assert item.terms == {"mood": (4,)}


def test_terms_keep_the_order_of_the_record() -> None:
    """Embedded terms stand where their ids do; an id that nothing embeds stays a number."""
    item = made(categories=[5, 3], _embedded={"wp:term": [[TERM]]})
    five, three = item.terms["category"]
    assert (five, three) == (5, Term(3, "category", "Weather", "weather", host="tide.example"))


def test_older_shapes_say_the_same() -> None:
    """A post of WordPress.com, of the JSON API plugin, of WP-API v1 and of a database are read alike."""
    records = [
        {"ID": 7, "site_ID": 1, "title": "Fog", "content": "x", "URL": "https://tide.example/fog/",
         "author": {"ID": 2, "name": "Ada", "nice_name": "ada"}, "featured_image": "https://tide.example/f.png",
         "categories": {"Weather": {"ID": 3, "name": "Weather", "slug": "weather"}},
         "date": "2024-05-01T10:00:00+02:00"},
        {"id": 7, "title": "Fog", "title_plain": "Fog", "content": "x", "url": "https://tide.example/fog/",
         "author": {"id": 2, "name": "Ada", "slug": "ada"},
         "thumbnail_images": {"full": {"url": "https://tide.example/f.png"}},
         "categories": [{"id": 3, "title": "Weather", "slug": "weather"}], "date": "2024-05-01 10:00:00"},
        {"ID": 7, "title": "Fog", "content": "x", "link": "https://tide.example/fog/",
         "author": {"ID": 2, "name": "Ada", "slug": "ada"},
         "featured_image": {"source": "https://tide.example/f.png"},
         "terms": {"category": [{"ID": 3, "name": "Weather", "slug": "weather"}]},
         "date": "2024-05-01T10:00:00", "date_gmt": "2024-05-01T08:00:00"},
    ]  # fmt: skip
    for record in records:
        item = post(record, Location("x"))
        assert classify.kind(record) == "post"
        assert (item.id, item.title, item.link) == (7, "Fog", "https://tide.example/fog/")
        assert isinstance(item.author, Author)
        assert (item.author.id, item.author.name, item.author.slug) == (2, "Ada", "ada")
        assert isinstance(item.featured_media, Media)
        assert item.featured_media.source_url == "https://tide.example/f.png"
        assert [term.name for term in item.terms["category"] if isinstance(term, Term)] == ["Weather"]
        assert item.date is not None
        assert item.date.replace(tzinfo=None).isoformat() == "2024-05-01T10:00:00"


def test_a_database_row_is_a_post() -> None:
    """A row of `wp_posts` has all as text, and its own names."""
    row = {"ID": "7", "post_title": "Fog", "post_content": "x", "post_name": "fog", "post_status": "draft",
           "post_type": "page", "post_parent": "3", "post_password": "p", "post_date": "2024-05-01 10:00:00",
           "post_date_gmt": "2024-05-01 08:00:00"}  # fmt: skip
    item = post(row, Location("x"))
    assert (item.id, item.type, item.status, item.parent, item.protected) == (7, "page", "draft", 3, True)
    assert item.date == datetime(2024, 5, 1, 10, tzinfo=timezone(timedelta(hours=2)))


def test_a_cut_text_is_kept_and_a_cut_address_is_not(tmp_path: Path) -> None:
    """The beginning of a body is worth keeping; that of a permalink or a status would be another one."""
    text = json.dumps([POST])
    (item,) = (each for each in read(tmp_path, text[: text.index("hick")]) if isinstance(each, Post))
    assert (item.content, item.incomplete) == ("<p>T", True)
    cut = json.dumps({"id": 7, "slug": "fog", "date": "2024-05-01T10:00:00", "link": "https://tide.ex"})[:-2]
    (item,) = (each for each in read(tmp_path, cut) if isinstance(each, Post))
    assert (item.slug, item.link, item.incomplete) == ("fog", "", True)


def test_only_the_last_record_of_a_cut_envelope_is_cut(tmp_path: Path) -> None:
    """Where posts stand inside something that was cut, those before the last are whole."""
    text = json.dumps({"posts": [POST, {**POST, "id": 8}]})
    posts = [each for each in read(tmp_path, text[:-10]) if isinstance(each, Post)]
    assert [(each.id, each.incomplete) for each in posts] == [(7, False), (8, True)]
    assert [bool(each.notices) for each in posts] == [False, True]


def test_a_failure_is_an_item(tmp_path: Path) -> None:
    """What cannot be read is yielded, not raised, also when only some posts are asked for."""
    source = Source("gone.json", tmp_path / "gone.json")
    for places in (None, [Location("gone.json", 0, 0)], [Location("gone.json", 0)]):
        (error,) = reader.read_source(source, ReadOptions(), places)
        assert isinstance(error, ReadError)
        assert error.cause.startswith("gone.json: cannot be read")


def test_fields_without_a_key_are_named() -> None:
    """Of what a document cannot hold, only what says something is named."""
    says = {"sticky": True, "format": "video", "acf": {"x": 1}}
    says_nothing = {"sticky": False, "format": "standard", "template": "", "meta": []}
    held = {"moods": [4], "_links": {"wp:term": [{"taxonomy": "mood", "href": "/wp/v2/moods"}]}}
    assert reader.unmapped_fields({**POST, **held, **says_nothing}) == set()
    assert reader.unmapped_fields({**POST, **held, **says}) == set(says)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(
    st.sampled_from([*POST, "author", "featured_media", "categories", "tags", "date", "date_gmt", "modified",
                     "parent", "menu_order", "type", "status", "_links", "_embedded", "meta", "terms", "ID"]),
    JSON,
)  # fmt: skip


@settings(max_examples=200)
@given(FIELDS)
def test_no_field_stops_a_post(fields: dict[str, Any]) -> None:
    """Whatever stands in a field, a record is read, and its facts with it."""
    for kind, record in classify.records({**POST, **fields}):
        if kind == classify.POST:
            item = post(record, Location("x"))
            assert reader.facts(item).id == item.id
            reader.unmapped_fields(record)


@pytest.mark.parametrize("text", ["null", "false", "0", '"-1"', "{}", "[-1]"])
def test_an_answer_of_one_word_is_a_failure(text: str, tmp_path: Path) -> None:
    """What a site sends instead of posts when it refuses is named with what it is."""
    error = next(each for each in read(tmp_path, text) if isinstance(each, ReadError))
    assert error.cause.startswith("export.json: holds nothing but ")


def test_no_posts_are_no_failure(tmp_path: Path) -> None:
    """An empty list is the answer of a site that has nothing, and nothing is said."""
    assert read(tmp_path, "[]") == []
