"""Visible content in the attributes of page builders' shortcodes."""

import json
import re
from base64 import b64decode
from collections.abc import Sequence
from urllib.parse import unquote

from wpconv.body.context import Context
from wpconv.body.dom import PageElement, Tag, attr, find, new, text
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
    "header_image_url",
    "gallery_ids",
)
_SECOND_IMAGES = ("image_2_url",)
_FILES = ("src", "audio", "video_url", "image_src", "id", *_LINKS)
_LABELS = (
    "title",
    "heading",
    "primary_title",
    "h2",
    "name",
    "author",
    "question",
    "header",
    "headline",
    "main_heading",
)
_LINES = (
    "hover_title", "subtitle", "subheading", "subhead", "h4", "quote", "position", "job_title",
    "job_position", "description", "subject", "text", "text_content", "front_content", "sub_heading", "desc",
    "cite",
)  # fmt: skip
_HEADING_TEXTS = ("text", "text_content")
_NUMBERS = ("number", "value", "percent")
_UNITS = ("symbol", "unit", "units")
_COUNTERS = ("counter", "milestone", "pie", "progress")
_GROUP = "%5B%7B"
"""How a list of objects begins, in JSON with URL encoding, as in `values` of `[vc_progress_bar]`."""
_GROUP_KEYS = (
    "label",
    "title",
    "heading",
    "name",
    "text",
    "value",
    "number",
    "subtitle",
    "description",
    "content",
)
_BUTTONS = {
    "button_text": ("button_url", "button_link", "link", "url"),
    "button_one_text": ("button_one_url",),
    "button_two_text": ("button_two_url",),
    "btn_title": ("btn_link",),
    "linktext": ("link",),
    "link_text": ("url", "link_url", "link"),
}
_WITH_CONTENT = frozenset(
    (*_LINKS, *_IMAGES, *_SECOND_IMAGES, *_LABELS, *_LINES, *_NUMBERS, *_UNITS, *_BUTTONS)
)
"""The attributes with content; most boxes, such as rows and columns, have none of them."""
_SITES = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEVELS = (
    "font_container", "heading_semantic", "header_level", "title_level", "tag", "heading_tag", "font_style",
    "size",
)  # fmt: skip
_ADDRESS = re.compile(r"(?:[a-z]+:|//?|#)[^\s|]+", re.IGNORECASE)
_LEVEL = re.compile(r"(?:^|tag:)h?([1-6])(?:$|\|)")
_CODED = "#E-8_"
"""What WPBakery writes before HTML in base64."""
# Divi encodes these characters in attributes.
_ENCODED = {"%22": '"', "%91": "[", "%92": "\\", "%93": "]"}


def content(tag: Tag, ctx: Context, *, has_heading: bool = False) -> list[PageElement]:
    """Return all content of a box: image, title, lines, nested content and buttons.

    Args:
        tag: the shortcode.
        ctx: the post's context.
        has_heading: whether `heading` has returned its title and its link.
    """
    if _WITH_CONTENT.isdisjoint(tag.attrs):
        return [new("div", {}, *tag.contents)] if tag.contents else []
    url = "" if has_heading else _url(tag, _LINKS)
    label, images = "" if has_heading else _value(tag, _LABELS), _images(tag, ctx)
    nodes: list[PageElement] = (
        [new("a", {"href": url}, *images)] if url and images and not label else [*images]
    )
    if number := _number(tag):
        nodes.append(new("p", {}, new("strong", {}, number)))
    if label:
        nodes.append(new("p", {}, new("strong", {}, *_linked(url, [label]))))
    lines = [key for key in _LINES if not (has_heading and key in _HEADING_TEXTS)]
    nodes += [new("p", {}, line) for key in lines if (line := _value(tag, (key,)))]
    values = [value for value in map(str, tag.attrs.values()) if value.startswith(_GROUP)]
    nodes += [group for value in values if (group := _group(value, _value(tag, _UNITS))).contents]
    nodes += _map(tag)
    is_linked = not url or label or images or any(attr(tag, key) for key in _BUTTONS)
    if not is_linked and not find(tag, "a", "p", "div", *_HEADINGS):
        # The rule of icons' links gives it a text if it has none.
        nodes.append(new("p", {}, new("a", {"href": url}, *(tag.contents or [new("i", {"class": "icon"})]))))
    elif tag.contents:
        nodes.append(new("div", {}, *tag.contents))
    nodes += [
        new("p", {}, *_linked(_url(tag, keys), [caption]))
        for key, keys in _BUTTONS.items()
        if (caption := _value(tag, (key,)))
    ]
    return nodes


