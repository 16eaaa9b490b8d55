"""The rules, which convert the HTML that WordPress, themes and plugins write, and their index."""

from functools import lru_cache
from importlib import import_module
from operator import itemgetter

from wpconv.body.context import Context, Rule
from wpconv.body.dom import FRAGMENT, Tag
from wpconv.body.parse.prepare import Shortcodes

MODULES = (
    "plugins.protected_emails",
    "html.icon_fonts",
    "links.share_links",
    "links.card_links",
    "html.twins",
    "plugins.boilerplate",
    "forms.forms",
    "forms.controls",
    "html.hidden_text",
    "shortcodes.forms",
    "shortcodes.divi_code",
    "shortcodes.videos",
    "shortcodes.builders",
    "shortcodes.code",
    "shortcodes.players",
    "shortcodes.galleries",
    "shortcodes.captions",
    "core.files",
    "core.playlists",
    "plugins.consent_walls",
    "plugins.attribute_players",
    "core.embeds",
    "plugins.social_embeds",
    "core.buttons",
    "core.captions",
    "core.covers",
    "plugins.custom_players",
    "media.pictures",
    "media.noscript",
    "media.drawings",
    "media.backgrounds",
    "media.image_maps",
    "media.images",
    "media.aligned_images",
    "media.iframes",
    "media.objects",
    "media.players",
    "html.scripts",
    "html.formulas",
    "core.verses",
    "plugins.code_tables",
    "html.code_languages",
    "html.code_lines",
    "core.details",
    "core.controls",
    "builders.panels",
    "builders.lines",
    "builders.countdowns",
    "builders.loaded_later",
    "html.ticks",
    "html.numbered_lists",
    "html.task_lists",
    "links.anchors",
    "core.more",
    "html.pasted_styles",
    "plugins.star_ratings",
    "plugins.counters",
    "plugins.headlines",
    "plugins.elementor_galleries",
    "plugins.slideshows",
    "forms.push_buttons",
    "plugins.elementor_actions",
    "links.block_links",
    "links.icon_links",
    "forms.toggles",
    "links.empty_links",
    "html.citations",
)
"""The modules with rules, one line each. If several rules match a tag, they are applied in this order."""

RULES: tuple[Rule, ...] = tuple(
    rule for name in MODULES for rule in import_module(f"{__name__}.{name}").RULES
)


def _index(rules: tuple[Rule, ...]) -> dict[str, list[tuple[int, Rule]]]:
    """Return the rules by what they match: `.class`, `#id`, `[shortcode]` or a tag's name."""
    index: dict[str, list[tuple[int, Rule]]] = {}
    for order, rule in enumerate(rules):
        name, _, qualifier = rule.match.partition(".")
        key = f".{qualifier}" if qualifier else name
        index.setdefault(key, []).append((order, rule))
    return index


_BY_KEY = _index(RULES)
_OF_BODY = tuple(rule for _, rule in _BY_KEY.get(":root", ()))
_STYLED = frozenset(rule.match for rule in RULES if rule.needs == "style")
"""The elements with rules that concern some values of `style`."""


def apply_to_body(root: Tag, html: str, ctx: Context) -> None:
    """Apply the rules for whole bodies, before those for tags.

    Args:
        root: the body's tree.
        html: the body as it was parsed.
        ctx: the post's context.
    """
    if not html:
        return
    for rule in _OF_BODY:
        if rule.concerns(html):
            rule.apply(root, ctx)


def matching(tag: Tag) -> tuple[Rule, ...]:
    """Return the rules that match a tag, in their order."""
    name, attrs = tag.name, tag.attrs
    if not attrs:
        return matching_name(name)
    key = f"#{attrs['id']}" if "id" in attrs else ""
    classes = tuple(attrs["class"]) if "class" in attrs else ()
    style = str(attrs["style"]) if "style" in attrs and name in _STYLED else ""
    return _candidates(name, tuple(attrs), classes, key if key in _BY_KEY else "", style)


@lru_cache(maxsize=1024)
def matching_name(name: str) -> tuple[Rule, ...]:
    """Return the rules that match a tag of this name without attributes, in their order."""
    return _candidates(name, (), (), "", "")


@lru_cache(maxsize=256)
def leave_text(found: tuple[Rule, ...]) -> bool:
    """Return whether none of the rules changes an element with a visible text alone (`Rule.leaves_text`)."""
    return all(rule.leaves_text for rule in found)


def apply(found: tuple[Rule, ...], tag: Tag, ctx: Context) -> None:
    """Apply rules to a tag, each once; stop when it is replaced.

    A rule may change the tag's name or attributes: the rules that match it then are applied next.
    """
    done: list[Rule] = []
    while found:
        for rule in found:
            if rule in done:
                continue
            done.append(rule)
            rule.apply(tag, ctx)
            if tag.name == FRAGMENT or tag.parent is None:
                return  # it was replaced, or taken out of the tree
            if (met := matching(tag)) is not found:
                found = met
                break
        else:
            return


@lru_cache(maxsize=1024)
def is_shortcode(name: str) -> bool:
    """Return whether there is a rule for a shortcode's name."""
    return bool(_of_shortcode(f"[{name}]"))


def is_verbatim(name: str) -> bool:
    """Return whether a shortcode's content is code."""
    return any(rule.verbatim for _, rule in _BY_KEY.get(f"[{name}]", ()))


def _of_shortcode(name: str) -> list[tuple[int, Rule]]:
    """Return the rules for `[vc_row]`: those of its name and of each prefix, `[vc_*]`."""
    keys = (name, *(f"{prefix}]" for prefix in _with_prefixes(name)[1:]))
    return [found for key in keys for found in _BY_KEY.get(key, ())]


def _with_prefixes(name: str) -> list[str]:
    """Return `.hidden-xs` and `.hidden-*`: a name, and its prefixes that end in a hyphen or underscore."""
    return [name, *(f"{name[: end + 1]}*" for end, char in enumerate(name) if char in "_-")]


SHORTCODES = Shortcodes(is_shortcode, is_verbatim)
"""The questions of the parser's steps about shortcodes, answered by the rules."""


@lru_cache(maxsize=4096)
def _candidates(
    name: str, attrs: tuple[str, ...], classes: tuple[str, ...], key: str, style: str
) -> tuple[Rule, ...]:
    """Return the rules that match a tag, in their order.

    Args:
        name: its name.
        attrs: the names of its attributes.
        classes: its classes.
        key: `#` and its id, if there are rules for this id; else empty.
        style: the value of its `style`, if there are rules that it concerns; else empty.
    """
    found = _of_shortcode(name) if name[0] == "[" else list(_BY_KEY.get(name, ()))
    found += _BY_KEY.get(key, ())
    for each in classes:
        found += [
            (order, rule)
            for key in _with_prefixes(f".{each}")
            for order, rule in _BY_KEY.get(key, ())
            if rule.match[0] == "." or rule.match.startswith(f"{name}.")
        ]
    return tuple(
        rule
        for _, rule in sorted(found, key=itemgetter(0))
        if not rule.needs or (rule.needs in attrs and (rule.needs != "style" or rule.concerns(style)))
    )
