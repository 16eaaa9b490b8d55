"""What the command prints besides documents: notices, failures, progress, the summary."""

from __future__ import annotations

import os
import sys
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from wpconv.errors import WpconvError
    from wpconv.notices import Notice

COLORS = {"info": "cyan", "warning": "yellow", "loss": "red", "error": "red"}
PATIENCE = 1.0
"""Seconds that a run may take before it shows how far it is."""
ENOUGH = 20
"""Notices of one code that a person reads one by one."""


class Console:
    """Standard error, as this command uses it.

    Args:
        quiet: print losses and failures only.
        verbose: print notices of every severity one by one.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self._color = False if os.environ.get("NO_COLOR") else None
        self._began = monotonic()
        self._stage = ("", 0)
        self._done = 0
        self._bar: ProgressBar[int] | None = None
        self._told: Counter[str] = Counter()

    def notice(self, where: str, notice: Notice) -> None:
        """Print a notice, if it is one that this run prints: losses all, warnings and repairs while few."""
        is_repair = notice.offset is not None
        if notice.severity == "loss" or self.verbose:
            self._print(where, notice)
        elif (notice.severity == "warning" or is_repair) and not self.quiet:
            self._told[notice.code] += 1
            if self._told[notice.code] <= ENOUGH:
                self._print(where, notice)
            elif self._told[notice.code] == ENOUGH + 1:
                self.line(f"… and more of {notice.code}: -v prints them all")

    def _print(self, where: str, notice: Notice) -> None:
        label = click.style(f"{notice.severity}:", fg=COLORS[notice.severity])
        self.line(f"{where}{': ' * bool(where)}{label} {notice.code}: {_visible(notice.detail)}")

    def failure(self, error: WpconvError) -> None:
        """Print what failed, and below it what to do."""
        self.line(f"{click.style('error:', fg=COLORS['error'])} {_visible(error.cause)}")
        if error.advice:
            self.line(f"  {error.advice}")

    def summary(self, text: str) -> None:
        """Print a line that closes a run, if it says something."""
        if text and not self.quiet:
            self.line(text)

    def line(self, text: str) -> None:
        """Print a line, above the progress bar where there is one."""
        if self._bar is not None:
            click.echo("\r\x1b[K", nl=False, err=True)
        click.echo(text, err=True, color=self._color)

    def stage(self, label: str, length: int) -> None:
        """Begin a part of the run that has so many steps."""
        self.finish()
        self._stage, self._done = (label, length), 0

    def step(self, steps: int = 1) -> None:
        """Count steps, and show them once the run takes its time."""
        self._done += steps
        late = monotonic() - self._began > PATIENCE
        if self._bar is None and late and not self.quiet and sys.stderr.isatty():
            label, length = self._stage
            self._bar = click.progressbar(length=length, label=label, file=sys.stderr, show_pos=True)
            self._bar.update(self._done)
        elif self._bar is not None:
            self._bar.update(steps)

    def finish(self) -> None:
        """Take the progress bar away."""
        if self._bar is not None:
            # With it goes what click does to the cursor.
            click.echo("\r\x1b[K\x1b[?25h", nl=False, err=True)
            self._bar = None


def _visible(text: str) -> str:
    """Return a text on one line, without characters that would act on a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in text)
