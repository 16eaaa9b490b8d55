"""The beginning and the end of a body."""

import pytest

from wpconv.body.context import Context
from wpconv.body.converter import WordPressConverter
from wpconv.body.parse.html import parse
from wpconv.notices import NoticeCode

REPEATED = {
    "level 1": ("<h1>Low Tide</h1><p>a</p>", "a"),
    "level 2, after an image": (
        "<p><a href='/y'><img src='/x'></a></p><h2><b>low TIDE!</b></h2><p>a</p>",
        "[![](/x)](/y)\n\na",
    ),
    "between more tags": ("<!--more--><h1>Low Tide</h1><!--more--><p>a</p>", "a"),
}
KEPT = {
    "level 3": ("<h3>Low Tide</h3><p>a</p>", "### Low Tide\n\na"),
    "after a paragraph": ("<p>a</p><h1>Low Tide</h1>", "a\n\n# Low Tide"),
    "another text": ("<h1>Low Tides</h1>", "# Low Tides"),
    "with a link": ("<h1><a href='/x'>Low Tide</a></h1>", "# [Low Tide](/x)"),
    "with an image": ("<h1><img src='/x'>Low Tide</h1>", "# ![](/x)Low Tide"),
    "with a place that a link leads to": (
        "<h1 id='t'>Low Tide</h1><a href='#t'>a</a>",
        '# <a id="t"></a>Low Tide\n\n[a](#t)',
    ),
}
MORE = {
    "first": ("<!--more--><p>a</p>", "a"),
    "last": ("<p>a</p><p><span id='more-5'></span></p>", "a"),
    "alone": ("<!--more-->", ""),
    "in the middle": ("<p>a</p><!--more--><p>b</p>", "a\n\n<!--more-->\n\nb"),
    "twice": ("<p>a</p><!--more--><p>b</p><!--more--><p>c</p>", "a\n\n<!--more-->\n\nb\n\nc"),
    "first and later": ("<!--more--><p>a</p><!--more--><p>b</p>", "a\n\nb"),
}


def converted(html: str, ctx: Context) -> str:
    return WordPressConverter().convert_body(parse(html), ctx).markdown


@pytest.mark.parametrize(("html", "markdown"), REPEATED.values(), ids=REPEATED.keys())
def test_a_first_heading_that_repeats_the_title_is_left_out(html: str, markdown: str) -> None:
    """A heading of level 1 or 2 that says the title again is left out, and a notice says so."""
    ctx = Context(title="“Low tide”")
    assert converted(html, ctx) == markdown
    assert [(notice.code, notice.detail) for notice in ctx.notices] == [
        (NoticeCode.REPEATED_TITLE, "“Low tide”")
    ]


@pytest.mark.parametrize(("html", "markdown"), KEPT.values(), ids=KEPT.keys())
def test_other_headings_stay(html: str, markdown: str) -> None:
    """A heading that is not first, of a lower level, or that says or holds more than the title stays."""
    ctx = Context(title="Low Tide")
    assert converted(html, ctx) == markdown
    assert NoticeCode.REPEATED_TITLE not in {notice.code for notice in ctx.notices}


@pytest.mark.parametrize("title", ["", "!", "—"])
def test_a_title_without_letters_equals_nothing(title: str) -> None:
    """A post without a title, or with punctuation as title, keeps a heading of punctuation."""
    assert converted("<h1>!</h1>", Context(title=title)) == "# !"


@pytest.mark.parametrize(("html", "markdown"), MORE.values(), ids=MORE.keys())
def test_a_more_marker_separates_two_parts(html: str, markdown: str) -> None:
    """A marker before or after all content is left out."""
    assert converted(html, Context()) == markdown


def test_a_more_marker_is_at_the_end_if_only_footnotes_follow() -> None:
    """Footnotes are written after the end of the text."""
    html = (
        '<p>a<sup data-fn="x" class="fn"><a href="#x" id="x-link">1</a></sup></p><!--more-->'
        '<ol class="wp-block-footnotes"><li id="x">b <a href="#x-link">↩︎</a></li></ol>'
    )
    assert converted(html, Context()) == "a[^1]\n\n[^1]: b"
