"""What plain HTML becomes where it is easily taken for something else."""

import pytest

from helpers.bodies import to_markdown
from wpconv.document import targets
from wpconv.model import Dialect

CASES = {
    "code that is HTML, in an item": (
        '<ul><li>x<pre>see <a href="/x">x</a>\n two</pre></li></ul>',
        '-   x\n\n    <pre><code>see <a href="/x">x</a>\n     two</code></pre>',
    ),
    "code in a list that counts down, in an item": (
        "<ul><li>a<ol reversed><li><pre>1\n  2</pre></li></ol></li></ul>",
        '-   a\n\n    <ol reversed=""><li><pre><code>1\n      2</code></pre></li></ol>',
    ),
    "a list that counts down, in an item": (
        "<ul><li>x<ol reversed><li>a</li></ol><ul><li>c</li></ul></li><li>y</li></ul>",
        '- x\n\n    <ol reversed=""><li>a</li></ol>\n\n    - c\n\n- y',
    ),
    "a term whose definition is empty": (
        "<dl><dt>A</dt><dd></dd><dt>B</dt><dd>b</dd></dl>",
        "**A**\n\nB\n:   b",
    ),
    "a term with an empty definition before its own": ("<dl><dt>A</dt><dd></dd><dd>b</dd></dl>", "A\n:   b"),
    "sections without rows": (
        "<table><thead><th>h</th></thead><tbody><td>a</td></tbody></table>",
        "| h |\n| --- |\n| a |",
    ),
    "a number that no list begins with": ('<ol start="12345678901"><li>a</li></ol>', "1. a"),
    "an empty heading that an empty link leads to": ('<h2 id="e"></h2><p><a href="#e"></a>c</p>', "c"),
    "cells without a row": (
        "<table><td>a</td><td>b</td><tr><td>c</td><td>d</td></tr></table>",
        "|  |  |\n| --- | --- |\n| a | b |\n| c | d |",
    ),
    "emphasis in a caption": (
        "<figure><figcaption>Cover of <em>The Tide</em>, 1900</figcaption></figure>",
        "*Cover of The Tide, 1900*",
    ),
    "a caption that is emphasis": ("<figure><figcaption><em>All</em></figcaption></figure>", "*All*"),
    "links that their style makes blocks": (
        '<a href="/u" style="display:block">One</a><a href="/v" style="display:block">Two</a>',
        "[One](/u)\n\n[Two](/v)",
    ),
    "prose in brackets over two lines": ("<p>I said [and<br>he agreed]</p>", "I said [and  \nhe agreed]"),
    "an equation before such prose": ("<p>a=b [and<br>c holds]</p>", "a=b [and  \nc holds]"),
    "a mark in a mark of its kind": (
        "<p><strong>a <strong>b</strong></strong> <em>c <em>d</em></em></p>",
        "**a <strong>b</strong>** *c <em>d</em>*",
    ),
    "characters that only the renderer uses": (
        '<div class="jetpack-slideshow" data-gallery=\'[{"caption":"a\\ufdd1b"}]\'></div>',
        "*ab*",
    ),
    "a backslash before a break": (r"<p>D:\<br>E:\</p>", "D:\\\\  \nE:\\"),
    "an address that ends in an underscore": ("<p>http://x.example/_a_ ok</p>", "<http://x.example/_a_> ok"),
    "a place that only HTML leads to": (
        '<pre>see <a href="#s">s</a></pre><h2 id="s">S</h2>',
        '<pre><code>see <a href="#s">s</a></code></pre>\n\n## <a id="s"></a>S',
    ),
    "what its style makes a block": (
        '<p><span style="display: block;">Add onion.</span><span style="display:block">Stir.</span></p>',
        "Add onion.\n\nStir.",
    ),
    "a direction that nothing turns": ("<p><bdi>$12.00</bdi></p>", "$12.00"),
    "a place that a link without text led to": (
        '<p>a <span id="e">b</span></p><p><a href="#e"></a>c</p>',
        "a b\n\nc",
    ),
}


def test_stars_that_touch_words_are_escaped_where_the_dialect_would_pair_them() -> None:
    """Kramdown and Python-Markdown would pair the star after a word with the mark that follows."""
    html = "<p>El Ciruja*, “<em>minga</em>” and 2 * 3, HP14_6-A_ or a_b_</p>"
    dialect = Dialect(loose_emphasis=targets.target("jekyll").dialect.loose_emphasis)
    assert to_markdown(html, dialect=dialect) == "El Ciruja\\*, “*minga*” and 2 * 3, HP14\\_6-A_ or a_b_"
    assert to_markdown(html) == "El Ciruja*, “*minga*” and 2 * 3, HP14_6-A_ or a_b_"


def test_bars_are_escaped_wherever_one_makes_a_table_of_its_line() -> None:
    """A line with a bar is a table to kramdown, also where it is a heading in a list item."""
    dialect = Dialect(pipe_in_text_is_table=targets.target("jekyll").dialect.pipe_in_text_is_table)
    html = "<ul><li><p>a | b</p><h2>c | d</h2></li></ul>"
    assert to_markdown(html, dialect=dialect) == "- a \\| b\n\n    ## c \\| d"
    assert to_markdown(html) == "- a | b\n\n    ## c | d"


def test_a_hash_that_begins_a_line_is_escaped_where_it_would_make_a_heading() -> None:
    """Python-Markdown wants no blank after it."""
    dialect = Dialect(hash_needs_no_space=targets.target("pelican").dialect.hash_needs_no_space)
    assert to_markdown("<p>#tide<br>#1 of two</p>", dialect=dialect) == "\\#tide  \n\\#1 of two"
    assert to_markdown("<h2>#tide</h2>", dialect=dialect) == "## #tide"
    assert to_markdown("<p>#tide</p>") == "#tide"


def test_what_is_struck_out_is_a_tag_where_the_dialect_has_no_tildes() -> None:
    """`~~` stands only in the Markdown of targets that know it."""
    dialect = Dialect(strikethrough=targets.target("pelican").dialect.strikethrough)
    assert to_markdown("<p>a <s>b</s></p>", dialect=dialect) == "a <del>b</del>"
    assert to_markdown("<p>a <s>b</s></p>") == "a ~~b~~"


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_it_means_what_it_meant(html: str, markdown: str) -> None:
    """Each of these is written in the one way that every reader takes for what it meant."""
    assert to_markdown(html) == markdown
