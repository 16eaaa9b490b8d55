"""A tree brought into normal form: one walk, outer tag first."""

from __future__ import annotations

from collections import Counter
from textwrap import shorten
from typing import TYPE_CHECKING

from wpconv.body.dom import NavigableString, PageElement, Tag, find_all, may_hold
from wpconv.body.normalise.handlers import HANDLERS, leaf, through
from wpconv.body.normalise.state import Walk
from wpconv.body.parse import autop, footnotes
from wpconv.body.parse.shortcodes import expand
from wpconv.body.rules import apply, is_shortcode, is_verbatim, matching
from wpconv.notices import NoticeCode, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wpconv.body.context import Context
    from wpconv.body.normalise.state import Entered, Leave, Marks

_BRACKETS = ("[", "&#91;", "&#x5", "&#X5", "&lbrack;", "&lsqb;")


def normalise(root: Tag, ctx: Context) -> Tag:
    """Bring a post's tree into normal form.

    Args:
        root: what `tree.parse` returned; it is used up.
        ctx: the post's context; the rules' notices are added to it.

    Returns:
        A new tree, as docs/architecture.md describes it.
    """
    _prepare(root, ctx)
    # Only links into the body itself tell which of its places and notes are led to.
    links = find_all(root, "a") if _may_lead_inside(root) else []
    footnotes.pair(links)
    walk = Walk(links, ctx)
    flow = walk.flow
    stack: list[tuple[Iterator[PageElement], Leave | None, Marks]] = []
    stack.append((iter(root.contents), None, ()))
    while stack:
        nodes, leave, marks = stack[-1]
        for node in nodes:
            if type(node) is NavigableString:
                # Blanks at the beginning of a paragraph are none of its text.
                if flow.leaves or not node.isspace():
                    flow.leaves.append((node, marks))
            elif isinstance(node, Tag):
                if entered := _begin(walk, node, marks):
                    stack.append((iter(node.contents), *entered))
                    break
            else:
                leaf(walk, node, marks)
        else:
            stack.pop()
            if leave:
                leave()
    result = flow.result()
    walk.drop_idle_anchors(result)
    return result


def _begin(walk: Walk, tag: Tag, marks: Marks) -> Entered | None:
    """Let the rules see a tag, then begin what it is now; None says that it is done, its content too."""
    if met := matching(tag):
        apply(met, tag, walk.ctx)
    return HANDLERS.get(tag.name, through)(walk, tag, marks)


def _may_lead_inside(root: Tag) -> bool:
    """Tell by its HTML whether a body has links into itself: a `#` that begins no character reference."""
    source = str(root.attrs.get("source", "#"))
    return source.count("#") > source.count("&#")


def _prepare(root: Tag, ctx: Context) -> None:
    """Make tags of what WordPress would have made tags of: shortcodes, and lines of plain text."""
    if may_hold(root, *_BRACKETS):
        for source, times in Counter(expand(root, is_shortcode, is_verbatim)).items():
            again = f", {times} times" if times > 1 else ""
            ctx.notice(NoticeCode.UNKNOWN_SHORTCODE, f"{shorten(source, 80)}{again}", Severity.WARNING)
    if ctx.is_raw:
        autop.break_all(root, is_verbatim)
    else:
        autop.break_empty(root)
