"""The values from which targets make a document's front matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wpconv.document.front_matter import Value


@dataclass(frozen=True, slots=True)
class PostFields:
    """A post's values: texts without HTML, ids resolved to names. An empty value gives no field."""

    title: str = ""
    date: datetime | None = None
    """The site's local time, with its UTC offset if that is known."""
    modified: datetime | None = None
    slug: str = ""
    """As `slugs.decode` returns it."""
    permalink: str = ""
    """The path of the post's URL, as `slugs.permalink` returns it."""
    aliases: tuple[str, ...] = ()
    """Older paths of the same post."""
    type: str = "post"
    status: str = "publish"
    draft: bool = False
    """As `paths.is_draft` returns it."""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    taxonomies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of terms, by custom taxonomy."""
    authors: tuple[str, ...] = ()
    description: str = ""
    """The excerpt, if a person wrote it."""
    image: str = ""
    image_alt: str = ""
    weight: int = 0
    comments_closed: bool = False
    lang: str = ""
    wp_id: int | None = None
    incomplete: bool = False
    unresolved_ids: Mapping[str, Value] = field(default_factory=dict)
    """Ids of records that are not in the run: `author_id`, `category_ids`, `tag_ids`, `featured_media`."""
    path: str = ""
    """The document's path, relative to the output folder; empty if it is not known yet."""
    record: Mapping[str, Any] = field(default_factory=dict)
    """The post's JSON object, for fields that a user takes from it."""
