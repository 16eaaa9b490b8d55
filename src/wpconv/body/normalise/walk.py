"""The walk that brings a tree into normal form: outer elements first, without recursion."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wpconv.body.context import Context, Rule
from wpconv.body.dom import FRAGMENT, RAW, NavigableString, PageElement, Tag, attr
from wpconv.body.nodes import Block
from wpconv.body.normalise import typed_lists
from wpconv.body.normalise.handlers import HANDLERS, text_or_comment, transparent
from wpconv.body.normalise.inline import Formats
from wpconv.body.normalise.state import End, Handler, State
from wpconv.body.parse.html import Parsed
from wpconv.body.parse.prepare import prepare
from wpconv.body.rules import SHORTCODES, apply, apply_to_body, matching, matching_name


def build(
    parsed: Parsed,
    ctx: Context,
    handlers: Mapping[str, Handler] = HANDLERS,
    overridden: Collection[str] = frozenset(),
) -> list[Block]:
    """Bring a post's tree into normal form.

    Args:
        parsed: the body's tree, which rules change, and what the parser found in it.
        ctx: the post's context; the notices of rules are added to it.
        handlers: those of all elements, by name.
        overridden: the elements whose handler is called even if rules put something else in their place.

    Returns:
        The blocks of the body.
    """
    prepare(parsed, ctx, SHORTCODES)
    apply_to_body(parsed.root, parsed.html, ctx)
    # Only links into the body itself show which of its ids are needed.
    state = State(parsed.links, ctx, is_special=handlers is not HANDLERS)
    _walk(parsed.root, state, handlers, overridden)
    blocks = typed_lists.joined(state.builder.result())
    state.drop_unused_anchors(blocks)
    return blocks


def _walk(  # noqa: C901, PLR0912  one loop over all nodes
    root: Tag, state: State, handlers: Mapping[str, Handler], overridden: Collection[str]
) -> None:
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
                if builder.inline or not str.isspace(node):
                    builder.inline.append((node, formats))
            elif isinstance(node, Tag):
                met = matching(node) if node.attrs else matching_name(node.name)
                if met and id(node) not in moved:
                    before = contents[position - 2] if position > 1 else None
                    identifier = attr(node, "id") if state.linked_ids else ""
                    if node.name in overridden:
                        _apply_overridden(met, node, position, state)
                    else:
                        apply(met, node, state.ctx)
                        _keep_id(node, identifier, state)
                    contents = parent.contents
                    if position > len(contents) or contents[position - 1] is not node:
                        moved[id(node)] = node
                        position = _next_position(contents, position, node, before)
                        continue
                if entered := handlers.get(node.name, transparent)(state, node, formats):
                    stack += [(parent, position, end, formats), (node, 0, *entered)]
                    break
            else:
                text_or_comment(state, node, formats)
        else:
            if end:
                end()


def _keep_id(node: Tag, identifier: str, state: State) -> None:
    """Keep the id of an element that its rules have replaced, if a link leads to it."""
    if not identifier or node.name != FRAGMENT or not node.contents:
        return
    first = node.contents[0]
    raw = first if isinstance(first, Tag) and first.name == RAW else None
    if raw and f'id="{identifier}"' in raw.get_text():
        return
    node.attrs = {"id": identifier}
    if raw and attr(raw, "display") == "block":
        state.keep_anchor_before(node)


def _next_position(contents: list[PageElement], position: int, node: Tag, before: PageElement | None) -> int:
    """Return where the walk goes on after a rule has changed the children of an element's parent.

    Args:
        contents: the children now.
        position: that after the element, when the rule was called.
        node: the element.
        before: the child before it then; None if it was the first.
    """
    start = position - 1
    if start == 0 or (start <= len(contents) and contents[start - 1] is before):
        return start
    for number, child in enumerate(contents):
        if child is before:  # the rule inserted or removed children before it
            return number + 1
    # The rule removed it, and perhaps others before it.
    found = (number for number, child in enumerate(contents[:start]) if child is node)
    return next(found, max(start - 1, 0))


def _apply_overridden(met: tuple[Rule, ...], tag: Tag, position: int, state: State) -> None:
    """Apply rules to an element; what they put in its place becomes its replacement in the state.

    Args:
        met: the rules.
        tag: the element.
        position: that of the node after it in its parent.
        state: the state of the walk.
    """
    parent, name, attrs, children = tag.parent, tag.name, tag.attrs, [*tag.contents]
    assert parent is not None  # noqa: S101  the walk comes from there
    following = parent.contents[position] if position < len(parent.contents) else None
    apply(met, tag, state.ctx)
    contents, start = parent.contents, position - 1
    if tag.name == FRAGMENT:
        found, stop = tag.contents, position
    elif start < len(contents) and contents[start] is not tag:
        stop = next((number for number, node in enumerate(contents) if node is following), len(contents))
        found = contents[start:stop]
    else:
        return
    ids = {id(child) for child in children}
    if any(id(node) not in ids for node in found):  # else it was removed or unwrapped
        state.replacements[id(tag)] = found
        tag.name, tag.attrs, tag.parent = name, attrs, parent
        tag.contents = children
        contents[start:stop] = [tag]
