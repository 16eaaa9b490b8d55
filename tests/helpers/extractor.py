"""What a crawler leaves of a JSON text that it read as HTML: the damage of one named class, replayed."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = frozenset(("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption",
                    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section",
                    "table", "tbody", "td", "th", "thead", "tr", "ul"))  # fmt: skip
SWALLOWS = frozenset(("script", "style", "iframe", "noscript", "textarea", "xmp"))


class _Extractor(HTMLParser):
    r"""Keeps text, and a blank or a line's end where a block begins.

    In JSON the slash of a closing tag is escaped: `<\/p>` is no tag to a parser and stays. What holds no
    HTML, such as a script, never ends.
    """

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.is_swallowed = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives it
        self.is_swallowed |= tag in SWALLOWS
        if tag in BLOCKS and not self.text.endswith((" ", "\n")):
            self.handle_data("\n" if self.text.endswith('"') else " ")

    def handle_data(self, data: str) -> None:
        self.text += "" if self.is_swallowed else data


def extracted(text: str) -> str:
    """Return what is left of a JSON text."""
    parser = _Extractor()
    parser.feed(text)
    parser.close()
    return parser.text
