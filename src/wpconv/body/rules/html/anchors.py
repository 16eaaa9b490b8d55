"""Links of headings to themselves."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, ancestor, attr, remove, rename, text

_SIGNS = frozenset("#¶§🔗")
_NEAR = 10
"""How many levels a panel may have around the link to itself."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def anchors(tag: Tag, _ctx: Context) -> None:
    """Links of headings to themselves: the words stay, a sign goes, as site generators add their own."""
    href = attr(tag, "href")
    if not href.startswith("#") or not ancestor(tag, *_HEADINGS):
        return
    if text(tag).strip() in _SIGNS:
        remove(tag)
    elif len(href) > 1 and _stands_in(tag, href[1:]):
        rename(tag, "span", {"id": attr(tag, "id") or attr(tag, "name")})


def _stands_in(tag: Tag, name: str) -> bool:
    around = tag.parent
    for _ in range(_NEAR):
        if around is None or attr(around, "id") == name:
            break
        around = around.parent
    return around is not None and attr(around, "id") == name


RULES = (Rule("a", anchors),)
