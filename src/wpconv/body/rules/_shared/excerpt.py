"""The excerpt with which a notice quotes what was removed."""

from textwrap import shorten

from wpconv.body.dom import Tag, descendants, is_text

_INVISIBLE = ("script", "style", "noscript")


def excerpt(tag: Tag) -> str:
    """Return the first 60 characters of a tag's text in quotation marks; an empty str if it has none."""
    words = " ".join(str(node) for node in descendants(tag, *_INVISIBLE) if is_text(node))
    return f"“{shorten(words, 60, placeholder='…')}”" if words.strip() else ""
