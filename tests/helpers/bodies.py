"""The conversion of a body, for tests: HTML, normal form, Markdown."""

from __future__ import annotations

from wpconv.body.context import Context
from wpconv.body.converter import WordPressConverter
from wpconv.body.nodes import Block
from wpconv.body.normalise.walk import build
from wpconv.body.parse.html import parse
from wpconv.dialect import Dialect
from wpconv.model import BodyOptions


def normal_form(html: str, options: BodyOptions | None = None) -> list[Block]:
    """Return a body in normal form."""
    return build(parse(html), Context(options or BodyOptions()))


def to_markdown(html: str, options: BodyOptions | None = None, dialect: Dialect | None = None) -> str:
    """Return a body's Markdown."""
    ctx = Context(options or BodyOptions(), dialect or Dialect())
    return WordPressConverter().convert_body(parse(html), ctx).markdown
