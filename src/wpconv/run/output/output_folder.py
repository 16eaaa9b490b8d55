"""The output folder between runs: the documents of the last run, and which of them are still up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wpconv.errors import WriteError
from wpconv.model import Location
from wpconv.options import Options
from wpconv.output import files, manifest
from wpconv.output.atomic_write import content_hash
from wpconv.output.files import Action
from wpconv.output.manifest import Entry, Manifest, StoredLinks
from wpconv.run import cache_keys
from wpconv.run.jobs import Outcome
from wpconv.run.planning.plan import PlannedPost


@dataclass(slots=True)
class OutputFolder:
    """An output folder during a run."""

    root: Path
    options: Options
    last: Manifest
    """The manifest of the last run."""
    key: str
    """The hash of this run's options."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """The documents of this run, by path."""

    def known(self) -> Mapping[str, Entry]:
        """Return the documents of the last run by path; without record hashes if the options have changed."""
        if self.options.run.cache and self.last.key == self.key:
            return self.last.entries
        return {path: replace(entry, record="") for path, entry in self.last.entries.items()}

    def cached_outcomes(self, digests: Mapping[str, str]) -> list[Outcome] | None:
        """Return the outcomes of the last run if this one would have the same, else None.

        Args:
            digests: a hash of each source, by its name.
        """
        if not self.options.run.cache or self.last.key != self.key or self.last.sources != digests:
            return None
        selection = cache_keys.of_selection(self.options.select)
        if self.last.summary.get("selection") != selection or not cache_keys.is_current(self.root, self.last):
            return None
        with_notices = self.last.summary.get("with_notices", ())
        self.entries.update({path: self.last.entries[path] for path in (*with_notices, *self.last.entries)})
        return [
            Outcome(
                PlannedPost(Location(entry.source), path, entry.post_id, entry.type),
                Action.UNCHANGED,
                entry.notices,
                media=entry.media,
                links=entry.links,
            )
            for path, entry in self.entries.items()
            if entry.size is None
        ]

    def prepare(self, paths: Iterable[str]) -> None:
        """Remove the temporary files that a killed run left beside these paths."""
        if not self.options.run.dry_run:
            files.tidy(self.root, paths)

    def add(self, outcome: Outcome) -> None:
        """Add a document to the manifest of this run."""
        if outcome.entry is not None:
            links = StoredLinks(outcome.entry.links) if outcome.entry.links else ()
            self.entries[outcome.post.path] = replace(outcome.entry, links=links)

    def write_file(self, path: str, text: str) -> Action:
        """Write a file that is not the document of a post.

        Args:
            path: relative to the output folder.
            text: its content.

        Raises:
            WriteError: it cannot be written, or a file that wpconv did not write has its name.
        """
        content = content_hash(text.encode("utf-8", "replace"))
        run, known = self.options.run, self.last.entries.get(path, Entry(content=""))
        if not run.dry_run:
            # The documents have reported an error of the journal before.
            with suppress(WriteError):
                manifest.append_to_journal(self.root, path, content)
        action = files.write(
            self.root, path, text, known=known.content, overwrite=run.overwrite, dry_run=run.dry_run
        )
        self.entries[path] = Entry(content)
        return action

    def outdated(self, paths: frozenset[str]) -> dict[str, Entry]:
        """Return the documents whose posts the input no longer holds, sorted by path.

        Args:
            paths: the paths of the documents of all posts in the input.
        """
        return {
            path: self.last.entries[path]
            for path in sorted(self.last.entries.keys() - paths - self.entries.keys())
            if self.last.entries[path].size is None
        }

    def keep_files(self) -> None:
        """Keep the copied files of the last run in the manifest, in a run that copies none."""
        for path, entry in self.last.entries.items():
            if entry.size is not None:
                self.entries.setdefault(path, entry)

    def unused_files(self) -> dict[str, Entry]:
        """Return the copied files that no document uses, sorted by path."""
        entries = {**self.last.entries, **self.entries}
        used = {use.path for entry in entries.values() for use in entry.media}
        return {
            path: entry
            for path, entry in sorted(self.last.entries.items())
            if entry.size is not None and path not in used and path not in self.entries
        }

    def remove(self, path: str) -> None:
        """Remove a document or a file of the last run.

        Raises:
            WriteError: it was edited since, or cannot be removed.
        """
        known = self.last.entries[path]
        if known.size is None:
            files.remove(self.root, path, known=known.content, dry_run=self.options.run.dry_run)
        else:
            # Only runs with copied files import it.
            from wpconv.output import media_files  # noqa: PLC0415

            media_files.remove(self.root, path, known=known.content, dry_run=self.options.run.dry_run)
        del self.last.entries[path]

    def save(
        self, digests: Mapping[str, str], summary: Mapping[str, Any], *, is_finished: bool, has_failures: bool
    ) -> None:
        """Write the manifest, and clear the journal.

        Args:
            digests: a hash of each source, by its name.
            summary: the counts that the next run repeats if nothing changes.
            is_finished: whether every post of the input was converted; if not, the journal stays.
            has_failures: whether anything failed, so that the next run must try again.

        Raises:
            WriteError: the manifest cannot be written.
        """
        entries = {**self.known(), **self.entries}
        # With documents of posts that are gone, the next run cannot take its outcomes from the manifest.
        if is_finished and not has_failures and entries.keys() == self.entries.keys():
            # The manifest sorts documents by path; their notices are repeated in the order of the run.
            with_notices = [path for path, entry in self.entries.items() if entry.notices]
            selection = cache_keys.of_selection(self.options.select)
            repeated = {**summary, "selection": selection, "with_notices": with_notices}
            result = Manifest(self.key, dict(digests), repeated, entries)
        else:
            result = Manifest(self.key, entries=entries)
        manifest.save(self.root, result)
        if is_finished:
            manifest.clear_journal(self.root)


def load(root: Path, options: Options) -> OutputFolder:
    """Return an output folder with the manifest of the last run, completed from the journal of a killed one.

    Raises:
        WriteError: the manifest cannot be read.
    """
    last = manifest.load(root)
    for path, content in manifest.read_journal(root).items():
        if files.is_current(root, path, content):
            last.entries[path] = Entry(content)
            last.sources = {}
    return OutputFolder(root, options, last, cache_keys.of_options(options))
