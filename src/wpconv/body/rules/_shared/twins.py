"""Comparison of tags that may say the same."""

from wpconv.body.dom import Tag, attr, find_all, text
from wpconv.body.rules._shared.media import address, identity

_MEDIA = ("img", "iframe", "video", "audio")


def words(tag: Tag) -> str:
    """Return the text of a tag on one line."""
    return " ".join(text(tag).split())


def repeats(tag: Tag, other: Tag) -> bool:
    """Return whether a tag has the same text as another one, and no link, image or player besides its own."""
    said = words(tag)
    return said != "" and said == words(other) and addresses(tag) <= addresses(other)


def addresses(tag: Tag) -> set[str]:
    """Return keys that identify the links, images and players in a tag."""
    links = {attr(link, "href") for link in find_all(tag, "a")}
    return links | {identity(each, address(each)) for each in find_all(tag, *_MEDIA)}
