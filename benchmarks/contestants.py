"""Who takes part: wpconv, what it is measured against, and its peers where they are installed.

Peers are npm packages below `build/peers`:

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
"""From an export's folder (or address) and an output folder that does not exist yet to a command."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program that converts an export."""

    name: str
    command: Command
    needs_server: bool = False
    """Whether it reads from a live site: the export is then an address."""


def script(name: str) -> Command:
    return lambda export, output: [sys.executable, HERE / f"{name}.py", export, output]


def wpconv(jobs: int) -> Command:
    return lambda export, output: [
        sys.executable, "-m", "wpconv", "--quiet", "--jobs", str(jobs), export, "--output", output,
    ]  # fmt: skip


def peer(name: str) -> str:
    """Return a peer's name and version, and an empty str where it is not installed."""
    package = PEERS / name / "package.json"
    if not package.exists() or not shutil.which("node"):
        return ""
    return f"{name} {json.loads(package.read_text('utf-8'))['version']}"


def peers() -> Iterator[Contestant]:
    """Yield the peers that are installed."""
    if name := peer("wordpress-export-to-markdown"):
        # It waits 25 ms after each file, which says nothing about its speed.
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
    """Return all that can take part on this machine, wpconv first."""
    return [
        Contestant("wpconv", wpconv(1)),
        Contestant("wpconv, two processes", wpconv(2)),
        Contestant("naive: markdownify, Beautiful Soup, PyYAML", script("naive")),
        Contestant("floor: JSON, libxml2's parser, files", script("floor")),
        *peers(),
    ]
