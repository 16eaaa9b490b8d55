"""An output folder from one run to the next: what is ours in it, and what need not be done again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from wpconv.document import redirects
from wpconv.errors import WriteError
from wpconv.model import Location
from wpconv.output import files, journal, manifest
from wpconv.output.atomic_write import content_hash
from wpconv.output.files import Action
from wpconv.output.manifest import Entry, Manifest
from wpconv.run import cache_keys
from wpconv.run.jobs import Outcome
from wpconv.run.plan import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from wpconv.options import Options


@dataclass(slots=True)
class Folder:
    """An output folder during a run."""

    root: Path
    options: Options
    last: Manifest
    """What the run before left behind."""
    key: str
    entries: dict[str, Entry] = field(default_factory=dict)
    """The documents of this run, by path."""

    def known(self) -> Mapping[str, Entry]:
        """Return what the run before wrote, without its hashes of records where this run may not use them."""
        if self.options.run.cache and self.last.key == self.key:
            return self.last.entries
        return {path: replace(entry, record="") for path, entry in self.last.entries.items()}

    def recalled(self, digests: Mapping[str, str]) -> list[Outcome] | None:
        """Return the outcomes of the run before if this one would have the same; None if it may not.

        Args:
            digests: a hash of each source, by its name.
        """
        if not self.options.run.cache or self.last.key != self.key or self.last.sources != digests:
            return None
        selected = cache_keys.selection(self.options)
        if self.last.summary.get("selection") != selected or not cache_keys.is_current(self.root, self.last):
            return None
        told = self.last.summary.get("told", ())
        self.entries.update({path: self.last.entries[path] for path in (*told, *self.last.entries)})
        return [
            Outcome(Place(Location(entry.source), path, entry.post_id, ""), Action.UNCHANGED, entry.notices)
            for path, entry in self.entries.items()
        ]

    def prepare(self, paths: Iterable[str]) -> None:
        """Remove what a killed run left unfinished where documents are to be written."""
        if not self.options.run.dry_run:
            files.tidy(self.root, paths)

    def keep(self, outcome: Outcome) -> None:
        """Remember what the next run should know of a post."""
        if outcome.entry is not None:
            self.entries[outcome.place.path] = outcome.entry

    def map(self, moves: Mapping[str, str]) -> Action:
        """Write the map of what moved.

        Raises:
            WriteError: it cannot be written, or somebody else's file is there.
        """
        path = self.options.write.redirects
        text = redirects.render(moves, path)
        content = content_hash(text.encode("utf-8", "replace"))
        run, known = self.options.run, self.last.entries.get(path, Entry(content=""))
        if not run.dry_run:
            # Whoever wrote documents has named it.
            with suppress(WriteError):
                journal.append(self.root, path, content)
        action = files.write(
            self.root, path, text, known=known.content, overwrite=run.overwrite, dry_run=run.dry_run
        )
        self.entries[path] = Entry(content)
        return action

    def prune(self, paths: frozenset[str]) -> Iterator[tuple[str, WriteError | None]]:
        """Remove the documents of posts that are gone.

        Args:
            paths: where documents of the input belong.

        Yields:
            Each document's path, and why it could not be removed.
        """
        for path in sorted(self.last.entries.keys() - paths - self.entries.keys()):
            try:
                known = self.last.entries[path].content
                files.remove(self.root, path, known=known, dry_run=self.options.run.dry_run)
                del self.last.entries[path]
                yield path, None
            except WriteError as error:
                yield path, error

    def save(
        self, digests: Mapping[str, str], summary: Mapping[str, Any], *, is_done: bool, is_clean: bool
    ) -> None:
        """Write the manifest.

        Args:
            digests: a hash of each source, by its name.
            summary: what a run over the same sources would count again.
            is_done: whether every post of the input has been seen to.
            is_clean: whether nothing failed.
        """
        entries = {**self.known(), **self.entries}
        # Files of posts that are gone would be reported as if they were not.
        if is_done and is_clean and entries.keys() == self.entries.keys():
            # The manifest's own order is that of paths.
            told = [path for path, entry in self.entries.items() if entry.notices]
            whole = {**summary, "selection": cache_keys.selection(self.options), "told": told}
            result = Manifest(self.key, dict(digests), whole, entries)
        else:
            result = Manifest(self.key, entries=entries)
        manifest.save(self.root, result)
        if is_done:
            journal.clear(self.root)


def opened(root: Path, options: Options) -> Folder:
    """Return an output folder with what the run before left in it.

    Raises:
        WriteError: its manifest cannot be read.
    """
    last = manifest.load(root)
    for path, content in journal.read(root).items():
        if files.is_current(root, path, content):
            last.entries[path] = Entry(content)
            last.sources = {}
    return Folder(root, options, last, cache_keys.key(options))
