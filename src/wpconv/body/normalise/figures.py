"""Figures and details as HTML, with `--html figures`: Markdown has no syntax for captions and summaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wpconv.body.html import element, to_html
from wpconv.body.nodes import Block, Image, Inline, Link, Paragraph, RawBlock


@dataclass(slots=True)
class LabelPart:
    """A `figcaption` or a `summary`."""

    name: str
    children: list[Inline]


def finish_labelled(name: str, parts: Sequence[Block | LabelPart]) -> Iterator[Block]:
    """Yield a figure, or details, with its label as HTML; without a label, or anything else, its blocks.

    Args:
        name: `figure` or `details`.
        parts: its blocks and labels.
    """
    labels = [part for part in parts if isinstance(part, LabelPart)]
    if labels and len(labels) < len(parts):
        lines = (line for part in parts for line in _html(part))
        yield RawBlock("\n".join((f"<{name}>", *lines, f"</{name}>")))
        return
    yield from (Paragraph(part.children) if isinstance(part, LabelPart) else part for part in parts)


def _html(part: Block | LabelPart) -> Iterator[str]:
    """Yield the lines of a part: a paragraph of images alone needs no `p`."""
    if isinstance(part, LabelPart):
        yield element(part.name, "".join(map(to_html, part.children)))
    elif isinstance(part, Paragraph) and all(map(_is_image, part.children)):
        yield from map(to_html, part.children)
    else:
        yield to_html(part)


def _is_image(node: Inline) -> bool:
    return isinstance(node, Image) or (isinstance(node, Link) and all(map(_is_image, node.children)))
