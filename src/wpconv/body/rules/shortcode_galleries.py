"""The gallery and playlist shortcodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules._rule import Rule
from wpconv.body.rules._shortcode import attachments, back_to_text, figure, first
from wpconv.body.tree import Tag, new, plain_text, replace_with

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context


def shortcode_galleries(tag: Tag, ctx: Context) -> None:
    """`[gallery ids="…"]`: its images with their captions, as far as the export has them."""
    images = attachments(tag, ctx, first(tag, "ids", "include"))
    if images:
        replace_with(tag, new("div", {}, *(figure(image) for image in images)))
    else:
        back_to_text(tag)


def shortcode_playlists(tag: Tag, ctx: Context) -> None:
    """`[playlist ids="…"]`: a list of links to its files, as far as the export has them."""
    files = attachments(tag, ctx, first(tag, "ids", "include"))
    if not files:
        back_to_text(tag)
        return
    links = (new("a", {"href": file.source_url}, plain_text(file.title) or file.source_url) for file in files)
    replace_with(tag, new("ol", {}, *(new("li", {}, link) for link in links)))


RULES = (Rule("[gallery]", shortcode_galleries), Rule("[playlist]", shortcode_playlists))
