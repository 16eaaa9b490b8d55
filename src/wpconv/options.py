"""The options of a run, in one value: those of reading, bodies and documents, and those of the run itself."""

from dataclasses import dataclass, field
from datetime import datetime

from wpconv.model import BodyOptions, FetchOptions, ReadOptions, WriteOptions


@dataclass(frozen=True, slots=True)
class SelectOptions:
    """Conditions on the posts to convert: all of them hold; the values of one condition are alternatives."""

    types: tuple[str, ...] = ()
    excluded_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: datetime | None = None
    """In the site's local time, without an offset."""
    until: datetime | None = None
    """As `since`; included."""
    authors: tuple[str, ...] = ()
    """Names, slugs or ids."""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    limit: int | None = None
    """The number of posts to convert, counted from the first; None for all."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Options for the output folder, the workers and the report."""

    output: str | None = None
    """The output folder; None for standard output."""
    uploads: tuple[str, ...] = ()
    """Folders and archives with the uploads of the site, from which media are copied."""
    overwrite: bool = False
    prune: bool = False
    """Remove the documents of posts that the input no longer holds, unless many of them would go."""
    prune_all: bool = False
    """Remove them however many they are."""
    cache: bool = True
    dry_run: bool = False
    jobs: int | None = None
    """The number of processes; None to choose it by the size of the input."""
    dask: str = ""
    """The address of the scheduler of a Dask cluster."""
    report: str = ""
    """The file for the report; `-` for standard output, empty for none."""
    review: str = ""
    """The first file of the review page; empty for none."""


@dataclass(frozen=True, slots=True)
class Options:
    """All options, in groups; the command line and the library build one for each run."""

    fetch: FetchOptions = field(default_factory=FetchOptions)
    read: ReadOptions = field(default_factory=ReadOptions)
    body: BodyOptions = field(default_factory=BodyOptions)
    write: WriteOptions = field(default_factory=WriteOptions)
    select: SelectOptions = field(default_factory=SelectOptions)
    run: RunOptions = field(default_factory=RunOptions)
