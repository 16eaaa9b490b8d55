"""Inline SVG drawings, and canvases."""

from collections.abc import Sequence

from wpconv.body.context import Context, Rule
from wpconv.body.dom import PageElement, Tag, ancestor, attr, find, find_all, new, remove, replace_with, text
from wpconv.notices import NoticeCode

_TEXTS = ("text", "foreignobject")


def drawings(tag: Tag, ctx: Context) -> None:
    """Inline SVG drawings: their texts, images and links, or their title as the text of a link.

    Titles and descriptions that are not in the document, and links around shapes alone, are reported.
    """
    parts, words = _parts(tag), _words(" ".join(text(each) for each in find_all(tag, *_TEXTS)))
    labels = _labels(tag)
    link = ancestor(tag, "a")
    if not parts and labels and link is not None and _is_alone(tag, link):
        parts, words = [labels[0]], labels[0]
    for label in labels:
        if label not in words:
            ctx.notice(NoticeCode.REMOVED_DRAWING, label)
    for inner in find_all(tag, "a"):
        if _address(inner) and not find(inner, *_TEXTS, "image") and not ancestor(inner, *_TEXTS):
            ctx.notice(NoticeCode.REMOVED_ICON_LINK, _address(inner))
    replace_with(tag, *parts)


def _labels(tag: Tag) -> list[str]:
    """Return the titles and descriptions of a drawing and of its parts, or else its label."""
    found = [_words(text(each)) for each in find_all(tag, "title", "desc")]
    return list(dict.fromkeys(filter(None, found or [_words(attr(tag, "aria-label"))])))


def _parts(tag: Tag) -> list[PageElement | str]:
    """Return the texts and images of a drawing in order, with the links around them."""
    parts: list[PageElement | str] = []
    for each in find_all(tag, *_TEXTS, "image"):
        if (outer := ancestor(each, *_TEXTS, "svg")) and outer.name in _TEXTS:
            continue
        content = _content(each)
        if content:
            link = ancestor(each, "a")
            address = _address(link) if link is not None and not ancestor(tag, "a") else ""
            parts += [" "] if parts else []
            parts += [new("a", {"href": address}, *content)] if address else content
    return parts


def _content(tag: Tag) -> Sequence[PageElement | str]:
    """Return the content of a text of a drawing; of an image, an `<img>`."""
    if tag.name == "image":
        return [new("img", {"src": _address(tag)})] if _address(tag) else []
    links = find_all(tag, "a")
    for link in links:
        link.attrs["href"] = _address(link)
    return tag.contents if links or tag.name == "foreignobject" else list(filter(None, [_words(text(tag))]))


def _address(tag: Tag) -> str:
    return attr(tag, "href") or attr(tag, "xlink:href")


def _is_alone(tag: Tag, link: Tag) -> bool:
    """Return whether a link has no content besides one drawing."""
    return _words(text(link)) == _words(text(tag)) and find(link, "img", "picture") is None


def _words(content: str) -> str:
    return " ".join(content.split())


def canvases(tag: Tag, ctx: Context) -> None:
    """A `<canvas>`, on which a script draws: left out, with the text for browsers without scripts."""
    if words := _words(text(tag)):
        ctx.notice(NoticeCode.REMOVED_DRAWING, words[:80])
    remove(tag)


RULES = (Rule("svg", drawings), Rule("canvas", canvases))
