"""Which links of a body are the marks of notes, and which lead back from a note to the text.

WordPress's own block links them to and fro, and so do plugins, and what Word and LibreOffice leave when it is
pasted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wpconv.body.dom import Tag, ancestor, attr, find_all, has_class, tags, text

_PASTED = re.compile(r"#(_(?:ftn|edn)\d+|sd(?:foot|end)note\d+sym)")
_PASTED_BACK = re.compile(r"#(?:(_ftn|_edn)ref(\d+)|(sd(?:foot|end)note\d+)anc)")
_PASTED_NOTE = re.compile(r"(?:ftn|edn|sd(?:foot|end)note)\d+")
_NO_LINE = (
    "ul", "ol", "dl", "pre", "blockquote", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
    "iframe", "video", "audio", "object", "embed",
)  # fmt: skip
"""What no cell between pipes can hold."""
_NUMBER = re.compile(r"\[?(?:\d{1,3}|[*†‡§])\]?")
_BACK = re.compile(r"\W*\w?\W*")
_SIGN = re.compile(r"\W*\w{0,4}\W*")


@dataclass(frozen=True, slots=True)
class Note:
    """Text that a mark leads to."""

    name: str
    """What the links to it call it."""
    holder: Tag
    """The block that it stands in."""
    back: Tag
    """Its link back to the text, or one of them."""


def found(links: list[Tag]) -> tuple[list[Tag], list[Note]]:
    """Find the marks and the notes of a body.

    Args:
        links: every `a` of the body, in order.

    Returns:
        The links that are marks of notes, and the notes: several of one name where several links lead back.
    """
    signs = [link for link in links if attr(link, "href")[:1] == "#" and _SIGN.fullmatch(text(link))]
    mutual = _whole_lists(list(_mutual(signs)))
    others = [note for note in map(_note, reversed(signs)) if note]
    numbered, named = {note.name for note in mutual}, {note.name for note in others}
    notes = [*mutual, *others]
    backs = {id(note.back) for note in notes}
    marks = [
        link
        for link in signs
        if id(link) not in backs
        and (name_of(link) in named or (name_of(link) in numbered and _NUMBER.fullmatch(text(link))))
    ]
    known: dict[int, bool] = {}
    kept = {name_of(link) for link in marks if _becomes_html(link, known)}
    kept |= {note.name for note in notes if _becomes_html(note.holder, known)}
    return (
        [link for link in marks if name_of(link) not in kept],
        [note for note in notes if note.name not in kept],
    )


def name_of(link: Tag) -> str:
    """Return the name of the note that a mark leads to."""
    match = _PASTED.fullmatch(attr(link, "href"))
    return match[1] if match else attr(link, "href")[1:]


def _mutual(signs: list[Tag]) -> Iterator[Note]:
    """Yield the notes of plugins: a number leads to a list's item, which leads back to it."""
    marks: dict[str, list[Tag]] = {}
    for link in signs:
        name = attr(link, "href")[1:]
        for mark in marks.pop(name, ()) if _BACK.fullmatch(text(link)) else ():
            if (holder := _named_holder(link, attr(mark, "href")[1:])) is not None:
                yield Note(attr(mark, "href")[1:], holder, link)
        around = [link, *_parents(link)]
        is_raised = find_all(link, "sup") or any(tag.name == "sup" for tag in around)
        if _NUMBER.fullmatch(text(link)) and (is_raised or text(link)[0] == "["):
            for key in {attr(link, "name"), *(attr(tag, "id") for tag in around)} - {""}:
                marks.setdefault(key, []).append(link)


def _whole_lists(notes: list[Note]) -> list[Note]:
    """Leave out the notes of lists that have other items too: those are no lists of notes."""
    holders = {id(note.holder) for note in notes}
    lists = {id(note.holder.parent): note.holder.parent for note in notes}
    mixed = {
        key
        for key, each in lists.items()
        if each is None or any(tag.name == "li" and id(tag) not in holders for tag in tags(each))
    }
    return [note for note in notes if id(note.holder.parent) not in mixed]


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
            or (tag.name == "ol" and _counts_otherwise(tag))
            or (tag.name == "table" and not _is_simple(tag))
        ):
            known[id(tag)] = True
            break
        tag = tag.parent
    verdict = tag is not None and known[id(tag)]
    known.update(dict.fromkeys(climbed, verdict))
    return verdict


def _counts_otherwise(tag: Tag) -> bool:
    return "reversed" in tag.attrs or any("value" in item.attrs for item in tags(tag))


def _is_simple(table: Tag) -> bool:
    return not find_all(table, *_NO_LINE) and all(
        attr(cell, key) in ("", "1") for cell in find_all(table, "td", "th") for key in ("colspan", "rowspan")
    )


def _note(back: Tag) -> Note | None:
    """Return the note that a link stands in, if it leads from there to the text."""
    holder = _holder(back)
    if holder is None:
        return None
    href = attr(back, "href")
    if match := _PASTED_BACK.fullmatch(href):
        return Note(f"{match[3]}sym" if match[3] else f"{match[1]}{match[2]}", holder, back)
    is_block = holder.parent is not None and has_class(holder.parent, "wp-block-footnotes")
    name = attr(holder, "id")
    return Note(name, holder, back) if is_block and href == f"#{name}-link" else None


def _holder(back: Tag) -> Tag | None:
    """Return the block that can be a note: an item, a paragraph, or the `div` that Word puts around it."""
    block = ancestor(back, "li", "p", "div", "td", "th", "pre")
    if block is None or block.parent is None:
        return None
    if block.name == "p" and _PASTED_NOTE.fullmatch(attr(block.parent, "id")):
        return block.parent
    return block if block.name in ("li", "p") or _PASTED_NOTE.fullmatch(attr(block, "id")) else None
