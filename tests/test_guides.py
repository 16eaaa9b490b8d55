"""The commands of the guides are those with which `test_sites.py` builds the examples."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT
from helpers.generators import EXAMPLES, GENERATORS

pytestmark = pytest.mark.slow

SITE = ROOT / "fixtures" / "site"


def guide(name: str) -> str:
    """Return the guide for a generator."""
    return (ROOT / "docs" / "guides" / f"{name}.md").read_text("utf-8")


def commands(name: str) -> list[list[str]]:
    """Return the commands of a guide, split into words."""
    blocks = re.findall(r"^```sh\n(.*?)^```", guide(name), re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("name", GENERATORS)
def test_the_first_command_converts(name: str, tmp_path: Path) -> None:
    """The command of the guide converts a site, with the options with which the example is built."""
    _wpconv, url, *options = commands(name)[0]
    assert url == "https://example.org"
    assert options[:2] == ["-o", "site"]
    done = subprocess.run(
        [sys.executable, "-m", "wpconv", SITE, "-o", tmp_path, *options[2:]],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    generator = GENERATORS[name]
    assert options[2:] == [
        "--target", name, "--comments", generator.comments, "--site-data", "--redirects", generator.redirects
    ]  # fmt: skip


@pytest.mark.parametrize("name", GENERATORS)
def test_the_example_is_copied_and_built(name: str) -> None:
    """The guide copies the example, and names the command that builds it and the folder of the built site."""
    assert ["cp", "-rn", f"examples/{name}/.", "site/"] in commands(name)
    program, *arguments = GENERATORS[name].command
    wanted = [
        Path(program).name,
        *(each for each in arguments if each not in ("--force", "--panicOnWarning")),
    ]
    live = " ".join(guide(name).partition("## 5. Going live")[2].split())
    prefix = "npx " if GENERATORS[name].npm else ""
    assert f"`{prefix}{' '.join(wanted)}` writes the site into `{GENERATORS[name].output}`" in live


@pytest.mark.parametrize("name", GENERATORS)
def test_files_that_a_guide_names_are_in_the_example(name: str) -> None:
    """Every file that the guide says the example has is there."""
    text = guide(name).partition("## 2.")[2]
    named = re.findall(r"`((?:src|themes|theme|templates|_layouts|_plugins)/[^`]+\.\w+)`", text)
    written = ("terms.json",)
    assert [
        path for path in named if not path.endswith(written) and not (EXAMPLES / name / path).exists()
    ] == []
