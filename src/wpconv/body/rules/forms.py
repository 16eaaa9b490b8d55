"""Forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules._excerpt import excerpt
from wpconv.body.rules._rule import Rule
from wpconv.body.tree import Tag, find_all, remove, text, unwrap

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context

_PROSE = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")
_CONTROLS = ("label", "select", "textarea", "button", "option", "legend", "script", "style")
_MANY = 60
"""Words outside of its controls that make a form the frame of a text, not a form."""


def forms(tag: Tag, ctx: Context) -> None:
    """Forms: left out, as nothing would answer them; what is wrapped around a text leaves the text."""
    if sum(_words(block) for block in find_all(tag, *_PROSE)) > _MANY:
        unwrap(tag)
        return
    ctx.notice("removed-form", excerpt(tag) or "one without a text")
    remove(tag)


def _words(block: Tag) -> int:
    controls = sum(len(text(control).split()) for control in find_all(block, *_CONTROLS))
    return len(text(block).split()) - controls


RULES = (Rule("form", forms),)
