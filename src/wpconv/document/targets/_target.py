"""The type of a target: tables and choices, without code of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wpconv.document import template_escapes
from wpconv.document.fields import non_empty
from wpconv.document.front_matter import BlockFormat, Value
from wpconv.document.paths import Layout
from wpconv.literals import FrontMatterFormat
from wpconv.model import Dialect
from wpconv.notices import NoticeCode


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a target. Of several rows with one key, the first that has a value counts."""

    key: str
    """Dotted for a key inside a table. At its end, `*` stands for the names of several values."""
    field: str
    """The name of an attribute of `PostFields`."""
    filter: Callable[[Any], Value | None] = non_empty
    types: frozenset[str] = frozenset()
    """The post types that have this field; empty for all."""


@dataclass(frozen=True, slots=True)
class RequiredSetting:
    """A setting of the site without which documents are not shown as they should be."""

    text: str
    """The setting as users write it, and its purpose."""
    code: NoticeCode | None = None
    """The notice of a run that needs it; None for every run."""


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
    section_permalinks: bool = True
    """Whether the permalink field has an effect in `_index.md`, too."""
    aliases: str = ""
    """The field with old URLs that redirect to the document; empty if the generator has none."""
    roots: tuple[str, ...] = ()
    """Prefixes of paths that are not part of URLs."""
    suffix: str = "/"
    """The end of the URL of a document without a permalink."""
    bundles: bool = False
    """Whether a document may be the `index.md` of a folder of its own."""
    settings: tuple[RequiredSetting, ...] = ()
