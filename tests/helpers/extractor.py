"""Reproduce the damage of a crawler that reads JSON as HTML and keeps only the text.

Such records have bodies without start tags; `body.parse.missing_start_tags` restores them.
"""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = frozenset(("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption",
                    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section",
                    "table", "tbody", "td", "th", "thead", "tr", "ul"))  # fmt: skip
SWALLOWS = frozenset(("script", "style", "iframe", "noscript", "textarea", "xmp"))


class _Extractor(HTMLParser):
    r"""Keeps the text, and adds a blank or a line end where a block begins.

    JSON escapes the slash of an end tag, so an HTML parser reads `<\/p>` as text. For the same reason the
    end of an element without child elements, such as `<script>`, is not found.
    """

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.is_swallowed = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class passes it
        self.is_swallowed |= tag in SWALLOWS
        if tag in BLOCKS and not self.text.endswith((" ", "\n")):
            self.handle_data("\n" if self.text.endswith('"') else " ")

    def handle_data(self, data: str) -> None:
        self.text += "" if self.is_swallowed else data


def extracted(text: str) -> str:
    """Return the text that the crawler keeps of a JSON text."""
    parser = _Extractor()
    parser.feed(text)
    parser.close()
    return parser.text
