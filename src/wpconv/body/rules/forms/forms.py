"""Forms."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, is_text, remove, unwrap
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.notices import NoticeCode

_PROSE = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")
_CONTROLS = ("label", "select", "textarea", "button", "option", "legend", "script", "style")
_INPUTS = ("input", "select", "textarea", "button")
_MAX_WORDS = 60
"""More words outside controls than a form has; such a form is wrapped around the text."""


def forms(tag: Tag, ctx: Context) -> None:
    """Forms: removed, as a static site cannot answer them; a long text, or one without controls, stays."""
    if _words(tag) > _MAX_WORDS or not any(map(_is_control, find_all(tag, *_INPUTS))):
        unwrap(tag)
        return
    ctx.notice(NoticeCode.REMOVED_FORM, excerpt(tag) or "a form without text")
    remove(tag)


def _is_control(tag: Tag) -> bool:
    """Return whether a reader can use a part of a form: it is no hidden input."""
    return tag.name != "input" or attr(tag, "type").lower() != "hidden"


def _words(form: Tag) -> int:
    """Count the words in a form's paragraphs, headings and lists, without those of its controls."""
    count = 0
    waiting = [(form, False)]
    while waiting:
        tag, is_prose = waiting.pop()
        for node in tag.contents:
            if not isinstance(node, Tag):
                count += len(str(node).split()) if is_prose and is_text(node) else 0
            elif node.name not in _CONTROLS:
                waiting.append((node, is_prose or node.name in _PROSE))
    return count


RULES = (Rule("form", forms),)
