"""Plain content has the same normal form and the same Markdown by the short way as by the general way."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from helpers.bodies import normal_form, to_markdown
from wpconv.body.dom import new
from wpconv.body.normalise import state
from wpconv.body.render import markdown
from wpconv.body.rules import leave_text, matching
from wpconv.document.targets import names, target

WORDS = (
    "word", "two words", "Word", "10", "1. x", "2. y", "- x", "• x", "# x", "“quoted”", "(x)", "a!", "a:",
    "x.", "(", ":", "=", "a*b", "a_b", "*", "[x]", "[^1]", "^x", "x^", "<", "&", "{x}", "{: x}", "$$", "~",
    "|", "`", "\\", "http://x.org/y", "www.x.org", "x@y.org",
    "\u00a0", "\u00a0\u00a0", " ", "\n", "  ", "\u200b", "\u00ad",
    "é", "\ufdd0", "\u2009", "", "!", "[ ]", "+", "---", "x\r\ny", "日本",
)  # fmt: skip
URLS = (
    "https://example.org/a",
    "#x",
    "",
    "/a?b=1&c=2",
    "a|b",
    "x y",
    "a(b",
    "javascript:x()",
    "mailto:x@y.org",
)
ELEMENTS = ("b", "strong", "em", "i", "code", "span", "font", "a", "br", "img", "s", "sup", "u", "!--")
BLOCKS = ("p", "p", "h2", "li", "td", "th", "figcaption", "blockquote", "dd", "div")
ATTRIBUTES = (
    "", "", "", "", ' style="font-weight: bold"', ' style="color: red"', ' style="display:block"',
    ' class="more-link"', ' title="a|b"', ' id="x"', ' name="x"',
)  # fmt: skip


def text(random_: random.Random) -> str:
    parts = [
        random_.choice(WORDS if random_.random() < 0.4 else WORDS[:6]) for _ in range(random_.randint(0, 3))
    ]
    blank = random_.choice(("", " ", " "))
    return blank.join(parts).replace("&", "&amp;").replace("<", "&lt;") + random_.choice(("", " ", "\n"))


def inline(random_: random.Random, depth: int = 0) -> str:
    out = []
    for _ in range(random_.randint(0, 4)):
        out.append(text(random_))
        name = random_.choice(ELEMENTS)
        attrs = random_.choice(ATTRIBUTES)
        if name == "a":
            attrs += f' href="{random_.choice(URLS)}"'
        if name == "br":
            out.append("<br>" + random_.choice(("", "\n")))
        elif name == "!--":
            out.append(random_.choice(("<!-- note -->", "<!--more-->")))
        elif name == "img":
            out.append(f'<img src="{random_.choice(URLS)}" alt="{text(random_)}">')
        elif random_.random() < 0.8:
            is_leaf = depth > 2 or random_.random() < 0.6
            inside = text(random_) if is_leaf else inline(random_, depth + 1)
            inside = inside.strip() if random_.random() < 0.6 else inside
            out.append(f"<{name}{attrs}>{inside}</{name}>")
    return "".join([*out, text(random_)])


def body(random_: random.Random) -> str:
    blocks = []
    for _ in range(random_.randint(1, 4)):
        name = random_.choice(BLOCKS)
        block = f"<{name}{random_.choice(ATTRIBUTES[:3] + ATTRIBUTES[-2:])}>{inline(random_)}</{name}>"
        blocks.append(
            {"li": f"<ul>{block}</ul>", "dd": f"<dl><dt>{inline(random_)}</dt>{block}</dl>"}.get(
                name, f"<table><tr>{block}</tr></table>" if name in ("td", "th") else block
            )
        )
    return "\n".join(blocks)


@pytest.fixture
def general(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Switch the short ways off."""
    monkeypatch.setattr(state.State, "plain", lambda *_, **__: None)
    monkeypatch.setattr(markdown, "plain_markdown", lambda *_: None)
    return monkeypatch


@pytest.mark.parametrize("seed", range(6))
def test_both_ways_have_the_same_result(seed: int, general: pytest.MonkeyPatch) -> None:
    """For random HTML, the normal form and every target's Markdown are those of the general way."""
    bodies = [body(random.Random(seed * 1000 + number)) for number in range(25)]
    dialects = [target(name).dialect for name in names()]

    def results() -> list[tuple[str, object, list[str]]]:
        return [
            (html, normal_form(html), [to_markdown(html, dialect=dialect) for dialect in dialects])
            for html in bodies
        ]

    by_general_way = results()
    general.undo()
    for short, expected in zip(results(), by_general_way, strict=True):
        assert short == expected


@pytest.mark.parametrize(
    ("name", "attrs"),
    [
        ("a", {"href": "https://example.org/a", "class": "x", "target": "_blank"}),
        ("code", {}),
        ("strong", {}),
        ("span", {"style": "font-weight: 400;"}),
        ("em", {"style": "color: red"}),
    ],
)
def test_common_elements_are_plain(name: str, attrs: dict[str, str]) -> None:
    """No rule keeps the blocks with a link, with code or with text of another colour off the short way."""
    assert leave_text(matching(new(name, attrs)))
