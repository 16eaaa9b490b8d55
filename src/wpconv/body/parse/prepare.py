"""The steps between parsing and the rules: they make tags of what WordPress would have made tags of."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import shorten

from wpconv.body.context import Context
from wpconv.body.parse import autop, footnotes, shortcodes
from wpconv.body.parse.html import Parsed
from wpconv.notices import NoticeCode, Severity


@dataclass(frozen=True, slots=True)
class Shortcodes:
    """The shortcodes that the rules convert."""

    is_known: Callable[[str], bool]
    """Whether there is a rule for a shortcode's name."""
    is_verbatim: Callable[[str], bool]
    """Whether a shortcode's content is code, in which brackets are no shortcodes."""


def expand_shortcodes(parsed: Parsed, ctx: Context, known: Shortcodes) -> None:
    """Replace shortcodes in texts with tags, and report those without a rule."""
    if not parsed.has_brackets:
        return
    unknown = shortcodes.expand(parsed.root, known.is_known, known.is_verbatim)
    for source, count in Counter(unknown).items():
        again = f", {count} times" if count > 1 else ""
        ctx.notice(NoticeCode.UNKNOWN_SHORTCODE, f"{shorten(source, 80)}{again}", Severity.WARNING)


def autop_texts(parsed: Parsed, ctx: Context, known: Shortcodes) -> None:
    """Break lines and paragraphs as WordPress's `wpautop` does."""
    if ctx.is_raw:
        autop.break_all(parsed.root, known.is_verbatim)
    else:
        autop.break_empty(parsed.root)


def pair_footnotes(parsed: Parsed, _ctx: Context, _known: Shortcodes) -> None:
    """Replace footnotes' references and their notes with `note-ref` and `note`."""
    footnotes.pair(parsed.links)


PREPARE = (expand_shortcodes, autop_texts, pair_footnotes)
"""The steps in their order: `wpautop` must not break lines in the code of a shortcode, and the tags that hold
a footnote are known only when both are done."""


def prepare(parsed: Parsed, ctx: Context, known: Shortcodes) -> None:
    """Do all steps; the tree is changed in place."""
    for step in PREPARE:
        step(parsed, ctx, known)
