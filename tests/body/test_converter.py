from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from helpers import ROOT
from wpconv.__main__ import main
from wpconv.body.converter import WordPressConverter
from wpconv.dialect import Dialect

BODIES = [path.read_text("utf-8") for path in sorted((ROOT / "fixtures" / "rules").glob("core/*/*.html"))]
POST = (
    "<h2>Boats <em>and</em> nets</h2><p>A <a href='/pier' title='The pier'>pier</a>, <code>x</code>.</p>"
    "<ul><li>one<ul><li>two</li></ul></li></ul><p>H<sub>2</sub>O<br>end</p>"
)


@pytest.mark.parametrize("features", ["lxml", "html.parser", "html5lib"])
def test_a_soup_gives_the_same_as_its_html(features: str) -> None:
    """A tree of any of Beautiful Soup's parsers is converted like the same HTML, and stays as it was."""
    soup = BeautifulSoup(POST, features)
    before = str(soup)
    assert WordPressConverter().convert_soup(soup) == WordPressConverter().convert(POST)
    assert str(soup) == before


@pytest.mark.parametrize("html", BODIES)
def test_a_soup_of_lxml_gives_the_same_for_every_block(html: str) -> None:
    """The fixtures of WordPress's blocks, parsed by Beautiful Soup, become the same Markdown."""
    soup = BeautifulSoup(f"<body>{html}", "lxml")
    assert WordPressConverter().convert_soup(soup) == WordPressConverter().convert(html)


