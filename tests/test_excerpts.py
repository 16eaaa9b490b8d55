from __future__ import annotations

from dataclasses import replace

import pytest

from wpconv.body.parse.html import parse
from wpconv.excerpts import manual_excerpt
from wpconv.model import Location, Post

LINK = "https://example.org/a-post/"
BODY = (
    "<h2>Before</h2><p>The first words of <em>it</em><sup>1</sup>.</p>"
    "<figure><img src='a.png'><figcaption>A caption</figcaption></figure><p>And the last words.</p>"
)


def excerpt_of(excerpt: str, body: str = BODY, **fields: object) -> str:
    post = Post(Location("posts.json"), link=LINK, content=body, excerpt=excerpt)
    return manual_excerpt(replace(post, **fields), parse(body).root)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "excerpt",
    [
        "",
        "<p>The first words [&hellip;]</p>\n",
        "<p>The first words […]</p>",
        "<p>The first words&#8230;</p>",
        "<p>The first words…</p><p>&nbsp;</p>",
        "<p>The first words ...</p>",
        f'<p>Something else <a href="{LINK}">Continue</a></p>',
        '<p>Something else <a class="more-link" href="?p=1">More</a></p>',
        "<p>Before The first words of it. A caption And the last words.</p>",
        "<p>Before The first words of it. And the last words.</p>",
        "<p>The first words of it.</p>",
        "<p>Before The first wor</p>",
        "<p>before the FIRST words of it</p>",
    ],
)
def test_automatic_excerpts(excerpt: str) -> None:
    """An excerpt that is cut, links to its post, or consists of blocks of the body is no manual one."""
    assert excerpt_of(excerpt) == ""


@pytest.mark.parametrize(
    ("excerpt", "body"),
    [
        ("[et_pb_section fb_built=”1″][et_pb_text]The tide[/et_pb_text]", "<p>The tide</p><p>More</p>"),
        ("[vc_row][vc_column]The tide", "<p>[vc_row][vc_column]The tide</p><p>comes[/vc_row]</p>"),
        ("The tide", "<p>[vc_row]The tide</p><p>comes[/vc_row]</p>"),
        ("https://youtu.be/Ahttps://youtu.be/B", "<iframe src='https://youtu.be/A'></iframe>"),
        ("https://youtu.be/A The tide", "<iframe src='https://youtu.be/A'></iframe><p>The tide</p>"),
        ("Write to us. [form id=1]", "<p>Write to us.</p>"),
        ("Write [form id=“1", "<p>Write to us.</p>"),
    ],
)
def test_automatic_excerpts_with_addresses_and_shortcodes(excerpt: str, body: str) -> None:
    """Addresses and shortcodes, which an automatic excerpt shows as text, do not make it a manual one."""
    assert excerpt_of(f"<p>{excerpt}</p>", body) == ""


@pytest.mark.parametrize(
    ("excerpt", "text"),
    [
        ("<p>What it is about.</p>\n", "What it is about."),
        ("<p>Two</p>\n<p>paragraphs &amp; an entity</p>", "Two paragraphs & an entity"),
        ("<p>The first words of it, and why.</p>", "The first words of it, and why."),
        ("<p>And the last words. Before</p>", "And the last words. Before"),
        ("Without any tag", "Without any tag"),
        ("See [1] and https://example.org/x", "See [1] and https://example.org/x"),
    ],
)
def test_manual_excerpts(excerpt: str, text: str) -> None:
    """Any other excerpt is returned as plain text on one line."""
    assert excerpt_of(excerpt) == text


def test_the_record_decides() -> None:
    """If the record has the excerpt's source (`context=edit`), nothing is guessed."""
    assert excerpt_of("<p>The first words of it.</p>", has_manual_excerpt=True) == "The first words of it."
    assert excerpt_of("<p>Cut by hand …</p>", has_manual_excerpt=True) == "Cut by hand …"
    assert excerpt_of("<p>What it is about.</p>", has_manual_excerpt=False) == ""


def test_protected_posts() -> None:
    """WordPress's sentence about the missing password is no excerpt; the author's own excerpt is."""
    assert excerpt_of("<p>There is no excerpt because this is a protected post.</p>", protected=True) == ""
    assert excerpt_of("<p>A secret.</p>", protected=True, has_manual_excerpt=True) == "A secret."
