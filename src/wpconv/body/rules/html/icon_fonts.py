"""Characters that only the font of an icon shows."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, classes, descendants, find_all, is_text, remove, tags, text
from wpconv.body.rules._shared.visibility import FOR_SCREEN_READERS

_PRIVATE = "[\ue000-\uf8ff]"
_REFERENCE = re.compile(r"&#(?:[xX][eEfF][0-9a-fA-F]{3}|5[7-9]\d{3}|6[0-3]\d{3});")
_BYTES = re.compile(rb"\xef[\x80-\xa3]")
"""How characters from U+F000 to U+F8FF begin in UTF-8; those from U+E000 begin with 0xEE.

A search in bytes is much faster than one in the text.
"""
_ICON = re.compile(rf"\s*{_PRIVATE}(?:{_PRIVATE}|\s)*")


def icon_fonts(root: Tag, _ctx: Context) -> None:
    """Texts of private use characters alone (Unicode §23.5), which are icons: removed."""
    for node in [*descendants(root)]:
        if is_text(node) and _ICON.fullmatch(str(node)):
            node.replace_with(" ")


def labels(tag: Tag, _ctx: Context) -> None:
    """An icon in `<i>` with a text for screen readers alone, such as "Expand": removed."""
    said = [each for each in tags(tag) if not {*FOR_SCREEN_READERS}.isdisjoint(classes(each))]
    if said and "".join(map(text, said)).split() == text(tag).split() and not find_all(tag, "img"):
        remove(tag)


def _concerns(html: str) -> bool:
    if _REFERENCE.search(html):
        return True
    data = b"" if html.isascii() else html.encode("utf-8", "replace")
    return b"\xee" in data or _BYTES.search(data) is not None


RULES = (Rule(":root", icon_fonts, concerns=_concerns), Rule("i", labels, needs="class", leaves_text=True))
