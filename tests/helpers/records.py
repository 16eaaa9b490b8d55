"""Twelve small records whose bodies have characters that JSON escapes or that damage changes."""

from __future__ import annotations

import json
from typing import Any

BODIES = (
    "<p>A plain paragraph about the tide.</p>\n",
    "<p>Curly “quotes”, a dash – and <em>some</em> <strong>emphasis</strong>.</p>\n<p>Second one.</p>\n",
    '<p>A <a href="https://tide.example/?b=1&amp;c=2">link</a> &amp; <img src="/a.png" alt="x" /></p>\n',
    "<h2>Heading</h2>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n",
    '<pre class="wp-block-code"><code>if (a &lt; b) { return "c\\n"; }</code></pre>\n',
    "<p>Fog 🌫️ and 𝒮cript, naïve café, Владивосток, 北京, עברית.</p>\n",
    "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>\n",
    "<blockquote><p>Said once.</p></blockquote>\n<p>Then \\ and \\\\ and \\u0041 as text.</p>\n",
    "<p>Price: 3 €; ½ cup; 20 °C.</p>\n",
    "",
    '<p>JSON in text: {"id": 1, "list": [1, 2]}, and an array [ ].</p>\n',
    "<p>The last one, with a tab\tand a line\nbreak.</p>\n",
)


def record(number: int) -> dict[str, Any]:
    """Return the record of a number from 0: a post as WordPress 6 writes it, without repetitive fields."""
    return {
        "id": number + 1,
        "date": f"2024-03-{number + 1:02}T08:30:00",
        "date_gmt": f"2024-03-{number + 1:02}T07:30:00",
        "slug": f"tide-{number + 1}",
        "status": "publish",
        "type": "post",
        "link": f"https://tide.example/2024/03/tide-{number + 1}/",
        "title": {"rendered": f"Tide {number + 1}: “high” &amp; low"},
        "content": {"rendered": BODIES[number], "protected": False},
        "excerpt": {"rendered": "", "protected": False},
        "author": 1,
        "menu_order": -number,
        "sticky": number == 0,
        "meta": [],
        "categories": [1, number + 10],
        "ratio": 0.5 + number,
        "parent": None,
        "_links": {"self": [{"href": f"https://tide.example/wp-json/wp/v2/posts/{number + 1}"}]},
    }


RECORDS = tuple(map(record, range(len(BODIES))))
IDS = tuple(each["id"] for each in RECORDS)


def dumped(value: Any, *, ascii_only: bool = True) -> str:
    """Return JSON as PHP writes it: `/` is escaped, and with `ascii_only` all characters beyond ASCII."""
    return json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":")).replace("/", "\\/")


RAW_LINES = [dumped(each, ascii_only=False) for each in RECORDS]
