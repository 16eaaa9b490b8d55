"""The tables of README.md."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from process import Cost

LIBRARIES = ("beautifulsoup4", "lxml", "markdownify", "python-dateutil", "click", "PyYAML")
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


def machine() -> str:
    """Return one sentence about the processor and the versions of the libraries."""
    cpu = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.+)", cpu.read_text()) if cpu.exists() else None
    name = model[1] if model else platform.processor()
    versions = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in LIBRARIES)]
    if node := shutil.which("node"):
        versions.append(f"Node {subprocess.check_output([node, '--version'], text=True).strip()}")
    return f"{name}, {os.cpu_count()} cores, {platform.system()}; {', '.join(versions)}."


def race(posts: int, rounds: int, costs: Mapping[str, Cost]) -> Iterator[str]:
    """Yield the lines of the first table: the cost of each program, relative to the first."""
    ours = next(iter(costs.values()))
    yield f"{posts:,} posts, the median of {rounds} rounds in turns:\n"
    yield "| | CPU s | × wpconv | wall s | ms a post | memory MB |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, cost in costs.items():
        yield (
            f"| {name} | {cost.cpu:.2f} | {cost.cpu / ours.cpu:.2f} | {cost.wall:.2f} "
            f"| {cost.cpu / posts * 1000:.2f} | {cost.memory:.0f} |"
        )


def growth(posts: int, costs: Mapping[str, Cost]) -> Iterator[str]:
    """Yield the lines of the second table: ten times as many posts, and the same posts unchanged."""
    small, large, again = costs["small"], costs["large"], costs["unchanged"]
    yield "| one process | CPU s | × | wall s | memory MB | × |"
    yield "|---|--:|--:|--:|--:|--:|"
    yield f"| {posts:,} posts | {small.cpu:.2f} | | {small.wall:.2f} | {small.memory:.0f} | |"
    for name, cost, base in (("posts", large, small), ("unchanged posts, run again", again, large)):
        yield (
            f"| {posts * 10:,} {name} | {cost.cpu:.2f} | {cost.cpu / base.cpu:.2f} | {cost.wall:.2f} "
            f"| {cost.memory:.0f} | {cost.memory / base.memory:.2f} |"
        )


def starts(costs: Mapping[str, Cost]) -> Iterator[str]:
    """Yield the lines of the third table: start-up time."""
    rows = (
        ("a bare click program, `--help`", "bare", "bare"),
        ("`wpconv --help`", "help", "bare"),
        ("`wpconv --version`", "version", "bare"),
        ("import of bs4 and markdownify", "imports", "imports"),
        ("`wpconv < post.json`", "pipe", "imports"),
    )
    yield "| start | wall ms | × |"
    yield "|---|--:|--:|"
    for name, key, base in rows:
        yield f"| {name} | {costs[key].wall * 1000:.0f} | {costs[key].wall / costs[base].wall:.2f} |"


def shapes(costs: Mapping[str, tuple[int, Cost, Cost]]) -> Iterator[str]:
    """Yield the lines of the last table: a body or input at a quarter and at its full size."""
    yield "| one body or input of | CPU s at a quarter | CPU s | × |"
    yield "|---|--:|--:|--:|"
    for name, (size, quarter, whole) in costs.items():
        ratio = whole.cpu / quarter.cpu if quarter.cpu > 0 else 0
        yield f"| {size:,} {name} | {quarter.cpu:.2f} | {whole.cpu:.2f} | {ratio:.1f} |"


def render(*groups: Iterable[str]) -> str:
    """Return the tables, each given as its lines, below a sentence about the machine."""
    return "\n\n".join([machine(), *("\n".join(group) for group in groups)])


def update(readme: Path, text: str) -> None:
    """Replace the text between the comments BEGIN and END of a file."""
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
