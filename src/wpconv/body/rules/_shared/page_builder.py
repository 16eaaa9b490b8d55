"""What a page builder's shortcode shows besides its content, as its attributes say it."""

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
# Divi writes these characters of an attribute as their codes.
_CODES = {"%22": '"', "%91": "[", "%92": "\\", "%93": "]"}


def visible(tag: Tag, ctx: Context) -> list[Tag]:
    """Return what a box of any kind shows, from its image to its buttons."""
    url = _address(tag, _LINKS)
    label, images = _said(tag, _LABELS), _images(tag, ctx)
    shown = [new("a", {"href": url}, *images)] if url and images and not label else images
    if label:
        shown.append(new("p", {}, new("strong", {}, *_linked(url, [label]))))
    shown += [new("p", {}, line) for key in _LINES if (line := _said(tag, (key,)))]
    if tag.contents:
        shown.append(new("div", {}, *tag.contents))
    shown += [
        new("p", {}, *_linked(_address(tag, keys), [caption]))
        for key, keys in _BUTTONS.items()
        if (caption := _said(tag, (key,)))
    ]
    return shown


def heading(tag: Tag) -> Tag:
    """Return a heading of the level that the shortcode asks for."""
    level = _LEVEL.search(
        first(tag, "font_container", "heading_semantic", "header_level", "title_level", "tag", "size")
    )
    words = _said(tag, ("text", *_LABELS))
    return new(
        f"h{level[1] if level else 2}",
        {},
        *_linked(_address(tag, _LINKS), [words] if words else tag.contents),
    )


def button(tag: Tag) -> Tag:
    """Return a button as a link in a paragraph of its own."""
    words = _said(tag, ("title", "button_text", "label", "text"))
    inside: Sequence[PageElement | str] = [words] if words else tag.contents
    return new("p", {}, *_linked(_address(tag, _LINKS), inside or [_title_of_link(tag)]))


def player(tag: Tag) -> Tag | None:
    """Return the address of a video or a sound as a link in a paragraph of its own."""
    url = _address(tag, _FILES) or _address(tag, ("0",))
    site = next((start for site, start in _SITES.items() if site in tag.name), "")
    if not url and site and attr(tag, "id"):
        url = site + attr(tag, "id")
    return new("p", {}, new("a", {"href": url}, url)) if url else None


def encoded(tag: Tag) -> list[PageElement]:
    """Return HTML that a builder hides from WordPress's editor as base64; what is something else stays."""
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


def _address(tag: Tag, keys: tuple[str, ...]) -> str:
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


def _said(tag: Tag, keys: tuple[str, ...]) -> str:
    value = first(tag, *keys)
    for code, char in _CODES.items():
        value = value.replace(code, char)
    return value
