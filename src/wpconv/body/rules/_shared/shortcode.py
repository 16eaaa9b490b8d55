"""Attributes and attachments of shortcodes."""

import re

from wpconv.body.context import Context
from wpconv.body.dom import Tag, attr, new, replace_with
from wpconv.body.parse.html import parse
from wpconv.model import Media
from wpconv.notices import NoticeCode, Severity

_NUMBER = re.compile(r"\d+", re.ASCII)


def back_to_text(tag: Tag) -> None:
    """Replace a shortcode's tag with its source text, as it cannot be converted."""
    replace_with(tag, attr(tag, "["), *tag.contents, attr(tag, "]"))


def first(tag: Tag, *keys: str) -> str:
    """Return the first non-empty value of these attributes, or an empty str."""
    for key in keys:
        if key in tag.attrs and (value := attr(tag, key)):
            return value
    return ""


def attachments(tag: Tag, ctx: Context, ids: str) -> list[Media]:
    """Return the attachments with these ids, and report ids that the run has not read."""
    numbers = [int(number) for number in _NUMBER.findall(ids)]
    found = {number: media for number in numbers if (media := ctx.media(number)) and media.source_url}
    missing = [str(number) for number in numbers if number not in found]
    if missing:
        detail = f"{tag.name} shows media {', '.join(missing)}, which is not in the export"
        ctx.notice(NoticeCode.UNRESOLVED_MEDIA, detail, Severity.WARNING)
    return [found[number] for number in numbers if number in found]


def figure(media: Media, *, is_linked: bool = False) -> Tag:
    """Return an attachment as an image with its caption, which may link to its file."""
    image = new("img", {"src": media.source_url, "alt": media.alt_text})
    if is_linked:
        image = new("a", {"href": media.source_url}, image)
    return new("figure", {}, image, new("figcaption", {}, *parse(media.caption).root.contents))
