"""Whole runs as fixtures: the files, both streams and the exit status of the command in a real process.

A copy of `fixtures/posts/<case>/` is the working folder. `args.txt` holds the arguments; without it they are
`input.json -o out`. `expected/run.txt` is the transcript, `expected/out/` the output folder without the
manifest, whose hashes change with each version.
"""

from __future__ import annotations

import os
import shlex
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from helpers import ROOT
from helpers.golden import Golden
from helpers.process import HAS_FORK, wpconv

FIXTURES = ROOT / "fixtures" / "posts"
CASES = sorted(path for path in FIXTURES.iterdir() if path.is_dir())
MANIFEST = ".wpconv.json"

# The output must not depend on any of these. A hash seed and a locale need a new interpreter.
SURROUNDINGS = {"TZ": "Pacific/Chatham", "LC_ALL": "C", "PYTHONHASHSEED": "random", "COLUMNS": "43"}


def set_surroundings() -> None:
    os.environ.update(SURROUNDINGS)
    time.tzset()


def run(arguments: str, folder: Path, settings: dict[str, Any]) -> str:
    """Run the command in a folder and return its transcript."""
    done = wpconv(*shlex.split(arguments), cwd=folder, **settings)
    parts = [f"$ wpconv {arguments}\n"]
    for name, stream in (("output", done.stdout), ("error", done.stderr)):
        if stream:
            parts.append(f"--- standard {name}\n{stream}")
    return "".join(parts) + f"--- exit status {done.returncode}\n"


def files(folder: Path) -> dict[str, str]:
    """Return the text of each file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"preexec_fn": set_surroundings}, id="fork"),
        pytest.param({"env": SURROUNDINGS}, id="interpreter", marks=pytest.mark.slow if HAS_FORK else ()),
    ],
)
@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_posts(case: Path, settings: dict[str, Any], tmp_path: Path, golden: Golden) -> None:
    """A run writes the files, prints the messages and returns the exit status of its fixture."""
    folder = tmp_path / case.name
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected", "args.txt"))
    arguments = case / "args.txt"
    line = arguments.read_text("utf-8").strip() if arguments.exists() else "input.json -o out"
    transcript = run(line, folder, settings)
    golden(case / "expected" / "run.txt", transcript)
    expected, actual = case / "expected" / "out", files(folder / "out")
    for name in sorted(actual.keys() | files(expected)):
        golden(expected / name, actual.get(name))
