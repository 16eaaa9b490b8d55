"""Bodies of any size, for measuring growth: four times the size should take four times the time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {  # the full size, and the body of a size
    "list items": (40_000, lambda n: "<ul>" + "<li>One more <em>thing</em></li>" * n + "</ul>"),
    "nested div": (5_000, lambda n: "<div>" * n + "<p>At the bottom.</p>" + "</div>" * n),
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


def write(file: Path, html: str) -> Path:
    """Write a post with this body into a file and return the file."""
    record = {"id": 1, "slug": "shape", "title": {"rendered": "Shape"}, "content": {"rendered": html}}
    file.write_text(json.dumps(record), "utf-8")
    return file
