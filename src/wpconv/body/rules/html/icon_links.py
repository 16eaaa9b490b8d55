"""Links without visible content."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find, remove, replace_with, text
from wpconv.body.html import runs_script
from wpconv.body.rules._shared.visibility import has_visible_content
from wpconv.notices import NoticeCode

_SEPARATES = ("br", "p", "div", "li")


def icon_links(tag: Tag, ctx: Context) -> None:
    """Links without visible content, or with an icon alone: removed, and their URLs reported."""
    url = attr(tag, "href")
    if not url or url.startswith("#") or runs_script(url) or has_visible_content(tag):
        return
    label = attr(tag, "aria-label") or attr(tag, "title") or " ".join(text(tag).split())
    ctx.notice(NoticeCode.REMOVED_ICON_LINK, f"{url} {label}".rstrip())
    if text(tag).isspace() or find(tag, *_SEPARATES):
        replace_with(tag, " ")  # the words around it stay apart
    else:
        remove(tag)


RULES = (Rule("a", icon_links, leaves_text_links=True),)
