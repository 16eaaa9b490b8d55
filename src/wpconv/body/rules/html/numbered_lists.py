"""Lists that a style numbers."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, rename, tags

_DECIMAL = re.compile(r"(?:^|[;\s])list-style(?:-type)?\s*:\s*[\w\s]*\bdecimal", re.IGNORECASE)


def numbered_lists(tag: Tag, _ctx: Context) -> None:
    """A `<ul>` that its style, or that of its items, numbers, as the steps of a recipe: an `<ol>`."""
    items = tags(tag)
    if items and (_is_numbered(tag) or all(map(_is_numbered, items))):
        rename(tag, "ol", {key: attr(tag, key) for key in ("id",) if key in tag.attrs})


def _is_numbered(tag: Tag) -> bool:
    return "style" in tag.attrs and _DECIMAL.search(attr(tag, "style")) is not None


RULES = (Rule("ul", numbered_lists),)
