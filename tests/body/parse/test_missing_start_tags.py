"""Bodies of which a crawler kept only the end tags."""

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
    """Return the value that is read from a record after a crawler parsed it as HTML."""
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
def test_blocks(html: str, expected: str) -> None:
    """Each block begins where the one before it ended; end tags of inline elements are removed."""
    assert restore(html)[0] == expected


@pytest.mark.parametrize("record", BODIES, ids=lambda each: str(each["id"]))
def test_body_with_start_tags(record: dict[str, Any]) -> None:
    """A body with its start tags is returned as it is, without counts."""
    html = record["content"]["rendered"]
    assert restore(html) == (html, Counter())


@pytest.mark.parametrize("html", ["", "no tags", "<p>a</p></p>", "a<br />b</p>", "<p>x</p></div></div>"])
def test_stray_end_tags(html: str) -> None:
    """A stray end tag in a body with start tags does not change it."""
    assert restore(html) == (html, Counter())


# An end tag in the text of a post cannot be distinguished from the others.
@pytest.mark.parametrize(
    "record",
    [each for each in BODIES if "&lt;/" not in each["content"]["rendered"]],
    ids=lambda each: str(each["id"]),
)
def test_no_letter_is_lost(record: dict[str, Any]) -> None:
    """A post that a crawler parsed as HTML has all letters in order, up to where it was cut."""
    saved = read_as_html(record)
    body = saved.value.get("content", {}).get("rendered", "")
    left = letters(restore(body)[0])
    expected = letters(SWALLOWED.sub("", record["content"]["rendered"]))
    if saved.incomplete:
        expected = expected[: len(left)]
    assert left == expected
    for name in ("id", "slug", "date", "status", "link"):
        assert saved.value.get(name, record[name]) == record[name]


def test_notice() -> None:
    """The notice has the number of end tags, and the names of those that are of no block."""
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
        # If one end tag does not follow its rule, none is restored.
        ("“yes”</em> and maybe</em>.</p>", "<p>“yes” and maybe.</p>"),
        ("Start</strong> and more</p> All</strong></p>", "<p>Start and more</p>\n\n<p>All</p>"),
        ("no opening mark”</em></p>", "<p>no opening mark”</p>"),
    ],
)
def test_restored_emphasis(html: str, expected: str) -> None:
    """With `emphasis`, it is restored only if every end tag of the body follows its rule."""
    assert restore(html, emphasis=True)[0] == expected


def test_crawler_helper() -> None:
    """The helper's output has the damage that crawlers cause: no start tags, and unescaped line ends."""
    text = extracted(dumped(RECORDS[1]))
    assert "<p>" not in text
    assert "<\\/p>" in text
    assert '"rendered":"\n' in text
