"""Bodies of any size, for measuring growth: four times the size should take four times the time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {  # the full size, and the body of a size
    "list items": (40_000, lambda n: "<ul>" + "<li>One more <em>thing</em></li>" * n + "</ul>"),
    "nested div": (5_000, lambda n: "<div>" * n + "<p>At the bottom.</p>" + "</div>" * n),
    "nested bold span": (
        8_000,
        lambda n: "<p>" + '<span style="font-weight:bold">' * n + "deep" + "</span>" * n + "</p>",
    ),
    "unclosed span": (5_000, lambda n: "<p>" + "<span>deeper " * n + "</p>"),
    "nested lists": (200, lambda n: "<ul><li>step" * n + "</li></ul>" * n),
    "table rows": (40_000, lambda n: "<table>" + "<tr><td>left</td><td>right</td></tr>" * n + "</table>"),
    "characters of one paragraph": (
        2_000_000,
        lambda n: f"<p>{'A word, *starred* or_not. ' * (n // 25)}</p>",
    ),
    "line breaks": (100_000, lambda n: "<p>" + "a line<br />" * n + "</p>"),
    "links in one paragraph": (10_000, lambda n: "<p>" + '<a href="/x(y)">a [link]</a>, ' * n + "</p>"),
    "paragraphs": (100_000, lambda n: "<p>Short.</p>\n\n\n\n" * n),
    "lines of code": (1_600_000, lambda n: "<pre><code>" + "x = `y` &lt; 3\n" * n + "</code></pre>"),
    "open brackets": (400_000, lambda n: "<p>" + "[" * n + "</p>"),
    "stars": (200_000, lambda n: "<p>" + "* " * n + "</p>"),
    "lists side by side": (40_000, lambda n: "<ul><li>a</li></ul>" * n),
    "cards without end tags": (1_000, lambda n: '<div><a href="/x"><div>T</div><p>p</p>' * n),
    "tabs": (
        10_000,
        lambda n: (
            "".join(f'<a role="tab" aria-controls="p{i}" id="t{i}">Tide</a>' for i in range(n))
            + "".join(f'<div id="p{i}" aria-labelledby="t{i}"><p>High.</p></div>' for i in range(n))
        ),
    ),
    "footnotes": (
        10_000,
        lambda n: (
            "".join(
                f'<p>Said<sup data-fn="n{i}" class="fn"><a href="#n{i}">{i}</a></sup>.</p>' for i in range(n)
            )
            + '<ol class="wp-block-footnotes">'
            + "".join(f'<li id="n{i}">A note.</li>' for i in range(n))
            + "</ol>"
        ),
    ),
}

INPUTS: dict[str, tuple[int, Callable[[int], str]]] = {
    "pages, each the parent of the next": (4_000, lambda n: json.dumps(_pages(n, 0))),
    "pages in a cycle of parents": (4_000, lambda n: json.dumps(_pages(n, n))),
    "posts in arrays of 100, written after each other": (
        800,
        lambda n: json.dumps([_record(i, "<p>Some words.</p>" * 300) for i in range(100)]) * (n // 100),
    ),
}
"""Inputs of many posts, also with their full size."""


def _record(number: int, html: str) -> dict[str, object]:
    title = {"rendered": f"Shape {number}"}
    return {"id": number + 1, "slug": f"shape-{number}", "title": title, "content": {"rendered": html}}


def _pages(number: int, first: int) -> list[dict[str, object]]:
    """Return pages with the ids from 1 to a number; the parent of the first one is `first`."""
    return [{**_record(i, "<p>Short.</p>"), "type": "page", "parent": i or first} for i in range(number)]


def write(file: Path, html: str) -> Path:
    """Write a post with this body into a file and return the file."""
    return write_text(file, json.dumps(_record(0, html)))


def write_text(file: Path, text: str) -> Path:
    """Write a file and return it."""
    file.write_text(text, "utf-8")
    return file
