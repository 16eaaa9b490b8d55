"""Static site generators: the list of them, and their conventions applied to a document.

A target is data in a file of its own; nothing here knows one by name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from wpconv.document import front_matter as front_matter_format
from wpconv.document import path_templates, user_fields
from wpconv.document.filters import as_is
from wpconv.document.slugs import decode, folded
from wpconv.document.targets import astro, docusaurus, eleventy, hexo, hugo, jekyll, neutral, pelican, zola
from wpconv.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from wpconv.document.fields import PostValues
    from wpconv.document.front_matter import Value
    from wpconv.document.paths import Layout
    from wpconv.document.targets._target import Target
    from wpconv.model import WriteOptions

TARGETS = {
    "neutral": neutral.TARGET,
    "hugo": hugo.TARGET,
    "jekyll": jekyll.TARGET,
    "eleventy": eleventy.TARGET,
    "astro": astro.TARGET,
    "zola": zola.TARGET,
    "pelican": pelican.TARGET,
    "docusaurus": docusaurus.TARGET,
    "hexo": hexo.TARGET,
}


def names() -> tuple[str, ...]:
    """Return the targets' names, as the command line takes them."""
    return tuple(TARGETS)


def target(name: str) -> Target:
    """Return a target by its name; raise UsageError where there is none."""
    if name not in TARGETS:
        raise UsageError(f"there is no target {name!r}", f"use one of: {', '.join(names())}")
    return TARGETS[name]


def layout(options: WriteOptions) -> Layout:
    """Return where the posts of a run go: what `paths.plan` asks for.

    Raises:
        UsageError: a template of the user's is none, or the target has no bundles.
    """
    chosen = target(options.target)
    result = chosen.layout
    if options.bundle:
        if not chosen.bundles:
            raise UsageError(f"{options.target} has no bundles", "leave --bundle out")
        result = replace(
            result,
            types={name: path_templates.bundle(template) for name, template in result.types.items()},
            drafts={name: path_templates.bundle(template) for name, template in result.drafts.items()},
        )
    for template in options.paths.values():
        path_templates.check(template)
    if result.section and "page" in options.paths:
        result = replace(result, section=path_templates.section(options.paths["page"]))
    return replace(result, types={**result.types, **options.paths})


def check(options: WriteOptions) -> None:
    """Check before a run what the user wants of documents.

    Raises:
        UsageError: as `layout`, `form` and `own.check` do.
    """
    layout(options)
    chosen = target(options.target)
    form(chosen, options)
    user_fields.check(options.own, _names(chosen), is_open=any(row.key.endswith("*") for row in chosen.rows))


def front_matter(values: PostValues, target: Target, options: WriteOptions) -> dict[str, Value]:
    """Return a document's fields under the target's keys, in the target's order."""
    fields: dict[str, Value] = {}
    for row in target.rows:
        if row.types and values.type not in row.types:
            continue
        value = getattr(values, row.field)
        items = _named(row.key, value, target) if row.key.endswith("*") else {row.key: row.filter(value)}
        fields.update({key: item for key, item in items.items() if item is not None and key not in fields})
    fields.update(_of_type(target.constants, values.type))
    if values.draft:
        fields = {key: value for key, value in fields.items() if key not in target.published_only}
        fields.update(_of_type(target.drafts, values.type))
    changed = user_fields.change(fields, values, options)
    if target.aliases and not values.draft and _has_moved(changed, values, target):
        older: list[Value] = [values.permalink, *values.aliases]
        changed = user_fields.change({**fields, target.aliases: older}, values, options)
    return _nested(changed)


def url(fields: Mapping[str, Value], path: str, target: Target) -> str:
    """Return a document's URL in the built site, decoded, with a leading slash.

    Args:
        fields: its front matter.
        path: its own.
        target: the generator.
    """
    given = fields.get(target.permalink)
    is_section = PurePath(path).name.startswith("_index.")
    if isinstance(given, str) and (target.section_permalinks or not is_section):
        return "/" + decode(given.replace("\\", "")).lstrip("/")
    for root in target.roots:
        path = path.removeprefix(root)
    stem = path.rpartition(".")[0]
    folder = re.sub(r"(^|/)_?index$", r"\1", stem)
    return f"/{folder}" if folder != stem else f"/{stem}{target.suffix}"


def same_url(one: str, other: str) -> bool:
    """Tell whether two URLs are one to a server: the final slash, case and encoding make no difference."""
    return folded(decode(one).rstrip("/")) == folded(decode(other).rstrip("/"))


def body(markdown: str, target: Target) -> str:
    """Return a body in which the target's template language finds nothing to do."""
    return target.defuse(markdown)


def text(fields: Mapping[str, Value], body: str, target: Target, options: WriteOptions) -> str:
    """Return a file's whole content: front matter, a blank line, the body, one final newline."""
    block = front_matter_format.render(fields, form(target, options))
    return f"{block}\n{body}\n" if body else block


def form(target: Target, options: WriteOptions) -> str:
    """Return how front matter is written, as a key of `frontmatter.FENCES`.

    Raises:
        UsageError: the target does not read what the user wants.
    """
    chosen = options.front_matter or next(iter(target.formats))
    if chosen not in target.formats:
        known = " or ".join(target.formats)
        raise UsageError(f"{options.target} reads no front matter in {chosen}", f"use --front-matter {known}")
    return target.formats[chosen]


def needs(target: Target, codes: Collection[str]) -> list[str]:
    """Return what a site has to set for the documents of a run.

    Args:
        target: the generator.
        codes: those of the notices that the run reported.
    """
    return [need.text for need in target.needs if not need.code or need.code in codes]


def _names(target: Target) -> dict[str, str]:
    """Return a target's keys, by what they hold, by their last steps, and by themselves."""
    rows = [row for row in target.rows if not row.key.endswith("*")]
    fixed = (*target.constants.values(), *target.drafts.values())
    keys = dict.fromkeys([*(row.key for row in rows), *(key for table in fixed for key in table)])
    return (
        {row.field: row.key for row in rows}
        | {key.rpartition(".")[2]: key for key in keys}
        | {key: key for key in keys}
    )


def _has_moved(fields: Mapping[str, Value], values: PostValues, target: Target) -> bool:
    if not values.path or not values.permalink:
        return False
    return not same_url(url(fields, values.path, target), values.permalink)


def _of_type(table: Mapping[str, Mapping[str, Value]], post_type: str) -> Mapping[str, Value]:
    return table.get(post_type, table.get("*", {}))


def _named(
    pattern: str, items: Mapping[str, Value | tuple[str, ...]], target: Target
) -> dict[str, Value | None]:
    """Put values under their own names, none of which takes a key that means something else."""
    known = {row.key.lower() for row in target.rows} | target.reserved
    prefix = pattern.removesuffix("*")
    result = {}
    for name, value in items.items():
        key = prefix + name.replace(".", "_")
        result[f"{prefix}wp_{name}" if key.lower() in known else key] = as_is(value)
    return result


def _nested(fields: Mapping[str, Value]) -> dict[str, Value]:
    """Make tables of dotted keys."""
    result: dict[str, Value] = {}
    for key, value in fields.items():
        *tables, last = key.split(".")
        inner = result
        for name in tables:
            below = inner.setdefault(name, {})
            if not isinstance(below, dict):
                below = inner[name] = {}
            inner = below
        inner[last] = value
    return result
