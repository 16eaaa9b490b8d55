"""Tabs and accordions: labels with which a reader opens panels."""

from collections.abc import Iterator

from wpconv.body.context import Context, Rule
from wpconv.body.dom import (
    Tag,
    ancestor,
    attr,
    classes,
    find,
    find_all,
    is_text,
    new,
    remove,
    rename,
    set_children,
    tags,
    text,
    unwrap,
)
from wpconv.body.rules._shared.excerpt import excerpt
from wpconv.body.rules._shared.twins import words
from wpconv.body.rules._shared.visibility import has_visible_content
from wpconv.notices import NoticeCode

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TARGETS = ("aria-controls", "data-target", "data-bs-target", "href")
_OPENS = ("aria-expanded", "data-vc-tabs", "data-vc-accordion")
_LISTS = {
    "et_pb_tabs_controls": "et_pb_tab",
    "kt-tabs-title-list": "kt-tab-inner-content",
    "uagb-tabs__panel": "uagb-tabs__body-container",
    "oxy-tabs": "oxy-tab-content",
    "su-tabs-nav": "su-tabs-pane",
}
"""Classes of lists of labels without the ids of their panels, and the class of the panels."""
_QUESTIONS = (".uagb-question", ".su-spoiler-title", ".su-box-title")
_SIGNS = {
    "aria-": ("aria-controls=", "aria-expanded="),
    "role=": ('role="tab"', "role='tab'"),
    "tabs": ("data-vc-tabs", *_LISTS),
}
"""Signs of labels, by what they begin with or contain, which is looked for first."""
_MAX_WORDS = 30
"""More words than a label has."""
_MAX_BESIDE = 300
"""More nodes than there are beside a label; each label looks at all of them."""
_LEVELS = 3
"""How many levels above a list of labels its panels are searched."""


def panels(root: Tag, ctx: Context) -> None:
    """Tabs and accordions: each label in bold at the beginning of its panel, once; all panels are shown."""
    found = find_all(root)
    by_id = {attr(tag, "id"): tag for tag in found if "id" in tag.attrs}
    labels: dict[int, list[Tag]] = {}
    shown: dict[int, Tag] = {}
    for label, panel in [*_by_target(found, by_id), *_by_order(found)]:
        shown[id(panel)] = panel
        others = labels.setdefault(id(panel), [])
        if not any(outer is other for outer in label.parents for other in others):
            others.append(label)
    for key, panel in shown.items():
        _show(panel, labels[key], ctx)


def _by_target(found: list[Tag], by_id: dict[str, Tag]) -> Iterator[tuple[Tag, Tag]]:
    """Yield labels that name the id of their panel, with it."""
    for tag in found:
        names = [attr(tag, key).removeprefix("#") for key in _TARGETS if key in tag.attrs]
        panel = next((by_id[name] for name in names if name in by_id), None)
        if panel is not None and _opens(tag, panel) and _is_label(tag, panel):
            yield tag, panel


def _opens(tag: Tag, panel: Tag) -> bool:
    """Return whether the attributes of an element with the id of another one say that it opens it."""
    return (
        attr(tag, "role") == "tab"
        or any(key in tag.attrs for key in _OPENS)
        or ("aria-controls" in tag.attrs and (attr(panel, "role") == "region" or _is_named(panel, tag)))
    )


def _is_named(panel: Tag, tag: Tag) -> bool:
    return attr(tag, "id") != "" and attr(panel, "aria-labelledby") == attr(tag, "id")


def _is_label(tag: Tag, panel: Tag) -> bool:
    """Return whether an element says what is in a panel that it is not in, and is no part of a heading."""
    said = text(tag)
    beside = tag.parent.contents if tag.parent is not None else []
    return (
        len(beside) <= _MAX_BESIDE
        and any(map(str.isalpha, said))
        and len(said.split()) <= _MAX_WORDS
        and (tag.name != "a" or _leads_nowhere(tag))
        and not any(is_text(node) and str(node).strip() for node in beside if node is not tag)
        and ancestor(tag, *_HEADINGS) is None
        and all(outer is not panel for outer in tag.parents)
        and all(outer is not tag for outer in panel.parents)
    )


def _leads_nowhere(link: Tag) -> bool:
    return attr(link, "href")[:1] in ("", "#")


def _by_order(found: list[Tag]) -> Iterator[tuple[Tag, Tag]]:
    """Yield the labels of lists that name no panels, with the panels at the same places."""
    for tag in found:
        panel_class = next((_LISTS[name] for name in classes(tag) if name in _LISTS), "")
        labels, outer = tags(tag), tag
        for _ in range(_LEVELS if panel_class else 0):
            outer = outer.parent or outer
            panels = find_all(outer, cls=panel_class)
            if len(panels) == len(labels):
                yield from zip(labels, panels, strict=True)
                break


def _show(panel: Tag, labels: list[Tag], ctx: Context) -> None:
    """Put one label at the beginning of its panel, unless it is there already; remove all others."""
    said = words(labels[0])
    for link in filter(_leads_nowhere, find_all(labels[0], "a")):
        unwrap(link)
    title = find(labels[0], *_HEADINGS) or new("p", {}, new("strong", {}, *labels[0].contents))
    if panel.name == "li" and panel.parent is not None:
        rename(panel.parent, "div")
        rename(panel, "div")
    before = panel.previous_sibling
    while before is not None and not isinstance(before, Tag):
        before = before.previous_sibling
    twins = [label for label in labels[1:] if words(label) == said]
    for twin in twins:
        ctx.notice(NoticeCode.REMOVED_TWIN, f"the label of a panel {excerpt(twin)}")
    if before is not None and words(before) == said and not any(label is before for label in labels):
        remove(before)
    for label in [labels[0], *twins]:
        _remove(label)
    if not _begins_with(panel, said):
        set_children(panel, [title, *panel.contents])


def _begins_with(panel: Tag, said: str) -> bool:
    """Return whether the first element with a text in a panel says no more than a label."""
    inner: Tag | None = panel
    while inner is not None:
        if words(inner) == said:
            return True
        inner = next((tag for tag in tags(inner) if words(tag)), None)
    return False


def _remove(label: Tag) -> None:
    """Remove a label, and the elements around it that showed nothing else."""
    outer = label.parent
    remove(label)
    while outer is not None and outer.parent is not None and not has_visible_content(outer):
        outer, empty = outer.parent, outer
        remove(empty)


def questions(tag: Tag, _ctx: Context) -> None:
    """The label of a panel or a box that no attribute joins to its content: in bold."""
    if tag.name not in _HEADINGS and find(tag, *_HEADINGS, "strong", "b") is None:
        set_children(tag, [new("strong", {}, *tag.contents)])


def _concerns(html: str) -> bool:
    return any(start in html and any(sign in html for sign in signs) for start, signs in _SIGNS.items())


RULES = (Rule(":root", panels, concerns=_concerns), *(Rule(match, questions) for match in _QUESTIONS))
