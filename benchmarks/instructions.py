"""Count the instructions that one post costs, start-up apart, with valgrind's cachegrind.

    python benchmarks/instructions.py [EXPORT] [--posts 200] [--few 20]

EXPORT is a folder of JSON files, at any depth, that hold lists of posts, with `_embed` or without; by default
it is the corpus of `corpus.py`. Each program converts all posts and then a few of them; the difference is
divided by the number of posts between the two. Instructions do not depend on the machine's load.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contestants import HERE, script, wpconv
from corpus import generate

WORK = HERE.parent / "build" / "instructions"
REFERENCES = re.compile(r"I\s+refs:\s+([\d,]+)")
PROGRAMS = {
    "wpconv": wpconv(1),
    "naive: markdownify, Beautiful Soup, PyYAML": script("naive"),
    "floor: JSON, libxml2's parser, files": script("floor"),
}


def count(command: list[str | Path]) -> int:
    """Return the number of instructions that a command executes.

    Raises:
        SystemExit: the command failed.
    """
    cachegrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [*cachegrind, *command], capture_output=True, text=True, check=False, env=environment
    )
    found = REFERENCES.search(done.stderr)
    if done.returncode or found is None:
        sys.exit(f"{command} failed: {done.stderr[-800:]}")
    return int(found[1].replace(",", ""))


def posts(export: Path) -> list[dict[str, Any]]:
    """Return the posts of an export that every program can read: those with a slug and a rendered body."""
    values = (json.loads(file.read_text("utf-8")) for file in sorted(export.rglob("*.json")))
    records = (record for value in values for record in (value if isinstance(value, list) else [value]))
    return [
        record
        for record in records
        if isinstance(record, dict) and record.get("slug") and isinstance(record.get("content"), dict)
    ]


def per_post(export: Path, number: int, few: int) -> Iterator[tuple[str, float]]:
    """Yield each program and how many instructions a post costs it."""
    records = posts(export)[:number]
    number = len(records)
    for name, size in (("many", number), ("few", few)):
        folder = WORK / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "posts.json").write_text(json.dumps(records[:size]), "utf-8")
    for program, command in PROGRAMS.items():
        totals = []
        for name in ("many", "few"):
            shutil.rmtree(WORK / "out", ignore_errors=True)
            totals.append(count(command(WORK / name, WORK / "out")))
        yield program, (totals[0] - totals[1]) / (number - few)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("export", nargs="?", type=Path)
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--few", type=int, default=20)
    arguments = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not installed")
        return
    export = arguments.export
    if export is None:
        export = WORK / "corpus"
        generate(export, arguments.posts)
    results = dict(per_post(export, arguments.posts, arguments.few))
    ours = results["wpconv"]
    print("| | million instructions a post | × wpconv |\n|---|--:|--:|")
    for name, cost in results.items():
        print(f"| {name} | {cost / 1e6:.2f} | {cost / ours:.2f} |")


if __name__ == "__main__":
    main()
