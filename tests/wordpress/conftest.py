"""A real WordPress on this machine, if PHP and npm are installed; see the head of `real_wordpress.sh`."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("real_wordpress.sh")
SKIPPED = 77
KINDS = [("7.1", "pretty"), ("7.1", "plain"), ("7.1", "index"), ("6.8", "pretty"), ("6.1", "pretty")]
"""Versions of WordPress with the form of their permalinks; the first one is always tested."""


@dataclass(frozen=True)
class WordPress:
    """A running site with the content that the script makes."""

    folder: Path
    version: str
    links: str
    url: str
    user: str
    password: str

    @property
    def requests(self) -> list[str]:
        """The lines of the server's log that name a request."""
        return [line for line in (self.folder / "server.log").read_text().splitlines() if "GET" in line]

    def php(self, code: str) -> None:
        """Run PHP inside of WordPress, as the user."""
        file = self.folder / "code.php"
        file.write_text(f"<?php {code}")
        subprocess.run([SCRIPT, "eval", "-d", self.folder, file], check=True, capture_output=True)


@pytest.fixture(scope="module", params=KINDS, ids=["-".join(kind) for kind in KINDS])
def wordpress(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WordPress]:
    version, links = request.param
    if request.param != KINDS[0] and not request.config.getoption("--wordpress"):
        pytest.skip("make check-wordpress tests it")
    folder = tmp_path_factory.mktemp("wordpress") / "site"
    up = subprocess.run(
        [SCRIPT, "up", "-w", version, "-l", links, "-n", "120", "-d", folder],
        stdin=subprocess.DEVNULL, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    if up.returncode == SKIPPED:
        pytest.skip(up.stderr.strip().splitlines()[-1])
    assert up.returncode == 0, up.stderr
    env = dict(line.split("=", 1) for line in up.stdout.splitlines())
    try:
        yield WordPress(folder, version, links, env["WP_URL"], env["WP_USER"], env["WP_APP_PASSWORD"])
    finally:
        subprocess.run([SCRIPT, "down", "-d", folder], check=True)
