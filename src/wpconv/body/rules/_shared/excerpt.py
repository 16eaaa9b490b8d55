"""What a notice shows of something that was left out."""

from textwrap import shorten

from wpconv.body.dom import Tag, descendants, is_text

_UNSEEN = ("script", "style", "noscript")


def excerpt(tag: Tag) -> str:
    """Return the first words inside a tag in quotation marks; an empty str where there are none."""
    words = " ".join(str(node) for node in descendants(tag, *_UNSEEN) if is_text(node))
    return f"“{shorten(words, 60, placeholder='…')}”" if words.strip() else ""
