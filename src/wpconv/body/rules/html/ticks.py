"""Ticks and crosses that are icons."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, ancestor, replace_with, text

_TICKS = (
    ".fa-check", ".fa-check-circle", ".fa-circle-check", ".dashicons-yes", ".dashicons-yes-alt",
    ".icon-check",
)  # fmt: skip
_CROSSES = (
    ".fa-times", ".fa-times-circle", ".fa-close", ".fa-xmark", ".fa-circle-xmark", ".dashicons-no",
    ".dashicons-no-alt",
)  # fmt: skip


def ticks(tag: Tag, _ctx: Context) -> None:
    """A tick that is all that a table's cell shows: "✓"."""
    _write(tag, "✓", in_items=False)


def crosses(tag: Tag, _ctx: Context) -> None:
    """A cross that is all that a table's cell shows, or that begins an item, as in a price table: "✗"."""
    _write(tag, "✗", in_items=True)


def _write(tag: Tag, sign: str, *, in_items: bool) -> None:
    outer = ancestor(tag, "td", "th", "li", "a", "button")
    if outer is None or text(tag).strip() or outer.name in ("a", "button"):
        return
    if outer.name == "li":
        if in_items and text(outer).strip():
            replace_with(tag, f"{sign} ")
    elif not text(outer).strip():
        replace_with(tag, sign)


RULES = (*(Rule(match, ticks) for match in _TICKS), *(Rule(match, crosses) for match in _CROSSES))
