"""Values of the front matter in the form that a target's field has."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from wpconv.document.fields import markdown_escaped

PLAIN = "Design & development, 2 < 3 > 1: tea for two, 3+4"
TEXTS = (
    PLAIN,
    "a &amp; b",
    "&#38; is a sign",
    "<b>bold</b> and <!-- x -->",
    "> no quote",
    "*a* _b_ `c` [d]",
    "1. x",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_summary_that_is_rendered_as_markdown_shows_its_text(text: str) -> None:
    """Rendered as Markdown, a field is one paragraph with the text as it was."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert MarkdownIt("commonmark").render(str(markdown_escaped(text))) == f"<p>{shown}</p>\n"


def test_signs_that_mean_nothing_in_markdown_stay() -> None:
    """A person who reads the front matter sees `&` and `<` as they were typed, where nothing reads them."""
    assert markdown_escaped(PLAIN) == PLAIN
