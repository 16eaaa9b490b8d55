"""The dataclasses of what a site has besides posts and what they refer to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """An approved comment. E-mail and IP addresses are not part of it."""

    id: int
    post: int
    """The id of the post that it belongs to."""
    parent: int = 0
    """The id of the comment that it answers; 0 if there is none."""
    author: str = ""
    """The name as plain text."""
    url: str = ""
    """The author's website, if it is an http(s) URL."""
    date: datetime | None = None
    """As in Post."""
    content: str = ""
    """HTML."""
    is_pingback: bool = False
    """Whether another site's link made it (a pingback or trackback), not a person."""
    host: str = ""
    """The host of the site that the ids belong to; empty if the record does not name it."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of a navigation menu."""

    id: int
    menu: str
    """The name of the menu, or its id as text if the input does not name it."""
    title: str = ""
    """HTML; empty for the title of the object that it shows."""
    url: str = ""
    """Absolute or relative; empty if the input names only the object."""
    parent: int = 0
    """The id of the entry that it is below; 0 if there is none."""
    order: int = 0
    """Its position in the menu."""
    object_type: str = ""
    """A post type or a taxonomy; `custom` or empty for a URL alone."""
    object_id: int = 0
    """The id of the post or term that it leads to; 0 if there is none."""
    host: str = ""
    """The host of the site that the ids belong to; empty if the record does not name it."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """A redirect that the old site had, of the plugin Redirection."""

    old: str
    """A path, or a whole URL."""
    new: str


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings of a WordPress site that static sites have, too; empty where the input has none."""

    title: str = ""
    """Plain text."""
    description: str = ""
    """The tagline, plain text."""
    home: str = ""
    """The URL of the front page."""
    language: str = ""
    """A language tag such as `de-DE`."""
    timezone: str = ""
    """An IANA name such as `Europe/Berlin`."""
