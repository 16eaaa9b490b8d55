"""Links that show only an icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.context import Rule
from wpconv.body.dom import Tag, attr, find, remove, replace_with, text
from wpconv.body.html import runs_script
from wpconv.body.rules._shared.seen import is_seen
from wpconv.notices import NoticeCode

if TYPE_CHECKING:
    from wpconv.body.context import Context

_PARTING = ("br", "p", "div", "li")


def icon_links(tag: Tag, ctx: Context) -> None:
    """Links that show only an icon, or nothing: left out, and told where they lead."""
    url = attr(tag, "href")
    if not url or url.startswith("#") or runs_script(url) or is_seen(tag):
        return
    label = attr(tag, "aria-label") or attr(tag, "title") or " ".join(text(tag).split())
    ctx.notice(NoticeCode.REMOVED_ICON_LINK, f"{url} {label}".rstrip())
    if text(tag).isspace() or find(tag, *_PARTING):
        replace_with(tag, " ")  # it parts the words around it
    else:
        remove(tag)


RULES = (Rule("a", icon_links),)
