"""The social icons block."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find, remove, text
from wpconv.notices import NoticeCode


def social_links(tag: Tag, ctx: Context) -> None:
    """The social icons block: links with a visible label stay, icons alone are removed and reported."""
    link = find(tag, "a")
    hidden = find(tag, cls="screen-reader-text")
    if link and text(tag).strip() == (text(hidden).strip() if hidden else ""):
        ctx.notice(NoticeCode.REMOVED_ICON_LINK, attr(link, "href"))
        remove(tag)


RULES = (Rule(".wp-social-link", social_links),)
