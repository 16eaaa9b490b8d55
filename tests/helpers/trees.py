"""Hypothesis strategies for bodies: HTML whose texts contain Markdown, HTML and Unicode that needs care."""

from __future__ import annotations

import re
from html import escape

from hypothesis import strategies as st

SNIPPETS = (
    "1. ", "12) ", "# ", "## ", "- ", "+ ", "* ", "> ", "===", "---", "- - -", "***", "* * *", "___",
    "```", "~~~", "[a](b)", "![a](b)", "[a]: b", "[a][b]", "[^1]", "[^1]: ", "[ ] ", "[x] ", "<b>",
    "</b>", "<br>", "<!-- a -->", "<a@b.co>", "<http://a.b>", "<3", "&amp;", "&lt;", "&copy", "&#35;",
    "&nope;", "|", "| a | b |", "|---|", ":--", ": a", "\\", "\\*", "`a`", "``", "snake_case",
    "__init__", "2 * 3", "*a*", "**", "~", "~~a~~", "^[a]", "$x_1^2$", "\\(x\\)", "{{ a }}", "{% a %}",
    "http://a.b/c_d_e", "https://a.b/?c=*d*&e=f", "www.a.b", "a@b.co", "1984.", "(c)", "a > b", "C#",
    "#tag", "!", "\u00a0", "e\u0301", "日本", "「語」", "שלום", "مرحبا", "👩\u200d🌾", "“a”", "…", "§", "€",
    "ﬀ", "\u3000",
)  # fmt: skip
FORMATTING = ("strong", "em", "del", "b", "i", "s")
URLS = (
    "/a",
    "https://example.org/b_c?d=1&e=2",
    "/f (g)",
    "/h_(i)",
    "#j",
    "mailto:a@b.co",
    "/k[l]`m`*n*",
    "/o<p>\"'",
)

texts = st.lists(
    st.one_of(
        st.sampled_from(SNIPPETS),
        st.text("abc XYZ 019.,;:!?'\"()[]{}<>&*_`~#+-=|\\/^$%@", min_size=1, max_size=6),
        st.sampled_from((" ", "word", "a")),
    ),
    min_size=1,
    max_size=4,
).map("".join)
"""Texts, not escaped."""


def element(name: str, inside: str, **attrs: str) -> str:
    """Return an element as HTML; its content is HTML, its attributes are escaped."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in attrs.items())
    return f"<{name}{written}>{inside}</{name}>"


def _is_visible(inside: str) -> bool:
    """Return whether the HTML inside of an element shows a character or an image."""
    return re.sub(r"<(?!img)[^>]*>|\s", "", inside) != ""


escaped = texts.map(lambda text: escape(text, quote=False))
code_texts = st.lists(texts, min_size=1, max_size=3).map("\n".join)
images = st.builds(
    lambda src, alt: f'<img src="{escape(src)}" alt="{escape(alt)}">', st.sampled_from(URLS), texts
)


codes = escaped.map(lambda text: element("code", text))
links = st.builds(
    lambda url, inside: element("a", inside, href=url),
    st.sampled_from(URLS),
    st.lists(
        st.one_of(escaped, codes, images, st.builds(element, st.sampled_from(FORMATTING), escaped)),
        min_size=1,
        max_size=3,
    )
    .map("".join)
    .filter(_is_visible),
)
"""Links with a text or an image: of others, a rule makes the text."""
inline = st.lists(
    st.recursive(
        st.one_of(escaped, escaped, escaped, codes, images, links, st.just("<br>")),
        lambda nodes: st.builds(
            element,
            st.sampled_from((*FORMATTING, "sub", "kbd", "span")),
            st.lists(nodes, min_size=1, max_size=4).map("".join),
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=5,
).map("".join)
"""The HTML inside a paragraph."""

_paragraphs = inline.map(lambda inside: element("p", inside))
_leaves = st.one_of(
    _paragraphs,
    _paragraphs,
    inline,
    st.builds(element, st.sampled_from(("h1", "h2", "h6")), inline),
    code_texts.map(lambda text: element("pre", element("code", escape(text, quote=False)))),
    st.just("<hr>"),
)


def _table(rows: list[list[str]]) -> str:
    """Return a table; none of the first row's cells is empty, as a table with one cell alone is layout."""
    head = element("tr", "".join(element("th", cell if _is_visible(cell) else "a") for cell in rows[0]))
    body = "".join(element("tr", "".join(element("td", cell) for cell in row)) for row in rows[1:])
    return element("table", head + body)


tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(inline, min_size=width, max_size=width), min_size=1, max_size=3)
)


def _containers(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    many = st.lists(blocks, min_size=1, max_size=3).map("".join)
    items = st.lists(many.map(lambda inside: element("li", inside)), min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.builds(element, st.sampled_from(("ul", "ol")), items),
        st.builds(lambda inside, start: element("ol", inside, start=str(start)), items, st.integers(0, 120)),
        many.map(lambda inside: element("blockquote", inside)),
        many.map(lambda inside: element("div", inside)),
        tables.map(_table),
    )


blocks = st.recursive(_leaves, _containers, max_leaves=8)
bodies = st.lists(blocks, min_size=1, max_size=4).map("\n".join)
"""The HTML of a post."""
