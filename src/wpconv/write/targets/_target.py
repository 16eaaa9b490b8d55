"""What a target is: data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wpconv.write import defuse, filters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wpconv.write.frontmatter import Value
    from wpconv.write.paths import Layout

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
class Target:
    """A static site generator's conventions."""

    layout: Layout
    rows: tuple[Row, ...]
    """In the order in which the fields are written."""
    formats: Mapping[str, str] = field(default_factory=lambda: YAML)
    """What `--front-matter` may say, and the key of `frontmatter.FENCES` it means; first the default."""
    constants: Mapping[str, Value] = field(default_factory=dict)
    """Fields that every document has, by dotted key."""
    type_constants: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """The same by post type; `*` for all other types."""
    draft_constants: Mapping[str, Value] = field(default_factory=dict)
    """What keeps a draft unpublished; these win over the rows."""
    published_only: frozenset[str] = frozenset()
    """Fields that would publish a draft."""
    reserved: frozenset[str] = frozenset()
    """Keys that mean something to the generator and are no row's."""
    more: str = "<!--more-->"
    """The more marker; empty where the generator has none."""
    defuse: Callable[[str], str] = defuse.nothing
    """Makes the target's template language see nothing in a body."""
    root: str = ""
    """The part of a path that is not in the site's URLs."""
    index: str = ""
    """The file name that stands for its folder: `index.md`."""
    permalink: str = ""
    """The field that decides a document's URL; empty where its path alone does."""
