"""What the rules about images and players share: real addresses, and how a player is shown."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wpconv.body.dom import Tag, attr, keep, new, replace_with
from wpconv.body.html import runs_script
from wpconv.body.rules._shared.native import shortcode
from wpconv.notices import NoticeCode

if TYPE_CHECKING:
    from wpconv.body.context import Context

_LAZY = ("data-original", "data-lazy", "data-src-cmplz", "data-large-file", "data-orig-file", "data-full-url")
_LAZY_SOURCE = re.compile(r"data-(?!shortcode)[\w-]*src(?:-fg)?")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
_COMMA = re.compile(r"(?<=[0-9][wx]),|,\s")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SIZE = re.compile(r"-\d+x\d+(?=\.\w+$)")
_NO_ADDRESS = ("#", "about:", "javascript:", "data:")
_PLACEHOLDER = re.compile(
    r"(?:placeholder|blank|spacer|transparent|pixel|loading|lazy|1x1)[\w-]{0,40}\.(?:gif|png|svg|jpe?g)\b",
    re.IGNORECASE,
)
_ONE_PIXEL = (
    "data:image/gif;base64,R0lGODlhAQAB",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB",
)
_DRAWING = re.compile(r"<(?:path|rect|circle|ellipse|line|poly\w+|text|image|use)\b")


def address(tag: Tag) -> str:
    """Return the address that a tag really shows, however its lazy loading hides it; empty if it has none."""
    shown = attr(tag, "src")
    if not _keeps_a_place(shown):
        return shown
    keys = [key for key in tag.attrs if _LAZY_SOURCE.fullmatch(key)]
    hidden = (attr(tag, key) for key in (*keys, *_LAZY))
    found = next((url for url in hidden if not _keeps_a_place(url)), "") or largest(tag)
    return found or ("" if _shows_nothing(shown) else shown)


def _keeps_a_place(url: str) -> bool:
    return (
        not url
        or url.startswith(_NO_ADDRESS)
        or runs_script(url)
        or bool(_PLACEHOLDER.search(url.rpartition("/")[2]))
    )


def _shows_nothing(url: str) -> bool:
    """Tell what has nothing to see: no image at all, one pixel, or a drawing without a line."""
    if not url.startswith("data:") or runs_script(url):
        return not url or url.startswith(_NO_ADDRESS) or runs_script(url)
    if not url.startswith("data:image/svg"):
        return url.startswith(_ONE_PIXEL)
    return not _DRAWING.search(_svg(url))


def _svg(url: str) -> str:
    head, _, data = url.partition(",")
    if not head.endswith(";base64"):
        return unquote(data)
    try:
        return b64decode(data + "==").decode(errors="replace")
    except ValueError:
        return ""


def identity(tag: Tag, url: str) -> str:
    """Return what the real address of an image has in common with its other sizes; a frame's is its own."""
    return _SIZE.sub("", url.partition("?")[0].rpartition("/")[2]) if tag.name == "img" else url


def is_second(tag: Tag, url: str, ctx: Context) -> bool:
    """Tell a lazy tag whose twin for readers without scripts was shown before; remember what is shown.

    Args:
        tag: an image or a frame.
        url: its real address.
        ctx: the post's context.
    """
    shown = identity(tag, url)
    twin = ("noscript", shown)
    if twin in ctx.shown and is_lazy(tag):
        ctx.shown.remove(twin)
        return True
    ctx.shown.add((tag.name, shown))
    return False


def is_lazy(tag: Tag) -> bool:
    """Tell whether a tag's own address only keeps its place."""
    return address(tag) != attr(tag, "src")


def largest(tag: Tag) -> str:
    """Return the largest image that a tag's `srcset` offers."""
    offers = [_offer(offer) for key in _SETS for offer in _COMMA.split(attr(tag, key))]
    real = [(size, url) for size, url in offers if not _keeps_a_place(url)]
    return max(real, key=lambda offer: offer[0], default=(0, ""))[1]


def _offer(offer: str) -> tuple[float, str]:
    url, _, size = offer.strip().partition(" ")
    number = size.strip()[:-1]
    return float(number) if _NUMBER.fullmatch(number) else 1, url.rstrip(",")


def player(tag: Tag, ctx: Context, html: str, url: str, label: str = "") -> None:
    """Put a player in a tag's place: a shortcode, its HTML, or a link, as the user wants it."""
    if ctx.options.embeds == "native" and (own := shortcode(url, ctx.dialect.shortcodes)):
        replace_with(tag, keep(own, block=True))
        return
    if ctx.keeps_html and ctx.options.embeds != "link":
        replace_with(tag, keep(html, block=True))
        return
    if not ctx.keeps_html:
        ctx.notice(NoticeCode.DROPPED_HTML, f"<{tag.name}> became a link to {url}")
    replace_with(tag, link(url, label))


def link(url: str, label: str = "") -> Tag:
    """Make a paragraph that is a link."""
    return new("p", {}, new("a", {"href": url}, label or url))
