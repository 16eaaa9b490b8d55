"""Visible content in the attributes of page builders' shortcodes."""

import re
from base64 import b64decode
from collections.abc import Sequence
from urllib.parse import unquote

from wpconv.body.context import Context
from wpconv.body.dom import PageElement, Tag, attr, new, text
from wpconv.body.parse.html import parse
from wpconv.body.rules._shared.shortcode import attachments, figure, first

_LINKS = ("link", "url", "href", "link_url", "button_url", "button_link", "btn_link")
_IMAGES = (
    "image",
    "images",
    "src",
    "custom_src",
    "image_url",
    "portrait_url",
    "logo_image_url",
    "gallery_ids",
)
_FILES = ("src", "audio", "video_url", "image_src", "id", *_LINKS)
_LABELS = ("title", "heading", "primary_title", "h2", "name", "author", "question")
_LINES = ("hover_title", "subtitle", "subheading", "subhead", "h4", "quote", "position", "job_title")
_BUTTONS = {
    "button_text": ("button_url", "button_link", "link", "url"),
    "button_one_text": ("button_one_url",),
    "button_two_text": ("button_two_url",),
    "btn_title": ("btn_link",),
    "linktext": ("link",),
}
_SITES = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_ADDRESS = re.compile(r"(?:[a-z]+:|//?|#)[^\s|]+", re.IGNORECASE)
_LEVEL = re.compile(r"(?:^|tag:)h?([1-6])(?:$|\|)")
# Divi encodes these characters in attributes.
_ENCODED = {"%22": '"', "%91": "[", "%92": "\\", "%93": "]"}


def content(tag: Tag, ctx: Context) -> list[Tag]:
    """Return all content of a box: image, title, lines, nested content and buttons."""
    url = _url(tag, _LINKS)
    label, images = _value(tag, _LABELS), _images(tag, ctx)
    nodes = [new("a", {"href": url}, *images)] if url and images and not label else images
    if label:
        nodes.append(new("p", {}, new("strong", {}, *_linked(url, [label]))))
    nodes += [new("p", {}, line) for key in _LINES if (line := _value(tag, (key,)))]
    if tag.contents:
        nodes.append(new("div", {}, *tag.contents))
    nodes += [
        new("p", {}, *_linked(_url(tag, keys), [caption]))
        for key, keys in _BUTTONS.items()
        if (caption := _value(tag, (key,)))
    ]
    return nodes


def heading(tag: Tag) -> Tag:
    """Return a heading with the level in the shortcode's attributes, 2 by default."""
    level = _LEVEL.search(
        first(tag, "font_container", "heading_semantic", "header_level", "title_level", "tag", "size")
    )
    words = _value(tag, ("text", *_LABELS))
    return new(
        f"h{level[1] if level else 2}",
        {},
        *_linked(_url(tag, _LINKS), [words] if words else tag.contents),
    )


def button(tag: Tag) -> Tag:
    """Return a button as a link in a paragraph."""
    words = _value(tag, ("title", "button_text", "label", "text"))
    inside: Sequence[PageElement | str] = [words] if words else tag.contents
    return new("p", {}, *_linked(_url(tag, _LINKS), inside or [_title_of_link(tag)]))


def player(tag: Tag) -> Tag | None:
    """Return a link to a video or audio file in a paragraph, or None if no attribute has a URL."""
    url = _url(tag, _FILES) or _url(tag, ("0",))
    site = next((start for site, start in _SITES.items() if site in tag.name), "")
    if not url and site and attr(tag, "id"):
        url = site + attr(tag, "id")
    return new("p", {}, new("a", {"href": url}, url)) if url else None


def encoded(tag: Tag) -> list[PageElement]:
    """Return the nodes of HTML encoded as base64; other content stays."""
    try:
        html = unquote(b64decode(text(tag).strip(), validate=True).decode())
    except ValueError:
        return list(tag.contents)
    return list(parse(html).root.contents)


def _images(tag: Tag, ctx: Context) -> list[Tag]:
    source = first(tag, *_IMAGES)
    if _ADDRESS.match(source):
        return [new("img", {"src": source, "alt": first(tag, "alt", "title_text")})]
    return [figure(media) for media in attachments(tag, ctx, source)]


def _linked(url: str, nodes: Sequence[PageElement | str]) -> Sequence[PageElement | str]:
    return [new("a", {"href": url}, *nodes)] if url and nodes else nodes


def _url(tag: Tag, keys: tuple[str, ...]) -> str:
    for key in keys:
        value = attr(tag, key).removeprefix("manually,")
        if value.startswith("url:"):
            value = unquote(value[4:].partition("|")[0])
        if _ADDRESS.fullmatch(value):
            return value
    return ""


def _title_of_link(tag: Tag) -> str:
    parts = (part.partition(":") for part in attr(tag, "link").split("|"))
    return next((unquote(value) for key, _, value in parts if key == "title"), "")


def _value(tag: Tag, keys: tuple[str, ...]) -> str:
    value = first(tag, *keys)
    for code, char in _ENCODED.items():
        value = value.replace(code, char)
    return value
