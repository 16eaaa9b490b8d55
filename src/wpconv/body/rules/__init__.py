"""What WordPress and its plugins write, one thing a file; this list is their order."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from wpconv.body.rules import (
    accordions,
    anchors,
    buttons,
    captions,
    code_languages,
    code_tables,
    consent_walls,
    counters,
    covers,
    custom_players,
    details,
    elementor_galleries,
    embeds,
    files,
    forms,
    formulas,
    furniture,
    hidden,
    icon_links,
    iframes,
    images,
    lightboxes,
    more,
    noscript,
    objects,
    pasted,
    pictures,
    players,
    playlists,
    push_buttons,
    scripts,
    shortcode_builders,
    shortcode_captions,
    shortcode_code,
    shortcode_galleries,
    shortcode_players,
    slideshows,
    social_embeds,
    social_links,
    tabs,
    task_lists,
    toggles,
    verses,
)
from wpconv.body.tree import FRAGMENT, Tag

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context, Rule

RULES: tuple[Rule, ...] = (
    *furniture.RULES,
    *forms.RULES,
    *hidden.RULES,
    *shortcode_builders.RULES,
    *shortcode_code.RULES,
    *shortcode_players.RULES,
    *shortcode_galleries.RULES,
    *shortcode_captions.RULES,
    *files.RULES,
    *playlists.RULES,
    *consent_walls.RULES,
    *embeds.RULES,
    *social_embeds.RULES,
    *buttons.RULES,
    *captions.RULES,
    *covers.RULES,
    *lightboxes.RULES,
    *custom_players.RULES,
    *pictures.RULES,
    *noscript.RULES,
    *images.RULES,
    *iframes.RULES,
    *objects.RULES,
    *players.RULES,
    *scripts.RULES,
    *formulas.RULES,
    *verses.RULES,
    *code_tables.RULES,
    *code_languages.RULES,
    *details.RULES,
    *accordions.RULES,
    *tabs.RULES,
    *task_lists.RULES,
    *social_links.RULES,
    *anchors.RULES,
    *more.RULES,
    *pasted.RULES,
    *counters.RULES,
    *elementor_galleries.RULES,
    *slideshows.RULES,
    *push_buttons.RULES,
    *icon_links.RULES,
    *toggles.RULES,
)


def _index(rules: tuple[Rule, ...]) -> dict[str, list[tuple[int, Rule]]]:
    """Sort the rules by the name that a tag must have to meet them: `.class`, `#id` or its own."""
    index: dict[str, list[tuple[int, Rule]]] = {}
    for order, rule in enumerate(rules):
        name, _, qualifier = rule.match.partition(".")
        key = f".{qualifier}" if qualifier else name
        index.setdefault(key, []).append((order, rule))
    return index


_BY_KEY = _index(RULES)


def matching(tag: Tag) -> tuple[Rule, ...]:
    """Return the rules that a tag meets, in the order of the list."""
    attrs = tag.attrs
    if not attrs:
        return _candidates(tag.name, "", "")
    key = f"#{attrs['id']}" if "id" in attrs else ""
    return _candidates(tag.name, attrs.get("class", ""), key if key in _BY_KEY else "")  # type: ignore[arg-type]


def apply(found: tuple[Rule, ...], tag: Tag, ctx: Context) -> None:
    """Apply to a tag the rules that it meets, and those that it meets then, until it is replaced."""
    done: list[Rule] = []
    while found:
        for rule in found:
            if rule in done:
                continue
            done.append(rule)
            rule.apply(tag, ctx)
            if tag.name == FRAGMENT:
                return
            if (met := matching(tag)) is not found:
                # It has made another tag of it, which other rules meet.
                found = met
                break
        else:
            return


def is_shortcode(name: str) -> bool:
    """Tell whether a rule knows a shortcode."""
    return bool(_of_shortcode(f"[{name}]"))


def is_verbatim(name: str) -> bool:
    """Tell whether a shortcode holds code."""
    return any(rule.verbatim for _, rule in _BY_KEY.get(f"[{name}]", ()))


def _of_shortcode(name: str) -> list[tuple[int, Rule]]:
    """Return the rules for `[vc_row]` and for the families that it may belong to: `[vc_*]`."""
    families = (f"{name[: end + 1]}*]" for end, char in enumerate(name) if char in "_-")
    return [found for key in (name, *families) for found in _BY_KEY.get(key, ())]


@lru_cache(maxsize=4096)
def _candidates(name: str, classes: str, key: str) -> tuple[Rule, ...]:
    """The rules for a tag's name, its classes and its id, in the order of the list."""
    found = _of_shortcode(name) if name[0] == "[" else list(_BY_KEY.get(name, ()))
    found += _BY_KEY.get(key, ())
    for each in classes.split():
        found += [
            (order, rule)
            for order, rule in _BY_KEY.get(f".{each}", ())
            if rule.match[0] == "." or rule.match.startswith(f"{name}.")
        ]
    return tuple(rule for _, rule in sorted(found, key=itemgetter(0)))
