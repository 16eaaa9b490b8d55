"""Rows of the database, and lists that wp-cli prints as JSON."""

from __future__ import annotations

from typing import Any

import pytest

from wpconv import convert_records
from wpconv.read.records import classify

BODY = 'One\ntwo\n\n[gallery link="none"]\n\n[playlist ids="10"]\n\n<!-- wp:block {"ref":9} /-->'
POST = {
    "ID": 7,
    "post_author": "3",
    "post_title": "Fög & <em>tide</em>",
    "post_name": "",
    "post_date": "2024-05-06 07:08:09",
    "post_status": "draft",
    "post_type": "post",
    "post_password": "sesame",
    "post_content": BODY,
    "post_category": [4],
    "tags_input": ["mar azul"],
}
ROWS: list[Any] = [
    POST,
    {"ID": "8", "post_type": "attachment", "post_title": "Boat", "post_mime_type": "image/jpeg",
     "guid": "https://a.example/wp-content/uploads/boat.jpg", "post_parent": "7", "menu_order": "2"},
    {"ID": "11", "post_type": "attachment", "post_title": "Mill", "post_mime_type": "image/png",
     "guid": "https://a.example/wp-content/uploads/mill.png", "post_parent": "7", "menu_order": "1"},
    {"ID": "10", "post_type": "attachment", "post_title": "Horn", "guid": "https://a.example/?attachment_id=10",
     "post_mime_type": "audio/mpeg"},
    {"ID": "9", "post_type": "wp_block", "post_title": "x", "post_content": "<p>Shared.</p>"},
    {"ID": 3, "user_login": "ines", "display_name": "Inês Vaz", "user_email": "i@a.example"},
    {"term_id": 4, "term_taxonomy_id": 4, "name": "Gear", "slug": "gear", "description": "", "parent": 0},
]  # fmt: skip


def test_lists_of_wp_cli_resolve_the_ids_of_rows() -> None:
    """Users, terms, attachments and reusable blocks that wp-cli prints are found by the ids of a row."""
    (document,) = convert_records(ROWS)
    assert document.front_matter["author"] == "Inês Vaz"
    assert document.front_matter["categories"] == ["Gear"]
    assert document.front_matter["tags"] == ["mar azul"]
    assert document.front_matter["draft"] is True
    assert document.path == "posts/fog-tide.md"
    assert document.body.split("\n\n") == [
        "One  \ntwo",
        "![](https://a.example/wp-content/uploads/mill.png)",
        "![](https://a.example/wp-content/uploads/boat.jpg)",
        '[playlist ids="10"]',
        "Shared.",
    ]
    assert "unresolved-media" in {notice.code for notice in document.notices}


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"ID": 1, "post_title": "a", "post_type": "revision", "post_content": ""}, "revision"),
        ({"ID": 1, "post_title": "a", "post_type": "shop_order", "post_content": ""}, "internal record"),
        ({"ID": 1, "post_title": "a", "post_type": "attachment"}, classify.MEDIA),
        ({"ID": 1, "post_title": "a", "post_type": "wp_block"}, classify.BLOCK),
        ({"ID": 1, "post_title": "a", "post_type": "nav_menu_item"}, "template"),
        ({"ID": 1, "post_title": "a", "post_name": "b", "post_date": "", "post_status": "x"}, classify.POST),
        ({"ID": 1, "user_login": "a", "display_name": "b", "user_email": "c"}, classify.AUTHOR),
        ({"term_id": 1, "name": "a", "slug": "b", "count": 3}, classify.TERM),
        ({"comment_ID": "1", "comment_post_ID": "2", "comment_content": "a"}, classify.COMMENT),
        ({"db_id": 1, "type": "custom", "title": "a", "link": "/", "position": 1}, classify.MENU_ITEM),
        ({"id": 1, "title": {"raw": "a"}, "menus": None, "object_id": "1"}, classify.MENU_ITEM),
    ],
)
def test_kinds(record: dict[str, Any], kind: str) -> None:
    """A record is recognised by its columns, also in the short form that wp-cli prints by default."""
    assert classify.kind(record) == kind


@pytest.mark.parametrize(
    "path", ["post_password", "author_email", "meta.user_email", "meta.client_ip", "x.pass"]
)
def test_private_fields_are_refused(path: str) -> None:
    """`--field` writes no password, e-mail address or IP, alone or inside of another value, but says so."""
    first, _, second = path.partition(".")
    record = {**POST, "meta": {}, first: {second: "sesame", "kept": "yes"} if second else "sesame"}
    (document,) = convert_records([record], field=[f"a={path}", f"b={first}"])
    assert "sesame" not in document.text
    assert document.front_matter.get("b") == ({"kept": "yes"} if second else None)
    assert "own-field" in {notice.code for notice in document.notices}
