from __future__ import annotations

from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpconv.run.review.differences import compare
from wpconv.run.review.safe_html import safe_pieces

OPENING = '<mark class="only">'
ATTRIBUTES = {"class", "title", "colspan", "rowspan", "start", "value", "dir"}
FRAGMENTS = (
    "<script>", "</script>", "<img src=x onerror=alert(1) alt='", "'>", '"', "<", ">",
    "&lt;script&gt;", "<!--",
    "-->", "<![CDATA[", "]]>", "<svg onload=alert(1)>", "</svg>", "<style>", "</style>", "<iframe srcdoc='",
    "</iframe>", "<p style='background:url(x)'>", "</p>", "<a href=javascript:alert(1)>", "</a>", "<table>",
    "<td onclick=x colspan=2>", "</table>", "</div>", "</article>", "</details>", "<math>", "<template>",
    "<noscript>", "<textarea>", "</textarea>", "<title>", "<plaintext>", "<xmp>", "<base href=//x>",
    "<meta http-equiv=",
    "<form action=x>", "<input autofocus onfocus=x>", "<b dir=ltr>", "</b>", "<li value=1e9>", "\x00",
    "\ud800",
    "<video poster=x srcset=y>", "<note id='<x>'>", "word ", "<p a=\"><script>\">",
)  # fmt: skip
hostile = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=25).map("".join)


class Elements(HTMLParser):
    """Reads HTML strictly: every end tag must be that of the innermost open element."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("br", "hr"):
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def elements(html: str) -> Elements:
    reader = Elements()
    reader.feed(html)
    reader.close()
    assert reader.opened == []
    return reader


def safe(html: str) -> str:
    pieces = safe_pieces(html)
    return compare(pieces, pieces).one


@given(hostile, hostile)
def test_no_html_of_authors_is_live(one: str, other: str) -> None:
    """Any two texts give balanced HTML of harmless elements and attributes, with their differences marked."""
    result = compare(safe_pieces(one), safe_pieces(other))
    for html in (result.one, result.other):
        found = elements(html)
        assert found.attributes <= ATTRIBUTES
        assert not found.names & {
            "script",
            "style",
            "img",
            "a",
            "svg",
            "iframe",
            "form",
            "base",
            "meta",
            "link",
        }
    assert 0 <= result.found <= result.words


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p onclick=x style=y>a & b</p>", "<p>a &amp; b</p>"),
        (
            '<img alt="A <b>" src="/x.png" srcset="y">',
            '<span class="file">[image: A &lt;b&gt; /x.png]</span>',
        ),
        ('<a href="/x?a=1&amp;b">a</a>', '<span class="link" title="/x?a=1&amp;b">a</span>'),
        ("<script>alert(1)</script>a", "a"),
        ("</div></p>a", "a"),
        ("a<!-- b > c -->d<!DOCTYPE html><?php e ?>f<!-- g", "adf"),
        ("a < b <i", "a &lt; b &lt;i"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a<li>b</li></li></ul>"),
        ("<h1>a</h1><h4>b</h4>", '<h4 class="h1">a</h4><h6 class="h4">b</h6>'),
        ("<td colspan=2 rowspan=x>a</td>", '<td colspan="2">a</td>'),
        ("<iframe src=//x>a</iframe>b", '<span class="file">[iframe: //x]</span>b'),
        ("<b>" * 150 + "a", "<b>" * 100 + "a" + "</b>" * 100),
    ],
)
def test_text_and_structure_stay(html: str, expected: str) -> None:
    """The text stays, and the elements that have a harmless meaning."""
    assert safe(html) == expected


@pytest.mark.parametrize(
    ("one", "other", "marked", "other_marked"),
    [
        ("<p>a b c</p>", "<p>a c</p>", "<p>a [b] c</p>", "<p>a c</p>"),
        ("<p>wo<i>o</i>d</p>", "<p>wood</p>", "<p>wo<i>o</i>d</p>", "<p>wood</p>"),
        ("<p>wo\u200bo<time>d</time></p>", "<p>wood \u200b</p>", "<p>wo\u200bod</p>", "<p>wood \u200b</p>"),
        ("<p>a</p><p>b</p>", "<p>ab</p>", "<p>[a]</p><p>[b]</p>", "<p>[ab]</p>"),
        ("a<br>b", "ab", "[a]<br>[b]", "[ab]"),
        ("a b c d", "a x y d", "a [b c] d", "a [x y] d"),
        ("x wo<i>rd</i>", "x", "x [wo]<i>[rd]</i>", "x"),
        ("<mark>a</mark>", "a", "<mark>a</mark>", "a"),
    ],
)
def test_differing_words_are_marked(one: str, other: str, marked: str, other_marked: str) -> None:
    """A word is what stands between blanks and blocks; it is marked where the other text lacks it."""
    result = compare(safe_pieces(one), safe_pieces(other))
    found = [text.replace(OPENING, "[").replace("</mark>", "]") for text in (result.one, result.other)]
    expected = [text.replace("</mark>", "]") for text in (marked, other_marked)]
    assert found == expected


@pytest.mark.parametrize("part", ["<!--", "<a ", '<a b="', "<![", "<?", "</a ", "<script>", "<", "<b>", "&#"])
def test_hostile_text_is_read_in_one_pass(part: str) -> None:
    """Parts without an end are not read again from each of them, which would take minutes."""
    before = process_time()
    safe(part * 50_000)
    assert process_time() - before < 5


def test_long_texts_are_compared_without_their_order() -> None:
    """Texts with many differences are compared by the number of each word."""
    words = [f"w{number}" for number in range(5000)]
    result = compare(safe_pieces(" ".join([*words, "lost"])), safe_pieces(" ".join(reversed(words))))
    assert (result.words, result.found) == (5001, 5000)
    assert result.one.count(OPENING) == 1
    assert result.one.endswith(f"{OPENING}lost</mark>")
    assert OPENING not in result.other
