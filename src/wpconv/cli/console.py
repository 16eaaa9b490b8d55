"""Standard error of the command: notices, failures, the progress bar and the summary."""

from __future__ import annotations

import os
import sys
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    # Imported only if a progress bar is made; `--help` imports none of these.
    from click._termui_impl import ProgressBar

    from wpconv.errors import WpconvError
    from wpconv.notices import Notice

COLORS = {"info": "cyan", "warning": "yellow", "loss": "red", "error": "red"}
PROGRESS_DELAY = 1.0
"""Seconds that a run may take before it shows a progress bar."""
PROGRESS_INTERVAL = 0.1
"""Seconds between two updates of the progress bar."""
MAX_OF_CODE = 20
"""The number of notices of one code that are printed without -v."""


class Console:
    """Prints to standard error.

    Args:
        quiet: print only losses and failures.
        verbose: print every notice.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self._color = False if os.environ.get("NO_COLOR") else None
        self._started = monotonic()
        self._stage = ("", 0)
        self._done = self._bytes = 0
        self._drawn = 0.0
        self._bar: ProgressBar[int] | None = None
        self._printed: Counter[str] = Counter()

    def notice(self, path: str, notice: Notice) -> None:
        """Print a notice: losses always, warnings and repairs up to MAX_OF_CODE of a code, info with -v.

        Args:
            path: the document; empty for a source as a whole.
            notice: the notice.
        """
        is_repair = notice.offset is not None
        if notice.severity == "loss" or self.verbose:
            self._print(path, notice)
        elif (notice.severity == "warning" or is_repair) and not self.quiet:
            self._printed[notice.code] += 1
            if self._printed[notice.code] <= MAX_OF_CODE:
                self._print(path, notice)
            elif self._printed[notice.code] == MAX_OF_CODE + 1:
                self.line(f"… and more of {notice.code}: -v prints them all")

    def _print(self, path: str, notice: Notice) -> None:
        label = click.style(f"{notice.severity}:", fg=COLORS[notice.severity])
        self.line(f"{path}{': ' * bool(path)}{label} {notice.code}: {_escape(notice.detail)}")

    def failure(self, error: WpconvError) -> None:
        """Print the cause of a failure, and the advice in a line of its own."""
        self.line(f"{click.style('error:', fg=COLORS['error'])} {_escape(error.cause)}")
        if error.advice:
            self.line(f"  {error.advice}")

    def warning(self, text: str) -> None:
        """Print a warning about the run as a whole, unless it is quiet."""
        self.summary(f"{click.style('warning:', fg=COLORS['warning'])} {_escape(text)}")

    def summary(self, text: str) -> None:
        """Print a line about the run as a whole, unless it is quiet."""
        if text and not self.quiet:
            self.line(text)

    def line(self, text: str) -> None:
        """Print a line; it replaces the progress bar, which is drawn again below it."""
        if self._bar is not None:
            click.echo("\r\x1b[K", nl=False, err=True)
        click.echo(text, err=True, color=self._color)

    def start_stage(self, label: str, length: int) -> None:
        """Start counting the steps of a stage.

        Args:
            label: the name beside the progress bar.
            length: the number of steps.
        """
        self.end_stage()
        self._stage, self._done, self._bytes = (label, length), 0, 0

    def step(self, size: int = 0) -> None:
        """Count a step, and show a progress bar on a terminal if the run takes longer than PROGRESS_DELAY.

        Args:
            size: the number of bytes that the step fetched; their sum is beside the bar.
        """
        self._done += 1
        self._bytes += size
        label, length = self._stage
        now = monotonic()
        is_due = now - self._drawn >= PROGRESS_INTERVAL or self._done == length
        if self.quiet or not length or not is_due or now - self._started <= PROGRESS_DELAY:
            return
        self._drawn = now
        if self._bar is None and _is_terminal():
            self._bar = click.progressbar(
                length=length, label=label, file=sys.stderr, show_pos=True, item_show_func=_megabytes
            )
        if self._bar is not None:
            self._bar.update(self._done - self._bar.pos, self._bytes)

    def end_stage(self) -> None:
        """Remove the progress bar, and show the cursor that click has hidden."""
        if self._bar is not None:
            click.echo("\r\x1b[K\x1b[?25h", nl=False, err=True)
            self._bar = None


def _megabytes(size: int | None) -> str | None:
    return f"{size / 1_000_000:.1f} MB" if size else None


def _is_terminal() -> bool:
    """Return whether standard error is a terminal; Python has None for a closed stream."""
    return sys.stderr is not None and sys.stderr.isatty()


def _escape(text: str) -> str:
    """Return a text in one line, with escapes for characters that a terminal would act on."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in text)