def heading(tag: Tag) -> Tag:
    """Return a heading with the level in the shortcode's attributes, 2 by default; or those inside."""
    words = _value(tag, (*_HEADING_TEXTS, *_LABELS))
    if not words and find(tag, *_HEADINGS):
        return new("div", {}, *tag.contents)
    level = _LEVEL.search(first(tag, *_LEVELS))
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


def _group(value: str, unit: str) -> Tag:
    """Return a list of the labels and values of a group of parameters; an empty one if it cannot be read."""
    try:
        found = json.loads(unquote(value))
    except (ValueError, RecursionError):
        found = []
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    for row in rows:
        row |= {key: f"{row[key]}{unit}" for key in _NUMBERS if row.get(key)}
    lines = (" ".join(str(row[key]) for key in _GROUP_KEYS if row.get(key)) for row in rows)
    return new("ul", {}, *(new("li", {}, line) for line in lines if line))


def _number(tag: Tag) -> str:
    """Return the number that a counter shows, with its unit; or a price."""
    if price := _value(tag, ("price",)):
        return f"{_value(tag, ('currency_symbol', 'currency'))}{price} {_value(tag, ('interval',))}".strip()
    if not any(word in tag.name for word in _COUNTERS):
        return ""
    number, unit = _value(tag, _NUMBERS), _value(tag, _UNITS)
    if not number:
        return ""
    return f"{unit}{number}" if attr(tag, "symbol_position") == "before" else f"{number}{unit}"


def _map(tag: Tag) -> list[PageElement]:
    """Return the frame of WPBakery's map, which is encoded HTML."""
    code = attr(tag, "link").removeprefix(_CODED)
    if code == attr(tag, "link"):
        return []
    try:
        html = unquote(b64decode(code, validate=True).decode())
    except ValueError:
        return []
    return list(parse(html).root.contents)


def _images(tag: Tag, ctx: Context) -> list[Tag]:
    source = first(tag, *_IMAGES)
    second = first(tag, *_SECOND_IMAGES)
    if _ADDRESS.match(source):
        return [new("img", {"src": source, "alt": first(tag, "alt", "title_text")})]
    return [figure(media) for media in attachments(tag, ctx, f"{source},{second}" if second else source)]


def _linked(url: str, nodes: Sequence[PageElement | str]) -> Sequence[PageElement | str]:
    return [new("a", {"href": url}, *nodes)] if url and nodes else nodes


def _url(tag: Tag, keys: tuple[str, ...]) -> str:
    for key in keys:
        if key not in tag.attrs:
            continue
        value = attr(tag, key).removeprefix("manually,")
        if value.startswith("url:"):
            value = unquote(value[4:].partition("|")[0])
        if _ADDRESS.fullmatch(value) and not value.startswith(_CODED):
            return value
    return ""


def _title_of_link(tag: Tag) -> str:
    parts = (part.partition(":") for part in attr(tag, "link").split("|"))
    return next((unquote(value) for key, _, value in parts if key == "title"), "")


def _value(tag: Tag, keys: tuple[str, ...]) -> str:
    value = first(tag, *keys)
    if "%" in value:
        for code, char in _ENCODED.items():
            value = value.replace(code, char)
    return value
