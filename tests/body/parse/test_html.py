"""HTML becomes the same tree by both parsers."""

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
    """Return every node of a body with its depth, name and content, in document order."""
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


def test_same_tree_for_fixtures():
    """libxml2's events and Beautiful Soup's tree give the same tree for every fixture."""
    for html in bodies():
        assert outline(html, direct=True) == outline(html, direct=False)


@given(MARKUP)
def test_same_tree_for_any_markup(html):
    """libxml2's events and Beautiful Soup's tree give the same tree for invalid HTML."""
    assert outline(html, direct=True) == outline(html, direct=False)


def test_installed_versions():
    """The locked versions of Beautiful Soup and lxml are tested ones."""
    assert parser.IS_TESTED


def test_untested_versions(monkeypatch):
    """The message of `-v` for untested versions names them."""
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
def test_text(html, text, direct):
    """Text after a stray `</html>`, white space in code and text at any depth are in the tree."""
    assert dom.text(parser.parse(html, direct=direct).root) == text
