"""Footnotes of plugins that do not link their references and notes to each other: they are linked here.

Some plugins write a note beside its reference, and a script does the rest (Modern Footnotes), or join both by
scripts alone (Footnotes by Mark Cheret). Others write the address of the post in front of an id, outside of
the post's own page, as in the REST API (Easy Footnotes, Footnotes Made Easy). Then `footnotes` pairs them.
"""

from __future__ import annotations

import re

from wpconv.body.dom import (
    Tag,
    attr,
    find,
    find_all,
    has_class,
    new,
    remove,
    replace_with,
    set_children,
    text,
)
from wpconv.body.parse.html import Parsed

_SIGNS = ("modern-footnotes-footnote", "footnote_referrer", "easy-footnote", "footnote-link", "footnote-back")
_SHORT = re.compile(r"\W*\w{0,4}\W*")
_NUMBER = re.compile(r"\d{1,3}")
_KEY = "footnote_plugin_tooltip_"
_ROW = "footnote_plugin_reference_"


def link_footnotes(parsed: Parsed) -> None:
    """Make links of the references to the notes of plugins, and links back, in a body's tree.

    Args:
        parsed: the body; its tree is changed in place, and its links are listed again.
    """
    if "footnote" not in parsed.html or not any(sign in parsed.html for sign in _SIGNS):
        return
    root = parsed.root
    notes = [*_beside(root), *_in_table(root)]
    if notes:
        root.append(new("ol", {"class": "footnotes"}, *notes))
    _shorten(root)
    parsed.links = find_all(root, "a")


def _beside(root: Tag) -> list[Tag]:
    """Return the notes of Modern Footnotes, each of which stands after its reference."""
    notes: list[Tag] = []
    for note in find_all(root, "span", cls="modern-footnotes-footnote__note"):
        beside = note.parent.contents if note.parent is not None else []
        place = next(number for number, node in enumerate(beside) if node is note)
        mark = beside[place - 1] if place else None
        number = _NUMBER.search(text(mark)) if isinstance(mark, Tag) else None
        if isinstance(mark, Tag) and number and has_class(mark, "modern-footnotes-footnote"):
            notes.append(_joined(mark, f"mfn-{len(notes) + 1}", number[0], note))
    for listed in find_all(root, "ul", cls="modern-footnotes-list") if notes else ():
        remove(listed)
    return notes


def _in_table(root: Tag) -> list[Tag]:
    """Return the notes of the plugin Footnotes, which are the rows of a table."""
    rows = {
        attr(tag, "id").removeprefix(_ROW): row
        for row in find_all(root, "tr", cls="footnotes_plugin_reference_row")
        for tag in find_all(row)
        if attr(tag, "id").startswith(_ROW)
    }
    notes = []
    for reference in find_all(root, "span", cls="footnote_referrer"):
        mark = find(reference, "sup")
        if mark is None or not (number := _NUMBER.search(text(mark))):
            continue
        key = attr(mark, "id").removeprefix(_KEY)
        row = rows.get(key)
        note = (find(row, cls="footnote_plugin_text") if row else None) or find(
            reference, cls="footnote_tooltip"
        )
        if note is not None:
            notes.append(_joined(reference, f"footnote-{key}", number[0], note))
    for box in find_all(root, "div", cls="footnotes_reference_container") if notes else ():
        remove(box)
    return notes


def _joined(reference: Tag, key: str, number: str, note: Tag) -> Tag:
    """Replace a reference with a link to its note, and return the note with a link back."""
    content = [*note.contents]
    set_children(note, [])
    remove(note)
    replace_with(reference, new("sup", {}, new("a", {"href": f"#{key}", "id": f"{key}-ref"}, number)))
    return new("li", {"id": key}, *content, " ", new("a", {"href": f"#{key}-ref"}, "↩"))


def _shorten(root: Tag) -> None:
    """Leave out the address of the post in short links to ids of its body, and put these where they lead."""
    ids = {attr(tag, "id"): tag for tag in find_all(root) if "id" in tag.attrs}
    for link in find_all(root, "a"):
        page, _, identifier = attr(link, "href").partition("#")
        if page and identifier in ids and _SHORT.fullmatch(text(link)):
            link.attrs["href"] = f"#{identifier}"
    for item in find_all(root, "li", cls="easy-footnote-single"):
        if mark := find(item, "span", cls="easy-footnote-margin-adjust"):
            item.attrs["id"] = attr(mark, "id")
            remove(mark)
    for reference in find_all(root, "span", cls="easy-footnote"):
        target, before = find(reference, "a"), reference.previous_sibling
        if (
            target is not None
            and isinstance(before, Tag)
            and has_class(before, "easy-footnote-margin-adjust")
        ):
            target.attrs["id"] = attr(before, "id")
            remove(before)
