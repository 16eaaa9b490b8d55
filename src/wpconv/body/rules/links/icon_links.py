"""Links without visible content."""

import re
from urllib.parse import unquote

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find, find_all, has_class, new, remove, replace_with, text
from wpconv.body.html import runs_script
from wpconv.body.rules._shared.hosts import host_name
from wpconv.body.rules._shared.visibility import FOR_SCREEN_READERS, has_visible_content
from wpconv.notices import NoticeCode, Severity

_SEPARATES = ("br", "p", "div", "li")
_ADDRESS = r"(?i)(?:mailto|tel|sms|skype|sip|xmpp):([^?]+)"
_PHONE = (
    r"(?i)(?:https?://(?:\w+\.)?(?:wa\.me/|whatsapp\.com/send/?\?(?:.*&)?phone=)|whatsapp://send/?\?(?:.*&)?phone="
    r"|viber://\w+/?\?(?:.*&)?number=)(?:\+|%2B)?(\d+)"
)
_TELEGRAM = r"(?i)(?:https?://(?:t|telegram)\.me/(?!share|joinchat)|tg://resolve\?domain=)(\w+)"
_ACTION = r"(?i)[?&](?:_?wpnonce|add-to-cart|remove_item|action)="


def icon_links(tag: Tag, ctx: Context) -> None:
    """Links with an icon alone: the address that they lead to, their label, or the name of their host.

    Others, and links without any content, are removed, and their URLs reported.
    """
    url = attr(tag, "href")
    if not url or url.startswith("#") or runs_script(url) or has_visible_content(tag):
        return
    label = _label(tag, url, ctx)
    if label:
        before, after = _spaces(tag)
        replace_with(tag, before, new("a", {"href": url}, label), after)
        return
    ctx.notice(
        NoticeCode.REMOVED_ICON_LINK, url, Severity.INFO if re.search(_ACTION, url) else Severity.WARNING
    )
    if text(tag).isspace() or find(tag, *_SEPARATES):
        replace_with(tag, " ")  # the words around it stay apart
    else:
        remove(tag)


def _label(tag: Tag, url: str, ctx: Context) -> str:
    """Return the text that a link gets; empty if nothing says where it leads, or if the site must act."""
    if re.search(_ACTION, url):
        return ""
    if hidden := _hidden_text(tag):
        return hidden
    if match := re.match(_ADDRESS, url):
        return unquote(match[1]).strip()
    if match := re.match(_PHONE, url):
        return f"+{match[1]}"
    if match := re.match(_TELEGRAM, url):
        return f"@{match[1]}"
    images = " ".join(attr(image, "alt") for image in find_all(tag, "img"))
    given = attr(tag, "aria-label") or attr(tag, "title") or images.strip()
    return given or (host_name(url, ctx.host) if _has_icon(tag) else "")


def _hidden_text(tag: Tag) -> str:
    """Return a label for screen readers, but no text that a font shows as icons."""
    labels = [text(node) for node in find_all(tag) if has_class(node, *FOR_SCREEN_READERS)]
    return " ".join(" ".join(labels).split())


def _has_icon(tag: Tag) -> bool:
    """Return whether a link was written with an icon in it, not left empty by its author."""
    return any(node.name in ("i", "svg") or node.attrs for node in find_all(tag))


def _spaces(tag: Tag) -> tuple[str, str]:
    """Return the white space that a label needs before and after it."""
    nodes = tag.parent.contents if tag.parent is not None else [tag]
    place = next(number for number, node in enumerate(nodes) if node is tag)
    before, after = (nodes[at] if 0 <= at < len(nodes) else " " for at in (place - 1, place + 1))
    touches = isinstance(after, Tag) or str(after)[:1].isalnum()
    return ("" if str(before)[-1:].isspace() else " "), (" " if touches else "")


RULES = (Rule("a", icon_links, leaves_text=True),)
