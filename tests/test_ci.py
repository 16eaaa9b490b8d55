"""docs/ci.md, action.yml and the hooks, done as a job would do them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from helpers import ROOT
from helpers.process import contents, post, written

PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
COLLECTIONS: dict[str, list[list[object]]] = {
    "posts": [[post(1, author=3), post(2)], [post(3)]],
    "pages": [[post(4, type="page", slug="about")]],
    "users": [[{"id": 3, "name": "Ada", "slug": "ada", "avatar_urls": {}}]],
}
NOTHING: list[list[object]] = [[]]


class Api(BaseHTTPRequestHandler):
    """A site's REST API, as far as a job asks it."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        pages = COLLECTIONS.get(url.path.rpartition("/")[2], NOTHING)
        page = int(parse_qs(url.query).get("page", ["1"])[0])
        body = json.dumps(pages[page - 1]).encode()
        self.send_response(200)
        self.send_header("X-WP-TotalPages", str(len(pages)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def job(folder: Path, commands: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run commands as a job's shell would, with the program on its path."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    program = tools / "wpconv"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m wpconv "$@"\n')
    program.chmod(0o755)
    settings = {
        **os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(tools), **env,
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder, env=settings, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        encoding="utf-8", timeout=120,
    )  # fmt: skip


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("git")), reason="needs curl and git")
def test_the_commands_of_the_page_do_what_it_says(tmp_path: Path, site: str) -> None:
    """Fetched, converted, checked and committed; the next night there is nothing to commit."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "wpconv.toml").write_text(blocks("toml")[0])
    commands = "".join(blocks("sh"))
    assert job(folder, "git init --quiet").returncode == 0
    first = job(folder, commands, SITE=site)
    assert first.returncode == 0, first.stderr
    assert sorted(path for path in contents(folder / "content")) == [
        ".wpconv.json", "pages/about.md", "posts/post-1.md", "posts/post-2.md", "posts/post-3.md",
    ]  # fmt: skip
    assert 'author: "Ada"' in (folder / "content" / "posts" / "post-1.md").read_text()
    assert json.loads((folder / "report.json").read_text())["totals"]["posts"] == 4
    second = job(folder, commands, SITE=site)
    assert second.returncode == 0, second.stderr
    log = job(folder, "git log --oneline && git status --short content")
    assert len(log.stdout.splitlines()) == 1


def test_the_jobs_run_the_commands_of_the_page() -> None:
    """What the pages of both services run are the commands above them, and nothing that no test runs."""
    tried = set("".join(blocks("sh")).splitlines())
    github, gitlab = map(yaml.safe_load, blocks("yaml"))
    steps = [line for step in github["jobs"]["content"]["steps"] for line in step.get("run", "").splitlines()]
    for line in [*steps, *gitlab["content"]["script"]]:
        assert line in tried or line.startswith(("pip install ", "bash fetch.sh", "git config ", "git push"))


def test_the_action_converts(tmp_path: Path) -> None:
    """The action's own command converts what its inputs name."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    written(tmp_path / "job" / "in" / "posts.json", post(1))
    inputs = {"SOURCE": "in", "OUTPUT": "a b", "OPTIONS": "--limit 1 -q"}
    step = action["runs"]["steps"][-1]
    assert step["env"].keys() == inputs.keys()
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} == set(step["env"].values())
    done = job(tmp_path / "job", step["run"], **inputs)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "job" / "a b" / "posts" / "post-1.md").exists()


def test_the_hooks_check_and_convert(tmp_path: Path) -> None:
    """The checking hook fails until the converting one has run."""
    check, convert = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    folder = tmp_path / "job"
    written(folder / "exports" / "posts.json", post(1))
    (folder / "wpconv.toml").write_text(blocks("toml")[0])
    assert job(folder, check["entry"]).returncode == 1
    assert job(folder, convert["entry"]).returncode == 0
    assert job(folder, check["entry"]).returncode == 0
