"""Lists that an author typed: lines of a paragraph that begin with a bullet, a dash or a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter

from wpconv.body.nodes import Block, Inline, LineBreak, List, ListItem, Paragraph
from wpconv.body.normalise.inline import build_inline
from wpconv.body.normalise.inline_edits import PARENTS, texts

_MARK = re.compile(
    r"(?:(?P<bullet>[•●▪▫◦‣⁃∙·・■◆►▸➢➤❖◾])\ufe0f?\s*|(?P<star>\*)\s+"
    # WordPress makes an en dash of a hyphen between spaces; a hyphen before a digit may be a minus.
    r"|(?P<dash>[-–]\s+|-(?=[^\W\d]))"
    r"|(?P<number>\d{1,3})(?P<delimiter>[.)])\s+)(?=\S)"
)
_BULLETS = "•●▪▫◦‣⁃∙·・■◆►▸➢➤❖◾*"
_ORNAMENT = re.compile(r"[-–*•]\s.*\s[-–*•]", re.DOTALL)
"""A line with the mark at its end too, as in `– Menu –`."""
Line = list[Inline]


@dataclass(frozen=True, slots=True)
class _Mark:
    """The mark that a line begins with."""

    kind: str
    """Equal for the marks of one list."""
    number: int | None
    length: int
    """The number of its characters, with the white space after it."""


def paragraphs(nodes: list[Inline]) -> list[Block]:
    """Return the blocks that the inline nodes of a paragraph become.

    Two or more lines in a row with marks of one kind, or with numbers that count up by one, are a list; the
    lines before and after it are paragraphs.
    """
    lines = _lines(nodes)
    if len(lines) == 1:
        return [Paragraph(nodes)]
    marks = [_mark(line) for line in lines]
    blocks: list[Block] = []
    rest: list[Line] = []
    for kind, group in groupby(range(len(lines)), key=lambda number: _list_kind(marks[number], number)):
        numbers = list(group)
        if kind is None or len(numbers) == 1:
            rest += [lines[number] for number in numbers]
            continue
        blocks += _paragraph(rest)
        items = [_item(lines[number], marks[number]) for number in numbers]
        first = marks[numbers[0]]
        blocks.append(List(items, first.number if first else None, tight=True))
        rest = []
    return [*blocks, *_paragraph(rest)] if blocks else [Paragraph(nodes)]


def joined(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a body, in which paragraphs in a row that begin with the same bullet are a list.

    Paragraphs that begin with a dash may be a dialogue, and those with a number sections: they stay.
    """
    bullets = [_bullet(block) for block in blocks]
    if not any(one and one == other for one, other in pairwise(bullets)):
        return blocks
    found: list[Block] = []
    for bullet, group in groupby(zip(bullets, blocks, strict=True), key=itemgetter(0)):
        part = [block for _, block in group]
        if bullet and len(part) > 1:
            items = [_item(each.children, _mark(each.children)) for each in part if type(each) is Paragraph]
            found.append(List(items, tight=True))
        else:
            found += part
    return found


def _bullet(block: Block) -> str:
    """Return the bullet that a block begins with, and an empty str if there is none."""
    if type(block) is not Paragraph:
        return ""
    first = block.children[0]
    if type(first) is str and first[0] not in _BULLETS:
        return ""  # as most
    mark = _mark(block.children)
    return mark.kind if mark and mark.kind in _BULLETS else ""


def _lines(nodes: Sequence[Inline]) -> list[Line]:
    """Split inline nodes at their line breaks; emphasis or a link around several lines is around each."""
    lines: list[Line] = [[]]
    for node in nodes:
        if isinstance(node, LineBreak):
            lines.append([])
        elif isinstance(node, PARENTS):
            for number, part in enumerate(_lines(node.children)):
                lines += [[]] if number else []
                lines[-1] += [replace(node, children=part)] if part else []
        else:
            lines[-1].append(node)
    return lines


def _mark(line: Line) -> _Mark | None:
    if line and type(first := line[0]) is str and first[0].isalpha():
        return None  # as most
    text = "".join(texts(line))
    match = _MARK.match(text)
    if match is None or _ORNAMENT.fullmatch(text):
        return None
    kind = "-" if match["dash"] else match["delimiter"] or text[0]
    return _Mark(kind, int(match["number"]) if match["number"] else None, match.end())


def _list_kind(mark: _Mark | None, position: int) -> tuple[str, int] | None:
    """Return the form that the marks of one list share, numbers less their positions; None for no mark."""
    if mark is None:
        return None
    return mark.kind, 0 if mark.number is None else mark.number - position


def _paragraph(lines: list[Line]) -> list[Block]:
    """Return lines as a paragraph, or nothing if they are empty."""
    nodes = [node for line in lines for node in (LineBreak(), *line)]
    children = build_inline([(node, ()) for node in nodes])
    return [Paragraph(children)] if children else []


def _item(line: Line, mark: _Mark | None) -> ListItem:
    nodes, _ = _without_start(line, mark.length if mark else 0)
    return ListItem([Paragraph(build_inline([(node, ()) for node in nodes]))])


def _without_start(nodes: Sequence[Inline], length: int) -> tuple[Line, int]:
    """Return inline nodes without their first characters, and how many of these they did not have."""
    left: Line = []
    for node in nodes:
        if isinstance(node, str):
            length, text = max(length - len(node), 0), node[length:]
            left += [text] if text else []
        elif isinstance(node, PARENTS):
            children, length = _without_start(node.children, length)
            left += [replace(node, children=children)] if children else []
        else:
            left.append(node)
    return left, length
