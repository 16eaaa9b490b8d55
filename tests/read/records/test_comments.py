from __future__ import annotations

import pytest

from wpconv.read.records.comments import comment

RECORD = {
    "id": 12, "post": 86, "parent": 3, "author_name": "Rui &amp; Ana", "author_url": "https://r.example/",
    "author_email": "rui@r.example", "author_ip": "192.0.2.7", "date": "2008-07-02T08:00:00",
    "date_gmt": "2008-07-02T10:30:00", "content": {"rendered": "<p>Yes</p>"}, "status": "approved",
    "type": "comment",
}  # fmt: skip
ROW = {
    "comment_ID": "12", "comment_post_ID": "86", "comment_parent": "3", "comment_author": "Rui &amp; Ana",
    "comment_author_url": "https://r.example/", "comment_author_email": "rui@r.example",
    "comment_author_IP": "192.0.2.7", "comment_date": "2008-07-02 08:00:00",
    "comment_date_gmt": "2008-07-02 10:30:00", "comment_content": "<p>Yes</p>", "comment_approved": "1",
    "comment_type": "comment",
}  # fmt: skip


@pytest.mark.parametrize("record", [RECORD, ROW], ids=["api", "wp-cli"])
def test_a_comment(record: dict[str, object]) -> None:
    """A comment is the same from the API and from wp-cli, without e-mail and IP address."""
    found = comment(record)
    assert found is not None
    assert (found.id, found.post, found.parent, found.author) == (12, 86, 3, "Rui &amp; Ana")
    assert (found.url, found.content, found.is_pingback) == ("https://r.example/", "<p>Yes</p>", False)
    assert found.date is not None
    assert found.date.isoformat() == "2008-07-02T08:00:00-02:30"
    assert "192.0.2.7" not in repr(found)
    assert "rui@" not in repr(found)


@pytest.mark.parametrize("status", ["hold", "spam", "trash", "0", ""])
def test_only_approved_comments(status: str) -> None:
    """A comment that nobody approved is none."""
    assert comment({**RECORD, "status": status}) is None


def test_kinds_of_comments() -> None:
    """Pingbacks are marked; notes of plugins, such as orders of a shop, are no comments."""
    linked = comment({**RECORD, "type": "pingback"})
    assert linked is not None
    assert linked.is_pingback
    assert comment({**RECORD, "type": "order_note"}) is None


def test_urls_that_are_no_websites() -> None:
    """Only an http(s) URL is an author's website."""
    found = comment({**RECORD, "author_url": "javascript:alert(1)"})
    assert found is not None
    assert found.url == ""
