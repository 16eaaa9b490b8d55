"""The `<button>` element."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, classes, find_all, replace_with, text

_CLOSES = ("data-dismiss", "data-bs-dismiss")
_CLOSE = re.compile(r"(?:^|[-_])(?:close|dismiss)$")


def push_buttons(tag: Tag, _ctx: Context) -> None:
    """The `<button>` element: its label as text, as there is no script to answer it.

    It is removed if it closes a window or a message, or shows nothing but a sign, as "×".
    """
    is_sign = not any(map(str.isalnum, text(tag))) and not find_all(tag, "img", "svg")
    closes = any(key in tag.attrs for key in _CLOSES) or any(map(_CLOSE.search, classes(tag)))
    replace_with(tag, " ", *([] if is_sign or closes else tag.contents))


RULES = (Rule("button", push_buttons),)
