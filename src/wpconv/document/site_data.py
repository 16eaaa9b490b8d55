"""Data of the site as a whole: its name, its menus and its terms, as data files and configuration fragments.

A user's own configuration is never written: a fragment beside it has the lines to copy or to include.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wpconv.document import build, front_matter
from wpconv.document.front_matter import Value
from wpconv.document.targets import Target
from wpconv.document.term_files import TermFields
from wpconv.literals import TargetName
from wpconv.site_model import SiteSettings


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of a menu as it is written."""

    title: str
    """Plain text."""
    url: str
    """In the built site, or of another site."""
    document: str = ""
    """The path of the document that it leads to; empty for any other URL."""
    children: tuple[MenuEntry, ...] = field(default=())


Menus = Mapping[str, Sequence[MenuEntry]]
"""The top entries of each menu, by its name."""


def data_files(
    settings: SiteSettings, menus: Menus, terms: Sequence[TermFields], name: TargetName, target: Target
) -> dict[str, str]:
    """Return the data files and the configuration fragment of a target, by path in the output folder.

    Args:
        settings: of the WordPress site.
        menus: its menus.
        terms: the terms of its posts.
        name: the name of the target.
        target: the target.
    """
    files: dict[str, Value] = {}
    if site := _site(settings):
        files["site"] = site
    if menus:
        files["menus"] = {menu: [_entry(each) for each in entries] for menu, entries in menus.items()}
    if listed := [_term(each) for each in sorted(terms, key=lambda each: (each.taxonomy, each.slug))]:
        files["terms"] = listed
    texts = {f"{target.data_folder}{stem}.json": _json(value) for stem, value in files.items()}
    fragment = _FRAGMENTS.get(name)
    if fragment is not None:
        path, make = fragment
        if text := make(settings, menus, terms, target):
            texts[path] = text
    return texts


def _json(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _site(settings: SiteSettings) -> dict[str, Value]:
    values: dict[str, Value] = {
        "title": settings.title,
        "description": settings.description,
        "url": settings.home,
        "language": settings.language,
        "time_zone": settings.timezone,
    }
    return {key: value for key, value in values.items() if value}


def _entry(entry: MenuEntry) -> Value:
    values: dict[str, Value] = {"title": entry.title, "url": entry.url}
    if entry.children:
        values["children"] = [_entry(each) for each in entry.children]
    return values


def _term(term: TermFields) -> Value:
    values: dict[str, Value] = {
        "taxonomy": term.taxonomy,
        "name": term.name,
        "slug": term.slug,
        "url": term.permalink,
        "description": term.description,
        "parents": list(term.parents),
    }
    return {key: value for key, value in values.items() if value}


def _hugo(settings: SiteSettings, menus: Menus, terms: Sequence[TermFields], target: Target) -> str:
    given: dict[str, Value] = {
        "title": settings.title,
        "locale": settings.language,
        "timeZone": settings.timezone,
    }
    fields = {key: value for key, value in given.items() if value}
    taxonomies = {build.taxonomy_key(term.taxonomy, target) for term in terms} - {"categories", "tags", ""}
    if taxonomies:
        # A table of taxonomies replaces Hugo's own two.
        names = [*sorted(taxonomies), "categories", "tags"]
        fields["taxonomies"] = {name: name for name in names}
    if settings.description:
        fields["params"] = {"description": settings.description}
    text = front_matter.render(fields, "toml").removeprefix("+++\n").removesuffix("+++\n") if fields else ""
    for menu, entries in menus.items():
        text += "".join(_hugo_entries(menu, entries))
    return text


def _hugo_entries(menu: str, entries: Sequence[MenuEntry], parent: str = "") -> Iterable[str]:
    """Yield tables of the menu; `identifier` tells entries of one name apart (Hugo's menus)."""
    for number, entry in enumerate(entries, 1):
        identifier = f"{parent}-{number}" if parent else f"{number}"
        page = entry.document.removeprefix("content/").removesuffix(".md").removesuffix("index").rstrip("_/")
        values = {
            "name": entry.title,
            **({"pageRef": f"/{page}"} if entry.document else {"url": entry.url}),
            "identifier": identifier,
            **({"parent": parent} if parent else {}),
        }
        lines = [f"{key} = {front_matter.quoted(value)}" for key, value in values.items()]
        yield "\n".join([f"\n[[menus.{front_matter.quoted(menu)}]]", *lines, f"weight = {number}", ""])
        yield from _hugo_entries(menu, entry.children, identifier)


def _jekyll(settings: SiteSettings, _menus: Menus, _terms: Sequence[TermFields], _target: Target) -> str:
    return _yaml({**_names(settings), "lang": settings.language})


def _hexo(settings: SiteSettings, _menus: Menus, terms: Sequence[TermFields], _target: Target) -> str:
    slugs = {"category_map": "category", "tag_map": "post_tag"}
    maps: dict[str, Value] = {}
    for key, taxonomy in slugs.items():
        if table := {term.name: term.slug for term in terms if term.taxonomy == taxonomy and term.slug}:
            maps[key] = dict(sorted(table.items()))
    return _yaml({**_names(settings), "language": settings.language, **maps})


def _zola(settings: SiteSettings, _menus: Menus, terms: Sequence[TermFields], target: Target) -> str:
    # The build fails for a taxonomy that is not declared.
    names = {build.taxonomy_key(term.taxonomy, target) for term in terms} - {""}
    taxonomies: list[Value] = [{"name": name} for name in sorted(names | {"categories", "tags"})]
    given: dict[str, Value] = {"title": settings.title, "description": settings.description}
    fields = {key: value for key, value in given.items() if value} | {"taxonomies": taxonomies}
    return front_matter.render(fields, "toml").removeprefix("+++\n").removesuffix("+++\n")


def _names(settings: SiteSettings) -> dict[str, Value]:
    """Return the settings that Jekyll and Hexo call by the same names."""
    return {
        "title": settings.title,
        "description": settings.description,
        "timezone": settings.timezone,
    }


def _yaml(values: Mapping[str, Value]) -> str:
    given = {key: value for key, value in values.items() if value}
    return front_matter.render(given, "yaml").removeprefix("---\n").removesuffix("---\n") if given else ""


_FRAGMENTS: Mapping[str, tuple[str, Callable[[SiteSettings, Menus, Sequence[TermFields], Target], str]]] = {
    "hugo": ("hugo.wpconv.toml", _hugo),
    "jekyll": ("_config.wpconv.yml", _jekyll),
    "hexo": ("_config.wpconv.yml", _hexo),
    "zola": ("config.wpconv.toml", _zola),
}
