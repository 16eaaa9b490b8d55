"""The gallery and playlist shortcodes."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, new, replace_with
from wpconv.body.parse.html import plain_text
from wpconv.body.rules._shared.shortcode import attachments, back_to_text, figure, first
from wpconv.model import Media
from wpconv.notices import NoticeCode, Severity


def shortcode_galleries(tag: Tag, ctx: Context) -> None:
    """`[gallery ids="…"]`: its images with their captions, if the export has them."""
    images = _media(tag, ctx)
    if images:
        replace_with(tag, new("div", {}, *(figure(image) for image in images)))
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
    if not ids:
        ctx.notice(NoticeCode.UNKNOWN_SHORTCODE, f"{tag.name} names no files", Severity.WARNING)
    return attachments(tag, ctx, ids)


RULES = (Rule("[gallery]", shortcode_galleries), Rule("[playlist]", shortcode_playlists))
