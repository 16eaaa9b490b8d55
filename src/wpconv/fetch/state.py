"""`state.json`: what an export folder holds of a site, and how far its fetch has come."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from wpconv.errors import ReadError, UsageError, WriteError
from wpconv.notices import Notice

NAME = "state.json"
FORMAT = 1
"""The value of `wpconv_state`, which is another one if an older version cannot read the file."""
TEMPORARY = ".wpconv-tmp"
"""The end of the names of files that are not complete; those names begin with a dot."""
DRAFTS = ".wpconv-fetch"
"""The folder for answers that are needed only until the fetch ends."""


@dataclass(frozen=True, slots=True)
class Page:
    """A saved answer."""

    url: str
    sha256: str
    count: int
    """The number of records."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer of the API in the current fetch, by which a later run does not ask again."""

    status: int
    code: str = ""
    """The code of WordPress's error."""
    file: str = ""
    """Where the body is, relative to the folder; empty for errors."""
    sha256: str = ""
    count: int = 0
    total: int | None = None
    """`X-WP-Total`: the number of records in all pages; None if the answer does not say."""
    pages: int | None = None
    """`X-WP-TotalPages`."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A media file that the site does not have."""

    url: str
    status: int
    """404 or 410."""
    version: str = ""
    """When the record of its attachment was last changed; empty if it has none."""


@dataclass(slots=True)
class State:
    """The content of `state.json`."""

    source: str
    """The URL that the user gave."""
    scope: dict[str, Any] = field(default_factory=dict)
    """The options that narrow the fetch, without secrets."""
    api: str = ""
    """The root of the REST API; empty until it is found."""
    pages: dict[str, Page] = field(default_factory=dict)
    """The saved answers, by file."""
    complete: list[str] = field(default_factory=list)
    """The routes of the collections that earlier fetches have read to their end."""
    gone: dict[str, list[int]] = field(default_factory=dict)
    """The ids of records that the site no longer has, by post type."""
    missing: dict[str, Missing] = field(default_factory=dict)
    """The media files that the site does not have, by their paths below the uploads folder."""
    notices: list[Notice] = field(default_factory=list)
    replies: dict[str, Reply] | None = None
    """The complete answers of the current fetch by route and query; None if the last fetch has ended."""
    anew: bool = False
    """Whether the current fetch replaces all pages (`--refresh`)."""

    def to_json(self) -> dict[str, Any]:
        """Return the values of the file."""
        return {
            "wpconv_state": FORMAT,
            "source": self.source,
            "scope": self.scope,
            "api": self.api,
            "finished": self.replies is None,
            "anew": self.anew,
            "complete": sorted(self.complete),
            "gone": {name: sorted(ids) for name, ids in sorted(self.gone.items()) if ids},
            "missing": {path: asdict(each) for path, each in sorted(self.missing.items())},
            "notices": [notice.to_json() for notice in self.notices],
            "pages": {file: asdict(page) for file, page in sorted(self.pages.items())},
            "replies": {key: asdict(reply) for key, reply in (self.replies or {}).items()},
        }


def from_json(values: Mapping[str, Any]) -> State:
    """Return the state that `to_json` made the values of.

    Raises:
        KeyError, TypeError, ValueError: the values are not those of a state.
    """
    if values["wpconv_state"] != FORMAT:
        raise ValueError
    replies = {key: Reply(**each) for key, each in values["replies"].items()}
    files = (*values["pages"], *(reply.file for reply in replies.values() if reply.file))
    # A fetch removes pages, and somebody else may have made the folder.
    if not all(map(is_inside, files)):
        raise ValueError
    return State(
        source=values["source"],
        scope=dict(values["scope"]),
        api=values["api"],
        pages={file: Page(**each) for file, each in values["pages"].items()},
        complete=list(values["complete"]),
        gone={name: list(ids) for name, ids in values["gone"].items()},
        missing={path: Missing(**each) for path, each in values.get("missing", {}).items()},
        notices=[Notice.from_json(each) for each in values["notices"]],
        replies=None if values["finished"] else replies,
        anew=values["anew"],
    )


def is_inside(path: str) -> bool:
    """Return whether a path leads to a file below its folder, on every system."""
    return not re.search(r"[\\:\0-\x1f]", path) and all(step.strip(". ") for step in path.split("/"))


@dataclass(slots=True)
class Folder:
    """An export folder with its state."""

    root: Path
    state: State

    def save(self) -> None:
        """Write the state, if it has changed.

        Raises:
            WriteError: it cannot be written.
        """
        self.write(NAME, (json.dumps(self.state.to_json(), ensure_ascii=False, indent=1) + "\n").encode())

    def write(self, name: str, body: bytes) -> None:
        """Write a file, whole or not at all; one that has this content already is not touched.

        Args:
            name: relative to the folder, with `/`.
            body: the content.

        Raises:
            WriteError: it cannot be written.
        """
        path = self.root / name
        temporary = path.with_name(f".{path.name}{TEMPORARY}")
        try:
            with suppress(FileNotFoundError):
                if path.read_bytes() == body:
                    return
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(body)
            temporary.replace(path)
        except OSError as error:
            raise WriteError(f"{path}: {error.strerror}", "remove the cause, then run again") from error

    def read(self, reply: Reply) -> bytes | None:
        """Return the saved body of a reply; None if the file is not as it was saved."""
        return self._body(reply.file, reply.sha256)

    def body(self, file: str) -> bytes | None:
        """Return a saved page; None if it is not as it was saved, so that its records are fetched again."""
        return self._body(file, self.state.pages[file].sha256)

    def _body(self, file: str, sha256: str) -> bytes | None:
        try:
            body = (self.root / file).read_bytes()
        except OSError:
            return None
        return body if digest(body) == sha256 else None

    def remove(self, name: str) -> None:
        """Remove a saved page."""
        with suppress(OSError):
            (self.root / name).unlink()
        self.state.pages.pop(name, None)

    def finish(self) -> None:
        """Write the state of a fetch that has ended, and remove what only the fetch needed."""
        self.state.replies, self.state.anew = None, False
        self.save()
        drafts = self.root / DRAFTS
        for path in drafts.glob("*") if drafts.is_dir() else ():
            path.unlink()
        with suppress(OSError):
            drafts.rmdir()


def digest(body: bytes) -> str:
    """Return the hash by which a saved page is recognised."""
    return sha256(body).hexdigest()


def load(root: Path, source: str) -> Folder:
    """Return a folder with its state, or with a new one if the folder is empty or does not exist.

    Raises:
        UsageError: the folder holds something else, or another site.
        ReadError: its state cannot be read.
    """
    if not root.is_dir() or not any(not path.name.startswith(".") for path in root.iterdir()):
        return Folder(root, State(source, replies={}))
    try:
        state = from_json(json.loads((root / NAME).read_text("utf-8")))
    except FileNotFoundError:
        raise UsageError(
            f"{root}: is not empty, and no site was saved in it", "choose another folder with --save"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ReadError(
            f"{root / NAME}: cannot be read", "remove the folder, or choose another one with --save"
        ) from None
    if state.source != source:
        raise UsageError(f"{root}: holds {state.source}", f"choose another folder for {source} with --save")
    return Folder(root, state)
