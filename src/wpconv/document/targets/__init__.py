"""The type of targets (static site generators), and the checks of a user's options for one.

A target is data, the constant `TARGET` of the module that has its name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple, get_args

from wpconv.dialect import Dialect
from wpconv.document import paths, template_escapes, user_fields
from wpconv.document.fields import non_empty
from wpconv.document.front_matter import BlockFormat, Value
from wpconv.document.paths import Layout
from wpconv.errors import UsageError
from wpconv.literals import FrontMatterFormat, TargetName
from wpconv.model import Term, WriteOptions
from wpconv.notices import NoticeCode


class Row(NamedTuple):
    """One field of a target. Of several rows with one key, the first that has a value counts."""

    key: str
    """Dotted for a key inside a table. At its end, `*` stands for the names of several values."""
    field: str
    """The name of an attribute of `PostFields`."""
    filter: Callable[[Any], Value | None] = non_empty
    types: frozenset[str] = frozenset()
    """The post types that have this field; empty for all."""


class RequiredSetting(NamedTuple):
    """A setting of the site without which documents are not shown as they should be."""

    text: str
    """The setting as users write it, and its purpose."""
    code: NoticeCode | None = None
    """The notice of a run that needs it; None for every run."""
    for_files: bool = False
    """Whether only runs that copy files need it."""


class MediaPlaces(NamedTuple):
    """The places where a generator expects the files that documents refer to, and how they refer to them."""

    folder: str = "media"
    """The media folder, relative to the output folder."""
    served: str | None = None
    """The folder, with `/`, whose files the site has at `/`; None if documents refer to files relatively."""
    prefix: str = ""
    """Written before such a URL in a document's body: Pelican's `{static}`."""
    here: str = ""
    """The beginning of a relative URL of a file beside the document."""
    resolves: bool = True
    """Whether files outside of `served` can be referred to, relatively."""
    bundles: bool = True
    """Whether files beside the `index.md` of a bundle are published with it."""
    hidden: str = ""
    """The generator leaves out files whose names begin with one of these characters."""
    broken: str = ""
    """The generator writes wrong URLs for files with these characters in their names."""


@dataclass(frozen=True, slots=True)
class Target:
    """The conventions of a static site generator."""

    layout: Layout
    rows: tuple[Row, ...]
    """In the order in which the fields are written."""
    formats: Mapping[FrontMatterFormat, BlockFormat] = field(default_factory=lambda: {"yaml": "yaml"})
    """The values of `--front-matter` that the generator reads, the default first."""
    constants: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Fields that are the same in all documents, by post type (`*` for all others) and dotted key."""
    drafts: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Fields that keep a draft unpublished, in the same form. They override the rows."""
    published_only: frozenset[str] = frozenset()
    """Keys that a draft must not have, because they would publish it."""
    reserved: frozenset[str] = frozenset()
    """Keys that have a meaning for the generator, and no row."""
    dialect: Dialect = field(default_factory=Dialect)
    escape_template_syntax: Callable[[str], str] = template_escapes.unchanged
    """Escapes the generator's template language in a document's Markdown."""
    permalink: str = ""
    """The field that sets a document's URL; empty if its path alone does."""
    section_keys: frozenset[str] = frozenset()
    """The only keys that the generator accepts in `_index.md`; empty if it accepts those of all documents."""
    section_drafts: Mapping[str, Value] = field(default_factory=dict)
    """Fields of a draft that is a section, if those of all drafts would hide the pages below it, too."""
    aliases: str = ""
    """The field with old URLs that redirect to the document; empty if the generator has none."""
    roots: tuple[str, ...] = ()
    """Prefixes of paths that are not part of URLs."""
    suffix: str = "/"
    """The end of the URL of a document without a permalink."""
    data_folder: str = ""
    """The folder of data files that templates can read, with `/` at its end."""
    bundles: bool = False
    """Whether a document may be a page bundle: the `index.md` of a folder for it and its files."""
    media: MediaPlaces = field(default_factory=MediaPlaces)
    feed: str = ""
    """The URL of the site's feed; empty if the generator makes none."""
    native_link: Callable[[str, str], str] | None = None
    """Return the generator's syntax for a link: from a document's path below the roots, and a fragment."""
    term_url: Callable[[Term, WriteOptions], str] | None = None
    """Return the URL of a term's page, or an empty str; without it, a term's page keeps its old URL."""
    settings: tuple[RequiredSetting, ...] = ()


def names() -> tuple[TargetName, ...]:
    """Return the names of all targets, in the order of the documentation."""
    return get_args(TargetName)


def target(name: TargetName) -> Target:
    """Return a target by its name; raise UsageError for another name."""
    if name not in names():
        raise UsageError(f"there is no target {name!r}", f"use one of: {', '.join(names())}")
    # A run needs one target.
    result: Target = import_module(f"{__name__}.{name}").TARGET
    return result


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
        result = result._replace(
            types={name: paths.bundle_template(template) for name, template in result.types.items()},
            drafts={name: paths.bundle_template(template) for name, template in result.drafts.items()},
        )
    for template in options.paths.values():
        paths.check_template(template)
    if result.section and "page" in options.paths:
        result = result._replace(section=paths.section_template(options.paths["page"]))
    return result._replace(types={**result.types, **options.paths})


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


def media_folder(options: WriteOptions) -> str:
    """Return the folder for copied files, relative to the output folder.

    Raises:
        UsageError: it is outside of the output folder, or the generator does not publish files in it.
    """
    places = target(options.target).media
    if not options.media_dir:
        return places.folder
    steps = [step for step in options.media_dir.replace("\\", "/").split("/") if step not in ("", ".")]
    if options.media_dir.startswith("/") or ".." in steps or any(":" in step for step in steps):
        cause = f"--media-dir {options.media_dir}: is not inside the output folder"
        raise UsageError(cause, f"write it like {places.folder}")
    folder = "/".join(steps)
    if places.served and not places.resolves and not f"{folder}/".startswith(places.served):
        cause = f"--media-dir {options.media_dir}: {options.target} does not publish files there"
        raise UsageError(cause, f"choose a folder below {places.served}")
    return folder


def check(options: WriteOptions) -> None:
    """Check the options for documents before a run.

    Raises:
        UsageError: as `layout`, `media_folder`, `block_format` and `user_fields.check` do.
    """
    layout(options)
    media_folder(options)
    chosen = target(options.target)
    block_format(chosen, options)
    is_open = any(row.key.endswith("*") for row in chosen.rows)
    user_fields.check(options.user_fields, _keys(chosen), is_open=is_open)


def required_settings(target: Target, codes: Collection[str], *, has_files: bool = False) -> list[str]:
    """Return the settings that a site needs for the documents of a run.

    Args:
        target: the generator.
        codes: those of the run's notices.
        has_files: whether the run copied files.
    """
    return [
        each.text
        for each in target.settings
        if (each.code is None or each.code in codes) and (has_files or not each.for_files)
    ]


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
