"""The real URLs of lazy images and frames, and the output of players."""

import re
from base64 import b64decode
from urllib.parse import unquote

from wpconv.body.context import Context
from wpconv.body.dom import Tag, attr, classes, new, raw, replace_with
from wpconv.body.html import runs_script
from wpconv.body.rules._shared.site_generator import player_shortcode
from wpconv.notices import NoticeCode

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
    """Return the URL that a tag shows, also if it is loaded lazily; an empty str if there is none."""
    shown = attr(tag, "src")
    if not _is_placeholder(shown) and not _is_small_copy(tag, shown):
        return shown
    return _lazy_address(tag) or ("" if _is_blank(shown) else shown)


def _lazy_address(tag: Tag) -> str:
    """Return the URL that a script puts in the place of a placeholder."""
    keys = [key for key in tag.attrs if _LAZY_SOURCE.fullmatch(key)]
    hidden = (attr(tag, key) for key in (*keys, *_LAZY))
    return next((url for url in hidden if not _is_placeholder(url)), "") or largest(tag)


def _is_small_copy(tag: Tag, shown: str) -> bool:
    """Return whether a lazy image shows a small copy of its file until a script loads another size."""
    if not _SIZE.search(shown) or not any("lazy" in name for name in classes(tag)):
        return False
    has_source = any(_LAZY_SOURCE.fullmatch(key) or key in _SETS[1:] for key in tag.attrs)
    return has_source and identity(tag, _lazy_address(tag)) == identity(tag, shown)


def _is_placeholder(url: str) -> bool:
    return (
        not url
        or url.startswith(_NO_ADDRESS)
        or runs_script(url, is_image=True)
        or bool(_PLACEHOLDER.search(url.rpartition("/")[2]))
    )


def _is_blank(url: str) -> bool:
    """Return whether a URL shows nothing: no image, one pixel, or an SVG image without a shape."""
    if not url.startswith("data:") or runs_script(url, is_image=True):
        return not url or url.startswith(_NO_ADDRESS) or runs_script(url, is_image=True)
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
    """Return the part of an image's URL that all its sizes share; for a frame, its URL."""
    return _SIZE.sub("", url.partition("?")[0].rpartition("/")[2]) if tag.name == "img" else url


def is_duplicate(tag: Tag, url: str, ctx: Context) -> bool:
    """Return whether a tag is the lazy copy of an image in a `<noscript>` before it; record it if not.

    Args:
        tag: an image or a frame.
        url: its real URL.
        ctx: the post's context.
    """
    source = identity(tag, url)
    if source in ctx.noscript_media and is_lazy(tag):
        ctx.noscript_media.remove(source)
        return True
    ctx.shown_media.add((tag.name, source))
    return False


def is_lazy(tag: Tag) -> bool:
    """Return whether a tag's `src` is a placeholder."""
    return address(tag) != attr(tag, "src")


def largest(tag: Tag) -> str:
    """Return the largest image that a tag's `srcset` offers."""
    offers = [_offer(offer) for key in _SETS for offer in _COMMA.split(attr(tag, key))]
    real = [(size, url) for size, url in offers if not _is_placeholder(url)]
    return max(real, key=lambda offer: offer[0], default=(0, ""))[1]


def _offer(offer: str) -> tuple[float, str]:
    url, _, size = offer.strip().partition(" ")
    number = size.strip()[:-1]
    return float(number) if _NUMBER.fullmatch(number) else 1, url.rstrip(",")


def player(tag: Tag, ctx: Context, html: str, url: str, label: str = "") -> None:
    """Replace a tag with a site generator's shortcode, HTML or a link: `--embeds` and `--html` decide."""
    if ctx.options.embeds == "native" and (own := player_shortcode(url, ctx.dialect.shortcodes)):
        replace_with(tag, raw(own, block=True))
        return
    if ctx.keeps_html and ctx.options.embeds != "link":
        replace_with(tag, raw(html, block=True))
        return
    if not ctx.keeps_html:
        ctx.notice(NoticeCode.DROPPED_HTML, f"<{tag.name}> became a link to {url}")
    replace_with(tag, link(url, label))


def link(url: str, label: str = "") -> Tag:
    """Make a paragraph that is a link."""
    return new("p", {}, new("a", {"href": url}, label or url))
