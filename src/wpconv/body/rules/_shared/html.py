"""HTML that goes into the Markdown: tags made by hand, and tags as they were written."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from wpconv.body.dom import PageElement, Tag, is_text
from wpconv.body.html import runs_script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_VOID = frozenset(("br", "img", "hr", "source", "track", "none", "mprescripts"))
_MARKS = frozenset(
    ("a", "b", "strong", "i", "em", "mark", "s", "del", "u", "sub", "sup", "code", "kbd", "img")
)
_MARK_ATTRS = ("href", "src", "alt", "title")
_RUNNING = frozenset(
    ("script", "iframe", "object", "embed", "base", "link", "meta", "form", "frame", "applet", "template")
)
"""Elements that could run a script or change the page around them."""
_LESS_THAN = re.compile(r"<(?=[a-zA-Z/!?])")
_BLANKS = re.compile(r"\s+")


def start_tag(name: str, attrs: Mapping[str, str]) -> str:
    """Write a tag's beginning; an attribute without a value stands as its bare name."""
    pairs = (f'{key}="{escape(value)}"' if value else key for key, value in attrs.items())
    return f"<{' '.join((name, *pairs))}>"


def as_written(tag: Tag) -> str:
    """Write a tag and all inside it on one line, with the attributes that it had, but without scripts."""
    return _BLANKS.sub(" ", "".join(_pieces([tag], only_marks=False)))


def without_tags(tex: str) -> str:
    """Return TeX in which `<` begins no element of HTML: it ignores the blank after it."""
    return _LESS_THAN.sub("< ", tex)


def lines_with_marks(tag: Tag) -> str:
    """Write what is inside a tag, its lines as they are: text, emphasis, links and images."""
    return "".join(_pieces(tag.contents, only_marks=True))


def _pieces(nodes: list[PageElement], *, only_marks: bool) -> Iterator[str]:
    stack = [(iter(nodes), "")]
    while stack:
        node = next(stack[-1][0], None)
        if node is None:
            yield stack.pop()[1]
        elif is_text(node):
            yield escape(str(node), quote=False)
        elif isinstance(node, Tag) and only_marks and node.name == "br":
            yield "\n"
        elif isinstance(node, Tag) and node.name not in _RUNNING:
            is_written = node.name in _MARKS or not only_marks
            yield _start(node, only_marks=only_marks) if is_written else ""
            stack.append(
                (iter(node.contents), f"</{node.name}>" if is_written and node.name not in _VOID else "")
            )


def _start(tag: Tag, *, only_marks: bool) -> str:
    kept = {
        key: str(value)
        for key, value in tag.attrs.items()
        if (key in _MARK_ATTRS or not only_marks)
        and not key.lower().startswith("on")
        and not runs_script(str(value))
    }
    return start_tag(tag.name, kept)
