"""Links of headings to themselves."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, ancestor, attr, remove, rename, text

_SIGNS = frozenset("#¶§🔗")
_NEAR = 10
"""How many levels above its link the target is searched."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def anchors(tag: Tag, _ctx: Context) -> None:
    """Links of headings to themselves: their text stays; a `#` is removed, as site generators add one."""
    href = attr(tag, "href")
    if not href.startswith("#") or not ancestor(tag, *_HEADINGS):
        return
    if text(tag).strip() in _SIGNS:
        remove(tag)
    elif len(href) > 1 and _is_inside(tag, href[1:]):
        rename(tag, "span", {"id": attr(tag, "id") or attr(tag, "name")})


def _is_inside(tag: Tag, name: str) -> bool:
    outer = tag.parent
    for _ in range(_NEAR):
        if outer is None or attr(outer, "id") == name:
            break
        outer = outer.parent
    return outer is not None and attr(outer, "id") == name


RULES = (Rule("a", anchors, leaves_text=True),)
