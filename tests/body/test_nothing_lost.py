"""Markdown back to HTML: what a body says is still there, as independent readers see it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import assume, given, settings

from helpers import ROOT, readers, trees
from helpers.bodies import normal_form, to_markdown
from wpconv.body import dom
from wpconv.body.context import Context
from wpconv.body.converter import WordPressConverter
from wpconv.body.parse.html import parse
from wpconv.body.render.markdown import render
from wpconv.body.verify import round_trip
from wpconv.dialect import Dialect

FIXTURES = ROOT / "fixtures"
UNSEEN = {"script", "style", "template", "noscript", "svg", "head", "title", "textarea", "select"}
REWRITTEN = {"sup", "iframe", "video", "audio", "object", "noscript", "button", "svg", "form", "script"}
TYPED_MARK = re.compile(r"<br>(?:<[^>]*>|\s)*(?:[-*•]\s|\d+[.)]\s)")
"""The second line of a typed list, which becomes a list."""
TYPED_NUMBER = re.compile(r"(<br ?/?>\n?)\d+[.)] ")
INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")


def bodies() -> list[Any]:
    posts = (
        pytest.param(record["content"]["rendered"], id=f"{path.stem}-{record['id']}")
        for path in sorted(FIXTURES.glob("site/*.json"))
        for record in json.loads(path.read_text("utf-8"))
        if isinstance(record.get("content"), dict)
    )
    fragments = (
        pytest.param(path.read_text("utf-8"), id=f"{path.parent.name}-{path.stem}")
        for path in sorted(FIXTURES.glob("rules/*/*/*.html"))
    )
    return [*posts, *fragments]


def words(html: str) -> list[str]:
    """Return a page's words in order, as html5lib reads it."""
    text: list[str] = []
    _gather(readers.tree(html), text)
    return re.findall(r"[^\W_]+", "".join(text).translate(INVISIBLE))


def _gather(node: readers.Element, text: list[str]) -> None:
    if node.tag in UNSEEN:
        return
    edge = " " if node.tag in readers.BLOCKS else ""
    text.append(edge + (node.text or ""))
    for child in node:
        if isinstance(child.tag, str):
            _gather(child, text)
        text.append(child.tail or "")
    text.append(edge)


def shown(html: str) -> set[tuple[str, str]]:
    """Return where a page's links with a text lead, and its images' addresses."""
    found = set()
    for node in readers.tree(html).iter():
        if node.tag == "img" and node.get("src"):
            found.add(("img", node.get("src", "").strip()))
        href = node.get("href", "").strip()
        if node.tag == "a" and href and href[0] != "#" and "".join(node.itertext()).strip():
            found.add(("a", href))
    return found


@pytest.mark.parametrize("html", bodies())
def test_the_markdown_of_a_fixture_says_what_its_normal_form_says(html: str) -> None:
    """Words, links, images, headings, items, code and rows of every fixture are in its Markdown."""
    normal = normal_form(html)
    assert round_trip.compare(normal, render(normal, Dialect()).text, Dialect()) == []


def is_plain(html: str) -> bool:
    """Return whether no rule concerns a body: no class of WordPress's, no shortcode, no media."""
    classes = re.sub(r"wp-block-(?:paragraph|heading|list|quote|table|code|separator)", "", html)
    tags = {tag.name for tag in dom.find_all(parse(html).root)}
    return "[" not in html and "wp-" not in classes and not tags & REWRITTEN


def test_plain_html_keeps_every_word_link_and_image_in_order() -> None:
    """Where no rule has anything to say, an independent reader finds all of the source in the document."""
    count = 0
    for html in (
        parameter.values[0] for parameter in bodies() if parameter.id.startswith(("posts", "pages"))
    ):
        ctx = Context()
        rendered = readers.rendered(WordPressConverter().convert_body(parse(html), ctx).markdown)
        if is_plain(html) and {notice.code for notice in ctx.notices} <= {"kept-html"}:
            count += 1
            assert words(rendered) == words(TYPED_NUMBER.sub(r"\1", html))
            assert shown(html) <= shown(rendered)
    assert count >= 10


@settings(max_examples=25, deadline=None)
@given(trees.bodies)
def test_any_body_survives_the_way_there_and_back(html: str) -> None:
    """Random bodies of nasty texts mean the same again, letter by letter, with all that they stand in."""
    assume(not TYPED_MARK.search(html))
    # A link around an image without an address gets the image's alternative text.
    html = html.replace('<img src="#', '<img src="/')
    assert readers.formatted_letters(readers.rendered(to_markdown(html))) == readers.formatted_letters(html)


@settings(max_examples=60, deadline=None)
@given(trees.inline)
def test_any_paragraph_survives_the_way_there_and_back(inside: str) -> None:
    """What a paragraph holds means the same again, and the verifier finds nothing lost."""
    assume(not TYPED_MARK.search(inside))
    normal = normal_form(f"<p>{inside}</p>")
    written = render(normal, Dialect()).text
    assert round_trip.compare(normal, written, Dialect()) == []
    assert readers.formatted_letters(readers.rendered(written)) == readers.formatted_letters(
        f"<p>{inside}</p>"
    )
