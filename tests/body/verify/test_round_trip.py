from __future__ import annotations

import pytest

from helpers import ROOT
from helpers.bodies import normal_form, to_markdown
from wpconv.body.nodes import Block, Footnote, FootnoteReference, Paragraph, RawBlock
from wpconv.body.render.markdown import render
from wpconv.body.verify import renderers
from wpconv.body.verify.round_trip import compare
from wpconv.dialect import Dialect
from wpconv.document import targets
from wpconv.model import BodyOptions, WriteOptions
from wpconv.notices import Severity
from wpconv.options import Options, RunOptions
from wpconv.run.report import Events
from wpconv.run.run import run

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
    return {notice.code for notice in compare(normal_form(POST), found, Dialect())}


def test_nothing_to_report() -> None:
    """What the renderer writes says all that the tree says."""
    assert compare(normal_form(POST), to_markdown(POST), Dialect()) == []


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
    notices = compare(normal_form("<p>one two three four five</p><h3>six</h3>"), cut, Dialect())
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
    assert compare(body, text, Dialect()) == []
    assert {n.code for n in compare(body, text.replace("above[^1]", "above"), Dialect())} >= {
        "lost-text",
        "lost-link",
    }


def test_kept_html_counts() -> None:
    """The text, links and images of HTML that stands in the Markdown are compared as well."""
    html = '<figure><img src="/a.png" alt="A"><video src="/b.mp4"></video><a href="/c">see</a></figure>'
    body: list[Block] = [RawBlock(html)]
    assert compare(body, html, Dialect()) == []
    assert [notice.code for notice in compare(body, "", Dialect())] == [
        "lost-text",
        "lost-link",
        "lost-image",
    ]


def test_a_bare_address_may_become_a_link() -> None:
    """An address written with angle brackets shows what the text shows, and is no gain."""
    root = normal_form("<p>https://example.org/_a_</p>")
    assert compare(root, "<https://example.org/_a_>", Dialect()) == []


def test_all_of_a_long_text_is_read() -> None:
    """Text after containers that nest as deep as the normal form allows is compared."""
    html = "<blockquote><ul><li>" * 9 + "deep" + "</li></ul></blockquote>" * 9 + "<p>end</p>"
    assert compare(normal_form(html), to_markdown(html), Dialect()) == []


PELICAN = targets.target("pelican").dialect
LISTS = "<ul><li>rope</li></ul><ol><li>oar</li></ol><ol start='4'><li>sail</li></ol><ul><li>tar</li></ul>"


def test_a_dialect_is_read_by_its_own_renderer() -> None:
    """What only Python-Markdown misreads is a loss in a document for Pelican, and in no other."""
    body = normal_form("<p>Ebb <em>here</em>{: .low } and <code>a</code>{b}</p>")
    text = render(body, Dialect()).text
    assert compare(body, text, Dialect()) == []
    assert {notice.code for notice in compare(body, text, PELICAN)} == {"lost-text"}
    assert compare(body, render(body, PELICAN).text, PELICAN) == []


@pytest.mark.parametrize(
    "html",
    [
        POST,
        LISTS,
        "<ol start='8'><li>a<ol start='0'><li>b</li></ol></li><li>c</li></ol>",
        "<pre>if x:\n\treturn</pre><p>Call <code> f </code>, then <code>a\tb</code></p>",
    ],
)
def test_python_markdown_reads_all(html: str) -> None:
    """Lists one after the other, first numbers, tabs in code and blanks around it are the same in Pelican."""
    body = normal_form(html)
    assert compare(body, render(body, PELICAN).text, PELICAN) == []


def test_footnotes_of_python_markdown() -> None:
    """Footnotes are compared by their labels, as with markdown-it."""
    body: list[Block] = [
        Paragraph(["above", FootnoteReference("a"), " and again", FootnoteReference("b")]),
        Footnote("a", [Paragraph(["beneath"]), Paragraph(["further"])]),
        Footnote("b", [Paragraph(["below"])]),
    ]
    text = render(body, PELICAN).text
    assert compare(body, text, PELICAN) == []
    lost = compare(body, text.replace("[^b] ", "").replace("[^b]", ""), PELICAN)
    assert {notice.code for notice in lost} >= {"lost-link"}


def test_a_missing_renderer_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Python-Markdown, documents for Pelican are read as CommonMark, and the run says so."""
    monkeypatch.setattr(renderers, "find_spec", lambda _name: None)
    assert not renderers.is_available(PELICAN)
    assert renderers.is_available(Dialect())
    assert renderers.render("*a*{: .b }", PELICAN) == "<p><em>a</em>{: .b }</p>\n"
    warnings: list[str] = []

    class Listener(Events):
        def warning(self, text: str) -> None:
            warnings.append(text)

    names = [str(ROOT / "fixtures" / "site" / "posts-1.json")]
    options = Options(
        body=BodyOptions(verify=True), write=WriteOptions(target="pelican"), run=RunOptions(jobs=1)
    )
    run(names, options, Listener())
    assert [text for text in warnings if "wpconv[verify]" in text] == warnings[:1] != []
