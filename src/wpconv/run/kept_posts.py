"""Posts that the index pass has read, kept for the conversion: the first ones in memory, others in a file.

They are kept pickled. A pickle takes a third of the memory of its post, its size is known, other processes
can convert it, and the garbage collector does not look at it.
"""

from __future__ import annotations

import io
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from wpconv.model import Author, Location, Media, Post, Term
from wpconv.options import Options

BUDGET = 256_000_000
"""Bytes for the posts of a run; posts beyond it are read again when they are converted."""
IN_MEMORY = 4_000_000
"""The bytes of them that are in memory."""


def _reduction(cls: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    values = attrgetter(*(each.name for each in fields(cls)))
    return lambda item: (cls, values(item))


def _without_record(post: Post) -> tuple[type[Post], tuple[Any, ...]]:
    values = list(_fields_of_post(post))
    # Blocks of a raw body show custom fields.
    values[_RECORD] = {"meta": post.record["meta"]} if post.is_raw and "meta" in post.record else {}
    return Post, tuple(values)


_fields_of_post = attrgetter(*(each.name for each in fields(Post)))
_RECORD = [each.name for each in fields(Post)].index("record")
_WHOLE: dict[type, Callable[[Any], tuple[type[Any], tuple[Any, ...]]]] = {
    cls: _reduction(cls) for cls in (Post, Location, Term, Author, Media)
}
"""How `pickle` takes these apart: by itself it would look up the fields of a dataclass for each object."""
_PARTS = {**_WHOLE, Post: _without_record}


class Stored(NamedTuple):
    """The place of a kept post in a file."""

    file: str
    start: int
    size: int


@dataclass(slots=True)
class Keeper:
    """Keeps the posts of one task of the index pass, up to a number of bytes."""

    budget: int
    with_records: bool = True
    """As in `KeptPosts`."""
    memory: int = IN_MEMORY
    """The bytes that may be in memory."""
    folder: str = ""
    """The folder for a file with the other ones; empty if all are in memory."""
    posts: dict[Location, bytes | Stored] = field(default_factory=dict)
    size: int = 0
    """The bytes of the posts."""
    file: str = ""

    def add(self, post: Post) -> None:
        """Keep a post unless the budget is used up."""
        if self.size >= self.budget:
            return
        # A post without a digest is known by its record.
        data = _pickled(post, _WHOLE if self.with_records or not post.digest else _PARTS)
        if self.size + len(data) > self.budget:
            return
        is_small = not self.folder or self.size + len(data) <= self.memory
        try:
            self.posts[post.location] = data if is_small else self._stored(data)
        except OSError:  # the disk is full: the posts that are not kept are read again
            self.budget = 0
        else:
            self.size += len(data)

    def _stored(self, data: bytes) -> Stored:
        if not self.file:
            number, self.file = tempfile.mkstemp(dir=self.folder)
            os.close(number)
        with Path(self.file).open("ab") as file:
            start = file.tell()
            file.write(data)
        return Stored(self.file, start, len(data))


class KeptPosts:
    """The kept posts of a run.

    Args:
        budget: the most bytes that they may take, in memory and in files.
        tasks: the number of tasks of the index pass that are under way at a time.
        folder: where files with posts are made; empty to keep all in memory. It is not removed.
        with_records: whether the documents take fields from the records of the posts; most of the memory and
            time for a post are its record's.
    """

    def __init__(self, budget: int, tasks: int = 1, *, folder: str = "", with_records: bool = True) -> None:
        self.with_records = with_records
        self._tasks = tasks
        self._left = budget
        self._memory_left = IN_MEMORY
        self._posts: dict[Location, bytes | Stored] = {}
        self._folder = folder

    def share(self) -> int:
        """Return the number of bytes for a task that begins now: an equal share of what is left."""
        return self._left // self._tasks

    def keeper(self) -> Keeper:
        """Return a keeper for a task that begins now."""
        return Keeper(
            self.share(), self.with_records, memory=self._memory_left // self._tasks, folder=self._folder
        )

    def add(self, keeper: Keeper) -> None:
        """Take over the posts of a task that is done."""
        self._posts |= keeper.posts
        self._left -= keeper.size
        self._memory_left = max(0, self._memory_left - min(keeper.size, keeper.memory))

    def take(self, locations: Iterable[Location]) -> Mapping[Location, bytes]:
        """Return the posts at some locations as far as they are kept, and keep them no longer."""
        found = ((each, self._posts.pop(each)) for each in locations if each in self._posts)
        posts = ((each, _read(kept) if isinstance(kept, Stored) else kept) for each, kept in found)
        return {each: data for each, data in posts if data}


def store(options: Options, tasks: int, folder: Path) -> KeptPosts:
    """Return the store for the posts of a run.

    The workers of a cluster read all posts again: they are nearer to the sources than to this process.

    Args:
        options: those of the run.
        tasks: the number of tasks of the index pass that are under way at a time.
        folder: where files with posts are made.
    """
    budget = 0 if options.run.dask else BUDGET
    with_records = any(each.from_record for each in options.write.user_fields.values())
    return KeptPosts(budget, tasks, folder=str(folder), with_records=with_records)


def _read(stored: Stored) -> bytes:
    """Return a stored post; empty if its file is gone, so that it is read again."""
    try:
        with Path(stored.file).open("rb") as file:
            file.seek(stored.start)
            data = file.read(stored.size)
    except OSError:
        return b""
    return data if len(data) == stored.size else b""


def restored(data: bytes) -> Post:
    """Return a kept post."""
    return pickle.loads(data)  # type: ignore[no-any-return] # noqa: S301 - the run itself pickled it


def _pickled(post: Post, reductions: dict[type, Callable[[Any], tuple[type[Any], tuple[Any, ...]]]]) -> bytes:
    file = io.BytesIO()
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = reductions
    pickler.dump(post)
    return file.getvalue()
