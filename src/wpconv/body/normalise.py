"""A tree brought into normal form: one walk, outer tag first."""

from __future__ import annotations

from collections import Counter
from textwrap import shorten
from typing import TYPE_CHECKING

from wpconv.body import notes
from wpconv.body.inline import MARKS, Mark, with_mark
from wpconv.body.plain import ATOMS, BOUNDARIES, CONTAINERS, DROPPED
from wpconv.body.rules import dispatch, is_shortcode, is_verbatim
from wpconv.body.shortcodes import expand
from wpconv.body.tree import Comment, PageElement, Tag, find_all, is_text, keep
from wpconv.body.walk import Marks, Walk
from wpconv.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wpconv.body.rules._rule import Context

_CAPTION = Mark("em", "em")


def normalise(root: Tag, ctx: Context) -> Tag:
    """Bring a post's tree into normal form.

    Args:
        root: what `tree.parse` returned; it is used up.
        ctx: the post's context; the rules' notices are added to it.

    Returns:
        A new tree, as docs/architecture.md describes it.
    """
    _expand(root, ctx)
    links = find_all(root, "a")
    notes.pair(links)
    walk = Walk(links, ctx)
    stack: list[tuple[Iterator[PageElement], Callable[[], None] | None, Marks]] = []
    stack.append((iter(root.contents), None, ()))
    while stack:
        nodes, leave, marks = stack[-1]
        node = next(nodes, None)
        if node is None:
            stack.pop()
            if leave:
                leave()
        elif isinstance(node, Tag):
            dispatch(node, ctx)
            entered = _enter(walk, node, marks)
            if entered:
                stack.append((iter(node.contents), *entered))
        elif is_text(node):
            # Blanks at the beginning of a paragraph are none of its text.
            if walk.flow.leaves or not node.isspace():
                walk.flow.leaf(node, marks)
        elif isinstance(node, Comment):
            _comment(walk, node)
    result = walk.flow.result()
    walk.drop_idle_anchors()
    return result


def _expand(root: Tag, ctx: Context) -> None:
    for source, times in Counter(expand(root, is_shortcode, is_verbatim)).items():
        again = f", {times} times" if times > 1 else ""
        ctx.notice("unknown-shortcode", f"{shorten(source, 80)}{again}", Severity.WARNING)


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


def _comment(walk: Walk, comment: Comment) -> None:
    """Keep the more tag; whatever else a comment says is for the editor."""
    if comment.strip().startswith("more") and walk.ctx.options.more:
        walk.flow.block(keep(walk.ctx.options.more, block=True))
