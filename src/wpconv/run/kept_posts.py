"""Posts that the index pass has read, kept for the conversion as far as a bound of memory allows.

They are kept pickled. A pickle takes a third of the memory of its post, its size is known, other processes
can convert it, and the garbage collector does not look at it.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from wpconv.model import Author, Location, Media, Post, Term

BUDGET = 256_000_000
"""Bytes of memory for the posts of a run; posts beyond it are read again when they are converted."""


def _reduction(cls: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    values = attrgetter(*(each.name for each in fields(cls)))
    return lambda item: (cls, values(item))


_REDUCTIONS: dict[type, Callable[[Any], tuple[type[Any], tuple[Any, ...]]]] = {
    cls: _reduction(cls) for cls in (Post, Location, Term, Author, Media)
}
"""How `pickle` takes these apart: by itself it would look up the fields of a dataclass for each object."""


@dataclass(slots=True)
class Keeper:
    """Keeps the posts of one task of the index pass, up to a number of bytes."""

    budget: int
    posts: dict[Location, bytes] = field(default_factory=dict)
    size: int = 0
    """The memory that the posts take."""

    def add(self, post: Post) -> None:
        """Keep a post unless the budget is used up."""
        if self.size >= self.budget:
            return
        data = _pickled(post)
        if self.size + len(data) <= self.budget:
            self.posts[post.location] = data
            self.size += len(data)


class KeptPosts:
    """The kept posts of a run.

    Args:
        budget: the most bytes that they may take.
        tasks: the number of tasks of the index pass that are under way at a time.
    """

    def __init__(self, budget: int, tasks: int = 1) -> None:
        self._tasks = tasks
        self._left = budget
        self._posts: dict[Location, bytes] = {}

    def share(self) -> int:
        """Return the number of bytes for a task that begins now: an equal share of what is left."""
        return self._left // self._tasks

    def add(self, keeper: Keeper) -> None:
        """Take over the posts of a task that is done."""
        self._posts |= keeper.posts
        self._left -= keeper.size

    def take(self, locations: Iterable[Location]) -> Mapping[Location, bytes]:
        """Return the posts at some locations as far as they are kept, and keep them no longer."""
        return {each: self._posts.pop(each) for each in locations if each in self._posts}


def restored(data: bytes) -> Post:
    """Return a kept post."""
    return pickle.loads(data)  # type: ignore[no-any-return] # noqa: S301 - the run itself pickled it


def _pickled(post: Post) -> bytes:
    file = io.BytesIO()
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCTIONS
    pickler.dump(post)
    return file.getvalue()
