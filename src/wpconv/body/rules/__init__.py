"""What WordPress and its plugins write, one thing a file; this list is their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.body.rules import (
    buttons,
    embeds,
    files,
    iframes,
    images,
    noscript,
    objects,
    pictures,
    players,
    playlists,
    shortcode_builders,
    shortcode_captions,
    shortcode_code,
    shortcode_galleries,
    shortcode_players,
)
from wpconv.body.tree import FRAGMENT, Tag, classes

if TYPE_CHECKING:
    from wpconv.body.rules._rule import Context, Rule

RULES: tuple[Rule, ...] = (
    *shortcode_builders.RULES,
    *shortcode_code.RULES,
    *shortcode_players.RULES,
    *shortcode_galleries.RULES,
    *shortcode_captions.RULES,
    *files.RULES,
    *playlists.RULES,
    *embeds.RULES,
    *buttons.RULES,
    *pictures.RULES,
    *noscript.RULES,
    *images.RULES,
    *iframes.RULES,
    *objects.RULES,
    *players.RULES,
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


def dispatch(tag: Tag, ctx: Context) -> None:
    """Apply to a tag the rules that it meets, in the order of the list, until it is replaced."""
    done: set[int] = set()
    while tag.name != FRAGMENT:
        waiting = [found for found in _matching(tag) if found[0] not in done]
        if not waiting:
            return
        order, rule = min(waiting, key=lambda found: found[0])
        done.add(order)
        rule.apply(tag, ctx)


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


def _matching(tag: Tag) -> list[tuple[int, Rule]]:
    found = _of_shortcode(tag.name) if tag.name[0] == "[" else list(_BY_KEY.get(tag.name, ()))
    if "id" in tag.attrs:
        found += _BY_KEY.get(f"#{tag.attrs['id']}", ())
    if "class" in tag.attrs:
        for name in classes(tag):
            found += [
                (order, rule)
                for order, rule in _BY_KEY.get(f".{name}", ())
                if rule.match[0] == "." or rule.match.startswith(f"{tag.name}.")
            ]
    return found
