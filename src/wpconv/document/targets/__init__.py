"""The table of targets (static site generators), and what a user may choose for each.

A target is data in a module of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import get_args

from wpconv.document import paths, user_fields
from wpconv.document.front_matter import BlockFormat
from wpconv.document.paths import Layout
from wpconv.document.targets import astro, docusaurus, eleventy, hexo, hugo, jekyll, neutral, pelican, zola
from wpconv.document.targets._target import Target
from wpconv.errors import UsageError
from wpconv.literals import TargetName
from wpconv.model import WriteOptions

TARGETS: Mapping[TargetName, Target] = {
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


def names() -> tuple[TargetName, ...]:
    """Return the names of all targets, in the order of the documentation."""
    return get_args(TargetName)


def target(name: TargetName) -> Target:
    """Return a target by its name; raise UsageError for another name."""
    if name not in TARGETS:
        raise UsageError(f"there is no target {name!r}", f"use one of: {', '.join(names())}")
    return TARGETS[name]


def layout(options: WriteOptions) -> Layout:
    """Return the path templates of a run.

    Raises:
        UsageError: a template of the user's is wrong, or the target has no bundles.
    """
    chosen = target(options.target)
    result = chosen.layout
    if options.bundle:
        if not chosen.bundles:
            raise UsageError(f"{options.target} has no bundles", "leave --bundle out")
        result = replace(
            result,
            types={name: paths.bundle_template(template) for name, template in result.types.items()},
            drafts={name: paths.bundle_template(template) for name, template in result.drafts.items()},
        )
    for template in options.paths.values():
        paths.check_template(template)
    if result.section and "page" in options.paths:
        result = replace(result, section=paths.section_template(options.paths["page"]))
    return replace(result, types={**result.types, **options.paths})


def block_format(target: Target, options: WriteOptions) -> BlockFormat:
    """Return the syntax of front matter that the user chose, or else the target's default.

    Raises:
        UsageError: the target cannot read the format.
    """
    if options.front_matter is None:
        return next(iter(target.formats.values()))
    if options.front_matter not in target.formats:
        cause = f"{options.target} reads no front matter in {options.front_matter}"
        raise UsageError(cause, f"use --front-matter {' or '.join(target.formats)}")
    return target.formats[options.front_matter]


def check(options: WriteOptions) -> None:
    """Check the options for documents before a run.

    Raises:
        UsageError: as `layout`, `block_format` and `user_fields.check` do.
    """
    layout(options)
    chosen = target(options.target)
    block_format(chosen, options)
    is_open = any(row.key.endswith("*") for row in chosen.rows)
    user_fields.check(options.user_fields, _keys(chosen), is_open=is_open)


def required_settings(target: Target, codes: Collection[str]) -> list[str]:
    """Return the settings that a site needs for the documents of a run.

    Args:
        target: the generator.
        codes: those of the run's notices.
    """
    return [each.text for each in target.settings if each.code is None or each.code in codes]


def _keys(target: Target) -> dict[str, str]:
    """Return a target's keys by names that users may try: attributes of `PostFields`, last steps, keys."""
    rows = [row for row in target.rows if not row.key.endswith("*")]
    fixed = (*target.constants.values(), *target.drafts.values())
    keys = dict.fromkeys([*(row.key for row in rows), *(key for table in fixed for key in table)])
    return (
        {row.field: row.key for row in rows}
        | {key.rpartition(".")[2]: key for key in keys}
        | {key: key for key in keys}
    )
