"""A tree brought into normal form: one walk, outer tag first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.dom import NavigableString, PageElement, Tag
from wpconv.body.normalise.handlers import HANDLERS, leaf, through
from wpconv.body.normalise.state import Walk
from wpconv.body.parse.html import Parsed
from wpconv.body.parse.prepare import prepare
from wpconv.body.rules import SHORTCODES, apply, matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wpconv.body.context import Context
    from wpconv.body.normalise.state import Entered, Leave, Marks


def normalise(parsed: Parsed, ctx: Context) -> Tag:
    """Bring a post's tree into normal form.

    Args:
        parsed: what `parse` returned; it is used up.
        ctx: the post's context; the rules' notices are added to it.

    Returns:
        A new tree, as docs/architecture.md describes it.
    """
    prepare(parsed, ctx, SHORTCODES)
    walk = Walk(parsed.links, ctx)
    flow = walk.flow
    stack: list[tuple[Iterator[PageElement], Leave | None, Marks]] = []
    stack.append((iter(parsed.root.contents), None, ()))
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
