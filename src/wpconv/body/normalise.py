"""A tree brought into normal form: one walk, outer tag first."""

from __future__ import annotations

from collections import Counter
from textwrap import shorten
from typing import TYPE_CHECKING

from wpconv.body import lines, notes
from wpconv.body.marks import MARKS, Mark, with_mark
from wpconv.body.plain import ATOMS, BOUNDARIES, CONTAINERS, DROPPED, settle
from wpconv.body.rules import dispatch, is_shortcode, is_verbatim
from wpconv.body.shortcodes import expand
from wpconv.body.tree import Comment, NavigableString, PageElement, Tag, find_all, is_text, keep, may_hold
from wpconv.body.walk import Marks, Walk
from wpconv.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wpconv.body.rules._rule import Context

_CAPTION = Mark("em", "em")
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
    notes.pair(links)
    walk = Walk(links, ctx)
    flow = walk.flow
    stack: list[tuple[Iterator[PageElement], Callable[[], None] | None, Marks]] = []
    stack.append((iter(root.contents), None, ()))
    while stack:
        nodes, leave, marks = stack[-1]
        for node in nodes:
            if type(node) is NavigableString:
                # Blanks at the beginning of a paragraph are none of its text.
                if flow.leaves or not node.isspace():
                    flow.leaves.append((node, marks))
            elif not isinstance(node, Tag):
                _leaf(walk, node, marks)
            else:
                dispatch(node, ctx)
                is_settled = not marks and len(node.contents) == 1 and settle(walk, node)
                if not is_settled and (entered := _enter(walk, node, marks)):
                    stack.append((iter(node.contents), *entered))
                    break
        else:
            stack.pop()
            if leave:
                leave()
    result = walk.flow.result()
    walk.drop_idle_anchors()
    return result


def _may_lead_inside(root: Tag) -> bool:
    """Tell by its HTML whether a body has links into itself: a `#` that begins no character reference."""
    source = str(root.attrs.get("source", "#"))
    return source.count("#") > source.count("&#")


def _prepare(root: Tag, ctx: Context) -> None:
    """Make tags of what WordPress would have made tags of: shortcodes, and lines of plain text."""
    if may_hold(root, *_BRACKETS):
        for source, times in Counter(expand(root, is_shortcode, is_verbatim)).items():
            again = f", {times} times" if times > 1 else ""
            ctx.notice("unknown-shortcode", f"{shorten(source, 80)}{again}", Severity.WARNING)
    if ctx.is_raw:
        lines.break_all(root, is_verbatim)
    else:
        lines.break_empty(root)


def _enter(walk: Walk, tag: Tag, marks: Marks) -> tuple[Callable[[], None] | None, Marks] | None:
    """Begin a tag; tell what its end does and which marks its content has, or None where it is done."""
    name = tag.name
    if name in DROPPED:
        return None
    if name in MARKS:
        walk.anchor(tag)
        return None, with_mark(marks, walk.mark(tag))
    if name in ATOMS:
        ATOMS[name](walk, tag, marks)
        return None
    leave = None
    if name in CONTAINERS:
        leave = CONTAINERS[name](walk, tag)
    elif name in BOUNDARIES:
        leave = walk.boundary()
    walk.anchor(tag)
    return leave, with_mark(marks, _CAPTION) if name == "figcaption" else marks


def _leaf(walk: Walk, node: PageElement, marks: Marks) -> None:
    """Add text of another kind, and keep the more tag; whatever else a comment says is for the editor."""
    if is_text(node):
        walk.flow.leaf(str(node), marks)
    elif isinstance(node, Comment) and node.strip().startswith("more") and walk.ctx.options.more:
        walk.flow.block(keep(walk.ctx.options.more, block=True))
