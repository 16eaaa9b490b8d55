"""What everybody speaks of: the values that pass between the wings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wpconv.literals import EmbedMode, FrontMatterFormat, HtmlMode, TargetName
from wpconv.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record stands in the run's input."""

    source: str
    """The source's name as it was given or found: `posts.json`, `site.zip!posts.json`, `-`."""
    index: int = 0
    """The record's number within its source, from 0."""
    offset: int | None = None
    """The byte where it begins, so that it can be read alone; None where that takes the whole source."""


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag or a term of a custom taxonomy."""

    id: int
    taxonomy: str
    name: str
    """As the API sent it: entities are still encoded."""
    slug: str = ""
    link: str = ""
    host: str = ""
    """The site whose ids these are; empty where the record does not say."""


@dataclass(frozen=True, slots=True)
class Author:
    """A user, as far as an export shows one."""

    id: int
    name: str
    slug: str = ""
    link: str = ""
    host: str = ""
    """The site whose ids these are; empty where the record does not say."""


@dataclass(frozen=True, slots=True)
class Media:
    """An attachment that a post can point to."""

    id: int
    source_url: str
    alt_text: str = ""
    caption: str = ""
    """HTML."""
    title: str = ""
    """HTML."""
    mime_type: str = ""
    host: str = ""
    """The site whose ids these are; empty where the record does not say."""


@dataclass(frozen=True, slots=True)
class Post:
    """Any WordPress item with a body, under the REST names.

    Texts are as the API sent them (`title`, `excerpt` and `content` are HTML); references are ids
    (int) or, where the record itself says what they are, the things themselves.
    """

    location: Location
    id: int | None = None
    type: str = "post"
    status: str = "publish"
    slug: str = ""
    generated_slug: str = ""
    link: str = ""
    title: str = ""
    content: str = ""
    excerpt: str = ""
    has_manual_excerpt: bool | None = None
    """Whether a person wrote the excerpt; None where the record does not say."""
    date: datetime | None = None
    """The site's wall clock, with the offset of its pair where that is known; else naive."""
    modified: datetime | None = None
    author: int | Author | None = None
    featured_media: int | Media | None = None
    terms: Mapping[str, tuple[int | Term, ...]] = field(default_factory=dict)
    """By taxonomy: `category`, `post_tag`, custom ones by their own name."""
    parent: int | None = None
    menu_order: int = 0
    comment_status: str = ""
    sticky: bool = False
    format: str = ""
    protected: bool = False
    lang: str = ""
    host: str = ""
    """The site's address without scheme and `www.`, as ids and slugs are unique within it."""
    incomplete: bool = False
    """The record was cut off: absent keys were lost, they are not empty."""
    record: Mapping[str, Any] = field(default_factory=dict)
    """The JSON object itself, for fields that a user asks for by path."""
    notices: tuple[Notice, ...] = ()
    """What was met on the way from bytes to this post."""


@dataclass(frozen=True, slots=True)
class PostFacts:
    """The small part of a post that planning a run needs: paths, duplicates, selection."""

    location: Location
    host: str
    """As in Post."""
    type: str
    id: int | None
    slug: str
    parent: int | None
    link: str
    status: str
    protected: bool = False
    date: datetime | None = None
    modified: datetime | None = None
    is_edit_view: bool = False
    """`context=edit`: the rendered body may carry a logged-in person's links."""
    has_content: bool = True
    field_count: int = 0
    lang: str = ""
    incomplete: bool = False
    author: int | Author | None = None
    """As in Post, an id wherever there is one."""
    terms: Mapping[str, tuple[int | Term, ...]] = field(default_factory=dict)
    """The same."""
    losses: tuple[Notice, ...] = ()
    """What its source lost here, which is lost for the run also where this post becomes no document."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is written for one post."""

    path: str
    """Relative to the output folder, with `/`."""
    front_matter: Mapping[str, Any]
    """Field names to str, int, float, bool, datetime, or lists and mappings of these, in order."""
    body: str
    """Markdown, without a final newline."""
    text: str
    """The file's whole content."""
    notices: tuple[Notice, ...] = ()
    uses_media: bool = False
    """Its body asked what attachments of the run are."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How bytes become posts."""

    timezone: ZoneInfo | None = None
    """The time zone of records that have no `date_gmt`."""
    strict_json: bool = False
    max_bytes: int = 2 << 30
    """The size that one compressed source may unpack to, in bytes."""
    max_depth: int = 200
    """How deep JSON values may nest."""
    max_members: int = 100_000
    """How many files an archive may hold."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A target's Markdown, where it differs from what all renderers read alike (`docs/dialects.md`)."""

    more_marker: str = "<!--more-->"
    """Written for WordPress's more tag; empty leaves the tag out."""
    pipe_in_text_is_table: bool = False
    """A line of text with a `|` is a table."""
    hash_needs_no_space: bool = False
    """`#word` at the start of a line is a heading."""
    loose_emphasis: bool = False
    """CommonMark's flanking rules (§6.2) do not hold: `*` in a word, `_` after a digit may be emphasis."""
    strikethrough: bool = True
    """`~~text~~` is struck out."""
    shortcodes: Mapping[str, str] = field(default_factory=dict)
    """The generator's own shortcodes for players, by provider; `{id}` is replaced by the video's id."""


@dataclass(frozen=True, slots=True)
class BodyOptions:
    """How HTML becomes Markdown."""

    html: HtmlMode = "keep"
    """`keep` the smallest readable HTML where Markdown has no word, or `drop` it and leave its text."""
    embeds: EmbedMode = "html"
    """`html` for the player's own `<iframe>`, `link` for its address, `native` for the target's shortcode."""
    restore_emphasis: bool = False
    verify: bool = False


@dataclass(frozen=True, slots=True)
class FieldOverrides:
    """Changes that a user makes to the fields of documents, by dotted key (`params.wp_id`)."""

    from_record: Mapping[str, str] = field(default_factory=dict)
    """Paths into the record, which may end in a type of value: `meta.rating`, `meta.rating:int`."""
    constants: Mapping[str, Any] = field(default_factory=dict)
    omit: frozenset[str] = frozenset()
    rename: Mapping[str, str] = field(default_factory=dict)
    """New keys by old ones."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Options for the path and the front matter of documents."""

    target: TargetName = "neutral"
    front_matter: FrontMatterFormat | None = None
    """None for the target's default."""
    bundle: bool = False
    """Whether each document is the `index.md` of a folder of its own."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """The user's path templates, by post type; `*` for all other types."""
    user_fields: Mapping[str, FieldOverrides] = field(default_factory=dict)
    """By post type; `*` for all posts."""
    redirects: str = ""
    """The path of the redirect file, relative to the output folder; empty to write none."""
