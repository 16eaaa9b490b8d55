"""What everybody speaks of: the values that pass between the wings."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import punctuation
from typing import TYPE_CHECKING, Any, Literal

from wpconv.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


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
    has_own_excerpt: bool | None = None
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

    timezone: str = ""
    """An IANA name, for records that have no `date_gmt`."""
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
    loose_emphasis: Literal["", "beside markup", "always"] = ""
    """Where CommonMark's rules of emphasis (§6.2) do not hold: any `*` beside a word can be a delimiter."""
    strikethrough_in_emphasis: bool = True
    """`~~` is read beside and inside of other emphasis, and a lone `~` is text."""
    strikethrough: bool = True
    """`~~text~~` is struck out."""
    escapable: str = punctuation
    """The characters that a backslash escapes; others are written as character references."""
    attribute_lists: str = ""
    """How a list of attributes begins directly after inline markup: `{`, `{:`, or empty if there are none."""
    loose_code: bool = False
    """Code spans do not follow CommonMark (§6.1): any backtick can be read as markup."""
    any_language: bool = True
    """A fence's language may have characters other than letters, digits and `_#.+-`."""
    code_begins_item: bool = True
    """Code at the beginning of a list item is read; else it is a `<pre>`."""
    quote_begins_item: bool = True
    """A block quote at the beginning of a list item is read; else an empty comment is before it."""
    empty_items: bool = True
    """A list item may be empty; else an empty comment is in it."""
    nested_fences: bool = True
    """Fences are read in block quotes, lists, definitions and footnotes; else such code is indented."""
    url_references: str = ""
    """The characters of a link's destination that are written as character references."""
    escapes_in_code: bool = True
    """Backticks and escaped brackets in code spans are read; else such code is a `<code>`."""
    math: bool = False
    """`$$` begins and ends a formula."""
    alt_escapes: bool = True
    """Escapes are read in an alternative text; else an image whose text needs some is an `<img>`."""
    code_in_cell: bool = True
    """In the code spans of a table, `\\|` is read as a bar; else such code is a `<code>`."""
    verbatim_elements: frozenset[str] = frozenset()
    """Inline elements in whose content no Markdown is read."""
    shortcodes: Mapping[str, str] = field(default_factory=dict)
    """The generator's own shortcodes for players, by provider; `{id}` is replaced by the video's id."""


@dataclass(frozen=True, slots=True)
class BodyOptions:
    """How HTML becomes Markdown."""

    html: str = "keep"
    """`keep` the smallest readable HTML where Markdown has no word, or `drop` it and leave its text."""
    embeds: str = "html"
    """`html` for the player's own `<iframe>`, `link` for its address, `native` for the target's shortcode."""
    restore_emphasis: bool = False
    verify: bool = False


@dataclass(frozen=True, slots=True)
class OwnFields:
    """Fields that a user adds, changes or leaves out, by dotted key."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """Where in the record a field is: `meta.rating`, `meta.rating:int`."""
    constants: Mapping[str, Any] = field(default_factory=dict)
    omit: frozenset[str] = frozenset()
    rename: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a document's fields and path are made."""

    target: str = "neutral"
    front_matter: str = ""
    """`yaml`, `toml`, `json` or `meta`; empty for what the target reads best."""
    bundle: bool = False
    """A folder of its own for every document: `slug/index.md`."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """Templates of the user's own, by post type; `*` for all others."""
    own: Mapping[str, OwnFields] = field(default_factory=dict)
    """What the user wants besides the target's fields, by post type; `*` for all posts."""
    redirects: str = ""
    """The file below the output folder that maps old URLs to new ones."""
