"""The walk that brings a tree into normal form: outer elements first, without recursion."""

from __future__ import annotations

from collections.abc import Mapping

from wpconv.body.context import Context
from wpconv.body.dom import NavigableString, Tag
from wpconv.body.nodes import Block
from wpconv.body.normalise.handlers import HANDLERS, text_or_comment, transparent
from wpconv.body.normalise.inline import Formats
from wpconv.body.normalise.state import End, Handler, State
from wpconv.body.parse.html import Parsed
from wpconv.body.parse.prepare import prepare
from wpconv.body.rules import SHORTCODES, apply, matching


def build(parsed: Parsed, ctx: Context, handlers: Mapping[str, Handler] = HANDLERS) -> list[Block]:
    """Bring a post's tree into normal form.

    Args:
        parsed: the body's tree, which rules change, and what the parser found in it.
        ctx: the post's context; the notices of rules are added to it.
        handlers: those of all elements, by name.

    Returns:
        The blocks of the body.
    """
    prepare(parsed, ctx, SHORTCODES)
    # Only links into the body itself show which of its ids are needed.
    state = State(parsed.links, ctx)
    _walk(parsed.root, state, handlers)
    blocks = state.builder.result()
    state.drop_unused_anchors(blocks)
    return blocks


def _walk(root: Tag, state: State, handlers: Mapping[str, Handler]) -> None:  # noqa: C901  one loop over all nodes
    """Visit all nodes of a tree.

    A rule may edit its element, or put something else in its place with Beautiful Soup's methods: the walk
    goes on with what is there afterwards.
    """
    builder = state.builder
    moved: dict[int, Tag] = {}
    """Elements that their rules have moved: the rules are not applied to them again."""
    stack: list[tuple[Tag, int, End | None, Formats]] = [(root, 0, None, ())]
    while stack:
        parent, position, end, formats = stack.pop()
        contents = parent.contents
        while position < len(contents):
            node = contents[position]
            position += 1
            if type(node) is NavigableString:
                # Spaces at the beginning of a paragraph do not count.
                if builder.inline or not node.isspace():
                    builder.inline.append((node, formats))
            elif isinstance(node, Tag):
                if (met := matching(node)) and id(node) not in moved:
                    apply(met, node, state.ctx)
                    contents = parent.contents
                    if position > len(contents) or contents[position - 1] is not node:
                        moved[id(node)] = node
                        position -= 1
                        continue
                if entered := handlers.get(node.name, transparent)(state, node, formats):
                    stack.append((parent, position, end, formats))
                    stack.append((node, 0, *entered))
                    break
            else:
                text_or_comment(state, node, formats)
        else:
            if end:
                end()
