"""Footnotes: marks in the text and the notes that they lead to, paired over the whole body.

WordPress's own block links them to and fro, and so do plugins, and what Word and LibreOffice leave when it is
pasted. Where either half is missing, nothing changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wpconv.body.tree import (
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
    unwrap,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PASTED = re.compile(r"#(_(?:ftn|edn)\d+|sd(?:foot|end)note\d+sym)")
_PASTED_BACK = re.compile(r"#(?:(_ftn|_edn)ref(\d+)|(sd(?:foot|end)note\d+)anc)")
_PASTED_NOTE = re.compile(r"(?:ftn|edn|sd(?:foot|end)note)\d+")
_NO_LINE = ("ul", "ol", "dl", "pre", "blockquote", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6")
"""What no cell between pipes can hold."""
_NUMBER = re.compile(r"\[?(?:\d{1,3}|[*†‡§])\]?")
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
    notes = {note.name: note for note in (*_mutual(signs), *filter(None, map(_note, reversed(signs))))}
    backs = {id(note.back) for note in notes.values()}
    marks = [link for link in signs if _marked(link, notes) and id(link) not in backs]
    known: dict[int, bool] = {}
    kept = {_marked(link, notes) for link in marks if _becomes_html(link, known)}
    numbers: dict[str, str] = {}
    for link in marks:
        name = _marked(link, notes)
        if name not in kept:
            number = numbers.setdefault(name, str(len(numbers) + 1))
            replace_with(_outermost(link), new("note-ref", {"id": number}))
    blocks: dict[int, list[_Note]] = {}
    for name in numbers:
        blocks.setdefault(id(notes[name].holder), []).append(notes[name])
    for block in blocks.values():
        _open(block, numbers)


def _marked(link: Tag, notes: Mapping[str, _Note]) -> str:
    """Return the name of the note that a link in the text leads to; an empty str where there is none."""
    match = _PASTED.fullmatch(attr(link, "href"))
    name = match[1] if match else attr(link, "href")[1:]
    return name if name in notes else ""


def _mutual(signs: list[Tag]) -> Iterator[_Note]:
    """Yield the notes of plugins: a number leads to a list's item, which leads back to it."""
    marks: dict[str, list[Tag]] = {}
    for link in signs:
        name = attr(link, "href")[1:]
        for mark in marks.pop(name, ()):
            if (holder := _named_holder(link, attr(mark, "href")[1:])) is not None:
                yield _Note(attr(mark, "href")[1:], holder, link)
        around = [link, *_parents(link)]
        is_raised = find_all(link, "sup") or any(tag.name == "sup" for tag in around)
        if _NUMBER.fullmatch(text(link)) and (is_raised or text(link)[0] == "["):
            for key in {attr(link, "name"), *(attr(tag, "id") for tag in around)} - {""}:
                marks.setdefault(key, []).append(link)


def _parents(tag: Tag) -> list[Tag]:
    """Return the two tags around a tag, as far as there are two."""
    outer = tag.parent
    return [each for each in (outer, outer.parent if outer is not None else None) if each is not None]


def _named_holder(back: Tag, name: str) -> Tag | None:
    """Return the item of that name that a link back stands in."""
    holder = ancestor(back, "li")
    return holder if holder is not None and name in (attr(holder, "id"), attr(back, "id")) else None


def _becomes_html(link: Tag, known: dict[int, bool]) -> bool:
    """Tell whether a link stands where Markdown has no word: in HTML no mark of a note would be read.

    Args:
        link: a mark.
        known: what is known of tags, by their identity; what is found is added.
    """
    climbed, tag = [], link.parent
    while tag is not None and id(tag) not in known:
        climbed.append(id(tag))
        if (
            tag.name in ("pre", "code")
            or (tag.name == "ol" and "reversed" in tag.attrs)
            or (tag.name == "table" and not _is_simple(tag))
        ):
            known[id(tag)] = True
            break
        tag = tag.parent
    verdict = tag is not None and known[id(tag)]
    known.update(dict.fromkeys(climbed, verdict))
    return verdict


def _is_simple(table: Tag) -> bool:
    return not find_all(table, *_NO_LINE) and all(
        attr(cell, key) in ("", "1") for cell in find_all(table, "td", "th") for key in ("colspan", "rowspan")
    )


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
        _drop_rules(holder.parent.parent)
        unwrap(holder.parent)
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