def test_the_command_line_runs_this_converter(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A `convert_` method that is replaced changes what the command writes."""
    post = {"id": 1, "slug": "a", "content": {"rendered": "<h2>Tide</h2><p>Low.</p>"}}

    def run() -> bytes:
        data = io.TextIOWrapper(io.BytesIO(json.dumps(post).encode()))
        monkeypatch.setattr(sys, "stdin", data)
        monkeypatch.setattr(sys, "argv", ["wpconv"])
        with pytest.raises(SystemExit) as stop:
            main()
        assert not stop.value.code
        return capfdbinary.readouterr().out

    assert b"\n## Tide\n\nLow.\n" in run()
    monkeypatch.setattr(
        WordPressConverter, "convert_h2", lambda _self, _el, text, _parents: f"## ~ {text}", raising=False
    )
    assert b"\n## ~ Tide\n\nLow.\n" in run()


class Custom(WordPressConverter):
    """Changes one element of each kind."""

    def convert_h2(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"== {text} =="

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text} ({el.name} in {sorted(parent_tags)})\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"[[{text}|{el['href']}]]"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"{{{el.get('alt')}}}{text}{'!' if 'li' in parent_tags else ''}"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"<<<\n{text}\n>>>"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"item {text}"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return text.upper()

    def convert_x_note(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"NOTE {text}"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>A <b>c</b></h2>", "== A **c** =="),
        ("<blockquote><p>a*</p></blockquote>", "> a* (p in ['blockquote'])"),
        ("<div>see <a href='/x'>the <i>tide</i></a>.</div>", "see [[the *tide*|/x]]."),
        ("<ul><li><img src='/a' alt='boat'></li></ul>", "- item {boat}!"),
        ("<pre>a &lt;\n*b*</pre>", "<<<\na <\n*b*\n>>>"),
        ("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>", "| a |\n| --- |\n| B |"),
        ("<x-note>a<br>b</x-note>", "NOTE a  \nb"),
    ],
)
def test_methods_of_a_subclass_are_called(html: str, markdown: str) -> None:
    """`convert_<tag>` of a subclass decides what becomes of block, inline and custom elements."""
    assert Custom().convert(html) == markdown


def converter(**methods: Any) -> WordPressConverter:
    """Return a converter with methods, given as functions of the element and its text."""

    def method(function: Any) -> Any:
        return lambda _self, el, text, _parent_tags: function(el, text)

    members = {f"convert_{name}": method(function) for name, function in methods.items()}
    converter: WordPressConverter = type("Changed", (WordPressConverter,), members)()
    return converter


def wrapped(_el: Tag, text: str) -> str:
    return f"<<{text}>>"


TABLE = "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>"


@pytest.mark.parametrize(
    ("names", "html", "markdown"),
    [
        ("p", "<ul><li><p>a</p></li><li>b</li></ul>", "- <<a>>\n- b"),
        ("p", "<table><tr><th>a</th></tr><tr><td><p>b</p></td></tr></table>", "| a |\n| --- |\n| <<b>> |"),
        ("div", "<table><tr><th><div>a</div></th><th>b</th></tr></table>", "| <<a>> | b |\n| --- | --- |"),
        ("a", "<div>a <a href='#x'><h3>b</h3><p>c</p></a> d</div>", "a\n\n<<### b\n\nc>>\n\nd"),
        ("table", TABLE, "<<| a |\n| --- |\n| b |>>"),
        ("ul", "<ul><li>a<ul><li>b</li></ul></li></ul>", "<<- a\n\n    <<- b>>>>"),
        ("dl", "<dl><dt>a</dt><dd>b</dd></dl>", "<<a\n:   b>>"),
        ("x_note", "<p>a <x-note>b</x-note> c</p>", "a <<b>> c"),
        ("span", "<p>1. <span>b</span></p><p><span>c</span> d</p>", "1\\. <<b>>\n\n<<c>> d"),
    ],
)
def test_the_result_of_a_method_fits_where_it_is(names: str, html: str, markdown: str) -> None:
    """A method gets the Markdown that its element would have inside; its result breaks nothing around it."""
    assert converter(**{names: wrapped}).convert(html) == markdown


def test_a_method_gets_what_a_rule_replaces() -> None:
    """It gets the original and the Markdown of its replacement; what rules remove or unwrap it never gets."""
    html = (
        "<p>a</p><video><source src='/b.mp4'></video>"
        "<p><button>c</button> d <b style='font-weight: normal'>e</b>"
        "<iframe src='https://t.example/' width='1' height='1'></iframe></p>"
    )
    changed = converter(
        video=lambda el, text: f"{el.find('source')['src']}: {text}",
        button=wrapped,
        b=wrapped,
        iframe=wrapped,
    )
    assert changed.convert(html) == 'a\n\n/b.mp4: <video src="/b.mp4"></video>\n\n<<c>> d e'


def test_what_a_method_returns_is_written_as_it_is() -> None:
    """What would be escaped in text is not escaped where a method returned it."""
    assert converter(p=lambda _el, text: f"- {text}").convert("<p>a</p>") == "- a"


def test_methods_of_any_base_class_count() -> None:
    """A method is found in a class that is no converter itself."""

    class Mixin:
        def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
            return f"<<{text}>>"

    class Mixed(Mixin, WordPressConverter):
        pass

    assert Mixed().convert("<p>a</p>") == "<<a>>"


def test_code_of_a_soup_keeps_its_first_empty_line() -> None:
    """html5lib leaves out the line end after `<pre>` itself; a second one belongs to the code."""
    html = "<pre>\n\na</pre>"
    assert WordPressConverter().convert(html) == "```\n\na\n```"
    for features in ("lxml", "html.parser", "html5lib"):
        assert WordPressConverter().convert_soup(BeautifulSoup(html, features)) == "```\n\na\n```"


def test_a_subclass_may_call_markdownify() -> None:
    """The methods that a subclass inherits from markdownify work on the elements that it gets."""

    class Louder(WordPressConverter):
        def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return super().convert_a(el, text, parent_tags).upper()

        def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
            return super().convert_hN(n + 1, el, text, parent_tags)

    assert Louder().convert("<h2>a</h2><p><a href='/x'>b</a></p>") == "### a\n\n[B](/X)"


@pytest.mark.parametrize(
    ("options", "html", "markdown"),
    [
        ({}, "<h1>a</h1>", "# a"),
        ({"heading_style": "underlined"}, "<h1>a</h1><h2>bc</h2><h3>d</h3>", "a\n=\n\nbc\n--\n\n### d"),
        ({"heading_style": "atx_closed"}, "<h2>a</h2>", "## a ##"),
        ({"bullets": "*+"}, "<ul><li>a<ul><li>b</li></ul></li></ul>", "* a\n    + b"),
        ({"newline_style": "backslash"}, "<p>a<br>b</p>", "a\\\nb"),
        (
            {"autolinks": False},
            "<a href='http://a.example'>http://a.example</a>",
            "[http://a.example](http://a.example)",
        ),
        ({"default_title": True}, "<a href='/x'>a</a>", '[a](/x "/x")'),
        ({"sub_symbol": "~", "sup_symbol": "^"}, "<p>H<sub>2</sub>O<sup>x</sup></p>", "H~2~O^x^"),
        ({"strip": ["a", "h2"]}, "<h2>t</h2><p><a href='/x'>a</a></p>", "t\n\na"),
        ({"convert": ["p", "b"]}, "<p><b>a</b> <i>b</i></p>", "**a** b"),
        ({"convert": ["b"]}, "<p><b>a</b> b</p><h2>c</h2>", "**a** b\n\nc"),
        ({"code_language": "python"}, "<pre>a</pre>", "```python\na\n```"),
        ({"code_language_callback": lambda el: el.get("title")}, "<pre title='js'>a</pre>", "```js\na\n```"),
        ({"html": "drop"}, "<p>a<sub>2</sub></p>", "a2"),
        ({"dialect": Dialect(strikethrough=False)}, "<p><s>a</s></p>", "<del>a</del>"),
    ],
)
def test_options(options: dict[str, Any], html: str, markdown: str) -> None:
    """The options that have a meaning change the output; without any it is the command line's."""
    assert WordPressConverter(**options).convert(html) == markdown


@pytest.mark.parametrize("name", ["wrap", "escape_misc", "bs4_options", "headingstyle"])
def test_other_options_are_errors(name: str) -> None:
    """An option without a meaning here, or an unknown one, is a TypeError that names it."""
    with pytest.raises(TypeError, match=f"'{name}'.*heading_style"):
        WordPressConverter(**{name: True})
