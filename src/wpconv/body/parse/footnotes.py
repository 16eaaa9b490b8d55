"""Footnotes: references in the text and the notes that they link to, paired over the whole body.

They are those of WordPress's block `core/footnotes`, of plugins, and of text pasted from Word or LibreOffice:
a reference links to its note, and a backlink in the note links to the reference. A reference without a note,
and a note without a reference, are not changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wpconv.body.dom import (
    NavigableString,
    PageElement,
    Tag,
    ancestor,
    attr,
    find_all,
    has_class,
    is_text,
    new,
    remove,
    rename,
    replace_with,
    tags,
    text,
)

_PASTED_REFERENCE = re.compile(r"#(_(?:ftn|edn)\d+|sd(?:foot|end)note\d+sym)")
_PASTED_BACKLINK = re.compile(r"#(?:(_ftn|_edn)ref(\d+)|(sd(?:foot|end)note\d+)anc)")
_PASTED_NOTE = re.compile(r"(?:ftn|edn|sd(?:foot|end)note)\d+")
_NOT_IN_PIPE_TABLES = (
    "ul", "ol", "dl", "pre", "blockquote", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
    "iframe", "video", "audio", "object", "embed",
)  # fmt: skip
_NUMBER = re.compile(r"\[?(?:\d{1,3}|[*†‡§])\]?")
_BACKLINK_TEXT = re.compile(r"\W*\w?\W*")
_LINK_TEXT = re.compile(r"\W*\w{0,4}\W*")
"""Texts of references and backlinks: at most four letters or digits."""
_WRAPPERS = frozenset(("sup", "span", "strong", "b", "em", "i", "u"))


@dataclass(frozen=True, slots=True)
class Note:
    """A note and one of its backlinks."""

    id: str
    """As `note_id` returns it for the references to it."""
    block: Tag
    """The element whose content is the note, or several notes."""
    backlink: Tag


def pair_footnotes(links: list[Tag]) -> None:
    """Replace the references and the notes of a body with the elements `note-ref` and `note`.

    Args:
        links: every `a` of the body, in document order.
    """
    references, notes = find_footnotes(links)
    numbers: dict[str, str] = {}
    for reference in references:
        number = numbers.setdefault(note_id(reference), str(len(numbers) + 1))
        replace_with(_outermost(reference), new("note-ref", {"id": number}))
    last = {note.id: note for note in notes}
    for note in notes:
        if note.id in numbers and note is not last[note.id]:
            _remove_backlink(note)
    blocks: dict[int, list[Note]] = {}
    for key in numbers:
        blocks.setdefault(id(last[key].block), []).append(last[key])
    for block in blocks.values():
        _make_notes(block, numbers)


def find_footnotes(links: list[Tag]) -> tuple[list[Tag], list[Note]]:
    """Return the references of a body that have notes, and the notes, one for each of their backlinks.

    Args:
        links: every `a` of the body, in document order.
    """
    short = [link for link in links if attr(link, "href")[:1] == "#" and _LINK_TEXT.fullmatch(text(link))]
    by_plugins = _without_mixed_lists(list(_plugin_notes(short)))
    others = [note for note in map(_block_or_pasted_note, reversed(short)) if note]
    plugin_ids, other_ids = {note.id for note in by_plugins}, {note.id for note in others}
    notes = [*by_plugins, *others]
    backlinks = {id(note.backlink) for note in notes}
    references = [
        link
        for link in short
        if id(link) not in backlinks
        and (note_id(link) in other_ids or (note_id(link) in plugin_ids and _NUMBER.fullmatch(text(link))))
    ]
    known: dict[int, bool] = {}
    in_html = {note_id(link) for link in references if _is_in_html(link, known)}
    in_html |= {note.id for note in notes if _is_in_html(note.block, known)}
    return (
        [link for link in references if note_id(link) not in in_html],
        [note for note in notes if note.id not in in_html],
    )


def note_id(reference: Tag) -> str:
    """Return the id of the note that a reference links to."""
    match = _PASTED_REFERENCE.fullmatch(attr(reference, "href"))
    return match[1] if match else attr(reference, "href")[1:]


def _plugin_notes(links: list[Tag]) -> Iterator[Note]:
    """Yield the notes of plugins: a raised or bracketed number and a list item that link to each other."""
    references: dict[str, list[Tag]] = {}
    for link in links:
        is_backlink = _BACKLINK_TEXT.fullmatch(text(link))
        for reference in references.pop(attr(link, "href")[1:], ()) if is_backlink else ():
            identifier = attr(reference, "href")[1:]
            item = ancestor(link, "li")
            if item is not None and identifier in (attr(item, "id"), attr(link, "id")):
                yield Note(identifier, item, link)
        outer = link.parent.parent if link.parent is not None else None
        around = [tag for tag in (link, link.parent, outer) if tag is not None]
        is_raised = find_all(link, "sup") or any(tag.name == "sup" for tag in around)
        if _NUMBER.fullmatch(text(link)) and (is_raised or text(link)[0] == "["):
            for key in {attr(link, "name"), *(attr(tag, "id") for tag in around)} - {""}:
                references.setdefault(key, []).append(link)


def _without_mixed_lists(notes: list[Note]) -> list[Note]:
    """Return the notes of lists in which every item is a note."""
    items = {id(note.block) for note in notes}
    lists = {id(note.block.parent): note.block.parent for note in notes}
    mixed = {
        key
        for key, each in lists.items()
        if each is None or any(tag.name == "li" and id(tag) not in items for tag in tags(each))
    }
    return [note for note in notes if id(note.block.parent) not in mixed]


def _block_or_pasted_note(backlink: Tag) -> Note | None:
    """Return the note, of WordPress's block or of pasted text, that contains a backlink; else None."""
    block = _note_block(backlink)
    if block is None:
        return None
    href = attr(backlink, "href")
    if match := _PASTED_BACKLINK.fullmatch(href):
        return Note(f"{match[3]}sym" if match[3] else f"{match[1]}{match[2]}", block, backlink)
    is_block = block.parent is not None and has_class(block.parent, "wp-block-footnotes")
    identifier = attr(block, "id")
    return Note(identifier, block, backlink) if is_block and href == f"#{identifier}-link" else None


