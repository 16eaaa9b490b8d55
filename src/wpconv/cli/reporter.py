"""What a run tells: each event is counted, reported and, where a person should see it, printed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from wpconv.run.report import Report, Totals, notice_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wpconv.cli.console import Console
    from wpconv.errors import WpconvError
    from wpconv.model import Document
    from wpconv.notices import Notice
    from wpconv.run.index import Index
    from wpconv.run.jobs import Outcome
    from wpconv.run.plan import Plan

PLANNED = {"written": "would write", "updated": "would update", "removed": "would remove"}


@dataclass(slots=True)
class Teller:
    """Takes the events of a run.

    Args:
        console: where all goes that is no document.
        as_json: print documents as JSON lines.
        is_plan: nothing is written: say what would be.
        reports_posts: keep what became of each post.
    """

    console: Console
    as_json: bool = False
    is_plan: bool = False
    reports_posts: bool = False
    totals: Totals = field(default_factory=Totals)
    report: Report = field(default_factory=Report)
    _unheld: set[str] = field(default_factory=set)
    _has_journal: bool = True
    _part: str = ""
    _began: float = 0.0

    def failure(self, error: WpconvError, path: str | None = None) -> None:
        """Tell what failed."""
        self.totals.failures += 1
        self.report.add_failure(error, path)
        self.console.failure(error)

    def begin(self, part: str, steps: int) -> None:
        """Tell that a part of the run begins."""
        self.end()
        self._part, self._began = part.lower(), perf_counter()
        self.console.stage(part, steps)

    def end(self) -> None:
        """Tell that a part of the run has ended."""
        if self._part:
            self.report.timings[self._part] = perf_counter() - self._began
        self._part = ""
        self.console.finish()

    def index(self, index: Index) -> Index:
        """Tell what was met in a source that belongs to no post, and pass it on."""
        self.console.step()
        for failure in index.failures:
            self.failure(failure)
        for notice in index.notices:
            self.source_notice(index.source.name, notice)
        self._unheld |= index.unheld
        return index

    def source_notice(self, source: str, notice: Notice) -> None:
        """Tell a notice about a source as a whole."""
        self.totals.add(notice)
        self.report.add_repair(source, notice)
        self.console.notice("", notice)

    def plan(self, plan: Plan) -> None:
        """Tell what the input holds."""
        self.totals.posts = plan.posts
        self.totals.left_out.update(plan.left_out)
        for source, loss in plan.losses:
            self.source_notice(source, loss)
        self._tell_unheld()

    def memory(self) -> dict[str, Any]:
        """Return what the next run tells again if nothing has changed."""
        return {
            "posts": self.totals.posts,
            "left_out": self.totals.left_out,
            "unheld": sorted(self._unheld),
            "repairs": self.report.repairs,
        }

    def repeat(self, memory: Mapping[str, Any], outcomes: Iterable[Outcome]) -> None:
        """Tell again what an earlier run told."""
        self.totals.posts = memory["posts"]
        self.totals.left_out.update(memory["left_out"])
        self._unheld.update(memory["unheld"])
        self._tell_unheld()
        for repair in memory["repairs"]:
            self.source_notice(repair["source"], notice_from(repair))
        for outcome in outcomes:
            self.outcome(outcome)

    def outcome(self, outcome: Outcome) -> None:
        """Tell what became of a post."""
        self.console.step()
        if self.reports_posts:
            self.report.add_post(outcome)
        if outcome.unnoted is not None and self._has_journal:
            self._has_journal = False
            self.failure(outcome.unnoted)
        if outcome.failure is not None:
            self.failure(outcome.failure, outcome.place.path)
            return
        for notice in outcome.notices:
            self.totals.add(notice)
            self.console.notice(outcome.place.path, notice)
        self.action(outcome.action, outcome.place.path)
        if outcome.document is not None:
            _print(_line(outcome.document) if self.as_json else outcome.document.text)

    def removed(self, path: str) -> None:
        """Tell that a document of a post that is gone was removed."""
        self.report.removed.append(path)
        self.action("removed", path)

    def action(self, action: str, path: str) -> None:
        """Count what was done with a file; where nothing is, print what would be."""
        self.totals.actions[action] += 1
        if self.is_plan:
            _print(f"{PLANNED.get(action, action)} {path}\n")

    def close(self) -> None:
        """Print the run in one line."""
        if not (self.totals.posts or self.totals.is_cut_short):
            self.console.line("nothing to convert was found: no WordPress posts in what was given")
        if self.totals.posts or self.totals.left_out or self.totals.is_cut_short:
            self.console.summary(self.totals.summary())
            self.console.summary(self.totals.hint())

    def _tell_unheld(self) -> None:
        if self._unheld and self.console.verbose:
            names = ", ".join(sorted(self._unheld))
            self.console.line(f"fields that no key of a document holds: {names}")


def _line(document: Document) -> str:
    shown = {
        "path": document.path,
        "front_matter": document.front_matter,
        "body": document.body,
        "notices": [asdict(notice) for notice in document.notices],
    }
    return json.dumps(shown, ensure_ascii=False, default=datetime.isoformat) + "\n"


def _print(text: str) -> None:
    """Print a text as bytes: neither the locale nor the platform may change them."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
