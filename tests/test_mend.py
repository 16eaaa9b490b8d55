import pytest
from hypothesis import given

from bodies import to_markdown
from test_parser import MARKUP
from wpconv.body import mend, parser, tree


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<b><p>one</p><p>two</p></b>", "**one**\n\n**two**"),
        ("<b><i><p>both</p></i></b>", "***both***"),
        ("<h2 id=a><p>Title</p></h2>", "## Title"),
        ("<h3>A<p>b</p></h3><p>c", "### A b\n\nc"),
        ("<h2>never ended<p>text</p>", "## never ended\n\ntext"),
        ("<p>A<div>d</div>E</p>F", "A\n\nd\n\nE\n\nF"),
        ("<table><tr><td><b>a<td>b</b></table>", "|  |  |\n| --- | --- |\n| **a** | b |"),
        ('<b><p><a href="/x" title="<i><p>x</i>">t</a></p></b>', '**[t](/x "<i><p>x</i>")**'),
    ],
)
def test_blocks_inside_of_marks_and_headings_keep_them(html: str, markdown: str) -> None:
    """A block inside of bold text or a heading does not end it, and text after a paragraph is another one."""
    assert to_markdown(html) == markdown


def test_a_body_that_needs_nothing_is_not_touched() -> None:
    """A body in which browsers and libxml2 agree is handed on as it is."""
    html = "<h2>a</h2>\n<p>b <b>c</b></p>\n<ul><li><p>d</p></li></ul>"
    assert mend.mended(html) is html


@given(MARKUP)
def test_every_name_is_as_it_was_written(html: str) -> None:
    """No tag of a tree has a name that only the parser was told."""
    root = tree.new(tree.FRAGMENT)
    tree.set_children(root, parser.nodes(html))
    assert not any(tag.name.startswith("x-") for tag in tree.find_all(root))
