"""The dataclasses that all packages share: records, documents and options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from wpconv.literals import (
    CommentMode,
    EmbedMode,
    FrontMatterFormat,
    HtmlMode,
    LinkMode,
    MediaMode,
    TargetName,
)
from wpconv.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from wpconv.media_use import MediaUse
    from wpconv.site_model import Comment


@dataclass(frozen=True, slots=True)
class Location:
    """The position of a record in the input of a run."""

    source: str
    """The name of the source as it was given or found: `posts.json`, `site.zip!posts.json`, `-`."""
    index: int = 0
    """The number of the record in its source, from 0."""
    offset: int | None = None
    """The byte at which the record begins; None if it cannot be read without the whole source."""


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag or a term of a custom taxonomy."""

    id: int
    taxonomy: str
    name: str
    """HTML, as the API sends it: character references are not decoded."""
    slug: str = ""
    link: str = ""
    description: str = ""
    """HTML."""
    parent: int = 0
    """The id of the term above it in the same taxonomy; 0 if there is none."""
    host: str = ""
    """The host of the site that the id belongs to; empty if the record does not name it."""


@dataclass(frozen=True, slots=True)
class Author:
    """A user, with the fields that the API shows to everybody."""

    id: int
    name: str
    slug: str = ""
    link: str = ""
    description: str = ""
    """The biography, which is HTML."""
    host: str = ""
    """The host of the site that the id belongs to; empty if the record does not name it."""


@dataclass(frozen=True, slots=True)
class Media:
    """An attachment, which posts refer to by its id; it was uploaded to the post `parent`, or to none."""

    id: int
    source_url: str
    alt_text: str = ""
    caption: str = ""
    """HTML."""
    title: str = ""
    """HTML."""
    parent: int = 0
    order: int = 0
    mime_type: str = ""
    host: str = ""
    """The host of the site that the id belongs to; empty if the record does not name it."""
    file: str = ""
    """The path below the uploads folder, `2024/05/boat-scaled.jpg`, if the record names it."""
    sizes: tuple[str, ...] = ()
    """The smaller copies that WordPress made: file names in the folder of `source_url`, or whole URLs."""
    original: str = ""
    """The upload as it was before WordPress scaled it down or rotated it, written as in `sizes`."""
    width: int = 0
    """In pixels; 0 if the record does not tell."""
    height: int = 0
    link: str = ""
    """The URL of its attachment page."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A URL in a post, and what its element tells about the file that it shows."""

    url: str
    """As the post has it: absolute or relative, character references decoded."""
    kind: Literal["link", "image", "media", "frame"] = "link"
    """The element: a link, an image (or a poster), an audio, video or text track, or a frame or script."""
    attachment: int | None = None
    """The id of the attachment that an image shows, where its element names it (`wp-image-12`)."""
    candidates: tuple[str, ...] = ()
    """Other URLs of the same image: those of its `srcset`, and of its original file."""


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A reference within the old site, and what became of it."""

    reference: Reference
    new: str | None
    """The text that is written instead of its URL; None if the link was removed."""
    kind: str
    """The kind of what it leads to, a `LinkKind` of `document.links.resolver`."""
    state: str
    """A `LinkState` of `document.links.resolver`."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post, page or custom post type; the fields have the names of the REST API.

    Texts are as the API sends them: `title`, `excerpt` and `content` are HTML. References to terms, authors
    and media are ids, or the entities themselves if the record embeds them.
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
    is_raw: bool = False
    """Whether `content` is the text as it was typed (`post_content`), which WordPress's filters render."""
    excerpt: str = ""
    has_manual_excerpt: bool | None = None
    """Whether a person wrote the excerpt; None if the record does not tell."""
    date: datetime | None = None
    """The local time of the site, with its offset if `date_gmt` is known; else naive."""
    modified: datetime | None = None
    author: int | Author | None = None
    featured_media: int | Media | None = None
    terms: Mapping[str, tuple[int | Term, ...]] = field(default_factory=dict)
    """By taxonomy: `category`, `post_tag` or the name of a custom one."""
    parent: int | None = None
    menu_order: int = 0
    comment_status: str = ""
    sticky: bool = False
    format: str = ""
    protected: bool = False
    lang: str = ""
    old_slugs: tuple[str, ...] = ()
    """Slugs that it had before (`_wp_old_slug`)."""
    host: str = ""
    """The host and path of the site without `www.`; ids and slugs are unique within it."""
    incomplete: bool = False
    """Whether the record was cut off: keys that are absent were lost."""
    record: Mapping[str, Any] = field(default_factory=dict)
    """The JSON object, for `--field`."""
    digest: str = field(default="", compare=False)
    """A hash of the record's text in its source; empty if that is not known."""
    comments: tuple[Comment, ...] = ()
    """Its comments, if they become a field of its document."""
    notices: tuple[Notice, ...] = ()
    """The notices of reading and decoding this record."""


