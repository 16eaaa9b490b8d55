"""Content that a page holds twice."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import (
    NavigableString,
    Tag,
    ancestor,
    attr,
    classes,
    find_all,
    has_class,
    is_text,
    remove,
    set_children,
    tags,
    text,
)
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.body.rules._shared.twins import addresses, repeats, words
from wpconv.body.rules._shared.visibility import FOR_SCREEN_READERS
from wpconv.notices import NoticeCode

_SCREENS = (
    r"(?:hid(?:e|den)|show|visible|only|no|none|block)(?![a-z]).*"
    r"(?:mob(?:ile)?(?![a-z])|phone|tab(?:let)?(?![a-z])|desk(?:top)?(?![a-z])|laptop|small|medium|large|(?<![a-z])(?:xs|sm|md|lg|xl)(?![a-z]))"
    r"|(?:mobile|phone|tablet|desktop|small|medium|large|mini)[-_](?:only|hid(?:e|den)|visib)"
    r"|^d-(?:(?:sm|md|lg|xl|xxl)-)?none$|^uk-(?:hidden|visible)@"
)
_CLASSES = (
    ".elementor-hidden-*", ".vc_hidden-*", ".hidden-*", ".visible-*", ".hide-*", ".show-*", ".d-*",
    ".fusion-no-*", ".mobile-*", ".desktop-*", ".only-*", ".fl-visible-*", ".gb-hide-*", ".uag-hide-*",
    ".uk-*", ".av-desktop-*", ".av-medium-*", ".av-small-*", ".av-mini-*",
)  # fmt: skip
_NEAR = 8
"""How many of the tags beside hidden text are compared with it."""


def screen_twins(tag: Tag, ctx: Context) -> None:
    """Content for one size of screen that says the same as content for another size: once."""
    if not any(re.search(_SCREENS, name) for name in classes(tag)):
        return
    said, targets = words(tag), addresses(tag)
    first, shown = ctx.for_screens.setdefault(said, (tag, targets))
    if said and first is not tag and targets <= shown and all(outer is not first for outer in tag.parents):
        ctx.notice(NoticeCode.REMOVED_TWIN, f"for another size of screen {excerpt(tag)}")
        remove(tag)


def hidden_twins(root: Tag, ctx: Context) -> None:
    """Text that browsers show, and that is there again for screen readers: once.

    One of both is hidden by `aria-hidden` or by a class; text that is spelled in parts has an `aria-label`.
    """
    for tag in find_all(root):
        if tag.attrs and tag.contents and _is_hidden(tag):
            _remove_hidden(tag, ctx)


def said_twins(tag: Tag, ctx: Context) -> None:
    """Text for screen readers that repeats what browsers show beside it: once."""
    _remove_hidden(tag, ctx)


def date_twins(tag: Tag, ctx: Context) -> None:
    """The date beside an entry of Spectra's timeline, which is in the entry for small screens: once."""
    entry = ancestor(tag, "article")
    if entry and any(words(other) == words(tag) for other in find_all(entry, cls="uagb-timeline__date-hide")):
        ctx.notice(NoticeCode.REMOVED_TWIN, f"for another size of screen {excerpt(tag)}")
        remove(tag)


def _remove_hidden(tag: Tag, ctx: Context) -> None:
    """Remove hidden text that repeats what is beside it; a label replaces text that spells it in parts."""
    outer = tag.parent
    if outer is None:
        return
    if attr(outer, "aria-label") and _spells(outer):
        set_children(outer, [NavigableString(attr(outer, "aria-label"))])
    elif _repeats_text(tag, outer) or any(
        repeats(tag, other) for other in tags(outer)[:_NEAR] if _is_shown(other, tag)
    ):
        ctx.notice(NoticeCode.REMOVED_TWIN, f"hidden text {excerpt(tag)}")
        remove(tag)


def _repeats_text(tag: Tag, outer: Tag) -> bool:
    """Return whether a tag says the same as the text beside it."""
    beside = " ".join(str(node) for node in outer.contents if is_text(node))
    return beside != "" and " ".join(beside.split()) == words(tag) != "" and not addresses(tag)


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
    return 'aria-hidden="true"' in html


RULES = (
    *(Rule(match, screen_twins) for match in _CLASSES),
    *(Rule(f".{name}", said_twins) for name in FOR_SCREEN_READERS[1:]),
    Rule(".uagb-timeline__date-new", date_twins),
    Rule(":root", hidden_twins, concerns=_concerns),
)
