"""The steps between parsing and the rules: what WordPress does to a post's text before it shows it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import shorten

from wpconv.body.context import Context
from wpconv.body.parse import autop
from wpconv.body.parse.footnotes import pair_footnotes
from wpconv.body.parse.html import Parsed
from wpconv.body.parse.plugin_footnotes import link_footnotes
from wpconv.body.parse.shortcodes import expand_shortcodes
from wpconv.notices import NoticeCode, Severity


@dataclass(frozen=True, slots=True)
class Shortcodes:
    """The shortcodes that the rules convert."""

    is_known: Callable[[str], bool]
    """Whether there is a rule for a shortcode's name."""
    is_verbatim: Callable[[str], bool]
    """Whether a shortcode's content is code, in which brackets are no shortcodes."""


def prepare(parsed: Parsed, ctx: Context, known: Shortcodes) -> None:
    """Expand shortcodes, make paragraphs and pair footnotes in a body's tree, which is changed in place.

    Shortcodes come first, as `wpautop` must not break the lines of their code. Both may put a footnote into
    other tags, so footnotes come last.
    """
    if parsed.has_brackets:
        unknown = expand_shortcodes(parsed.root, known.is_known, known.is_verbatim)
        for source, count in Counter(unknown).items():
            times = f", {count} times" if count > 1 else ""
            ctx.notice(NoticeCode.UNKNOWN_SHORTCODE, f"{shorten(source, 80)}{times}", Severity.WARNING)
    if ctx.is_raw:
        autop.break_all(parsed.root, known.is_verbatim)
    else:
        autop.break_empty(parsed.root)
    link_footnotes(parsed)
    pair_footnotes(parsed.links)