@dataclass(frozen=True, slots=True)
class PostFacts:
    """The part of a post that the plan of a run keeps: for paths, duplicates and the selection."""

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
    """Whether it was read with `context=edit`: the rendered body can hold links for the logged-in user."""
    has_content: bool = True
    field_count: int = 0
    lang: str = ""
    incomplete: bool = False
    author: int | Author | None = None
    """As in Post, but an id if there is one."""
    terms: Mapping[str, tuple[int | Term, ...]] = field(default_factory=dict)
    """As in Post, but ids if there are any."""
    old_slugs: tuple[str, ...] = ()
    """As in Post."""
    ids: str = ""
    """The ids in its body that a link could lead to, one a line, which takes less memory than a tuple; empty
    without `ReadOptions.anchors`."""
    fragments: tuple[str, ...] = ()
    """The URLs with a fragment in its body; empty without `ReadOptions.anchors`."""
    sticky: bool = False
    format: str = ""
    losses: tuple[Notice, ...] = ()
    """Losses of its record, which count for the run even if the post is not converted."""


@dataclass(frozen=True, slots=True)
class Document:
    """The Markdown file of one post."""

    path: str
    """Relative to the output folder, with `/`."""
    front_matter: Mapping[str, Any]
    """The fields in order; values are str, int, float, bool, datetime, or lists and mappings of these."""
    body: str
    """Markdown, without a final newline."""
    text: str
    """The content of the file."""
    notices: tuple[Notice, ...] = ()
    uses_media: bool = False
    """Whether attachments or reusable blocks were looked up for its body, so that it depends on the run's."""
    media: tuple[MediaUse, ...] = ()
    """Its references to files, in the order in which they were written."""
    links: tuple[LinkRecord, ...] = ()
    """Its references within the old site, in the order of the body; empty with `--links keep`."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options for reading sources."""

    timezone: ZoneInfo | None = None
    """The time zone of records that have no `date_gmt`."""
    strict_json: bool = False
    max_bytes: int = 2 << 30
    """The greatest size of one decompressed source in bytes."""
    max_depth: int = 200
    """The greatest depth of nested JSON values."""
    max_members: int = 100_000
    """The greatest number of files in an archive."""
    mentions: bool = False
    """Whether to look for the uploads that posts refer to, which `--bundle` needs to place them."""
    comments: bool = False
    """Whether comments are read; else they are counted only."""
    site_data: bool = False
    """Whether menus and settings are read."""
    redirects: bool = False
    """Whether redirects of plugins are read."""
    anchors: bool = False
    """Whether to look for ids and for links to them in bodies, which `--links` needs."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Options for fetching a live site."""

    folder: str = ""
    """The export folder; empty for one that is named after the host."""
    only: bool = False
    """Whether to fetch, and convert nothing."""
    refresh: bool = False
    """Whether to ask again for what an earlier fetch has brought."""
    user: str = ""
    """The user whose application password is used; empty for nobody."""
    headers: tuple[str, ...] = field(default=(), repr=False)
    """Headers as `NAME: VALUE`, or `@FILE` for a file with such lines."""
    types: tuple[str, ...] = ()
    """Post types; empty for all."""
    excluded_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: datetime | None = None
    """The earliest date of posts, in the site's local time, without an offset."""


@dataclass(frozen=True, slots=True)
class BodyOptions:
    """Options for converting bodies."""

    html: HtmlMode = "keep"
    """`keep` short HTML where Markdown has no syntax, for captions and details too (`figures`), or `drop` the
    tags and leave the text."""
    embeds: EmbedMode = "html"
    """Players: `html` for their `<iframe>`, `link` for their URL, `native` for the target's shortcode."""
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
    links: LinkMode = "keep"
    """How links within the site are written."""
    hosts: tuple[str, ...] = ()
    """Further hosts of the site, such as those of earlier years."""
    redirects: str = ""
    """The path of the redirect file, relative to the output folder; empty to write none."""
    media: MediaMode = "full"
    """Which files are copied from the uploads, if there are any."""
    media_dir: str = ""
    """The folder for them, relative to the output folder; empty for the target's."""
    comments: CommentMode = "none"
    """Comments: a `data` file for each post, a field of its `front-matter`, or `none`."""
    site_data: bool = False
    """Whether menus, terms and settings are written as data files and a configuration fragment."""
