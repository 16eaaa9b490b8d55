"""The way of a body, for tests: HTML, normal form, Markdown."""

from __future__ import annotations

from wpconv.body import markdown, normalise, tree
from wpconv.body.rules._rule import Context
from wpconv.body.tree import Tag
from wpconv.model import BodyOptions


def normal_form(html: str, options: BodyOptions | None = None) -> Tag:
    """Return a body's tree in normal form."""
    return normalise.normalise(tree.parse(html), Context(options or BodyOptions()))


def to_markdown(html: str, options: BodyOptions | None = None) -> str:
    """Return a body's Markdown."""
    ctx = Context(options or BodyOptions())
    return markdown.render(normalise.normalise(tree.parse(html), ctx), ctx)
