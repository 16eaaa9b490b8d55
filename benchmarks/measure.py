"""Measure wpconv beside other converters, its growth and its start-up time: `make bench`.

    python benchmarks/measure.py [--posts 1000] [--rounds 5]

The programs run in turns, so that other load on the machine affects all of them alike; each figure is the
median of all rounds. The tables are written into README.md in this folder.
"""

from __future__ import annotations

import argparse
import functools
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import shapes
import tables
from contestants import HERE, Contestant, contestants, wpconv
from corpus import generate
from process import Cost, measure

WORK = HERE.parent / "build" / "bench"
START = {
    "bare": ["-c", "import click; click.command()(lambda: None)()", "--help"],
    "help": ["-m", "wpconv", "--help"],
    "version": ["-m", "wpconv", "--version"],
    "imports": ["-c", "import bs4, markdownify"],
    "pipe": ["-m", "wpconv"],
}

Task = Callable[[], Cost]


def take_turns(rounds: int, tasks: Mapping[str, Task]) -> dict[str, Cost]:
    """Run all tasks in each round, one after the other, and return the median cost of each."""
    costs: dict[str, list[Cost]] = {name: [] for name in tasks}
    for number in range(rounds):
        for name, task in tasks.items():
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr)
            costs[name].append(task())
    return {name: median(values) for name, values in costs.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each field."""
    return Cost(
        *(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory"))
    )


@contextmanager
def served(export: Path) -> Iterator[str]:
    """Serve an export as a live site, and yield its URL."""
    command = [sys.executable, HERE / "serve.py", export]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def convert(contestant: Contestant, export: Path, posts: int, address: str) -> Cost:
    """Let a program convert an export into a new folder; fail if it did not write every post."""
    folder = WORK / "out"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = address if contestant.needs_server else export
    cost = measure(contestant.command(source, folder / "files"), folder)
    written = sum(1 for _ in folder.rglob("*.md"))
    assert written == posts, f"{contestant.name} wrote {written} of {posts} posts"
    return cost


def race(posts: int, rounds: int) -> dict[str, Cost]:
    """Return the cost of each program for the same posts."""
    export = WORK / "small"
    generate(export, posts)
    with served(export) as address:
        return take_turns(
            rounds,
            {c.name: functools.partial(convert, c, export, posts, address) for c in contestants()},
        )


def growth(posts: int) -> dict[str, Cost]:
    """Return the cost of a number of posts, of ten times as many, and of these again, unchanged."""
    large, alone = WORK / "large", Contestant("wpconv", wpconv(1))
    generate(large, posts * 10)
    return {
        "small": convert(alone, WORK / "small", posts, ""),
        "large": convert(alone, large, posts * 10, ""),
        "unchanged": measure(alone.command(large, WORK / "out" / "files"), WORK / "out"),
    }


def starts(rounds: int) -> dict[str, Cost]:
    """Return the cost of starting each command of START."""
    post = shapes.write(WORK / "post.json", "<p>Short.</p>")
    tasks = {
        name: functools.partial(measure, [sys.executable, *arguments], None, post)
        for name, arguments in START.items()
    }
    return take_turns(rounds, tasks)


def growing_shapes() -> dict[str, tuple[int, Cost, Cost]]:
    """Return for each shape its size, and the cost of a quarter and of all of it, without start-up."""
    command = [sys.executable, "-m", "wpconv", "--quiet"]
    start = measure(command, None, shapes.write(WORK / "shape.json", "<p>Short.</p>"))
    costs = {}
    bodies = [(name, size, shapes.write, make) for name, (size, make) in shapes.SHAPES.items()]
    inputs = [(name, size, shapes.write_text, make) for name, (size, make) in shapes.INPUTS.items()]
    for name, size, write, make in (*bodies, *inputs):
        print(name, file=sys.stderr)
        both = [measure(command, None, write(WORK / "shape.json", make(n))) for n in (size // 4, size)]
        costs[name] = (size, *(Cost(c.wall - start.wall, c.cpu - start.cpu, c.memory) for c in both))
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    posts, rounds = arguments.posts, arguments.rounds
    text = tables.render(
        tables.race(posts, rounds, race(posts, rounds)),
        tables.growth(posts, growth(posts)),
        tables.starts(starts(rounds)),
        tables.shapes(growing_shapes()),
    )
    tables.update(HERE / "README.md", text)
    print(text)


if __name__ == "__main__":
    main()
