"""The `<button>` element."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find_all, replace_with, text


def push_buttons(tag: Tag, _ctx: Context) -> None:
    """The `<button>` element: its label as text, as there is no script to answer it; a sign, as "×", goes."""
    is_sign = not any(map(str.isalnum, text(tag))) and not find_all(tag, "img", "svg")
    replace_with(tag, " ", *([] if is_sign else tag.contents))


RULES = (Rule("button", push_buttons),)
