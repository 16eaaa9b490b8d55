"""Run the command in a process, as users do."""

from __future__ import annotations

import functools
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import traceback
import warnings
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pytest

import wpconv as package
from helpers import ROOT
from wpconv.__main__ import main

COMMAND = (sys.executable, "-m", "wpconv")
SITE = ROOT / "fixtures" / "site"
HAS_FORK = hasattr(os, "fork")
"""Windows has none, nor pseudo-terminals, FIFOs, limits of resources and most signals."""
TIMEOUT = 120
"""Seconds after which a command that hangs is ended."""


def wpconv(*arguments: object, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run the command to its end.

    A fork of this process runs it, which has imported all modules already. A new interpreter is started
    only if the settings need one, and where there is no fork.

    Args:
        arguments: the command line.
        settings: `cwd` and `preexec_fn`, or any others of `subprocess.run`, such as `input`, which is empty
            by default, and `env`, which is added to the environment.
    """
    command = list(map(str, arguments))
    if HAS_FORK and settings.keys() <= {"cwd", "preexec_fn"}:
        return _forked(command, **settings)
    if not HAS_FORK and "preexec_fn" in settings:
        pytest.skip("Windows runs nothing between two programs")
    if "input" not in settings:
        settings.setdefault("stdin", subprocess.DEVNULL)
    env = {**os.environ, **settings.pop("env", {})}
    return subprocess.run(
        [*COMMAND, *command],
        capture_output=True, check=False, encoding="utf-8", timeout=TIMEOUT, env=env, **settings,
    )  # fmt: skip


@functools.cache
def _import_all() -> None:
    """Import all modules of the package, so that no fork has to."""
    for module in pkgutil.walk_packages(package.__path__, "wpconv."):
        importlib.import_module(module.name)


def _forked(command: list[str], **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a fork of this process, with nothing on standard input."""
    _import_all()
    with open(os.devnull, "rb") as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:  # noqa: PTH123  devnull
        with warnings.catch_warnings():
            # Python warns of threads, such as those of pytest-xdist: the child uses nothing of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            _run_and_exit(command, (stdin, stdout, stderr), **settings)
        _, status = os.waitpid(child, 0)
        stdout.seek(0)
        stderr.seek(0)
        return subprocess.CompletedProcess(
            command, os.waitstatus_to_exitcode(status), stdout.read().decode(), stderr.read().decode()
        )


def _run_and_exit(
    command: list[str], streams: tuple[IO[bytes], ...], cwd: Any = ".", preexec_fn: Any = None
) -> None:
    """Run the command in this process as a new interpreter would, and end the process."""
    status: Any = 1
    # Their destructors may close file descriptors 0 to 2.
    _inherited = sys.stdin, sys.stdout, sys.stderr
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        sys.stdin = os.fdopen(0, encoding="utf-8")
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace")
        sys.argv = ["wpconv", *command]
        os.chdir(cwd)
        signal.alarm(TIMEOUT)
        if preexec_fn:
            preexec_fn()
        main()
    except SystemExit as end:
        status = end.code
    except BaseException:  # noqa: BLE001 - the process ends here, so nobody else reports it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def started(*arguments: object, **settings: Any) -> subprocess.Popen[str]:
    """Start the command in a new interpreter, without waiting for its end."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **settings,
    )


def post(number: int, **fields: Any) -> dict[str, Any]:
    """Return a post as the REST API sends it, with other values for some fields."""
    return {
        "id": number,
        "type": "post",
        "status": "publish",
        "slug": f"post-{number}",
        "link": f"https://example.org/post-{number}/",
        "date": "2024-05-01T10:00:00",
        "date_gmt": "2024-05-01T08:00:00",
        "title": {"rendered": f"Post {number}"},
        "content": {"rendered": f"<p>The words of post {number}.</p>"},
        **fields,
    }


def written(path: Path, *records: object) -> Path:
    """Write a file with a list of records, as the REST API sends it, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(records), "utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder, by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
