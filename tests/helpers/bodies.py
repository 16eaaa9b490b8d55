"""The way of a body, for tests: HTML, normal form, Markdown."""

from __future__ import annotations

from wpconv.body.context import Context
from wpconv.body.dom import Tag
from wpconv.body.normalise import walk
from wpconv.body.parse.html import parse
from wpconv.body.render import markdown
from wpconv.model import BodyOptions, Dialect


def normal_form(html: str, options: BodyOptions | None = None) -> Tag:
    """Return a body's tree in normal form."""
    return walk.normalise(parse(html), Context(options or BodyOptions()))


def to_markdown(html: str, options: BodyOptions | None = None, dialect: Dialect | None = None) -> str:
    """Return a body's Markdown."""
    ctx = Context(options or BodyOptions(), dialect or Dialect())
    return markdown.render(walk.normalise(parse(html), ctx), ctx)
