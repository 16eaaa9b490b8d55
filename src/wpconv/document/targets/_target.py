"""What a target is: data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wpconv.document import filters, template_escapes
from wpconv.model import Dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wpconv.document.front_matter import Value
    from wpconv.document.paths import Layout

YAML = {"yaml": "yaml"}


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its key in the target, where its value comes from, and what is done to it.

    The first row of a key that has a value wins, so that a second one is its fallback.
    """

    key: str
    """Dotted for a key inside a table; a final `*` stands for the own names of several values."""
    field: str
    """An attribute of `PostValues`."""
    filter: Callable[[Any], Value | None] = filters.as_is
    types: frozenset[str] = frozenset()
    """The post types that have this field; empty for all."""


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a site has to set so that documents show as they should."""

    text: str
    """What to set, in a few words."""
    code: str = ""
    """The notice that makes it matter; empty for every run."""


@dataclass(frozen=True, slots=True)
class Target:
    """A static site generator's conventions."""

    layout: Layout
    rows: tuple[Row, ...]
    """In the order in which the fields are written."""
    formats: Mapping[str, str] = field(default_factory=lambda: YAML)
    """What `--front-matter` may say, and the key of `frontmatter.FENCES` it means; first the default."""
    constants: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Fields that every document of a type has, by dotted key; `*` for types without their own."""
    drafts: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """The same for drafts: what keeps them unpublished. These win over the rows."""
    published_only: frozenset[str] = frozenset()
    """Fields that would publish a draft."""
    reserved: frozenset[str] = frozenset()
    """Keys that mean something to the generator and are no row's."""
    dialect: Dialect = field(default_factory=Dialect)
    """Its Markdown."""
    defuse: Callable[[str], str] = template_escapes.nothing
    """Makes the target's template language see nothing in a body."""
    permalink: str = ""
    """The field that decides a document's URL; empty where its path alone does."""
    section_permalinks: bool = True
    """Whether that holds for a page with children, `_index.md`, too."""
    aliases: str = ""
    """The field that redirects from older URLs; empty where the generator has none."""
    roots: tuple[str, ...] = ()
    """The beginnings of paths that are not in the site's URLs."""
    suffix: str = "/"
    """How the URL ends of a document that has no permalink of its own."""
    bundles: bool = False
    """Whether a document may be a folder's `index.md`."""
    needs: tuple[Need, ...] = ()
