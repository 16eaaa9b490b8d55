"""Signals, and standard streams that are closed: real processes, as a shell starts them."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest

from helpers.process import COMMAND, SITE, post, written

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_removes_the_copy_of_standard_input(tmp_path: Path, number: signal.Signals) -> None:
    """A run that a signal ends leaves no temporary file, and exits with 128 plus the signal's number."""
    process = subprocess.Popen(
        [*COMMAND, "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("*/stdin")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(number)
    _output, error = process.communicate(timeout=60)
    assert process.returncode == 128 + number, error
    assert list(tmp_path.iterdir()) == []
    assert b"stopped: " in error


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell, in which `wpconv` is the command; the status is that of a failing command."""
    script = f'wpconv() {{ {shlex.join(COMMAND)} "$@"; }}; set -o pipefail; {line}'
    return subprocess.run(
        ["bash", "-c", script], capture_output=True, check=False, encoding="utf-8", timeout=60
    )


@pytest.mark.parametrize(
    "line",
    [
        f"wpconv {SITE} -q | true",
        f"wpconv {SITE} 2>&1 | true",
        "wpconv --help | true",
        "wpconv --no-such-option 2>&1 | true",
    ],
)
def test_a_closed_pipe_is_quiet(line: str) -> None:
    """A reader that goes away ends the command without a message, as SIGPIPE would: status 141."""
    done = shell(line)
    assert (done.returncode, done.stdout, done.stderr) == (141, "", "")


def test_the_first_line_of_a_pipe() -> None:
    """`wpconv … | head` prints the first lines, and nothing to standard error."""
    done = shell(f"wpconv {SITE} {SITE}/../site -q | head -n 1")
    assert (done.stdout, done.stderr) == ("---\n", "")


def test_closed_streams_are_named(tmp_path: Path) -> None:
    """Without the standard stream that a run needs, it exits with 2 and names the stream."""
    source = written(tmp_path / "posts.json", post(1))
    out = tmp_path / "out"
    for line, name in (
        ("wpconv - <&-", "standard input"),
        ("wpconv <&-", "standard input"),
        (f"wpconv {source} >&-", "standard output"),
        (f"wpconv {source} -o {out} --check >&-", "standard output"),
        (f"wpconv {source} -o {out} --report - >&-", "standard output"),
    ):
        done = shell(line)
        assert (done.returncode, done.stdout) == (2, ""), line
        assert done.stderr.startswith(f"error: {name} is closed\n"), done.stderr
    assert not out.exists()
    assert shell(f"wpconv {source} -o {out} <&- >&- 2>&-").returncode == 0
    assert (out / "posts" / "post-1.md").exists()
