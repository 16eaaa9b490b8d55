import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import tables
from helpers.bodies import to_markdown
from wpconv.body.render import escape
from wpconv.body.render.escape import Position, finish, is_ordinary
from wpconv.body.render.inline_tokens import HtmlUse
from wpconv.document import targets

INLINE = st.recursive(
    st.sampled_from(
        ["word", "a b", " ", ".", ", ", "“x”", "- ", "1. ", "* ", " * ", "_", "snake_case", "!", "# ", "=",
         "|", "^", "{x}", "$$", "http://a.example", "www.a.example",
         "<br>", "&amp;", "&lt;", "<code>c</code>", "é"]
    ),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(["em", "strong", "del", 'a href="/x"']),
        st.lists(inner, min_size=1, max_size=3).map("".join),
    ).map(lambda html: html.replace('</a href="/x">', "</a>")),
    max_leaves=8,
)  # fmt: skip
BLOCKS = st.builds(
    "<{0}>{1}</{0}>".format,
    st.sampled_from(["p", "h2", "blockquote"]),
    st.lists(INLINE, min_size=1, max_size=5).map("".join),
) | st.lists(INLINE, min_size=1, max_size=5).map(lambda inline: f"<ul><li>{''.join(inline)}</li></ul>")


@pytest.mark.parametrize(("target", "html", "markdown"), tables.cases(Path(__file__).with_name("escape.txt")))
def test_escapes(target: str, html: str, markdown: str) -> None:
    """Text gets the escapes that it needs where it is, and no others."""
    assert to_markdown(html, dialect=targets.target(target).dialect if target else None) == markdown


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(("neutral", "pelican", "jekyll", "hexo")), BLOCKS)
def test_text_without_risk_needs_no_tokens(target: str, html: str) -> None:
    """Text in which the search finds no risk is written as if it had been split into tokens."""
    dialect = targets.target(target).dialect
    quick = to_markdown(html, dialect=dialect)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(escape, "_RISKY", re.compile(""))
        assert quick == to_markdown(html, dialect=dialect)


@settings(max_examples=300, deadline=None)
@given(st.text("ab 1.,;:!?'\"()[]{}<>&*_`~#+-=|\\/^$%@é\n", min_size=1), st.sampled_from(list(Position)))
def test_ordinary_text_needs_no_escapes(text: str, position: Position) -> None:
    """Text that is written without a closer look is what the closer look would write, in each dialect."""
    text = " ".join(text.split())
    if text and is_ordinary(text):
        for name in targets.names():
            dialect = targets.target(name).dialect
            assert finish(text, HtmlUse(), dialect, position) == text
