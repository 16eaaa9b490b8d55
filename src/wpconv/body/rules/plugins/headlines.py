"""Elementor's animated headline."""

import json

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find, find_all, new, set_children, text

_TEXTS = ("rotating_text", "highlighted_text")


def headlines(tag: Tag, _ctx: Context) -> None:
    """Elementor's animated headline: all its texts, which its script shows one after the other."""
    shown = find(tag, cls="elementor-headline-dynamic-wrapper")
    if shown is None:
        return
    texts = [text(each).strip() for each in find_all(shown, cls="elementor-headline-dynamic-text")]
    lines = list(filter(None, texts)) or _lines(attr(tag, "data-settings"))
    if lines:
        set_children(shown, [new("span", {}, f" {', '.join(lines)} ")])


def _lines(settings: str) -> list[str]:
    """Return the texts in the widget's settings."""
    try:
        found = json.loads(settings)
    except (ValueError, RecursionError):
        return []
    values = [found.get(key) for key in _TEXTS] if isinstance(found, dict) else []
    lines = [line.strip() for value in values if isinstance(value, str) for line in value.split("\n")]
    return list(filter(None, lines))


RULES = (Rule(".elementor-widget-animated-headline", headlines),)
