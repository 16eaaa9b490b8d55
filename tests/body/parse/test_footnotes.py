"""References and notes are paired over the whole body; one without the other is not changed."""

from __future__ import annotations

import pytest

from wpconv.body.context import Context
from wpconv.body.converter import WordPressConverter
from wpconv.body.parse.html import parse

BLOCK = """
<p>Built in 1871,<sup data-fn="u1" class="fn"><a href="#u1" id="u1-link">1</a></sup> burned in 1892,
<sup data-fn="u2" class="fn"><a href="#u2" id="u2-link">2</a></sup> sold twice.
<sup data-fn="u1" class="fn"><a href="#u1" id="u1-link-2">1</a></sup></p>
<ol class="wp-block-footnotes">
<li id="u1">Register, <em>II</em>. <a href="#u1-link" aria-label="Back">↩︎</a></li>
<li id="u2">The <a href="/fire">fire</a>. <a href="#u2-link" aria-label="Back">↩︎</a></li></ol>
"""
WORD = """
<p>Old<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> and
new.<sup><a href="#_edn1" name="_ednref1">[i]</a></sup></p>
<p><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> As they say.</p>
<p><a href="#_ednref1" name="_edn1">[i]</a> As they <b>write</b>.</p>
"""
ONE_PARAGRAPH = """
<p>One<a href="#_ftn1">[1]</a> and two<a href="#_ftn2">[2]</a></p>
<p>Notes:<br><a href="#_ftnref1" name="_ftn1">[1]</a> first<br>
<sup><a href="#_ftnref2" name="_ftn2">[2]</a></sup> second</p>
"""
LIBRE_OFFICE = """
<p>Low water<a name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>
<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a> At noon.</p>
<p>And at midnight.</p></div>
"""
PLUGIN = """
<p>Tide<sup id="fnref-1"><a href="#fn-1" rel="footnote">1</a></sup> and
wind<a href="#fn-2" id="fnref-2">[2]</a>.</p>
<div class="footnotes"><hr><ol><li id="fn-1">Low <b>water</b>. [<a href="#fnref-1" rev="footnote">↩</a>]</li>
<li id="fn-2"><p>From the west. <a href="#fnref-2">↩</a></p></li></ol></div>
"""
IN_HTML = """
<table><tr><td colspan="2">A<sup data-fn="u1" class="fn"><a href="#u1" id="u1-link">1</a></sup></td></tr>
</table>
<ol class="wp-block-footnotes"><li id="u1">Register. <a href="#u1-link">↩︎</a></li></ol>
"""
TWO_REFERENCES = """
<p>A<sup id="c0"><a href="#n">[1]</a></sup> B<sup id="c1"><a href="#n">[1]</a></sup></p>
<ol><li id="n">Source. <a href="#c0">a</a> <a href="#c1">b</a></li></ol>
"""
PLAIN_ITEMS = """
<p>x<sup id="r"><a href="#n">1</a></sup></p>
<ol><li>Plain</li><li id="n">Note <a href="#r">↩</a></li></ol>
"""
NOTE_IN_TABLE = """
<p>x<sup id="r"><a href="#n">1</a></sup></p>
<table><tr><td>q</td><td><ol><li id="n">Note <a href="#r">↩</a></li></ol></td></tr></table>
"""
REFERENCE_BESIDE_PLAYER = """
<table><tr><td>A<sup id="r"><a href="#n">1</a></sup><iframe src="https://e.org/y"></iframe></td></tr></table>
<ol><li id="n">Note <a href="#r">↩</a></li></ol>
"""
HALVES = {
    "reference of a block": '<p>Half<sup data-fn="u1" class="fn"><a href="#u1">1</a></sup></p>',
    "note of a block": '<ol class="wp-block-footnotes"><li id="u1">Note <a href="#u1-link">↩</a></li></ol>',
    "pasted reference": '<p>Half<a href="#_ftn1">[1]</a></p>',
    "pasted note": '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Note</p>',
    "reference in HTML": IN_HTML,
    "list with other items": PLAIN_ITEMS,
    "reference beside a player": REFERENCE_BESIDE_PLAYER,
    "links to each other": '<p><a href="#a" id="q">one</a></p><p id="a">A <a href="#q">back</a></p>',
    "text as a reference": '<p><a href="#_ftn1">the note</a></p><p><a href="#_ftnref1">[1]</a> Note</p>',
}


def converted(html: str) -> str:
    """Return a body as Markdown."""
    ctx = Context()
    return WordPressConverter().convert_body(parse(html), ctx).markdown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            BLOCK,
            "Built in 1871,[^1] burned in 1892, [^2] sold twice. [^1]\n\n"
            "[^1]: Register, *II*.\n\n[^2]: The [fire](/fire).",
            id="block",
        ),
        pytest.param(
            WORD, "Old[^1] and new.[^2]\n\n[^1]: As they say.\n\n[^2]: As they **write**.", id="word"
        ),
        pytest.param(
            ONE_PARAGRAPH,
            "One[^1] and two[^2]\n\nNotes:\n\n[^1]: first\n\n[^2]: second",
            id="several in one paragraph",
        ),
        pytest.param(
            PLUGIN,
            "Tide[^1] and wind[^2].\n\n[^1]: Low **water**.\n\n[^2]: From the west.",
            id="plugin",
        ),
        pytest.param(
            '<p><a href="#_ftn1">[1]</a>: text, x<a href="#_ftn1">[1]</a>(y)</p>'
            '<p><a href="#_ftnref1">[1]</a> Note</p>',
            "[^1]&#58; text, x[^1]\\(y)\n\n[^1]: Note",
            id="punctuation after a reference",
        ),
        pytest.param(
            '<p>See <a href="#n">here</a> and t<sup id="r"><a href="#n">1</a></sup></p>'
            '<ol><li id="n">Note <a href="#r">↩</a></li></ol>stray',
            "See [here](#n) and t[^1]\n\n[^1]: Note\n\nstray",
            id="words that link to a note",
        ),
        pytest.param(
            '<p>x<sup data-fn="a"><a href="#a" id="a-link">1</a></sup></p>'
            '<ol class="wp-block-footnotes"><li id="a"> <a href="#a-link">↩</a></li></ol>',
            "x[^1]\n\n[^1]: ",
            id="an empty note",
        ),
        pytest.param(TWO_REFERENCES, "A[^1] B[^1]\n\n[^1]: Source.", id="two references"),
        pytest.param(
            LIBRE_OFFICE,
            "Low water[^1]\n\n[^1]: At noon.\n\n    And at midnight.",
            id="libre office",
        ),
    ],
)
def test_notes_are_paired(html: str, expected: str) -> None:
    """A link to a note becomes a footnote reference, and the backlinks of the note are removed."""
    assert converted(html) == expected


@pytest.mark.parametrize("html", HALVES.values(), ids=HALVES.keys())
def test_unpaired(html: str) -> None:
    """A reference without a note, and a note without a reference, stay links."""
    text = converted(html)
    assert "[^" not in text
    assert "](#" in text


def test_note_in_table() -> None:
    """A note in a table cell, which cannot contain a footnote, stays a list item with its links."""
    text = converted(NOTE_IN_TABLE)
    assert "<note" not in text
    assert "[^" not in text
    assert '<a href="#r">' in text
