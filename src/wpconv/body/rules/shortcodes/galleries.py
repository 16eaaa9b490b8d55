"""The gallery and playlist shortcodes."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, new, replace_with
from wpconv.body.parse.html import plain_text
from wpconv.body.rules._shared.shortcode import attachments, back_to_text, figure, first
from wpconv.model import Media
from wpconv.notices import NoticeCode, Severity


def shortcode_galleries(tag: Tag, ctx: Context) -> None:
    """`[gallery ids="…"]`: its images with their captions, if the export has them.

    Those of a raw body link to their files, as WordPress's own do.
    """
    images = _media(tag, ctx)
    if images:
        is_linked = ctx.is_raw and attr(tag, "link") != "none"
        replace_with(tag, new("div", {}, *(figure(image, is_linked=is_linked) for image in images)))
    else:
        back_to_text(tag)


def shortcode_playlists(tag: Tag, ctx: Context) -> None:
    """`[playlist ids="…"]`: a list of links to its files, if the export has them."""
    files = _media(tag, ctx)
    if not files:
        back_to_text(tag)
        return
    links = (new("a", {"href": file.source_url}, plain_text(file.title) or file.source_url) for file in files)
    replace_with(tag, new("ol", {}, *(new("li", {}, link) for link in links)))


def _media(tag: Tag, ctx: Context) -> list[Media]:
    ids = first(tag, "ids", "include")
    if not ids and ctx.is_raw and (attached := _attached(tag, ctx)):
        return attached
    if not ids:
        ctx.notice(NoticeCode.UNKNOWN_SHORTCODE, f"{tag.name} names no files", Severity.WARNING)
    return attachments(tag, ctx, ids)


def _attached(tag: Tag, ctx: Context) -> list[Media]:
    """Return the post's own files of the kind that a shortcode without ids shows."""
    kind = "image" if tag.name == "[gallery]" else attr(tag, "type") or "audio"
    excluded = re.findall(r"\d+", attr(tag, "exclude"))
    files = (each for each in ctx.attached() if each.source_url and each.mime_type.startswith(kind))
    return [each for each in files if str(each.id) not in excluded]


RULES = (Rule("[gallery]", shortcode_galleries), Rule("[playlist]", shortcode_playlists))
