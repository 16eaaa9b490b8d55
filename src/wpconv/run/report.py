"""What a run amounts to: counts, the exit status, and a report for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.output.files import Action
from wpconv.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wpconv.errors import WpconvError
    from wpconv.run.jobs import Outcome


NAMES = (
    "to turn ids into names, convert the users, categories, tags and media of the site along with its posts, "
    "or fetch posts with &_embed=1"
)


@dataclass(slots=True)
class Totals:
    """The counts of a run, as it goes on."""

    posts: int = 0
    """Posts that the input holds."""
    actions: Counter[str] = field(default_factory=Counter)
    """Documents by what was done with them."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Records that became no document, by kind."""
    notices: Counter[str] = field(default_factory=Counter)
    """By code."""
    severities: Counter[Severity] = field(default_factory=Counter)
    failures: int = 0
    is_cut_short: bool = False
    """Whether a failure ended the run, so that what it counts is not all."""

    def add(self, notice: Notice) -> None:
        """Count a notice."""
        self.notices[notice.code] += 1
        self.severities[notice.severity] += 1

    def exit_status(self, *, strict: bool = False, is_check: bool = False) -> int:
        """Return 0 where nothing was lost, 1 where something was, 2 where there was nothing to convert.

        Args:
            strict: take warnings for losses.
            is_check: look at the files alone, and return 1 where a run would change any.
        """
        if self.is_cut_short:
            return 1
        if not self.posts:
            return 2
        if is_check:
            return int(self.failures > 0 or self.actions.keys() - {Action.UNCHANGED} != set())
        lost = self.failures + self.severities[Severity.LOSS]
        return int(lost > 0 or (strict and self.severities[Severity.WARNING] > 0))

    def summary(self) -> str:
        """Return the run in one line."""
        parts = [f"{_count(self.posts, 'post')} read"]
        if self.actions:
            parts.append(", ".join(f"{number} {action}" for action, number in sorted(self.actions.items())))
        if self.left_out:
            kinds = (_count(number, kind) for kind, number in sorted(self.left_out.items()))
            parts.append("left out: " + ", ".join(kinds))
        if self.failures:
            parts.append(_count(self.failures, "failure"))
        if self.notices:
            codes = ", ".join(f"{number} {code}" for code, number in sorted(self.notices.items()))
            parts.append(f"notices: {codes}")
        return "; ".join(parts)

    def hint(self) -> str:
        """Return what to do about the most of the notices, where there is one thing to do."""
        return NAMES if any(code.startswith("unresolved-") for code in self.notices) else ""


@dataclass(slots=True)
class Report:
    """A run for programs to read: docs/report.md."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    failures: list[dict[str, Any]] = field(default_factory=list)
    repairs: list[dict[str, Any]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    """Seconds, by part of the run."""

    def add_post(self, outcome: Outcome) -> None:
        """Note what became of a post."""
        place = outcome.place
        self.posts.append(
            {
                "source": place.location.source,
                "index": place.location.index,
                "offset": place.location.offset,
                "id": place.post_id,
                "type": place.type,
                "path": place.path,
                "action": outcome.action,
                "notices": [_notice(each) for each in outcome.notices],
            }
        )

    def add_failure(self, error: WpconvError, path: str | None = None) -> None:
        """Note what failed, and the document that is missing for it."""
        self.failures.append({"path": path, "cause": error.cause, "advice": error.advice})

    def add_repair(self, source: str, notice: Notice) -> None:
        """Note what was met in a source that belongs to no post."""
        self.repairs.append({"source": source, **_notice(notice)})

    def text(self, output: str | None, totals: Totals, status: int) -> str:
        """Return the report as JSON.

        Args:
            output: the output folder.
            totals: the run's counts.
            status: its exit status.
        """
        report = {
            "wpconv": VERSION,
            "output": output,
            "exit_status": status,
            "totals": {
                "posts": totals.posts,
                "actions": totals.actions,
                "left_out": totals.left_out,
                "notices": totals.notices,
                "failures": totals.failures,
            },
            "posts": self.posts,
            "removed": self.removed,
            "failures": self.failures,
            "repairs": self.repairs,
            "timings": {part: round(seconds, 3) for part, seconds in self.timings.items()},
        }
        return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def notice_from(values: Mapping[str, Any]) -> Notice:
    """Return the notice that a report tells of."""
    code = NoticeCode(values["code"])
    return Notice(code, values["detail"], Severity(values["severity"]), offset=values["offset"])


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "code": notice.code,
        "severity": notice.severity,
        "detail": notice.detail,
        "offset": notice.offset,
    }


def _count(number: int, word: str) -> str:
    """Return a number with its noun; `status` and its like stay as they are."""
    if number == 1 or word.endswith(("s", "x")):
        return f"{number} {word}"
    return f"{number} {word[:-1]}ies" if word.endswith("y") else f"{number} {word}s"
