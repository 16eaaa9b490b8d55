"""The beginning and the end of a body: a repeated title, and more markers that separate nothing."""

from __future__ import annotations

from wpconv.body.context import Context
from wpconv.body.nodes import Block, Footnote, Heading, Image, Inline, Link, Paragraph, RawBlock
from wpconv.body.normalise.inline_edits import OBJECT, texts
from wpconv.notices import NoticeCode

_HIGHEST_LEVELS = (1, 2)


def trim(blocks: list[Block], ctx: Context) -> list[Block]:
    """Return the blocks of a body without a repeated title and without a more marker at its edges.

    A first heading of level 1 or 2 that equals the post's title is left out and reported; only images may be
    before it. A more marker before or after all content, or after another one, is left out.
    """
    blocks = _without_marker(blocks, ctx.dialect.more_marker)
    number = next((number for number, block in enumerate(blocks) if not _is_image(block)), len(blocks))
    if ctx.title and number < len(blocks) and _is_title(blocks[number], ctx.title):
        ctx.notice(NoticeCode.REPEATED_TITLE, ctx.title)
        blocks = _without_marker([*blocks[:number], *blocks[number + 1 :]], ctx.dialect.more_marker)
    return blocks


def _without_marker(blocks: list[Block], marker: str) -> list[Block]:
    """Return blocks without a more marker before or after all of them; footnotes are after the end.

    WordPress reads the first marker alone (`get_the_content`).
    """
    markers = [number for number, block in enumerate(blocks) if _is_marker(block, marker)]
    if not markers:
        return blocks
    blocks = [block for number, block in enumerate(blocks) if number not in markers[1:]]
    end = len(blocks)
    while end and isinstance(blocks[end - 1], Footnote):
        end -= 1
    start, stop = 0, end
    while start < stop and _is_marker(blocks[start], marker):
        start += 1
    while stop > start and _is_marker(blocks[stop - 1], marker):
        stop -= 1
    return blocks if (start, stop) == (0, end) else [*blocks[start:stop], *blocks[end:]]


def _is_marker(block: Block, marker: str) -> bool:
    return isinstance(block, RawBlock) and block.content == marker != ""


def _is_image(block: Block) -> bool:
    return isinstance(block, Paragraph) and all(map(_holds_image, block.children))


def _holds_image(node: Inline) -> bool:
    children = node.children if isinstance(node, Link) else [node]
    return all(isinstance(child, Image) for child in children)


def _is_title(block: Block, title: str) -> bool:
    """Return whether a block is a heading with the words of the title alone, without a link or an image."""
    if not isinstance(block, Heading) or block.level not in _HIGHEST_LEVELS:
        return False
    text = "".join(texts(block.children))
    holds_more = OBJECT in text or any(isinstance(node, Link) for node in block.children)
    return not holds_more and _letters(text) == _letters(title) != ""


def _letters(text: str) -> str:
    """Return the letters and digits, in which quotation marks, dashes and white space make no difference."""
    return "".join(filter(str.isalnum, text.casefold()))
