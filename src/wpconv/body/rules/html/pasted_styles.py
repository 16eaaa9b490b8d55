"""Formatting in `style` attributes, as Google Docs and Word paste it."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, ancestor, attr, new, set_children, unwrap

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STYLES = {
    "strong": re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE),
    "em": re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE),
    "del": re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE),
}
_PLAIN = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)


def pasted_styles(tag: Tag, _ctx: Context) -> None:
    """Text pasted from Google Docs or Word: bold, italic and strikethrough from its `style` attribute."""
    if "style" not in tag.attrs:
        return
    style = attr(tag, "style")
    if tag.name in ("b", "strong"):
        if _PLAIN.search(style):
            unwrap(tag)
        return
    for name, pattern in _STYLES.items():
        # A heading is bold anyway.
        if pattern.search(style) and not (name == "strong" and ancestor(tag, *_HEADINGS)):
            set_children(tag, [new(name, {}, *tag.contents)])


RULES = tuple(Rule(name, pasted_styles, needs="style") for name in ("span", "b", "strong"))
