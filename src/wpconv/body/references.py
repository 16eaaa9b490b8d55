"""The URLs of a post's elements, each of which is replaced by the one that `Context.rewrite` returns for it.

These functions are called where an element becomes a node of the normal form, or HTML that is kept: after its
rules, which read the URLs as the post has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from wpconv.body.context import Context
from wpconv.body.dom import Tag, attr, classes, descendants, is_text
from wpconv.model import Reference

_CLASS = re.compile(r"wp-image-(\d+)")
_FIGURE = re.compile(r"attachment_(\d+)")
_IDS = ("data-id", "data-attachment-id", "data-image-id")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_ORIGINALS = ("data-orig-file", "data-full-url", "data-large-file")
_OFFER = re.compile(r"(\S*[^\s,])(?:\s+[\d.]+[wxh])*\s*(?:,|$)")
"""One URL of a `srcset` with its descriptors (HTML §4.8.4.2.1)."""
_BACKGROUND = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)")
_KINDS = {"href": "link", "cite": "link", "poster": "image", "data": "media"}
_MEDIA = frozenset(("audio", "video", "source", "track", "embed"))
_FRAMES = frozenset(("iframe", "frame", "script"))
_MAX_ID = 18
"""Digits of an id that a database can hold."""


def rewrite_link(tag: Tag, ctx: Context) -> None:
    """Replace the URL of a link; of one that is not wanted, only the text remains."""
    if ctx.rewrite is None or "href" not in tag.attrs:
        return
    url = ctx.rewrite(Reference(attr(tag, "href")))
    if url is None:
        del tag.attrs["href"]
        return
    tag.attrs["href"] = url
    if url in ctx.titles and not attr(tag, "title"):
        tag.attrs["title"] = ctx.titles[url]


def image_url(tag: Tag, ctx: Context) -> str:
    """Return the URL that is written for an image; an empty str if it has none."""
    url = attr(tag, "src")
    if ctx.rewrite is None or not url:
        return url
    reference = Reference(url, "image", _attachment(tag), _candidates(tag))
    return ctx.rewrite(reference) or url


def media_url(url: str, ctx: Context) -> str:
    """Return the URL that is written for a file of an audio or video player."""
    return _rewritten(Reference(url, "media"), ctx)


def poster_url(url: str, ctx: Context) -> str:
    """Return the URL that is written for the poster of a video."""
    return _rewritten(Reference(url, "image"), ctx)


def frame_url(url: str, ctx: Context) -> str:
    """Return the URL that is written for a frame or a script."""
    return _rewritten(Reference(url, "frame"), ctx)


def kept_attributes(tag: Tag, attrs: dict[str, str], ctx: Context) -> dict[str, str]:
    """Return the attributes of an element that is kept as HTML, with the URLs that are written for them.

    Args:
        tag: the element.
        attrs: those of its attributes that are kept.
        ctx: the post's context.
    """
    if ctx.rewrite is None:
        return attrs
    result = {key: value for key, value in attrs.items() if key not in ("srcset", "sizes")}
    for key, value in attrs.items():
        if key == "style" and "url(" in value:
            result[key] = _BACKGROUND.sub(
                lambda match: f"url({_rewritten(Reference(match[2], 'image'), ctx)})", value
            )
        elif key == "src" and tag.name == "img":
            result[key] = image_url(tag, ctx)
        elif value and (reference := _reference(tag, key, value)):
            url = ctx.rewrite(reference)
            if url is not None:
                result[key] = url
            elif reference.kind == "link":
                del result[key]
    return result


def urls_in_text(root: Tag, html: str, hosts: Iterable[str]) -> list[str]:
    """Return the URLs of some hosts in a body's text, outside of links and code: some renderers link them.

    Args:
        root: the body's tree.
        html: its HTML, which is searched first.
        hosts: the hosts, without `www.`.
    """
    names = tuple(sorted(hosts))
    if all(_is_in_tags(html, name) for name in names):
        return []
    pattern = _url_pattern(names)
    texts = (str(node) for node in descendants(root, "a", "code", "pre", "script", "style") if is_text(node))
    return [match[0].rstrip(".,;:!?)'”’»") for text in texts for match in pattern.finditer(text)]


def _is_in_tags(html: str, host: str) -> bool:
    """Return whether all URLs of a host are inside of tags; a `>` in an attribute may hide one."""
    for name in (f"//{host}", f"//www.{host}"):
        place = html.find(name)
        while place >= 0:
            if html.rfind("<", 0, place) <= html.rfind(">", 0, place):
                return False
            place = html.find(name, place + 1)
    return True


@lru_cache(maxsize=4)
def _url_pattern(hosts: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, hosts)) or r"(?!)"
    return re.compile(rf"https?://(?:www\.)?(?:{names})(?![\w.-])[^\s<>\"\[\]]*", re.IGNORECASE)


def _reference(tag: Tag, key: str, url: str) -> Reference | None:
    if key == "src":
        kind = "media" if tag.name in _MEDIA else "frame" if tag.name in _FRAMES else "image"
    elif (found := _KINDS.get(key)) is not None:
        kind = found
    else:
        return None
    return Reference(url, kind)  # type: ignore[arg-type]  # one of its kinds


def _rewritten(reference: Reference, ctx: Context) -> str:
    if ctx.rewrite is None or not reference.url:
        return reference.url
    return ctx.rewrite(reference) or reference.url


def _attachment(tag: Tag) -> int | None:
    """Return the id of the attachment that an image shows, from its class, its attributes or its figure."""
    found = next((match[1] for each in classes(tag) if (match := _CLASS.fullmatch(each))), "")
    found = found or next((attr(tag, key) for key in _IDS if attr(tag, key)), "")
    outer = tag.parent
    for _ in range(2):
        if found or outer is None:
            break
        match = _FIGURE.fullmatch(attr(outer, "id"))
        found, outer = match[1] if match else "", outer.parent
    return int(found) if found.isascii() and found.isdigit() and len(found) <= _MAX_ID else None


def _candidates(tag: Tag) -> tuple[str, ...]:
    originals = [attr(tag, key) for key in _ORIGINALS if attr(tag, key)]
    offers = [match[1] for key in _SETS if key in tag.attrs for match in _OFFER.finditer(attr(tag, key))]
    return tuple(dict.fromkeys((*originals, *offers)))
