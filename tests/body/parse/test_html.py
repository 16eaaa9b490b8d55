import json

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from helpers import ROOT
from wpconv.body import dom
from wpconv.body.parse import html as parser

FIXTURES = ROOT / "fixtures"
MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div class='a b'>", "</div>", "<b>", "</b>", "<i title=x>", "</i>", "<ul>", "<li>",
         "</ul>", "<td>", "<table>", "</table>", "<pre>", "</pre>", "<br>", "<!-- c -->", "<script>",
         "</script>", "</body>", "<html>", "<title>", "<a href=x b B=2>", "&amp;", "&#146;", "&bogus;", "<",
         ">", " ", "\n", "\u00a0", "é", "text", "<x:y/>"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def outline(html, *, direct):
    """Return every node of a body with its depth, class and content, in order."""
    found, stack = [], [iter(parser.parse(html, direct=direct).root.contents)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif isinstance(node, Tag):
            found.append((len(stack), node.name, dict(node.attrs)))
            stack.append(iter(node.contents))
        else:
            found.append((len(stack), type(node).__name__, str(node)))
    return found


def bodies():
    for path in sorted(FIXTURES.glob("site/*.json")):
        for record in json.loads(path.read_text("utf-8")):
            if isinstance(record.get("content"), dict):
                yield record["content"]["rendered"]
    for path in sorted(FIXTURES.glob("rules/*/*/*.html")):
        yield path.read_text("utf-8")


def test_both_ways_make_the_same_tree_of_every_fixture():
    """The direct way and Beautiful Soup's own builder agree, node by node."""
    for html in bodies():
        assert outline(html, direct=True) == outline(html, direct=False)


@given(MARKUP)
def test_both_ways_make_the_same_tree_of_any_markup(html):
    """However broken the markup is, the direct way and Beautiful Soup's own builder agree."""
    assert outline(html, direct=True) == outline(html, direct=False)


def test_the_installed_versions_are_tested_ones():
    """The locked versions of Beautiful Soup and lxml are among those for which the direct way is taken."""
    assert parser.IS_TESTED


def test_untested_versions_are_named(monkeypatch):
    """`-v` says that bodies are parsed the slow way, with the versions that cause it."""
    assert parser.untested_versions() == ""
    monkeypatch.setattr(parser, "IS_TESTED", False)
    assert "not tested with Beautiful Soup 4." in parser.untested_versions()


@pytest.mark.parametrize("direct", [True, False])
@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a</body></html>tail <p>x", "atail x"),
        ("<html><head></head><body><p>x</p></body></html>", "x"),
        ("<!-- c --><p>x", "x"),
        ("<pre><b> </b>\n</pre>", " \n"),
        ("<div>" * 5000 + "deep" + "</div>" * 5000 + "after", "deepafter"),
    ],
)
def test_nothing_of_a_body_is_left_outside(html, text, direct):
    """Text after a stray `</html>`, blanks in code and text at any depth are in the tree."""
    assert dom.text(parser.parse(html, direct=direct).root) == text
