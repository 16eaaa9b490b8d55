"""Shortcodes become tags."""

from __future__ import annotations

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from wpconv.body import dom
from wpconv.body.parse.html import parse
from wpconv.body.parse.shortcodes import expand_shortcodes, parse_attributes


def outline(node: object) -> str:
    """Return a tree as HTML, without the attributes that hold the sources of shortcodes."""
    if not isinstance(node, Tag):
        return str(node)
    attrs = "".join(f' {key}="{value}"' for key, value in node.attrs.items() if key not in "[]")
    inside = "".join(map(outline, node.contents))
    return inside if node.name == "fragment" else f"<{node.name}{attrs}>{inside}</{node.name}>"


def expanded(html: str) -> tuple[str, list[str]]:
    root = parse(html).root
    unknown = expand_shortcodes(root, {"box", "row", "code"}.__contains__, {"code"}.__contains__)
    return outline(root), unknown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>[box a=”1/2″]x[/box]</p>", '<p><[box] a="1/2">x</[box]></p>'),
        ("<p>a [box b=1 /] c</p>", '<p>a <[box] b="1"></[box]> c</p>'),
        ("<p>[box]</p><p>x</p><p>[/box]</p>", "<p></p><[box]><p></p><p>x</p><p></p></[box]><p></p>"),
        ("<p>a[box]b</p><p>c[/box]d</p>", "<p>a</p><[box]><p>b</p><p>c</p></[box]><p>d</p>"),
        ("<p>[row][box b=1]x[/row]</p>", '<p><[row]><[box] b="1"></[box]>x</[row]></p>'),
        ("<p>[box a=1<br>b=2]</p>", '<p><[box] a="1" b="2"></[box]></p>'),
        ("<p>I said [and<br>he agreed]</p>", "<p>I said [and<br></br>he agreed]</p>"),
        ("<p>a=b [and<br>c holds]</p>", "<p>a=b [and<br></br>c holds]</p>"),
        ("<ul><li>[box]a</li><li>b[/box]</li></ul>", "<ul><li><[box]></[box]>a</li><li>b</li></ul>"),
        ("<p>[code]<br>[box a=1][/code]</p>", "<p><[code]><br></br>[box a=1]</[code]></p>"),
        ("<p>the [code] and the [box] of prose</p>", "<p>the [code] and the [box] of prose</p>"),
        ("<p>[[box a=1]] [[box]x[/box]]</p>", "<p>[[box a=1]] [[box]x[/box]]</p>"),
        ("<pre>[box a=1]</pre><code>[box a=1]</code>", "<pre>[box a=1]</pre><code>[box a=1]</code>"),
        ("<p>[a[b[c box=1</p>", "<p>[a[b[c box=1</p>"),
    ],
)
def test_expand(html: str, expected: str) -> None:
    """A shortcode with a rule becomes a tag around its content; prose, code and escaped shortcodes do not."""
    assert expanded(html)[0] == expected


def test_unknown_shortcodes() -> None:
    """Only brackets with attributes or a closing are reported, and all stay as they are."""
    html = "<p>[sic] [1] [optional] [note color=”red”]x[/note] [i]y[/i] [form id=3] $a[0]</p>"
    assert expanded(html) == (html, ["[note color=”red”]", "[i]", "[form id=3]"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a=\"1\" B='2' c=3", {"a": "1", "b": "2", "c": "3"}),
        ("a=”1″ b=„2“ c=«\xa03\xa0»", {"a": "1", "b": "2", "c": " 3 "}),
        ("a=”say “hi” now” b=‘it’s’", {"a": "say “hi” now", "b": "it’s"}),
        ("lang=”php” plain a=”” /", {"lang": "php", "0": "plain", "a": ""}),
        ('=https://x.test/ "two words"', {"0": "=https://x.test/", "1": "two words"}),
        ('a="never closed', {"a": "never closed"}),
    ],
)
def test_attributes(text: str, expected: dict[str, str]) -> None:
    """Attributes are parsed as `shortcode_parse_atts` does, with straight or typographic quotes."""
    assert parse_attributes(text) == expected


@given(
    st.lists(
        st.sampled_from(
            ["[box]", "[/box]", "[row a=1]", "[/row]", "<p>", "</p>", "<br>", "[", "]", "x ", "<b>", "</b>"]
        )
    )
)
def test_no_text_is_lost(pieces: list[str]) -> None:
    """Every word outside of shortcodes is still there after their expansion, once and in order."""
    root = parse("".join(pieces)).root
    words = dom.text(root)
    for shortcode in ("[box]", "[/box]", "[row a=1]", "[/row]"):
        words = words.replace(shortcode, "")
    expand_shortcodes(root, {"box", "row"}.__contains__, {"code"}.__contains__)
    rest = dom.text(root)
    for shortcode in ("[box]", "[/box]", "[row a=1]", "[/row]"):
        rest = rest.replace(shortcode, "")
    assert "".join(rest.split()) == "".join(words.split())
