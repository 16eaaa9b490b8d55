"""Prints the events of a run: documents to standard output, all else through the console."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import click

from wpconv.cli.console import Console
from wpconv.errors import WpconvError
from wpconv.model import Document
from wpconv.notices import Notice
from wpconv.run.report import Events, Totals

DRY_RUN = {"written": "would write", "updated": "would update", "removed": "would remove"}
FILES = {"written": "copied", "updated": "updated", "unchanged": "unchanged", "missing": "missing"}
"""Words for what was done with a file, in the order of the summary."""
DRY_RUN_FILES = {**FILES, "written": "to copy", "updated": "to update"}
DESCRIPTIONS = frozenset({"API index", "post type", "taxonomy", "status", "settings"})
"""Kinds of records that describe a site: among posts, nobody expects documents of them."""
NOTHING_FOUND = (
    "nothing to convert was found: expected JSON with posts, as /wp-json/wp/v2/posts sends it, "
    "or an export (WXR), in a file, a folder, an archive or standard input"
)
UNRESOLVED_HINT = (
    "to turn ids into names, convert the users, categories, tags and media of the site along with its posts, "
    "or fetch posts with &_embed=1"
)


LINK_LABELS = {
    "rewritten": "rewritten", "moved": "rewritten", "guessed": "rewritten", "anchor-missing": "rewritten",
    "archive": "to archives", "draft": "to drafts", "api": "removed", "admin": "removed", "broken": "broken",
}  # fmt: skip
"""The words of the summary for the states of links; other links are not counted."""


class Reporter(Events):
    """Prints each event as the options ask.

    Args:
        console: receives all that is not a document.
        as_json: print each document as one line of JSON.
        lists_files: print what would be done with each file (`--dry-run`, `--check`).
    """

    def __init__(self, console: Console, *, as_json: bool = False, lists_files: bool = False) -> None:
        self.console = console
        self.as_json = as_json
        self.lists_files = lists_files

    def password(self, user: str) -> str:
        """Ask on the terminal, without showing what is typed."""
        if sys.stdin is None or not sys.stdin.isatty():
            return ""
        prompt = f"Application password of {user}"
        return str(click.prompt(prompt, hide_input=True, default="", show_default=False, err=True))

    def fetched(self, folder: str, counts: Mapping[str, int], requests: int) -> None:
        """Print what was fetched into which folder."""
        self.console.end_stage()
        records = ", ".join(f"{name} ({number})" for name, number in counts.items() if number)
        self.console.summary(
            f"fetched into {folder}: {records or 'nothing new'}; {_count(requests, 'request')}"
        )

    def stage_started(self, name: str, steps: int) -> None:
        """Show a new progress bar, once the run takes long."""
        self.console.start_stage(name, steps)

    def step_done(self, size: int = 0) -> None:
        """Advance the progress bar, which shows the sum of the sizes."""
        self.console.step(size)

    def stage_ended(self) -> None:
        """Remove the progress bar."""
        self.console.end_stage()

    def failure(self, error: WpconvError, path: str | None) -> None:  # noqa: ARG002 - the error names it
        """Print the cause and the advice."""
        self.console.failure(error)

    def notice(self, path: str, notice: Notice) -> None:
        """Print the notice, if the console shows its severity."""
        self.console.notice(path, notice)

    def unmapped_fields(self, names: Sequence[str]) -> None:
        """Print the names with -v."""
        if names and self.console.verbose:
            self.console.line(f"fields without a front matter key: {', '.join(names)}")

    def duplicates(self, names: Sequence[str]) -> None:
        """Print each with -v."""
        if self.console.verbose:
            for name in names:
                self.console.line(f"duplicate: another copy of {name} counts")

    def warning(self, text: str) -> None:
        """Print the text, unless the run is quiet."""
        self.console.warning(text)

    def document(self, document: Document) -> None:
        """Print the document."""
        _print(_json_line(document) if self.as_json else document.text)

    def file_done(self, action: str, path: str) -> None:
        """Print the change that a run would make, if it would make one."""
        if self.lists_files and action in DRY_RUN:
            _print(f"{DRY_RUN[action]} {path}\n")

    def summary(self, totals: Totals) -> None:
        """Print the counts of the run in one line, and a hint if ids were not resolved."""
        if not (totals.posts or totals.is_cut_short or totals.only_fetched or totals.failures):
            self.console.line(NOTHING_FOUND)
        if totals.posts or totals.left_out or totals.is_cut_short:
            self.console.summary(summary(totals, is_dry_run=self.lists_files))
            if not totals.has_collections and any(code.startswith("unresolved-") for code in totals.notices):
                self.console.summary(UNRESOLVED_HINT)
        for host, number in sorted((+totals.remote_files).items()):
            files = f"{_count(number, 'file')} {'is' if number == 1 else 'are'}"
            place = host or "the old site"
            self.console.summary(f"{files} still on {place}: --uploads PATH copies them (docs/media.md)")
        if totals.actions["printed"] > 1 and not self.as_json and sys.stdout.isatty():
            self.console.summary("the documents were only printed: -o DIR writes each into a file below DIR")


def summary(totals: Totals, *, is_dry_run: bool = False) -> str:
    """Return the counts of a run in one line.

    Args:
        totals: the counts.
        is_dry_run: whether nothing was written.
    """
    parts = [f"{_count(totals.posts, 'post')} read"]
    if totals.actions:
        parts.append(_actions(totals.actions, is_dry_run=is_dry_run))
    if totals.site_files:
        parts.append(f"site files: {_actions(totals.site_files, is_dry_run=is_dry_run)}")
    if files := +totals.files:
        words = DRY_RUN_FILES if is_dry_run else FILES
        parts.append(
            "files: " + ", ".join(f"{files[key]} {word}" for key, word in words.items() if files[key])
        )
    hidden = DESCRIPTIONS if totals.posts else frozenset()
    if kinds := [_count(totals.left_out[kind], kind) for kind in sorted(totals.left_out.keys() - hidden)]:
        parts.append("left out: " + ", ".join(kinds))
    if links := _links(totals.links):
        parts.append(links)
    if totals.failures:
        parts.append(_count(totals.failures, "failure"))
    if totals.notices:
        codes = ", ".join(f"{number} {code}" for code, number in sorted(totals.notices.items()))
        parts.append(f"notices: {codes}")
    return "; ".join(parts)


def _links(states: Mapping[str, int]) -> str:
    """Return the counts of links within the site, such as `98 links: 90 rewritten, 8 broken`."""
    counts: Counter[str] = Counter()
    for state, number in states.items():
        if label := LINK_LABELS.get(state):
            counts[label] += number
    if not counts:
        return ""
    ordered = (label for label in dict.fromkeys(LINK_LABELS.values()) if counts[label])
    return f"{_count(counts.total(), 'link')}: " + ", ".join(f"{counts[each]} {each}" for each in ordered)


def _actions(counts: Mapping[str, int], *, is_dry_run: bool) -> str:
    words = DRY_RUN if is_dry_run else {}
    return ", ".join(
        f"{words[action]} {number}" if action in words else f"{number} {action}"
        for action, number in sorted(counts.items())
    )


def _count(number: int, noun: str) -> str:
    """Return a number with its noun in the singular or plural; nouns in -s or -x stay as they are."""
    if number == 1 or noun.endswith(("s", "x")):
        return f"{number} {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def _json_line(document: Document) -> str:
    values = {
        "path": document.path,
        "front_matter": document.front_matter,
        "body": document.body,
        "notices": [notice.to_json() for notice in document.notices],
    }
    return json.dumps(values, ensure_ascii=False, default=datetime.isoformat) + "\n"


def _print(text: str) -> None:
    """Print a text as UTF-8 without changing its line ends, whatever the locale and the platform."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
