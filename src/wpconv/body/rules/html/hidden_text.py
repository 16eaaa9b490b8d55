"""Text that nobody sees, as spam traps have it."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, remove, text
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.notices import NoticeCode, Severity

_HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MANY = 10
"""Words that are too many for a trap."""


def hidden(tag: Tag, ctx: Context) -> None:
    """Hidden words within a line, as spam traps have them: left out; hidden blocks are panels and stay."""
    if "style" in tag.attrs and _HIDDEN.search(attr(tag, "style")):
        if words := excerpt(tag):
            severity = Severity.WARNING if len(text(tag).split()) > _MANY else Severity.INFO
            ctx.notice(NoticeCode.HIDDEN_TEXT, words, severity)
        remove(tag)


RULES = tuple(Rule(name, hidden) for name in ("span", "em", "i", "b"))
