"""The tree is that of browsers where libxml2 alone would build another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.bodies import to_markdown
from wpconv.body import dom
from wpconv.body.parse import libxml2_fixes
from wpconv.body.parse.html import parse

MARKUP = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<i>", "</i>", "<h2>", "</h2>", "<p>", "</p>", "</p></b>", "</p></h2>", "<b><p>",
         "</p>text", "<x-b>", "</x-b>", "&lt;x-b&gt;", "<pre>", "</pre>", "<div>", "</div>", "word", " ",
         "<a title='<b><p>t</p></b>'>", "</a>", "<!-- <i><p>c</p></i> -->"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><em>one</p>\n<p>two</em> three</p>", "*one*\n\n*two* three"),
        ("<p>x <strong>one</p><p>two</p><p>three</strong></p>", "x **one**\n\n**two**\n\n**three**"),
        ("<p><strong><em>one</p><p>two</em></strong></p>", "***one***\n\n***two***"),
        ("<p><b><i>one</p><p>two</b></i></p>", "***one***\n\n***two***"),
        ("<p><a href='/u'>one</p><p>two</a></p>", "[one](/u)\n\n[two](/u)"),
        ("<p><code>one</p><p>two</code></p>", "`one`\n\n`two`"),
        ("<p><i>one</p><h2>two</h2><ul><li>three</i></li></ul>", "*one*\n\n## two\n\n- *three*"),
        ("<p><em>one</p><p>two <em>three</em></p>", "*one*\n\ntwo *three*"),
        ("<p><em>one</p><p>two</p>", "*one*\n\ntwo"),
        ("<p><em>one</p><table><tr><td>two</em></td></tr></table>", "*one*\n\ntwo"),
        ("<b><p>one</p><p>two</p></b>", "**one**\n\n**two**"),
        ("<b><p>one</p>two</b>", "**one**\n\n**two**"),
        ("<b>x<p>one</p>y</b>z", "**x**\n\n**one**\n\n**y**z"),
        ('<h3 class="a">a<p>b</h3>c', "### a b\n\nc"),
        ("<b><i><p>both</p></i></b>", "***both***"),
        ("<h2 id=a><p>Title</p></h2>", "## Title"),
        ("<h2><p>x</p>y</h2>z", "## x y\n\nz"),
        ("<h3>A<p>b</p></h3><p>c", "### A b\n\nc"),
    ],
)
def test_paragraph_inside(html: str, markdown: str) -> None:
    """A `<p>` does not end the bold text or the heading around it."""
    assert to_markdown(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>A<div>d</div>E</p>F", "A\n\nd\n\nE\n\nF"),
        ("<h2>foo</p>bar</h2>", "## foo bar"),
        ("<b>foo</p>bar</b> baz", "**foo**\n\n**bar** baz"),
        ("<ul><li><b>Term:</p>text</b> more</li></ul>", "- **Term:**\n\n    **text** more"),
    ],
)
def test_stray_end_tag(html: str, markdown: str) -> None:
    """A stray `</p>` ends a paragraph, and the elements around it stay open."""
    assert to_markdown(html) == markdown


def test_missing_end_tag() -> None:
    """A `<p>` ends a heading without an end tag, and a cell ends bold text without one."""
    assert to_markdown("<h2>never ended<p>text</p>") == "## never ended\n\ntext"
    html = "<table><tr><td><b>a<td>b</b></table>"
    assert to_markdown(html) == "|  |  |\n| --- | --- |\n| **a** | b |"


@pytest.mark.parametrize(
    "html",
    [
        '<b><p>x</p></b><a href="/x" title="<i><p>x</i>">t</a>',
        "<b><p>x</p></b><pre>&lt;x-b&gt; &lt;xx-b&gt;</pre>",
        '<p>x</p>y<img src="/x" alt="<p>a</p>b">',
        "<p>x</p>y<x-i>own</x-i>",
    ],
)
def test_no_prefix_left(html: str) -> None:
    """The prefix of temporary names is in no name, attribute or text of the tree."""
    fixed = libxml2_fixes.fix_for_libxml2(html)
    assert fixed.prefix
    root = parse(html).root
    strings = [text for tag in dom.find_all(root) for text in (tag.name, *tag.attrs.values())]
    assert not any(fixed.prefix in str(text) for text in (*strings, dom.text(root)))
    assert dom.text(root) == dom.text(parse(html.replace("<b><p>x</p></b>", "<p>x</p>")).root)


def test_unchanged() -> None:
    """HTML for which libxml2 builds the tree of browsers is not changed."""
    html = '<h2 class="a">a</h2>\n<p>b <b>c</b></p>\n<ul><li><p>d</p></li></ul><pre>&lt;b>&lt;p></pre>'
    assert libxml2_fixes.fix_for_libxml2(html) == libxml2_fixes.Fixed(html)


@given(MARKUP)
def test_no_text_is_lost(html: str) -> None:
    """With any nesting, both parsers find the same tags and words, and no temporary name is left."""
    roots = []
    for direct in (True, False):
        root = parse(html, direct=direct).root
        roots.append([tag.name for tag in dom.find_all(root)] + dom.text(root).split())
    assert roots[0] == roots[1]
    fixed = libxml2_fixes.fix_for_libxml2(html)
    assert not fixed.prefix or not any(fixed.prefix in name for name in roots[0])
