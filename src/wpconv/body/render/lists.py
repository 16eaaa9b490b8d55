"""Lists as Markdown: markers, indents, and what keeps two of them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.dom import KEEP, PageElement, Tag, attr, blocks, find, name, new
from wpconv.body.html import serialise

if TYPE_CHECKING:
    from wpconv.body.render.inline_tokens import HtmlUse

_BEGINNINGS = ("p", "h1", "h2", "h3", "h4", "h5", "h6")
INDENT = 4
"""Columns that nest a block: CommonMark would take fewer, Python-Markdown would not."""


def part(node: Tag, html: HtmlUse) -> None:
    """Keep apart two lists of one kind that follow each other: by their bullet, or by an empty comment."""
    children: list[PageElement] = []
    for child in node.contents:
        last = children[-1] if children else None
        if isinstance(last, Tag) and isinstance(child, Tag) and last.name == child.name == "ul":
            if "bullet" not in last.attrs:
                child.attrs["bullet"] = "*"
        elif name(last) == name(child) == "ol" and html.allowed:
            children.append(new(KEEP, {"display": "block"}, "<!-- -->"))
        children.append(child)
    node.contents = children


def counts_on(node: Tag) -> bool:
    """Tell whether an `ol` counts as Markdown does: by one, from its first number."""
    first = int(attr(node, "start") or 1)
    return "reversed" not in node.attrs and all(
        attr(item, "value") in ("", str(first + number)) for number, item in enumerate(blocks(node))
    )


def layout(node: Tag, texts: list[str], html: HtmlUse) -> str:
    """Return a list as Markdown; one that counts otherwise than Markdown does is HTML, if that may be.

    Args:
        node: `ul` or `ol`.
        texts: its items, rendered.
        html: asked where Markdown has no word.
    """
    items = blocks(node)
    first = int(attr(node, "start") or 1)
    if node.name == "ol" and not counts_on(node) and html.wants("ol"):
        return serialise(node)
    gap = "\n" if "tight" in node.attrs else "\n\n"
    bullet = attr(node, "bullet") or "-"
    return gap.join(
        _item(f"{first + number}." if node.name == "ol" else bullet, item, text)
        for number, (item, text) in enumerate(zip(items, texts, strict=True))
    )


def _item(marker: str, item: Tag, text: str) -> str:
    # What does not begin with a line of text must begin in the very column that its other lines will have;
    # and so must an item with code that is HTML, where every blank shows.
    begins = name(item.contents[0]) if item.contents else "p"
    width = INDENT if begins not in _BEGINNINGS or any(map(_is_kept_code, item.contents)) else len(marker) + 1
    return hang(marker.ljust(width) if len(marker) < width else f"{marker} ", text, INDENT).rstrip(" ")


def _is_kept_code(node: PageElement) -> bool:
    if not isinstance(node, Tag):
        return False
    if node.name == "ol":
        return not counts_on(node) and find(node, "pre") is not None
    return node.name == KEEP and any("<pre" in str(text) for text in node.contents)


def hang(marker: str, text: str, indent: int) -> str:
    """Put a marker before the first line and blanks before the others."""
    blanks = " " * max(indent, len(marker)) if marker[0] != "[" else " " * indent
    return marker + "\n".join(
        f"{blanks}{line}" if line and number else line for number, line in enumerate(text.split("\n"))
    )
