"""Formatting in `style` attributes, as Google Docs and Word paste it."""

import re
from itertools import islice

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, new, set_children, unwrap

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STYLES = {
    "strong": re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE),
    "em": re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE),
    "del": re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE),
}
_MAX_DEPTH = 100
"""How many tags around a tag are searched for a heading, so that nesting of any depth takes linear time."""
_PLAIN = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)


def pasted_styles(tag: Tag, _ctx: Context) -> None:
    """Text pasted from Google Docs or Word: bold, italic and strikethrough from its `style` attribute."""
    if tag.name in ("b", "strong"):
        unwrap(tag)
        return
    style = attr(tag, "style")
    for name, pattern in _STYLES.items():
        # A heading is bold anyway.
        if pattern.search(style) and not (name == "strong" and _is_in_heading(tag)):
            set_children(tag, [new(name, {}, *tag.contents)])


def _is_in_heading(tag: Tag) -> bool:
    return any(each.name in _HEADINGS for each in islice(tag.parents, _MAX_DEPTH))


def _is_plain(style: str) -> bool:
    return _PLAIN.search(style) is not None


def _is_formatted(style: str) -> bool:
    return any(pattern.search(style) for pattern in _STYLES.values())


RULES = (
    Rule("span", pasted_styles, needs="style", concerns=_is_formatted),
    *(Rule(name, pasted_styles, needs="style", concerns=_is_plain) for name in ("b", "strong")),
)
