"""Bodies that no person writes: nested, long, broken. Their text is complete, whatever becomes of it."""

from __future__ import annotations

import re

import pytest

from helpers.bodies import to_markdown
from helpers.steps import lines

DEEP = 5000


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<div>", "</div>"),
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</li></ul>"),
        ("<ol><li>x", "</li></ol>"),
        ("<b><i>", "</i></b>"),
        ("<span>", "</span>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<a href='/x'>", "</a>"),
        ("<dl><dd>", "</dd></dl>"),
        ("<details><summary>", "</summary></details>"),
        ("<section><p>", ""),
        ("<pre><code>", ""),
    ],
)
def test_any_depth_keeps_the_text(start: str, end: str) -> None:
    """Thousands of tags inside each other end in no error, and what is said in and behind them is there."""
    written = to_markdown(f"before {start * DEEP}deep{end * DEEP} after")
    assert re.findall("before|deep|after", written) == ["before", "deep", "after"]


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<ul>" + "<li>item</li>" * 10_000 + "</ul>", 10_000),
        ("<ul>" + "<li>item <b>x</b></li>" * 10_000 + "</ul>", 10_000),
        ("<table>" + ("<tr>" + "<td>item</td>" * 50 + "</tr>") * 200 + "</table>", 10_000),
        ("<p>" + "<b>item</b> " * 10_000 + "</p>", 10_000),
        ("<p>" + "<b>item:</b>x" * 10_000 + "</p>", 10_000),
        ("<p>" + "*item_" * 10_000 + "</p>", 10_000),
        ("<p>" + "[item](" * 10_000 + "</p>", 10_000),
        ("<p>" + "`item" * 10_000 + "</p>", 10_000),
        ("<p>item</p>" * 10_000, 10_000),
        ("item<br>" * 10_000, 10_000),
        ("<p>item</div></span><p class=<>" * 10_000, 10_000),
        ("<p>" + "item " * 200_000 + "</p>", 200_000),
    ],
)
def test_any_length_keeps_the_text(html: str, count: int) -> None:
    """Every one of many items, cells, words and marks is there, in time linear in their number."""
    assert to_markdown(html).count("item") == count


SHARES = "https://www.facebook.com/sharer/sharer.php?u=https://a.example/x"
SHAPES = {
    "quotes": ("<blockquote>", "deep", "</blockquote>"),
    "bold spans": ('<span style="font-weight:bold">', "deep", "</span>"),
    "cards": ('<div><a href="/x"></a>', "<h3>deep</h3>", "</div>"),
    "formulas": ('<span class="katex"><math><mi>x</mi></math></span>', "", ""),
    "share links": (f'<li><a href="{SHARES}">share</a></li>', "", ""),
    "citations": ("<blockquote><p>a <cite>b</cite></p></blockquote>", "", ""),
    "icons": ('<a href="https://a.example/x"><i class="icon"></i></a> ', "", ""),
    "typed lists": ("<p>• item</p>", "", ""),
    "twins": ('<div class="hidden-xs">a b</div><div class="visible-xs">a b</div>', "", ""),
    "cards without end tags": ('<div><a href="/x"><div>T</div><p>p</p>', "", ""),
    "lists": ("<ul><li>item</li></ul>", "", ""),
    "tabs": ('<a role="tab" aria-controls="p">Tide</a>', '<div id="p"><p>High.</p></div>', ""),
    "countdowns": ('<div class="countdown" data-date="2030-01-01"><span>0</span> days</div>', "", ""),
    "drawings": ('<svg><text>a</text><a href="/x"><path/></a></svg>', "", ""),
    "players": ('<div data-settings=\'{"youtube_url":"https://youtu.be/aaaaaaaaaaa"}\'></div>', "", ""),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_take_linear_time(shape: str) -> None:
    """Twice as many elements beside or inside each other take twice as many steps."""
    start, inside, end = SHAPES[shape]

    def steps(number: int) -> int:
        html = f"<div>{start * number}{inside}{end * number}</div>"
        return lines(lambda: to_markdown(html))

    steps(1)
    assert steps(300) < 2.6 * steps(150)
