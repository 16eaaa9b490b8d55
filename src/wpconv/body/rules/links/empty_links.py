"""Links that lead nowhere, and titles that say nothing."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, rename, text

_NOWHERE = ("", "#")


def links(tag: Tag, _ctx: Context) -> None:
    """Links without an address, or to a bare `#`: their text; titles that repeat it are removed."""
    if "href" not in tag.attrs:
        return
    if attr(tag, "href") in _NOWHERE:
        rename(tag, "span", {key: attr(tag, key) for key in ("id", "style") if key in tag.attrs})
    elif "title" in tag.attrs:
        shown = (text(each) or attr(each, "alt") for each in (tag, *find_all(tag)))
        if _words(attr(tag, "title")) in map(_words, shown):
            del tag.attrs["title"]


def image_titles(tag: Tag, _ctx: Context) -> None:
    """Titles of images that repeat the alternative text: removed."""
    if "title" in tag.attrs and _words(attr(tag, "title")) == _words(attr(tag, "alt")):
        del tag.attrs["title"]


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


RULES = (Rule("a", links, leaves_text=True), Rule("img", image_titles))
