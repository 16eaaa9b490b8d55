"""The programs that are compared: wpconv, two scripts of our own, and other converters if installed.

The other converters are npm packages in `build/peers`:

    npm install --prefix build/peers wordpress-export-to-markdown @11ty/import
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PEERS = HERE.parent / "build" / "peers" / "node_modules"

Command = Callable[[Path | str, Path], list[str | Path]]
"""Returns the command line for an export (a folder or a URL) and an output folder, which must not exist."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program that converts an export."""

    name: str
    command: Command
    needs_server: bool = False
    """Whether it reads only from a live site: its export is then a URL."""


def script(name: str) -> Command:
    """Return the command of a script in this folder."""
    return lambda export, output: [sys.executable, HERE / f"{name}.py", export, output]


def wpconv(jobs: int) -> Command:
    """Return the command that runs wpconv with a number of processes."""
    return lambda export, output: [
        sys.executable, "-m", "wpconv", "--quiet", "--jobs", str(jobs), export, "--output", output,
    ]  # fmt: skip


def peer(name: str) -> str:
    """Return the name and version of an npm package, or an empty str if it is not installed."""
    package = PEERS / name / "package.json"
    if not package.exists() or not shutil.which("node"):
        return ""
    return f"{name} {json.loads(package.read_text('utf-8'))['version']}"


def peers() -> Iterator[Contestant]:
    """Yield the other converters that are installed."""
    if name := peer("wordpress-export-to-markdown"):
        # It waits 25 ms after each file on purpose, which is not part of its speed.
        yield Contestant(
            f"{name}, its delay removed",
            lambda export, output: [
                "node",
                "--require",
                HERE / "no_delay.js",
                PEERS / "wordpress-export-to-markdown/index.js",
                "--wizard=false",
                f"--input={export}/export.xml",
                f"--output={output}",
                "--save-attached-images=false",
                "--save-scraped-images=false",
            ],
        )
    if name := peer("@11ty/import"):
        yield Contestant(
            name,
            lambda address, output: [
                "node",
                PEERS / "@11ty/import/cli.js",
                "wordpress",
                str(address),
                f"--output={output}",
                "--assetrefs=disabled",
                "--quiet",
                "--cacheduration=0s",
            ],
            needs_server=True,
        )


def contestants() -> list[Contestant]:
    """Return all programs that can run on this machine, wpconv first."""
    return [
        Contestant("wpconv", wpconv(1)),
        Contestant("wpconv, two processes", wpconv(2)),
        Contestant("naive: markdownify, Beautiful Soup, PyYAML", script("naive")),
        Contestant("floor: JSON, libxml2's parser, files", script("floor")),
        *peers(),
    ]
