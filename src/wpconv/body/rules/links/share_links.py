"""Links with which a page is shared."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, descendants, find, find_all, is_text, name, remove, text, unwrap
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.notices import NoticeCode

_ENDPOINT = (
    r"(?i)(?:https?:)?//(?:[\w-]+\.)*(?:facebook\.com/(?:sharer|share|dialog/(?:share|feed|send))|(?:twitter|x)\.com/(?:intent|share|home)"
    r"|linkedin\.com/(?:share|cws/share|sharing)|pinterest\.[\w.]+/pin/create|reddit\.com/submit"
    r"|tumblr\.com/(?:widgets/)?share|(?:t|telegram)\.me/share|(?:api|web)\.whatsapp\.com/send|wa\.me/\?"
    r"|vk\.com/share|vkontakte\.ru/share|connect\.ok\.ru/|ok\.ru/dk|xing\.com/(?:spi/shares|social|app/user)"
    r"|getpocket\.com/(?:save|edit)|share\.flipboard\.com|buffer(?:app)?\.com/(?:add|share)|threads\.net/intent"
    r"|bsky\.app/intent|line\.me/(?:R/)?(?:msg|share)|social-plugins\.line\.me|b\.hatena\.ne\.jp/(?:add|entry)"
    r"|news\.ycombinator\.com/submitlink|digg\.com/submit|viber://forward|plus\.google\.com/share)"
    r"|whatsapp://send|viber://forward|fb-messenger://share|mailto:\?"
)
_SIGNS = ("%2F%2F", "=http")
"""One of these is in an address with another address as a parameter."""
_HELD = ("img", "iframe", "a", "h1", "h2", "h3", "h4", "h5", "h6")
_MAX_LABEL = 4
"""More words than a label such as "Share this:" has."""


def share_links(root: Tag, ctx: Context) -> None:
    """Two or more links in a row with which a page of the own site is shared: removed, with their label.

    Of a sentence that is a link to share this sentence ("click to tweet"), the text stays.
    """
    for link in find_all(root, "a"):
        if _shares(attr(link, "href"), ctx.host) and _is_quote(link):
            ctx.notice(NoticeCode.REMOVED_BOILERPLATE, f"the link with which {excerpt(link)} is shared")
            unwrap(link)
    row: list[Tag] = []
    for node in [*descendants(root, "a"), None]:
        if isinstance(node, Tag) and node.name == "a" and _shares(attr(node, "href"), ctx.host):
            row.append(node)
        elif node is None or name(node) == "a" or (is_text(node) and any(map(str.isalnum, str(node)))):
            if len(row) > 1:
                _remove(row, ctx)
            row = []


def _shares(url: str, own_host: str) -> bool:
    """Return whether a URL is the endpoint of a host that shares a page of the own site."""
    if not re.match(_ENDPOINT, url):
        return False
    values = " ".join(value for _, value in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return (f"//{own_host}" in values or f".{own_host}" in values) if own_host else "//" in values


def _is_quote(link: Tag) -> bool:
    """Return whether a link's text is, in two words or more, the text that it shares."""
    said = text(link).split()
    shared = (value for _, value in parse_qsl(urlsplit(attr(link, "href")).query))
    return len(said) > 1 and any(_letters(" ".join(said)) in _letters(value) for value in shared)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _remove(row: list[Tag], ctx: Context) -> None:
    """Remove links, and the tags that hold several of them and nothing but a label besides."""
    links_in = Counter(id(parent) for link in row for parent in link.parents)
    boxes = {id(box): box for link in row if (box := _box(link, links_in)) is not None}
    hosts = ", ".join(urlsplit(attr(link, "href")).hostname or "mail" for link in row)
    for link in row:
        remove(link)
    empty = [box for box in boxes.values() if _is_label(box)]
    ctx.notice(
        NoticeCode.REMOVED_BOILERPLATE, " ".join((f"share buttons ({hosts})", *map(excerpt, empty))).rstrip()
    )
    for box in empty:
        remove(box)


def _box(link: Tag, links_in: Mapping[int, int]) -> Tag | None:
    """Return the innermost tag around a link that holds another one of its row; None for the whole body.

    Args:
        link: one of the row.
        links_in: the number of links of the row in each tag around one, by the tag's identity.
    """
    parents: Iterator[Any] = link.parents
    return next((each for each in parents if links_in[id(each)] > 1 and each.parent is not None), None)


def _is_label(box: Tag) -> bool:
    return len(text(box).split()) <= _MAX_LABEL and find(box, *_HELD) is None


def _concerns(html: str) -> bool:
    return any(sign in html for sign in _SIGNS)


RULES = (Rule(":root", share_links, concerns=_concerns),)
