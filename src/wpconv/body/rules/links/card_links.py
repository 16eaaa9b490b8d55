"""Links that are stretched over a card."""

import re
from itertools import islice

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, descendants, find_all, is_text, new, remove, set_children, tags, text
from wpconv.body.rules._shared.visibility import has_visible_content
from wpconv.notices import NoticeCode

_EMPTY = re.compile(r"<a\s[^>]*>(?:\s|&nbsp;|&#160;|<(?!img|picture|a\b|/a)[^>]*>)*</a>")
"""A link with tags and white space alone."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEVELS = 5
"""How many levels above its link the card is searched."""
_MAX_NODES = 200
"""More elements and texts than a card has."""
_MAX_WORDS = 20
"""More words than a title without a heading has."""


def card_links(root: Tag, ctx: Context) -> None:
    """A link without visible content that lies over a card: the card's title becomes the link.

    It is removed if another link in the body leads to the same target.
    """
    links = [link for link in find_all(root, "a") if attr(link, "href").startswith(("http", "/"))]
    empty = [link for link in links if not text(link).strip() and not has_visible_content(link)]
    hidden = {id(link) for link in empty}
    shown = {attr(link, "href") for link in links if id(link) not in hidden}
    for link in empty:
        url = attr(link, "href")
        if url in shown:
            ctx.notice(NoticeCode.REMOVED_ICON_LINK, f"{url}, to which another link leads")
            remove(link)
        elif not _has_icon(link) and (title := _title(link)):
            set_children(title, [new("a", {"href": url}, *title.contents)])
            remove(link)
            shown.add(url)


def _has_icon(link: Tag) -> bool:
    return any(tag.name in ("i", "svg") or "icon" in attr(tag, "class") for tag in (link, *find_all(link)))


def _title(link: Tag) -> Tag | None:
    """Return the title of the card around a link: its only heading, or the element that has all its text."""
    card = link.parent
    for _ in range(_LEVELS):
        if card is None or any(is_text(node) and not str(node).isspace() for node in card.contents):
            return None  # the link stands in a line of text
        nodes = list(islice(descendants(card), _MAX_NODES + 1))
        if len(nodes) > _MAX_NODES:
            return None
        if any(is_text(node) and not str(node).isspace() for node in nodes):
            break
        card = card.parent
    if card is None or len(find_all(card, "a")) > 1:
        return None
    headings = [heading for heading in find_all(card, *_HEADINGS) if text(heading).strip()]
    if headings:
        return headings[0] if len(headings) == 1 else None
    while len(with_text := [child for child in tags(card) if text(child).strip()]) == 1:
        card = with_text[0]
    return card if not with_text and len(text(card).split()) <= _MAX_WORDS else None


def _concerns(html: str) -> bool:
    return _EMPTY.search(html) is not None


RULES = (Rule(":root", card_links, concerns=_concerns),)
