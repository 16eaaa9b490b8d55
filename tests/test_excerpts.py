from __future__ import annotations

from dataclasses import replace

import pytest

from wpconv.body.parse.html import parse
from wpconv.excerpts import description
from wpconv.model import Location, Post

LINK = "https://example.org/a-post/"
BODY = (
    "<h2>Before</h2><p>The first words of <em>it</em><sup>1</sup>.</p>"
    "<figure><img src='a.png'><figcaption>A caption</figcaption></figure><p>And the last words.</p>"
)


def described(excerpt: str, body: str = BODY, **fields: object) -> str:
    post = Post(Location("posts.json"), link=LINK, content=body, excerpt=excerpt)
    return description(replace(post, **fields), parse(body).root)  # type: ignore[arg-type]


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
def test_what_wordpress_makes_is_no_description(excerpt: str) -> None:
    """Cut texts, links to read on, and the body's own blocks in their order were written by no person."""
    assert described(excerpt) == ""


@pytest.mark.parametrize(
    ("excerpt", "text"),
    [
        ("<p>What it is about.</p>\n", "What it is about."),
        ("<p>Two</p>\n<p>paragraphs &amp; an entity</p>", "Two paragraphs & an entity"),
        ("<p>The first words of it, and why.</p>", "The first words of it, and why."),
        ("<p>And the last words. Before</p>", "And the last words. Before"),
        ("Without any tag", "Without any tag"),
    ],
)
def test_what_a_person_wrote_is_the_description(excerpt: str, text: str) -> None:
    """Any other excerpt is kept as plain text on one line."""
    assert described(excerpt) == text


def test_the_editors_view_knows() -> None:
    """Where the record says who wrote the excerpt, nothing is guessed."""
    assert described("<p>The first words of it.</p>", has_own_excerpt=True) == "The first words of it."
    assert described("<p>Cut by hand …</p>", has_own_excerpt=True) == "Cut by hand …"
    assert described("<p>What it is about.</p>", has_own_excerpt=False) == ""


def test_a_protected_post_has_a_placeholder() -> None:
    """WordPress's own words about a missing password are no description; the author's are."""
    assert described("<p>There is no excerpt because this is a protected post.</p>", protected=True) == ""
    assert described("<p>A secret.</p>", protected=True, has_own_excerpt=True) == "A secret."
