"""Footnotes that plugins join by scripts or by the full address of the post become footnotes of Markdown."""

from __future__ import annotations

import pytest

from wpconv.body.context import Context
from wpconv.body.converter import WordPressConverter
from wpconv.body.parse.html import parse

MODERN = """
<p>Built in 1871<sup class="modern-footnotes-footnote ">1</sup><span
class="modern-footnotes-footnote__note">Says
the <em>register</em>.</span> and sold<sup class="modern-footnotes-footnote " data-mfn="2"><a
href="javascript:void(0)" role="button" aria-describedby="mfn-content-9-2">2</a></sup><span
id="mfn-content-9-2"
role="tooltip" class="modern-footnotes-footnote__note" tabindex="0">To <a
href="https://a.example/">Ole</a>.</span>
twice.</p>
<p>The end.</p>
<ul class="modern-footnotes-list"><li><span>1</span><div>Says the register.</div></li></ul>
"""
TABLE = """
<p>Built in 1871<span class="footnote_referrer"><a role="button" tabindex="0"
onclick="footnote_moveToReference_9_1('footnote_plugin_reference_9_1_1');"><sup
id="footnote_plugin_tooltip_9_1_1" class="footnote_plugin_tooltip_text">[1]</sup></a><span
id="footnote_plugin_tooltip_text_9_1_1"
class="footnote_tooltip">Says the … Continue reading</span></span> and sold<span
class="footnote_referrer"><a
role="button"><sup id="footnote_plugin_tooltip_9_1_2">[2]</sup></a><span class="footnote_tooltip">To
Ole.</span></span>
twice.</p>
<p>The end.</p>
<div class="speaker-mute footnotes_reference_container"><div class="footnote_container_prepare"><p><span
role="button" class="footnote_reference_container_label">References</span></p></div><div style="display:
none;">
<table class="footnotes_table"><caption>References</caption><tbody><tr
class="footnotes_plugin_reference_row"><th
scope="row" id="footnote_plugin_reference_9_1_1" class="footnote_plugin_index"><a role="button"
class="footnote_backlink"><span class="footnote_index_arrow">&#8593;</span>1</a></th>
<td class="footnote_plugin_text">Says the <em>register</em>.</td></tr></tbody></table></div></div>
"""
EASY = """
<p>Built in 1871<span id='easy-footnote-1-9' class='easy-footnote-margin-adjust'></span><span
class='easy-footnote'><a href='https://example.org/mill/#easy-footnote-bottom-1-9' title='Says the
register.'><sup>1</sup></a></span> and sold<span id='easy-footnote-2-9'
class='easy-footnote-margin-adjust'></span><span class='easy-footnote'><a
href='https://example.org/mill/#easy-footnote-bottom-2-9' title='To Ole.'><sup>2</sup></a></span> twice.</p>
<p>The end.</p>
<ol class='easy-footnotes-wrapper'><li class='easy-footnote-single'><span id='easy-footnote-bottom-1-9'
class='easy-footnote-margin-adjust'></span>Says the <em>register</em>.<a class='easy-footnote-to-top'
href='https://example.org/mill/#easy-footnote-1-9'></a></li><li class='easy-footnote-single'><span
id='easy-footnote-bottom-2-9' class='easy-footnote-margin-adjust'></span>To <a href="https://a.example/">Ole</a>.<a
class='easy-footnote-to-top' href='https://example.org/mill/#easy-footnote-2-9'></a></li></ol>
"""
MADE_EASY = """
<p>Built in 1871<sup><a href="https://example.org/mill/#footnote_0_9" id="identifier_0_9"
class="footnote-link
footnote-identifier-link" title="Says the register.">1</a></sup> and sold<sup><a
href="https://example.org/mill/#footnote_1_9" id="identifier_1_9" class="footnote-link">2</a></sup>
twice.</p>
<p>The end.</p>
<ol class="footnotes"><li id="footnote_0_9" class="footnote">Says the <em>register</em>. [<a
href="https://example.org/mill/#identifier_0_9" class="footnote-link footnote-back-link">&#8617;</a>]</li>
<li id="footnote_1_9" class="footnote">To <a href="https://a.example/">Ole</a>. [<a
href="https://example.org/mill/#identifier_1_9" class="footnote-link
footnote-back-link">&#8617;</a>]</li></ol>
"""
TEXT = "Built in 1871[^1] and sold[^2] twice.\n\nThe end.\n\n[^1]: Says the *register*.\n\n[^2]: To "


def convert(html: str) -> str:
    return WordPressConverter().convert_body(parse(html), Context()).markdown.strip()


@pytest.mark.parametrize(
    ("html", "last"),
    [(MODERN, "[Ole](https://a.example/)."), (TABLE, "Ole."), (EASY, "[Ole](https://a.example/)."),
     (MADE_EASY, "[Ole](https://a.example/).")],
)  # fmt: skip
def test_the_footnotes_of_a_plugin(html: str, last: str) -> None:
    """Each reference becomes one of Markdown with its note, and nothing is left of the plugin's list."""
    assert convert(html) == TEXT + last


def test_a_mark_without_a_note_stays() -> None:
    """A reference without a note, and a note without a reference, are not changed."""
    html = (
        '<p>a<sup class="modern-footnotes-footnote">1</sup> b</p>'
        '<p><span class="modern-footnotes-footnote__note">c</span></p>'
        '<p><span class="footnote_referrer"><sup id="footnote_plugin_tooltip_1">[2]</sup></span></p>'
    )
    assert convert(html) == "a<sup>1</sup> b\n\nc\n\n<sup>[2]</sup>"


def test_links_to_other_pages_stay() -> None:
    """A short link with a fragment is to the post itself only if its body has the id."""
    html = '<p class="footnote-link"><a href="https://example.org/mill/#x">1</a> <b id="y">b</b></p>'
    assert convert(html) == "[1](https://example.org/mill/#x) **b**"
