"""HTML that goes into the Markdown: tags made by hand, and tags as they were written."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from wpconv.body.tree import PageElement, Tag, is_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_VOID = frozenset(("br", "img", "hr", "source", "track", "none", "mprescripts"))
_BLANKS = re.compile(r"\s+")


def start_tag(name: str, attrs: Mapping[str, str]) -> str:
    """Write a tag's beginning; an attribute without a value stands as its bare name."""
    pairs = (f'{key}="{escape(value)}"' if value else key for key, value in attrs.items())
    return f"<{' '.join((name, *pairs))}>"


def as_written(tag: Tag) -> str:
    """Write a tag and all inside it on one line, with the attributes that it had."""
    parts: list[str] = []
    stack: list[Tag | str] = [tag]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        parts.append(start_tag(node.name, {key: str(value) for key, value in node.attrs.items()}))
        if node.name not in _VOID:
            stack.append(f"</{node.name}>")
            stack.extend(
                child if isinstance(child, Tag) else _text(child) for child in reversed(node.contents)
            )
    return "".join(parts)


def _text(node: PageElement) -> str:
    return escape(_BLANKS.sub(" ", str(node)), quote=False) if is_text(node) else ""