def _note_block(backlink: Tag) -> Tag | None:
    """Return the block that can be a note: a list item, a paragraph, or Word's `div` around it; else None."""
    block = ancestor(backlink, "li", "p", "div", "td", "th", "pre")
    if block is None or block.parent is None:
        return None
    if block.name == "p" and _PASTED_NOTE.fullmatch(attr(block.parent, "id")):
        return block.parent
    return block if block.name in ("li", "p") or _PASTED_NOTE.fullmatch(attr(block, "id")) else None


def _is_in_html(tag: Tag, known: dict[int, bool]) -> bool:
    """Return whether a tag is in code, or in a list or table that is written as HTML, without footnotes.

    Args:
        tag: a reference, or a note's block.
        known: the results for the tags around it by their identities; new results are added.
    """
    visited, parent = [], tag.parent
    while parent is not None and id(parent) not in known:
        visited.append(id(parent))
        if (
            parent.name in ("pre", "code")
            or (parent.name == "ol" and _has_other_numbers(parent))
            or (parent.name == "table" and not _fits_pipe_table(parent))
        ):
            known[id(parent)] = True
            break
        parent = parent.parent
    result = parent is not None and known[id(parent)]
    known.update(dict.fromkeys(visited, result))
    return result


def _has_other_numbers(ordered: Tag) -> bool:
    return "reversed" in ordered.attrs or any("value" in item.attrs for item in tags(ordered))


def _fits_pipe_table(table: Tag) -> bool:
    return not find_all(table, *_NOT_IN_PIPE_TABLES) and all(
        attr(cell, key) in ("", "1") for cell in find_all(table, "td", "th") for key in ("colspan", "rowspan")
    )


def _outermost(link: Tag) -> Tag:
    """Return the outermost inline tag that contains a link and nothing else."""
    tag = link
    while tag.parent is not None and tag.parent.name in _WRAPPERS and _is_alone(tag, tag.parent):
        tag = tag.parent
    return tag


def _is_alone(tag: Tag, parent: Tag) -> bool:
    return all(node is tag or (is_text(node) and not str(node).strip()) for node in parent.contents)


def _make_notes(notes: list[Note], numbers: dict[str, str]) -> None:
    """Replace a block with the `note` elements of all the notes in it.

    Args:
        notes: the notes whose `block` is the same.
        numbers: the numbers of the notes, by their ids.
    """
    block = notes[0].block
    if block.name == "li" and block.parent is not None:
        _remove_separators(block.parent.parent)
        rename(block.parent, "div")
    if len(notes) == 1:
        rename(block, "note", {"id": numbers[notes[0].id]})
    else:
        starts = {id(_child(block, note.backlink)): numbers[note.id] for note in notes}
        replace_with(block, *_split_at(block.contents, starts))
    for note in notes:
        _remove_backlink(note)


def _remove_backlink(note: Note) -> None:
    """Remove a backlink, and the brackets that contain nothing else."""
    backlink = _outermost(note.backlink)
    nodes = backlink.parent.contents if backlink.parent is not None else []
    index = next((number for number, node in enumerate(nodes) if node is backlink), 0)
    before, after = nodes[index - 1 : index], nodes[index + 1 : index + 2]
    remove(backlink)
    if before and after and is_text(before[0]) and is_text(after[0]):
        opening, closing = str(before[0]).rstrip(), str(after[0]).lstrip()
        if opening.endswith("[") and closing.startswith("]"):
            nodes[index - 1], nodes[index + 1] = NavigableString(opening[:-1]), NavigableString(closing[1:])


def _remove_separators(section: Tag | None) -> None:
    """Remove the `hr` before a plugin's notes: site generators write their own."""
    if section is not None and has_class(section, "footnotes"):
        for tag in tags(section):
            if tag.name == "hr":
                remove(tag)


def _child(block: Tag, inner: Tag) -> Tag:
    """Return the child of a block that contains a tag, or is that tag."""
    while inner.parent is not None and inner.parent is not block:
        inner = inner.parent
    return inner


def _split_at(nodes: list[PageElement], starts: dict[int, str]) -> list[PageElement]:
    """Split a paragraph's nodes into notes; the nodes before the first note stay as they are.

    Args:
        nodes: the paragraph's contents.
        starts: the numbers of the notes, by the identities of their first nodes.
    """
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
