"""What a run amounts to: counts, the exit status, the summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from wpconv.model import Notice, Severity


@dataclass(slots=True)
class Totals:
    """The counts of a run, as it goes on."""

    posts: int = 0
    documents: int = 0
    """Documents that were printed instead of written."""
    actions: Counter[str] = field(default_factory=Counter)
    """Documents by what was done with them: `written`, `unchanged`."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Records that became no document, by kind."""
    notices: Counter[str] = field(default_factory=Counter)
    """By code."""
    severities: Counter[Severity] = field(default_factory=Counter)
    failures: int = 0

    def add(self, notice: Notice) -> None:
        """Count a notice."""
        self.notices[notice.code] += 1
        self.severities[notice.severity] += 1

    def exit_status(self, *, strict: bool = False) -> int:
        """Return 0 where nothing was lost, 1 where something was, 2 where there was nothing to convert."""
        if not self.posts:
            return 2
        lost = self.failures + self.severities[Severity.LOSS]
        return int(lost > 0 or (strict and self.severities[Severity.WARNING] > 0))

    def summary(self) -> str:
        """Return the run in one line."""
        parts = [_count(self.posts, "post") + " read"]
        parts += [f"{number} {action}" for action, number in self.actions.items()]
        if self.left_out:
            kinds = (_count(number, kind) for kind, number in sorted(self.left_out.items()))
            parts.append("left out: " + ", ".join(kinds))
        if self.failures:
            parts.append(_count(self.failures, "failure"))
        if self.notices:
            codes = ", ".join(f"{number} {code}" for code, number in sorted(self.notices.items()))
            parts.append(f"notices: {codes}")
        return "; ".join(parts)


def _count(number: int, word: str) -> str:
    """Return a number with its noun; `trash`, `status` and their like stay as they are."""
    if number == 1 or word.endswith(("h", "s", "x")):
        return f"{number} {word}"
    return f"{number} {word[:-1]}ies" if word.endswith("y") else f"{number} {word}s"
