from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from wpconv.convert import convert
from wpconv.model import Author, BodyOptions, Document, Location, Media, Post, Term, WriteOptions
from wpconv.notices import Notice, Severity
from wpconv.options import Options
from wpconv.read.site import Site

HOST = "example.org"
POST = Post(
    Location("posts.json"), id=7, slug="a-post", link="https://example.org/2024/a-post/", host=HOST,
    title="Tea &amp; <em>milk</em>", content="<p>Words.</p>",
    date=datetime.fromisoformat("2024-05-01T10:00:00+02:00"),
)  # fmt: skip


def site(*things: object) -> Site:
    known = Site()
    for thing in things:
        known.add(thing)
    return known


def converted(
    *things: object, options: Options | None = None, post: Post = POST, **fields: object
) -> Document:
    changed = replace(post, **fields)  # type: ignore[arg-type]
    return convert(changed, site(*things), "posts/a-post.md", options or Options())


def codes(document: Document) -> list[tuple[str, str]]:
    return [(notice.code, notice.severity) for notice in document.notices]


def test_a_document_is_front_matter_and_body() -> None:
    """The text is the fields in their order, a blank line, the body, and one final newline."""
    document = converted()
    assert document.text == (
        '---\ntitle: "Tea & milk"\ndate: 2024-05-01T10:00:00+02:00\nslug: "a-post"\n'
        'permalink: "/2024/a-post/"\nwp_id: 7\n---\n\nWords.\n'
    )
    assert document.path == "posts/a-post.md"
    assert document.notices == ()


def test_ids_become_names() -> None:
    """Authors, terms and the featured image are named from the run's collections, entities decoded."""
    document = converted(
        Author(3, "Ada &amp; Co", host=HOST),
        Term(11, "category", "News &amp; Views", host=HOST),
        Term(21, "post_tag", "Tea", host=HOST),
        Term(31, "mood", "Calm", host=HOST),
        Media(9, "https://example.org/a.png", "A &quot;cup&quot;", host=HOST),
        author=3,
        featured_media=9,
        terms={"category": (11,), "post_tag": (21,), "mood": (31,)},
    )
    fields = document.front_matter
    assert fields["author"] == "Ada & Co"
    assert (fields["categories"], fields["tags"], fields["mood"]) == (["News & Views"], ["Tea"], ["Calm"])
    assert fields["image"] == "https://example.org/a.png"
    assert fields["image_alt"] == 'A "cup"'
    assert document.notices == ()


def test_ids_of_another_site_are_none() -> None:
    """An id names what its own site knows by it."""
    document = converted(Author(3, "Eve", host="elsewhere.example"), author=3)
    assert "author" not in document.front_matter
    assert codes(document) == [("unresolved-author", "warning")]


def test_what_nothing_resolves_keeps_its_number() -> None:
    """An id is never written as a name: it has a key of its own and a warning."""
    document = converted(
        author=3, featured_media=9, terms={"category": (11, 12), "post_tag": (21,), "mood": (31,)}
    )
    fields = document.front_matter
    assert fields["author_id"] == 3
    assert fields["featured_media"] == 9
    assert (fields["category_ids"], fields["tag_ids"], fields["mood_ids"]) == ([11, 12], [21], [31])
    assert not {"author", "categories", "tags", "mood", "image"} & fields.keys()
    assert sorted(codes(document)) == [
        ("unresolved-author", "warning"),
        ("unresolved-media", "warning"),
        *[("unresolved-term", "warning")] * 3,
    ]


def test_no_author_is_no_loss() -> None:
    """An author of 0 or none at all is silent."""
    assert converted(author=0).notices == ()
    assert "author" not in converted(author=None).front_matter


@pytest.mark.parametrize("status", ["draft", "pending", "auto-draft", "future", "private", "anything"])
def test_nothing_private_is_published(status: str) -> None:
    """Whatever is not public becomes a draft."""
    assert converted(status=status).front_matter["draft"] is True
    assert "draft" not in converted(status="publish").front_matter


def test_a_protected_post_is_a_draft_with_its_body() -> None:
    """The body that an authenticated export holds is written; that it asked for a password is said."""
    document = converted(protected=True)
    assert document.front_matter["draft"] is True
    assert document.body == "Words."
    assert codes(document) == [("protected", "info")]
    assert "does not hold its body" in converted(protected=True, content="").notices[0].detail


def test_verify_is_done_when_it_is_asked_for() -> None:
    """With verify a body that comes back whole brings no notice."""
    document = converted(
        options=Options(body=BodyOptions(verify=True)),
        content="<p>Some <strong>strong</strong> words</p><ul><li>one</li><li>two</li></ul>",
    )
    assert document.notices == ()


def test_a_document_says_whether_it_asked_for_attachments() -> None:
    """Only a body that looks up attachments depends on them."""
    gallery = '<p>[gallery ids="9"]</p>'
    assert converted(Media(9, "https://example.org/a.png", host=HOST), content=gallery).uses_media
    assert not converted().uses_media


def test_the_target_decides_on_marker_and_fields() -> None:
    """Options reach the stages they are for."""
    document = converted(
        options=Options(write=WriteOptions(target="hugo")), content="<p>a</p><!--more--><p>b</p>"
    )
    assert document.body == "a\n\n<!--more-->\n\nb"
    assert document.front_matter["params"]["wp_id"] == 7


def test_notices_stand_in_the_order_of_the_path() -> None:
    """What reading met comes first, then ids, then the body."""
    document = converted(
        notices=(Notice("lone-surrogate", "", Severity.WARNING, 7),), author=3, content="<p>[unknown a=1]</p>"
    )
    assert [code for code, _ in codes(document)] == [
        "lone-surrogate", "unresolved-author", "unknown-shortcode",
    ]  # fmt: skip
