"""The values of a post for front matter, and the filters that make the fields of a target from them.

A filter returns None to leave a field out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote

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
    comments: tuple[Mapping[str, Value], ...] = ()
    """As `comments.fields` returns them, if they are part of the document."""
    unresolved_ids: Mapping[str, Value] = field(default_factory=dict)
    """Ids of records that are not in the run: `author_id`, `category_ids`, `tag_ids`, `featured_media`."""
    path: str = ""
    """The document's path, relative to the output folder; empty if it is not known yet."""
    record: Mapping[str, Any] = field(default_factory=dict)
    """The post's JSON object, for fields that a user takes from it."""
    file_url: Callable[[str], str] | None = None
    """Returns the new URL of a file of the site for an old one, and any other text as it is."""


def non_empty(value: Any) -> Value | None:
    """Return a value as it is, a tuple as a list."""
    result: Value = list(value) if isinstance(value, tuple) else value
    return result or None


def joined(names: Sequence[str]) -> str | None:
    """Return names as one text, with commas between them."""
    return ", ".join(names) or None


def first(names: Sequence[str]) -> str | None:
    """Return the first of several names."""
    return names[0] if names else None


def each_in_list(names: Sequence[str]) -> Value | None:
    """Return each name in a list of its own: Hexo reads a plain list as a path from parent to child."""
    return [[name] for name in names] or None


def as_list(text: str) -> Value | None:
    """Return a text as a list of one."""
    return [text] if text else None


def false_if_set(flag: bool) -> bool | None:
    """Return False for a flag that is set: `comments: false` for closed comments."""
    return False if flag else None


def unless_post(post_type: str) -> str | None:
    """Return a post type other than `post`, the default."""
    return None if post_type == "post" else post_type


def if_positive(number: int) -> int | None:
    """Return a number that an unsigned field can hold."""
    return number if number > 0 else None


def without_offset(date: datetime | None) -> datetime | None:
    """Return a date without its UTC offset, for generators that read dates as local time of the site."""
    return date.replace(tzinfo=None) if date else None


def html_escaped(text: str) -> str | None:
    """Return a text escaped for themes that print it as HTML."""
    return escape(text, quote=False) or None


def markdown_escaped(text: str) -> str | None:
    """Return a text escaped for generators that render the field as Markdown."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    text = re.sub(r"<(?=[a-zA-Z/!?])", "&lt;", text)
    text = re.sub(r"([\\`*_\[\]])", r"\\\1", text)
    text = re.sub(r"~(?=.*~)|(?<=~)~", "&#126;", text)
    text = re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", text)
    return re.sub(r"^([#+>-])", r"\\\1", text) or None


def with_slash(path: str) -> str | None:
    """Return a permalink with a slash at its end, unless it names a file."""
    if not path:
        return None
    is_file = re.search(r"\.[a-z0-9]{2,5}$", path, re.IGNORECASE)
    return path if path.endswith("/") or is_file else f"{path}/"


def relative(path: str) -> str | None:
    """Return a permalink without the slash at its start; None for the front page, which has no other path."""
    return (with_slash(path) or "").lstrip("/") or None


def output_file(path: str) -> str | None:
    """Return the path of the file that a web server answers a permalink with."""
    file = relative(path)
    return f"{file}index.html" if file and file.endswith("/") else file


def root_permalink(slug: str) -> str | None:
    """Return the permalink `/slug/`."""
    return f"/{slug}/" if slug else None


def slug_of_path(path: str) -> str | None:
    """Return a Pelican page's path as a slug, because pages below other parents may have the same slug."""
    return path.removeprefix("content/pages/").rpartition(".")[0].replace("/", "-") or None


def url_with_folders(path: str) -> str | None:
    """Return the URL of a Pelican document in a folder, which Pelican itself leaves out of URLs."""
    stem = path.removeprefix("content/").rpartition(".")[0]
    return f"{stem}.html" if stem.removeprefix("pages/").count("/") else None


def escape_colons(path: str) -> str | None:
    r"""Return a permalink with `:` as `\:`, because Hugo reads `:name` in `url` as a permalink token."""
    return path.replace(":", "\\:") or None


def encode_colons(path: str) -> str | None:
    """Return a permalink with `:` as `%3A`, because Jekyll reads `:name` in `permalink` as a placeholder."""
    return path.replace(":", "%3A") or None


def uri(url: str) -> str | None:
    """Return a URL with all characters percent-encoded that a URI cannot have (RFC 3986)."""
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", url)
    return quote(text, safe="%/:?#@!$&'()*+,;=~") or None
