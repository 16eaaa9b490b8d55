"""Definition lists: what Markdown's dialects can express of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wpconv.body.nodes import Block, Definition, DefinitionList, Inline, Paragraph, RawInline
from wpconv.body.normalise.inline_edits import bold


@dataclass(slots=True)
class TermPart:
    """A `dt`."""

    children: list[Inline]


@dataclass(slots=True)
class DefinitionPart:
    """A `dd`."""

    children: list[Block]


def finish_definition_list(parts: Sequence[TermPart | DefinitionPart]) -> Iterator[Block]:
    """Yield the blocks that the terms and definitions of one `dl` become.

    Terms that share a definition become lines of one. A definition before the first term, and a term without
    a definition, are paragraphs of their own.
    """
    items: list[Definition] = []
    terms: list[list[Inline]] = []
    for number, part in enumerate(parts, 1):
        if isinstance(part, TermPart):
            terms.append(part.children)
        elif not part.children:
            is_last = number == len(parts) or isinstance(parts[number], TermPart)
            if terms and is_last:
                yield from _list(items)
                yield _term_alone(terms)
                items, terms = [], []
        elif terms:
            items.append(Definition(_joined(terms), [part.children]))
            terms = []
        elif items:
            items[-1].definitions.append(part.children)
        else:
            yield from part.children
    yield from _list(items)
    if terms:
        yield _term_alone(terms)


def _list(items: list[Definition]) -> list[Block]:
    return [DefinitionList(items)] if items else []


def _term_alone(terms: list[list[Inline]]) -> Paragraph:
    return Paragraph(bold(_joined(terms)))


def _joined(terms: list[list[Inline]]) -> list[Inline]:
    nodes: list[Inline] = []
    for term in terms:
        nodes += [RawInline("<br>")] if nodes else []
        nodes += term
    return nodes
