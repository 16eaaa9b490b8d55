"""Every choice of the user: those of the three wings, and those of the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpconv.model import BodyOptions, ReadOptions, WriteOptions

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class SelectOptions:
    """Which posts are converted: all conditions hold, values of one condition are alternatives."""

    types: tuple[str, ...] = ()
    excluded_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: datetime | None = None
    """On the site's wall clock."""
    until: datetime | None = None
    authors: tuple[str, ...] = ()
    """Names, slugs or ids."""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    limit: int | None = None
    """How many posts, from the first one."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What is done with the documents, and how."""

    output: str | None = None
    """The folder they go to; None for standard output."""
    overwrite: bool = False
    prune: bool = False
    cache: bool = True
    dry_run: bool = False
    jobs: int | None = None
    """How many processes; None for what suits the input."""
    dask: str = ""
    """The address of a cluster's scheduler."""
    report: str = ""
    """The file that the report goes to; `-` for standard output."""


@dataclass(frozen=True, slots=True)
class Options:
    """Every choice of the user, built once by the command line."""

    read: ReadOptions = field(default_factory=ReadOptions)
    body: BodyOptions = field(default_factory=BodyOptions)
    write: WriteOptions = field(default_factory=WriteOptions)
    select: SelectOptions = field(default_factory=SelectOptions)
    run: RunOptions = field(default_factory=RunOptions)
