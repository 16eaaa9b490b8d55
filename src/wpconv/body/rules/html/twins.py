"""Content that a page holds twice."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import (
    NavigableString,
    Tag,
    attr,
    classes,
    find_all,
    has_class,
    remove,
    set_children,
    tags,
    text,
)
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.body.rules._shared.twins import repeats, words
from wpconv.body.rules._shared.visibility import FOR_SCREEN_READERS
from wpconv.notices import NoticeCode

_SCREENS = re.compile(
    r"(?:hid(?:e|den)|show|visible|only|no|none|block)(?![a-z]).*"
    r"(?:mobile|phone|tablet|desktop|laptop|small|medium|large|(?<![a-z])(?:xs|sm|md|lg|xl)(?![a-z]))"
    r"|(?:mobile|phone|tablet|desktop|small|medium|large)[-_](?:only|hid(?:e|den)|visib)"
)
_SIGNS = ("hidden", "hide-", "-only", "-none", "-visib")
"""One of these is in a class for a size of screen, or for screen readers."""
_NEAR = 8
"""How many of the tags beside hidden text are compared with it."""


def twins(root: Tag, ctx: Context) -> None:
    """Content that a page holds twice, of which browsers show one: once.

    It is for different sizes of screen by its classes, or one of both is for screen readers, or hidden from
    them by `aria-hidden`.
    """
    seen: dict[str, Tag] = {}
    for tag in find_all(root):
        if not tag.attrs or not tag.contents:
            continue
        if _is_hidden(tag):
            _remove_hidden(tag, ctx)
        elif any(map(_SCREENS.search, classes(tag))):
            first = seen.setdefault(words(tag), tag)
            if first is not tag and repeats(tag, first) and all(outer is not first for outer in tag.parents):
                ctx.notice(NoticeCode.REMOVED_TWIN, f"for another size of screen {excerpt(tag)}")
                remove(tag)


def _remove_hidden(tag: Tag, ctx: Context) -> None:
    """Remove hidden text that repeats what is beside it; a label replaces text that spells it in parts."""
    outer = tag.parent
    if outer is None:
        return
    if attr(outer, "aria-label") and _spells(outer):
        set_children(outer, [NavigableString(attr(outer, "aria-label"))])
    elif any(repeats(tag, other) for other in tags(outer)[:_NEAR] if _is_shown(other, tag)):
        ctx.notice(NoticeCode.REMOVED_TWIN, f"hidden text {excerpt(tag)}")
        remove(tag)


def _is_hidden(tag: Tag) -> bool:
    """Return whether a tag is for screen readers, or for all others."""
    return attr(tag, "aria-hidden") == "true" or has_class(tag, *FOR_SCREEN_READERS)


def _is_shown(tag: Tag, hidden: Tag) -> bool:
    """Return whether browsers show a tag instead of a hidden one."""
    is_said = has_class(hidden, *FOR_SCREEN_READERS)
    return not _is_hidden(tag) or (is_said and not has_class(tag, *FOR_SCREEN_READERS))


def _spells(tag: Tag) -> bool:
    """Return whether all content of a tag is hidden from screen readers, which say its label instead."""
    return (
        all(attr(child, "aria-hidden") == "true" for child in tags(tag))
        and not find_all(tag, "img", "a", "svg")
        and "".join(text(tag).split()) == "".join(attr(tag, "aria-label").split())
    )


def _concerns(html: str) -> bool:
    return any(sign in html for sign in _SIGNS)


RULES = (Rule(":root", twins, concerns=_concerns),)
