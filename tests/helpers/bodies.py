"""Convert a body (HTML) to normal form and to Markdown."""

from __future__ import annotations

from wpconv.body import dom
from wpconv.body.context import Context
from wpconv.body.dom import Tag
from wpconv.body.normalise import walk
from wpconv.body.render import markdown
from wpconv.model import BodyOptions, Dialect


def normal_form(html: str, options: BodyOptions | None = None) -> Tag:
    """Return the normal form of a body."""
    return walk.normalise(dom.parse(html), Context(options or BodyOptions()))


def to_markdown(html: str, options: BodyOptions | None = None, dialect: Dialect | None = None) -> str:
    """Return the Markdown of a body."""
    ctx = Context(options or BodyOptions(), dialect or Dialect())
    return markdown.render(walk.normalise(dom.parse(html), ctx), ctx)
