"""Footnotes: marks in the text and the notes that they lead to, paired over the whole body.

WordPress's own block links them to and fro, and so does what Word and LibreOffice leave when it is pasted.
Where either half is missing, nothing changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wpconv.body.tree import (
    PageElement,
    Tag,
    ancestor,
    attr,
    has_class,
    is_text,
    new,
    remove,
    rename,
    replace_with,
    text,
    unwrap,
)

_PASTED = re.compile(r"#(_(?:ftn|edn)\d+|sd(?:foot|end)note\d+sym)")
_PASTED_BACK = re.compile(r"#(?:(_ftn|_edn)ref(\d+)|(sd(?:foot|end)note\d+)anc)")
_PASTED_NOTE = re.compile(r"(?:ftn|edn|sd(?:foot|end)note)\d+")
_SIGN = re.compile(r"\W*\w{0,4}\W*")
_WRAPPERS = frozenset(("sup", "span", "strong", "b", "em", "i", "u"))


@dataclass(frozen=True, slots=True)
class _Note:
    name: str
    """What the links to it call it."""
    holder: Tag
    """The block that it stands in."""
    back: Tag
    """Its link back to the text."""


def pair(links: list[Tag]) -> None:
    """Turn the marks and notes of a body into the normal form's `note-ref` and `note`.

    Args:
        links: every `a` of the body, in order.
    """
    signs = [link for link in links if attr(link, "href")[:1] == "#" and _SIGN.fullmatch(text(link))]
    notes = {note.name: note for note in map(_note, reversed(signs)) if note}
    numbers: dict[str, str] = {}
    for link in signs:
        name = _marked(link)
        if name in notes and not ancestor(link, "pre", "code"):
            number = numbers.setdefault(name, str(len(numbers) + 1))
            replace_with(_outermost(link), new("note-ref", {"id": number}))
    blocks: dict[int, list[_Note]] = {}
    for name in numbers:
        blocks.setdefault(id(notes[name].holder), []).append(notes[name])
    for block in blocks.values():
        _open(block, numbers)


def _marked(link: Tag) -> str:
    """Return the name of the note that a link in the text leads to."""
    match = _PASTED.fullmatch(attr(link, "href"))
    if match:
        return match[1]
    return attr(link, "href")[1:] if link.parent is not None and "data-fn" in link.parent.attrs else ""


def _note(back: Tag) -> _Note | None:
    """Return the note that a link stands in, if it leads from there to the text."""
    holder = _holder(back)
    if holder is None:
        return None
    href = attr(back, "href")
    if match := _PASTED_BACK.fullmatch(href):
        return _Note(f"{match[3]}sym" if match[3] else f"{match[1]}{match[2]}", holder, back)
    is_block = holder.parent is not None and has_class(holder.parent, "wp-block-footnotes")
    name = attr(holder, "id")
    return _Note(name, holder, back) if is_block and href == f"#{name}-link" else None


def _holder(back: Tag) -> Tag | None:
    """Return the block that can be a note: an item, a paragraph, or the `div` that Word puts around it."""
    block = ancestor(back, "li", "p", "div", "td", "th", "pre")
    if block is None or block.parent is None:
        return None
    if block.name == "p" and _PASTED_NOTE.fullmatch(attr(block.parent, "id")):
        return block.parent
    return block if block.name in ("li", "p") or _PASTED_NOTE.fullmatch(attr(block, "id")) else None


def _outermost(link: Tag) -> Tag:
    """Return the outermost tag that holds a link and nothing else."""
    tag = link
    while tag.parent is not None and tag.parent.name in _WRAPPERS and _is_alone(tag, tag.parent):
        tag = tag.parent
    return tag


def _is_alone(tag: Tag, parent: Tag) -> bool:
    return all(node is tag or (is_text(node) and not str(node).strip()) for node in parent.contents)


def _open(notes: list[_Note], numbers: dict[str, str]) -> None:
    """Make notes of the one block that holds them."""
    holder = notes[0].holder
    if holder.name == "li" and holder.parent is not None:
        unwrap(holder.parent)
    if len(notes) == 1:
        rename(holder, "note", {"id": numbers[notes[0].name]})
    else:
        starts = {id(_child(holder, note.back)): numbers[note.name] for note in notes}
        replace_with(holder, *_parts(holder.contents, starts))
    for note in notes:
        remove(_outermost(note.back))


def _child(holder: Tag, inner: Tag) -> Tag:
    while inner.parent is not None and inner.parent is not holder:
        inner = inner.parent
    return inner


def _parts(nodes: list[PageElement], starts: dict[int, str]) -> list[PageElement]:
    """Part a paragraph where its notes begin; what stands before the first stays what it is."""
    parts: list[PageElement] = []
    note: Tag | None = None
    for node in nodes:
        if id(node) in starts:
            note = new("note", {"id": starts[id(node)]})
            parts.append(note)
        if note is None:
            parts.append(node)
        else:
            note.contents.append(node)
            node.parent = note
    return parts
