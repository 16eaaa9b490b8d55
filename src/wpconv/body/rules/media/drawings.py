"""Inline SVG drawings and image maps."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, ancestor, attr, find, find_all, new, remove, replace_with, text
from wpconv.notices import NoticeCode


def drawings(tag: Tag, ctx: Context) -> None:
    """Inline SVG drawings: their text, or their title as the text of a link; else the title is reported."""
    words = _words(" ".join(text(each) for each in find_all(tag, "text")))
    title = find(tag, "title")
    label = _words(text(title)) if title is not None else attr(tag, "aria-label")
    link = ancestor(tag, "a")
    if not words and label and link is not None and _is_alone(tag, link):
        words = label
    if words:
        replace_with(tag, words)
    else:
        if label:
            ctx.notice(NoticeCode.REMOVED_DRAWING, label)
        remove(tag)


def _is_alone(tag: Tag, link: Tag) -> bool:
    """Return whether a link has no content besides one drawing."""
    return _words(text(link)) == _words(text(tag)) and find(link, "img", "picture") is None


def _words(content: str) -> str:
    return " ".join(content.split())


def image_maps(tag: Tag, _ctx: Context) -> None:
    """Image maps: a list of the links that their areas are, after the map's other content."""
    links = [
        new("li", {}, new("a", {"href": attr(area, "href")}, attr(area, "alt") or attr(area, "href")))
        for area in find_all(tag, "area")
        if attr(area, "href")
    ]
    replace_with(tag, *tag.contents, *([new("ul", {}, *links)] if links else []))


def canvases(tag: Tag, ctx: Context) -> None:
    """A `<canvas>`, on which a script draws: left out, with the text for browsers without scripts."""
    if words := _words(text(tag)):
        ctx.notice(NoticeCode.REMOVED_DRAWING, words[:80])
    remove(tag)


RULES = (Rule("svg", drawings), Rule("canvas", canvases), Rule("map", image_maps))
