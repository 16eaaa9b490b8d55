from __future__ import annotations

import pytest

from helpers.bodies import normal_form, to_markdown
from wpconv.body.nodes import Block, Footnote, FootnoteReference, Paragraph, RawBlock
from wpconv.body.render.markdown import render
from wpconv.body.verify.round_trip import compare
from wpconv.model import Dialect
from wpconv.notices import Severity

POST = """
<h2>Sowing in March</h2>
<p>Peas go out <a href="https://example.org/peas?a=1&amp;b=2">first</a>, 2 * 3 rows.</p>
<img src="/peas.jpg" alt="Peas in a row">
<ul><li>spinach<ol><li>early</li><li>late</li></ol></li><li>rocket</li></ul>
<pre>for bed in beds:

    sow(bed)</pre>
<p>Call <code>sow()</code> once.</p>
<table><tr><th>Bed</th><th>Seed</th></tr><tr><td>north</td><td>peas</td></tr></table>
<table><tr><td colspan="2">both <a href="/b">beds</a></td></tr><tr><td>left</td><td>right</td></tr></table>
<dl><dt>Frame</dt><dd>a box with a glass lid</dd></dl>
<p>The end.</p>
"""


def codes(found: str) -> set[str]:
    return {notice.code for notice in compare(normal_form(POST), found)}


def test_nothing_to_report() -> None:
    """What the renderer writes says all that the tree says."""
    assert compare(normal_form(POST), to_markdown(POST)) == []


@pytest.mark.parametrize(
    ("wrote", "fault", "expected"),
    [
        ("The end.", "The.", {"lost-text"}),
        ("The end.", "The end. Again.", {"gained-text"}),
        ("Peas go out", "go Peas out", {"moved-text"}),
        ("2 * 3", r"2 \\* 3", {"lost-text"}),
        ("## Sowing", "Sowing", {"lost-heading"}),
        ("## Sowing", "# Sowing", {"lost-heading"}),
        ("The end.", "The end.\n===", {"gained-heading"}),
        ("?a=1&b=2)", "?a=1)", {"lost-link"}),
        ("[first](https://example.org/peas?a=1&b=2)", "first", {"lost-link"}),
        ('<a href="/b">beds</a>', "beds", {"lost-link"}),
        ("The end.", "The [end](/).", {"gained-link"}),
        ("![Peas in a row](/peas.jpg)", "", {"lost-image"}),
        ("Peas in a row", "Peas", {"lost-image"}),
        ("    1. early\n    2. late", "    1. early late", {"lost-item"}),
        ("    1. early", "    7. early", {"lost-item"}),
        ("- rocket", "\nrocket", {"lost-item"}),
        ("    sow(bed)", "  sow(bed)", {"lost-code"}),
        ("beds:\n\n", "beds:\n", {"lost-code"}),
        ("`sow()`", "sow()", {"lost-code"}),
        ("The end.", "```\nThe end.\n```", {"gained-code"}),
        ("| north | peas |", "| north peas |", {"lost-row"}),
        ("<td>left</td><td>right</td>", "<td>left right</td>", {"lost-row"}),
        (":   a box", "a box", {"lost-item"}),
    ],
)
def test_planted_faults_are_found(wrote: str, fault: str, expected: set[str]) -> None:
    """A fault of each kind in otherwise right Markdown is reported under its own code."""
    right = to_markdown(POST)
    assert wrote in right
    assert expected <= codes(right.replace(wrote, fault, 1))


def test_a_notice_names_the_place() -> None:
    """A loss shows the first lost words, or the whole of the first lost fact, and how many there are."""
    cut = to_markdown("<p>one two three</p>")
    notices = compare(normal_form("<p>one two three four five</p><h3>six</h3>"), cut)
    assert [(notice.code, notice.detail) for notice in notices] == [
        ("lost-text", "“four five six”, 3 in all"),
        ("lost-heading", "“<h3> six”"),
    ]
    assert {notice.severity for notice in notices} == {Severity.LOSS}


def test_notes_count_wherever_they_stand() -> None:
    """A note is compared by its label, not by its place; one that nothing refers to is lost."""
    body: list[Block] = [
        Paragraph(["above", FootnoteReference("1")]),
        Footnote("1", [Paragraph(["beneath"])]),
        Paragraph(["after"]),
    ]
    text = render(body, Dialect()).text
    assert compare(body, text) == []
    assert {n.code for n in compare(body, text.replace("above[^1]", "above"))} >= {"lost-text", "lost-link"}


def test_kept_html_counts() -> None:
    """The text, links and images of HTML that stands in the Markdown are compared as well."""
    html = '<figure><img src="/a.png" alt="A"><video src="/b.mp4"></video><a href="/c">see</a></figure>'
    body: list[Block] = [RawBlock(html)]
    assert compare(body, html) == []
    assert [notice.code for notice in compare(body, "")] == ["lost-text", "lost-link", "lost-image"]


def test_a_bare_address_may_become_a_link() -> None:
    """An address written with angle brackets shows what the text shows, and is no gain."""
    root = normal_form("<p>https://example.org/_a_</p>")
    assert compare(root, "<https://example.org/_a_>") == []


def test_all_of_a_long_text_is_read() -> None:
    """Text after containers that nest as deep as the normal form allows is compared."""
    html = "<blockquote><ul><li>" * 9 + "deep" + "</li></ul></blockquote>" * 9 + "<p>end</p>"
    assert compare(normal_form(html), to_markdown(html)) == []
