"""Run a process and measure its time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a process, including its child processes."""

    wall: float
    """Wall time in seconds."""
    cpu: float
    """User and system time in seconds."""
    memory: float
    """Peak memory of the largest process, in megabytes."""


def measure(command: Sequence[str | Path], folder: Path | None = None, stdin: Path | None = None) -> Cost:
    """Run a command to its end and return its cost.

    Raises:
        SystemExit: the command failed; the end of its output is the message.
    """
    with open(stdin or os.devnull, "rb") as source, tempfile.TemporaryFile() as output:  # noqa: PTH123  devnull
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=source, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{command} failed: {output.read()[-800:].decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
