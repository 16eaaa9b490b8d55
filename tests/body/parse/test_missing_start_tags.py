"""Bodies of which a crawler kept the closing tags only."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from helpers import ROOT
from helpers.extractor import extracted
from helpers.records import RECORDS, dumped
from wpconv.body.parse.html import plain_text
from wpconv.body.parse.missing_start_tags import notices, restore
from wpconv.model import ReadOptions
from wpconv.read.decoding.decode import Value, values

SITE = ROOT / "fixtures" / "site"
BODIES = [
    each
    for path in sorted(SITE.glob("p*.json"))
    for each in json.loads(path.read_text("utf-8"))
    if each["content"]["rendered"]
]


SWALLOWED = re.compile(r"<(script|style|iframe|noscript|textarea)\b.*", re.DOTALL)


def letters(html: str) -> str:
    return "".join(re.findall(r"\w+", plain_text(html)))


def read_as_html(record: dict[str, Any]) -> Value:
    """Return what is saved of a record that a crawler read as HTML."""
    record = {name: value for name, value in record.items() if not name.startswith("_")}
    found = values(extracted(dumped(record)).encode(), "page", ReadOptions())
    return next(each for each in found if isinstance(each, Value))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("One.</p>\n Two.</p>\n", "<p>One.</p>\n\n<p>Two.</p>"),
        ("T</h2>\n a</li>\n b</li></ul> end", "<h2>T</h2>\n\n<ul><li>a</li><li>b</li></ul>\n\n<p>end</p>"),
        ("a</li></ol> b</li></ul>", "<ol><li>a</li></ol>\n\n<ul><li>b</li></ul>"),
        ("before</p>\n Said.</p></blockquote>", "<p>before</p>\n\n<blockquote><p>Said.</p></blockquote>"),
        ("Said.</p>Bo</cite></blockquote>", "<blockquote><p>Said.</p><p>Bo</p></blockquote>"),
        ("Said.</blockquote>", "<blockquote><p>Said.</p></blockquote>"),
        ("in a li</p></li></ul>", "<ul><li><p>in a li</p></li></ul>"),
        (
            "a</th> b</th></tr></thead> 1</td></td></tr></tbody></table>",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
        ),
        ("t</dt> d</dd></dl>", "<dl><dt>t</dt><dd>d</dd></dl>"),
        ("  x = 1\n  y</code></pre>", "<pre>  x = 1\n  y</pre>"),
        ("caption</figcaption></figure>", "<p>caption</p>"),
        ("x</p>" * 10 + "a <b></p>", "<p>x</p>\n\n" * 10 + "<p>a &lt;b></p>"),
        ("a < b && &amp; d&copy=1</p>", "<p>a &lt; b &amp;&amp; &amp;amp; d&amp;copy=1</p>"),
        ("it&#8217;s & &amp;</p>", "<p>it&#8217;s & &amp;</p>"),
        ("one\n\ntwo</p>", "<p>one</p>\n\n<p>two</p>"),
        ("so</em>me le</strong>tters</a></p>", "<p>some letters</p>"),
        ("</p></ul></p>", ""),
    ],
)
def test_closers_name_the_blocks(html: str, expected: str) -> None:
    """Each block begins where the one before it ended; what a closer shows nothing of joins as it stood."""
    assert restore(html)[0] == expected


@pytest.mark.parametrize("record", BODIES, ids=lambda each: str(each["id"]))
def test_bodies_with_tags_of_their_own_stay(record: dict[str, Any]) -> None:
    """A body that has its opening tags is returned as it is, and nothing is said."""
    html = record["content"]["rendered"]
    assert restore(html) == (html, Counter())


@pytest.mark.parametrize("html", ["", "no tags", "<p>a</p></p>", "a<br />b</p>", "<p>x</p></div></div>"])
def test_surplus_closers_are_harmless(html: str) -> None:
    """A closer too many, beside tags that are whole, is not this damage."""
    assert restore(html) == (html, Counter())


# A closing tag that a post shows as text is one more closer, and no one can tell.
@pytest.mark.parametrize(
    "record",
    [each for each in BODIES if "&lt;/" not in each["content"]["rendered"]],
    ids=lambda each: str(each["id"]),
)
def test_what_a_crawler_left_keeps_every_letter(record: dict[str, Any]) -> None:
    """Each post of the site, read as HTML and saved again, has its letters in order, up to its cut."""
    saved = read_as_html(record)
    body = saved.value.get("content", {}).get("rendered", "")
    left = letters(restore(body)[0])
    expected = letters(SWALLOWED.sub("", record["content"]["rendered"]))
    if saved.incomplete:
        expected = expected[: len(left)]
    assert left == expected
    for name in ("id", "slug", "date", "status", "link"):
        assert saved.value.get(name, record[name]) == record[name]


def test_what_is_said_names_what_was_lost() -> None:
    """The notice counts the closers, and names those that showed where nothing began."""
    (notice,) = notices(restore("a</em> b</a></p>")[1], 7)
    assert notice.code == "html-extracted"
    assert notice.post_id == 7
    assert notice.detail.startswith("3 end tags have no start tag")
    assert notice.detail.endswith("(1 of a, 1 of em)")
    assert notices(Counter()) == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("He said “yes”</em> twice.</p>", "<p>He said <em>“yes”</em> twice.</p>"),
        ("„ja“</em> und »nein«</i></p>", "<p><em>„ja“</em> und <em>»nein«</em></p>"),
        ("All of it</strong></p>", "<p><strong>All of it</strong></p>"),
        ("“All”</em></strong></p>", "<p><strong><em>“All”</em></strong></p>"),
        ("plain</p> “q”</em></p>", "<p>plain</p>\n\n<p><em>“q”</em></p>"),
        # One that follows no rule, and none is guessed.
        ("“yes”</em> and maybe</em>.</p>", "<p>“yes” and maybe.</p>"),
        ("Start</strong> and more</p> All</strong></p>", "<p>Start and more</p>\n\n<p>All</p>"),
        ("no opening mark”</em></p>", "<p>no opening mark”</p>"),
    ],
)
def test_emphasis_comes_back_where_one_rule_explains_all(html: str, expected: str) -> None:
    """Asked for it, emphasis is put back if every closer of the body follows its rule, and never else."""
    assert restore(html, emphasis=True)[0] == expected


def test_the_damage_is_this_damage() -> None:
    """What the replayed crawler leaves is what was met: closers without openers, and raw line ends."""
    text = extracted(dumped(RECORDS[1]))
    assert "<p>" not in text
    assert "<\\/p>" in text
    assert '"rendered":"\n' in text
