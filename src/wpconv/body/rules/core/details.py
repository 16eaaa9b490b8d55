"""The details block."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, new, replace_with, tags

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def details(tag: Tag, ctx: Context) -> None:
    """The details block: its summary in bold, then its content; HTML with `--html figures`.

    Many Markdown parsers do not read Markdown inside `<details>`.
    """
    if ctx.options.html == "figures" and tag.parent is not None and tag.parent.name == "details":
        return
    if any(child.name in _HEADINGS for child in tags(tag)):
        return
    replace_with(tag, new("p", {}, new("strong", {}, *tag.contents)))


RULES = (Rule("summary", details),)
