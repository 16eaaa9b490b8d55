"""Forms."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, is_text, remove, unwrap
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.notices import NoticeCode

_PROSE = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")
_CONTROLS = ("label", "select", "textarea", "button", "option", "legend", "script", "style")
_MANY = 60
"""Words outside of its controls that make a form the frame of a text, not a form."""


def forms(tag: Tag, ctx: Context) -> None:
    """Forms: left out, as nothing would answer them; what is wrapped around a text leaves the text."""
    if _words(tag) > _MANY:
        unwrap(tag)
        return
    ctx.notice(NoticeCode.REMOVED_FORM, excerpt(tag) or "one without a text")
    remove(tag)


def _words(form: Tag) -> int:
    """Count the words of a form's paragraphs, headings and lists, without those of its controls."""
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
