"""The file block."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, find_all, has_class, remove, text


def files(tag: Tag, _ctx: Context) -> None:
    """The file block: one link, without the download button beside it and the preview."""
    for preview in find_all(tag, "object", cls="wp-block-file__embed"):
        remove(preview)
    links = [link for link in find_all(tag, "a") if text(link).strip()]
    buttons = [link for link in links if has_class(link, "wp-block-file__button")]
    if len(buttons) < len(links):
        for button in buttons:
            remove(button)


RULES = (Rule(".wp-block-file", files),)
