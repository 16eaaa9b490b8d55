"""Footnotes: marks in the text and the notes that they lead to, paired over the whole body.

Where either half is missing, nothing changes.
"""

from wpconv.body.dom import (
    NavigableString,
    PageElement,
    Tag,
    has_class,
    is_text,
    new,
    remove,
    rename,
    replace_with,
    tags,
)
from wpconv.body.parse.footnote_links import Note, found, name_of

_WRAPPERS = frozenset(("sup", "span", "strong", "b", "em", "i", "u"))


def pair(links: list[Tag]) -> None:
    """Turn the marks and notes of a body into the normal form's `note-ref` and `note`.

    Args:
        links: every `a` of the body, in order.
    """
    marks, notes = found(links)
    numbers: dict[str, str] = {}
    for mark in marks:
        number = numbers.setdefault(name_of(mark), str(len(numbers) + 1))
        replace_with(_outermost(mark), new("note-ref", {"id": number}))
    last = {note.name: note for note in notes}
    for note in notes:
        if note.name in numbers and note is not last[note.name]:
            _remove_back(_outermost(note.back))
    blocks: dict[int, list[Note]] = {}
    for name in numbers:
        blocks.setdefault(id(last[name].holder), []).append(last[name])
    for block in blocks.values():
        _open(block, numbers)


def _outermost(link: Tag) -> Tag:
    """Return the outermost tag that holds a link and nothing else."""
    tag = link
    while tag.parent is not None and tag.parent.name in _WRAPPERS and _is_alone(tag, tag.parent):
        tag = tag.parent
    return tag


def _is_alone(tag: Tag, parent: Tag) -> bool:
    return all(node is tag or (is_text(node) and not str(node).strip()) for node in parent.contents)


def _open(notes: list[Note], numbers: dict[str, str]) -> None:
    """Make notes of the one block that holds them."""
    holder = notes[0].holder
    if holder.name == "li" and holder.parent is not None:
        _drop_rules(holder.parent.parent)
        rename(holder.parent, "div")
    if len(notes) == 1:
        rename(holder, "note", {"id": numbers[notes[0].name]})
    else:
        starts = {id(_child(holder, note.back)): numbers[note.name] for note in notes}
        replace_with(holder, *_parts(holder.contents, starts))
    for note in notes:
        _remove_back(_outermost(note.back))


def _remove_back(back: Tag) -> None:
    """Take out a link back to the text, and the brackets that hold nothing else."""
    around = back.parent.contents if back.parent is not None else []
    at = next((number for number, node in enumerate(around) if node is back), 0)
    before, after = around[at - 1 : at], around[at + 1 : at + 2]
    remove(back)
    if before and after and is_text(before[0]) and is_text(after[0]):
        opening, closing = str(before[0]).rstrip(), str(after[0]).lstrip()
        if opening.endswith("[") and closing.startswith("]"):
            around[at - 1], around[at + 1] = NavigableString(opening[:-1]), NavigableString(closing[1:])


def _drop_rules(section: Tag | None) -> None:
    """Take out the rule that parts the notes from the text: a site generator draws its own."""
    if section is not None and has_class(section, "footnotes"):
        for tag in tags(section):
            if tag.name == "hr":
                remove(tag)


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
