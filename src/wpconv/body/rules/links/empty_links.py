"""Links that lead nowhere, and titles that say nothing."""

import re
from urllib.parse import unquote

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, rename, text

_NOWHERE = ("", "#", "##", "#!", "#0", "#/", "http://", "https://", "http://#", "https://#", "about:blank")
_SIZE = re.compile(r"-(?:\d+x\d+|scaled|e\d{10,})$")
"""What WordPress adds to the name of a file: a size, or when it was edited."""


def links(tag: Tag, _ctx: Context) -> None:
    """Links without an address, or to a bare `#` or the like: their text; titles that repeat it go."""
    if "href" not in tag.attrs:
        return
    if attr(tag, "href") in _NOWHERE:
        rename(tag, "span", {key: attr(tag, key) for key in ("id", "style") if key in tag.attrs})
    elif "title" in tag.attrs:
        shown = (text(each) or attr(each, "alt") for each in (tag, *find_all(tag)))
        if _words(attr(tag, "title")) in map(_words, shown):
            del tag.attrs["title"]


def image_titles(tag: Tag, _ctx: Context) -> None:
    """Titles of images that repeat the alternative text, or the name of their file: removed."""
    title = attr(tag, "title")
    if _words(title) == _words(attr(tag, "alt")) or _letters(title) == _letters(_file_name(attr(tag, "src"))):
        del tag.attrs["title"]


def _file_name(url: str) -> str:
    """Return a file's name as it was uploaded, without the ending and the size (`wp_unique_filename`)."""
    name = unquote(url.partition("?")[0].rpartition("/")[2]).rpartition(".")[0]
    return _SIZE.sub("", name)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


RULES = (Rule("a", links, leaves_text=True), Rule("img", image_titles, needs="title"))
