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
_SIGNS = (
    "-mobile", "-phone", "-tablet", "-desktop", "hidden-", "hide-", "mobile-", "desktop-", "show-",
    "visible-", "d-none", "-visibility",
)  # fmt: skip
_NEAR = 8
"""How many of the tags beside hidden text are compared with it."""


def screen_twins(root: Tag, ctx: Context) -> None:
    """Content for one size of screen that says the same as content for another size: once."""
    seen: dict[str, Tag] = {}
    for tag in find_all(root):
        if "class" not in tag.attrs or not any(map(_SCREENS.search, classes(tag))):
            continue
        first = seen.setdefault(words(tag), tag)
        if first is not tag and repeats(tag, first) and all(parent is not first for parent in tag.parents):
            ctx.notice(NoticeCode.REMOVED_TWIN, f"for another size of screen {excerpt(tag)}")
            remove(tag)


def hidden_twins(root: Tag, ctx: Context) -> None:
    """Text that the same page shows and says to screen readers: once.

    It has `aria-hidden`, or a class for screen readers, and repeats what is beside it, or an `aria-label`.
    """
    for tag in find_all(root):
        if tag.attrs and _is_hidden(tag):
            outer = tag.parent
            if outer is None or not tag.contents:
                continue
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


def _may_differ_by_screen(html: str) -> bool:
    return any(sign in html for sign in _SIGNS)


def _hides(html: str) -> bool:
    return 'aria-hidden="true"' in html or any(name in html for name in FOR_SCREEN_READERS)


RULES = (
    Rule(":root", screen_twins, concerns=_may_differ_by_screen),
    Rule(":root", hidden_twins, concerns=_hides),
)
