"""What a document's front matter is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from wpconv.document.front_matter import Value


@dataclass(frozen=True, slots=True)
class PostValues:
    """A post's values, entities decoded and ids resolved; what is empty here is absent in the document."""

    title: str = ""
    date: datetime | None = None
    """The wall clock, with its offset where it is known."""
    modified: datetime | None = None
    slug: str = ""
    """Decoded: `slugs.decode`."""
    permalink: str = ""
    """The path of the link: `slugs.permalink`."""
    aliases: tuple[str, ...] = ()
    """Older paths of the same post."""
    type: str = "post"
    status: str = "publish"
    draft: bool = False
    """`paths.is_draft`."""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    taxonomies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Term names by custom taxonomy."""
    authors: tuple[str, ...] = ()
    description: str = ""
    """An excerpt that a person wrote, as text."""
    image: str = ""
    image_alt: str = ""
    weight: int = 0
    comments_closed: bool = False
    lang: str = ""
    wp_id: int | None = None
    incomplete: bool = False
    unresolved: Mapping[str, Value] = field(default_factory=dict)
    """Ids that nothing in the run names: `author_id`, `category_ids`, `tag_ids`, `featured_media`."""
    path: str = ""
    """The document's own; empty where it is not known yet."""
    record: Mapping[str, Any] = field(default_factory=dict)
    """The JSON object, for fields that a user asks for by path."""
