"""Lists: their items, without those that only indent another list, and whether they are tight."""

from __future__ import annotations

from dataclasses import dataclass

from wpconv.body.nodes import Block, List, ListItem, Paragraph


@dataclass(slots=True)
class IndentedList:
    """An item without a bullet that holds nothing but a list: editors indent a list with it."""

    inner: List


def finish_list(items: list[ListItem | IndentedList], start: int | None, *, is_reversed: bool) -> list[Block]:
    """Return the blocks that one `ul` or `ol` becomes: a list, or several.

    An indented list belongs to the item before it, or takes the place of the outer list.

    Args:
        items: in their order.
        start: the number of the first one; None for bullets.
        is_reversed: whether the numbers count down.
    """
    blocks: list[Block] = []
    own: list[ListItem] = []
    for item in items:
        if isinstance(item, ListItem):
            own.append(item)
        elif own:
            own[-1].children.append(item.inner)
        else:
            blocks.append(item.inner)
    if own:
        blocks.append(List(own, start, is_reversed, tight=all(map(_is_tight, own))))
    return blocks


def _is_tight(item: ListItem) -> bool:
    """Return whether an item needs no blank lines inside: a paragraph or a list, and lists after it."""
    if not item.children:
        return True
    first, *others = item.children
    is_line = isinstance(first, Paragraph) or (isinstance(first, List) and first.counts_by_one)
    return is_line and all(map(_can_follow_line, others))


def _can_follow_line(block: Block) -> bool:
    """Return whether a block right after a line of text is read as a list: it counts from 1 and has text."""
    return (
        isinstance(block, List)
        and block.start in (None, 1)
        and block.counts_by_one
        and bool(block.items[0].children)
    )
