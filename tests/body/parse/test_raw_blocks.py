"""Blocks of a raw body that have no HTML in it."""

from __future__ import annotations

import pytest

from wpconv.body.context import Context
from wpconv.body.parse.raw_blocks import expand

BLOCKS = {1: "<p>One.</p>", 2: '<p>Two.</p><!-- wp:block {"ref":1} /-->', 3: '<!-- wp:block {"ref":3} /-->'}


def expanded(html: str, meta: dict[str, object] | None = None) -> tuple[str, list[str]]:
    """Return a body without its white space, and the details of its notices."""
    ctx = Context(is_raw=True)
    found = expand(html, ctx, BLOCKS.get, meta)
    assert {notice.code for notice in ctx.notices} <= {"dynamic-block"}
    return "".join(found.split("\n")), [notice.detail for notice in ctx.notices]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('a<!-- wp:block {"ref":1} /-->b', "a<p>One.</p>b"),
        ('<!-- wp:core/block {"ref":2} /-->', "<p>Two.</p><p>One.</p>"),
        ("<!-- wp:verse --><p>x</p><!-- /wp:verse -->", "<!-- wp:verse --><p>x</p><!-- /wp:verse -->"),
        ("<!-- wp:paragraph /-->", ""),
        (
            '<!-- wp:social-link {"url":"/a","service":"mail"} /-->',
            '<li class="wp-social-link"><a href="/a"><span class="screen-reader-text">Mail</span></a></li>',
        ),
        ('<!-- wp:gallery {"ids":[4,5]} --><figure></figure><!-- /wp:gallery -->z', '[gallery ids="4,5"]z'),
        (
            '<!-- wp:x/code {"language":"php"} -->\n<pre class="a">b</pre>',
            '<!-- wp:code --><pre lang="php" class="a">b</pre>',
        ),
    ],
)  # fmt: skip
def test_blocks_that_can_be_rendered(html: str, expected: str) -> None:
    """What the attributes, the metadata or another record hold takes the place of the block."""
    assert expanded(html) == (expected, [])


def test_visible_labels_of_social_icons() -> None:
    """The label of a social icon is visible if the list says so."""
    link = '<!-- wp:social-link {"url":"https://a.example/?b=1\\u0026c","label":"Code"} /-->'
    start = '<!-- wp:social-links {"showLabels":true} -->'
    found = '<li class="wp-social-link"><a href="https://a.example/?b=1&amp;c">Code</a></li>'
    assert expanded(start + link) == (start + found, [])


def test_footnotes() -> None:
    """The list of footnotes is made of the metadata."""
    found, notices = expanded("<!-- wp:footnotes /-->", {"footnotes": '[{"id":"a","content":"<em>b</em>"}]'})
    assert found == '<ol class="wp-block-footnotes"><li id="a"><em>b</em> <a href="#a-link">↩︎</a></li></ol>'
    assert notices == []
    assert expanded("<!-- wp:footnotes /-->", {"footnotes": "damaged"}) == ("", [])


@pytest.mark.parametrize(
    ("html", "left", "names"),
    [
        ("<!-- wp:latest-posts /--><!-- wp:latest-posts /-->", "", ["latest-posts"]),
        ('<!-- wp:acf/quote {"data":{"a":"<b>"}} /-->', "", ["acf/quote"]),
        (
            "<!-- wp:query --><b>n</b><!-- wp:post-template --><!-- /wp:post-template --><!-- /wp:query -->",
            "<!-- wp:query --><b>n</b><!-- /wp:query -->",
            ["query"],
        ),
        ('<!-- wp:block {"ref":9} /-->', "", ["9"]),
        ('<!-- wp:block {"ref":3} /-->', "", ["3"]),
        ('<!-- wp:block {"ref":"3"} /-->', "", ["3"]),
    ],
)
def test_blocks_that_only_the_site_can_render(html: str, left: str, names: list[str]) -> None:
    """A block whose content is not in the export is left out and named, once for each name."""
    found, notices = expanded(html)
    assert found == left
    assert [name in detail for name, detail in zip(names, notices, strict=True)] == [True] * len(names)


def test_many_delimiters_take_linear_time() -> None:
    """A long body with comments that are no delimiters is left as it is."""
    html = "<!-- wp:x {" * 2000 + "<!-- wp:paragraph --><p>x</p>"
    assert expanded(html)[1] == []


def test_blocks_that_multiply() -> None:
    """Reusable blocks that contain each other very often are written up to a bound; more is a loss."""
    blocks = {number: f'<!-- wp:block {{"ref":{number + 1}}} /-->' * 10 for number in range(12)}
    blocks[12] = "<p>Much.</p>"
    ctx = Context(is_raw=True)
    found = expand('<!-- wp:block {"ref":0} /-->', ctx, blocks.get)
    assert len(found) < 20_000_000
    assert [(notice.code, notice.severity) for notice in ctx.notices] == [("dynamic-block", "loss")]
