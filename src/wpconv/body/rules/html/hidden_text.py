"""Hidden inline text."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, remove, text
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.notices import NoticeCode, Severity

_HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MAX_WORDS = 10
"""More words than a spam trap has."""


def hidden_text(tag: Tag, ctx: Context) -> None:
    """Inline text hidden by its style or by `hidden`, as in spam traps: removed; hidden blocks stay."""
    if words := excerpt(tag):
        severity = Severity.WARNING if len(text(tag).split()) > _MAX_WORDS else Severity.INFO
        ctx.notice(NoticeCode.HIDDEN_TEXT, words, severity)
    remove(tag)


def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


_INLINE = ("span", "em", "i", "b")

RULES = (
    *(Rule(name, hidden_text, needs="style", concerns=_hides) for name in _INLINE),
    *(Rule(name, hidden_text, needs="hidden") for name in _INLINE),
)
