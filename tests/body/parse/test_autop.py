"""Line ends of text without tags, as `wpautop` converts them."""

from __future__ import annotations

import pytest

from wpconv.body.context import Context
from wpconv.body.converter import WordPressConverter
from wpconv.body.parse.html import parse


def body(html: str, *, is_raw: bool) -> str:
    ctx = Context(is_raw=is_raw)
    return WordPressConverter().convert_body(parse(html), ctx).markdown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("one\ntwo <b>three</b>\n\nfour", "one  \ntwo **three**\n\nfour"),
        ("one<br>\ntwo\r\n\r\n\r\nthree", "one  \ntwo\n\nthree"),
        ("one\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\ntwo", "one\n\n- a\n- b\n\ntwo"),
        ("<blockquote>one\n\ntwo</blockquote>", "> one\n>\n> two"),
        ("<pre>one\n\ntwo</pre>", "```\none\n\ntwo\n```"),
        ("[php]\none\n\ntwo\n[/php]", "```php\none\n\ntwo\n```"),
        (
            "<!-- wp:p -->\n<p>one\ntwo</p>\n<!-- /wp:p -->\nthree\nfour\n\nfive",
            "one two\n\nthree four\n\nfive",
        ),
    ],
)
def test_raw_body(html: str, expected: str) -> None:
    """In `post_content`, empty lines end paragraphs, and other line ends are line breaks, except in code."""
    assert body(html, is_raw=True) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>one</p>\n\ntwo\nthree\n\nfour <i>five</i>\n\nsix\n\n<hr>",
            "one\n\ntwo three\n\nfour *five*\n\nsix\n\n---",
        ),
        ("<div>one\n\ntwo</div>", "one two"),
        ("<a href='/a'>one</a>\n\n<a href='/b'>two</a>", "[one](/a) [two](/b)"),
    ],
)
def test_rendered_body(html: str, expected: str) -> None:
    """In a rendered body, only empty lines of text outside of all elements end a paragraph."""
    assert body(html, is_raw=False) == expected
