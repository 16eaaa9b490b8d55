"""The commands, jobs and hooks of docs/ci.md and action.yml, run as a job would run them."""

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
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ADA = {"id": 3, "name": "Ada", "slug": "ada", "avatar_urls": {}}
needs_curl = pytest.mark.skipif(not (shutil.which("curl") and shutil.which("git")), reason="needs curl, git")


class Site(ThreadingHTTPServer):
    """The REST API of a WordPress site, as far as the fetch script uses it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Api)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.records: dict[str, list[object]] = {"users": [ADA]}
        """The records of each collection."""
        self.refused = ""
        """The file name of the page that is answered with 403, such as `posts-2`."""
        self.counts_pages = True
        """Whether answers have the header `X-WP-TotalPages`."""


class Api(BaseHTTPRequestHandler):
    """Answers `/wp-json/wp/v2/COLLECTION?per_page=N&page=N`."""

    server: Site

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        collection = url.path.removeprefix("/wp-json/wp/v2/")
        records = self.server.records.get(collection, [])
        size, page = int(query["per_page"]), int(query.get("page", "1"))
        pages = -(-len(records) // size)
        if f"{collection}-{page}" == self.server.refused:
            self.answer(403, {"code": "rest_forbidden"}, pages)
        elif page > max(pages, 1):
            self.answer(400, {"code": "rest_post_invalid_page_number"}, pages)
        else:
            self.answer(200, records[(page - 1) * size : page * size], pages)

    def answer(self, status: int, value: object, pages: int) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        if self.server.counts_pages:
            self.send_header("X-WP-TotalPages", str(pages))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def blocks(language: str) -> list[str]:
    """Return the page's code blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def job(folder: Path, commands: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run commands in a folder as a job's shell does, with `wpconv` and `python` on the path."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    for name, start in (("wpconv", "-m wpconv"), ("python", "")):
        program = tools / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {start} "$@"\n')
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


def fetch(folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Run the fetch script of the page as the file `fetch.sh`."""
    folder.mkdir(exist_ok=True)
    (folder.parent / "fetch.sh").write_text(blocks("sh")[0])
    return job(folder, "bash ../fetch.sh", SITE=url)


@needs_curl
def test_the_commands_of_the_page(tmp_path: Path, site: Site) -> None:
    """The site is fetched, converted, checked and committed; the next night there is nothing to commit."""
    site.records |= {
        "posts": [post(1, author=3), *map(post, range(2, 102))],
        "pages": [post(200, type="page", slug="about")],
    }
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "wpconv.toml").write_text(blocks("toml")[0])
    commands = "".join(blocks("sh"))
    assert job(folder, "git init --quiet").returncode == 0
    first = job(folder, commands, SITE=site.url)
    assert first.returncode == 0, first.stderr
    documents = {f"content/posts/post-{number}.md" for number in range(1, 102)}
    assert contents(folder / "site").keys() == {".wpconv.json", "content/about.md", *documents}
    assert '"Ada"' in (folder / "site" / "content" / "posts" / "post-1.md").read_text()
    assert json.loads((folder / "report.json").read_text())["totals"]["posts"] == 102
    second = job(folder, commands, SITE=site.url)
    assert second.returncode == 0, second.stderr
    log = job(folder, "git log --oneline && git status --short site")
    assert len(log.stdout.splitlines()) == 1


@needs_curl
@pytest.mark.parametrize("fault", ["down", "refused", "no WordPress"])
def test_a_failed_fetch_keeps_the_last_export(fault: str, tmp_path: Path, site: Site) -> None:
    """If the site is down, refuses one page or is no WordPress, the script fails and changes no export."""
    folder = tmp_path / "site"
    site.records["posts"] = list(map(post, range(1, 102)))
    assert fetch(folder, site.url).returncode == 0
    before = contents(folder / "exports")
    site.records["posts"] = list(map(post, range(2, 202)))
    site.refused = "posts-2" if fault == "refused" else ""
    site.counts_pages = fault != "no WordPress"
    # Nothing listens on port 1.
    failed = fetch(folder, "http://127.0.0.1:1" if fault == "down" else site.url)
    assert failed.returncode != 0
    assert failed.stderr
    assert contents(folder / "exports") == before


@needs_curl
def test_a_page_that_is_gone_is_removed(tmp_path: Path, site: Site) -> None:
    """After 101 posts became 100 the export has no second page, and no leftovers beside it."""
    folder = tmp_path / "site"
    site.records["posts"] = list(map(post, range(1, 102)))
    assert fetch(folder, site.url).returncode == 0
    assert "posts-2.json" in contents(folder / "exports")
    site.records["posts"].pop()
    assert fetch(folder, site.url).returncode == 0
    assert "posts-2.json" not in contents(folder / "exports")
    assert [path.name for path in folder.iterdir()] == ["exports"]


def test_the_jobs_run_tested_commands() -> None:
    """The example jobs run only the commands of the page, and name inputs, outputs and hooks that exist."""
    tested = set("".join(blocks("sh")).splitlines())
    github, gitlab, pre_commit = map(yaml.safe_load, blocks("yaml"))
    steps = github["jobs"]["content"]["steps"]
    lines = [line for step in steps for line in step.get("run", "").splitlines()]
    for line in [*lines, *gitlab["content"]["script"]]:
        assert line in tested or line.startswith(("pip install ", "bash fetch.sh", "git config ", "git push"))
    (convert,) = (step for step in steps if step.get("id") == "wpconv")
    assert convert["with"].keys() <= ACTION["inputs"].keys()
    used = set(re.findall(r"steps\.wpconv\.outputs\.(\w+)", blocks("yaml")[0]))
    assert used <= ACTION["outputs"].keys()
    assert {hook["id"] for hook in pre_commit["repos"][0]["hooks"]} <= {hook["id"] for hook in HOOKS}


def act(folder: Path, **inputs: str) -> tuple[int, dict[str, str], str]:
    """Run the action's step in a folder; return its exit status, its outputs and the job's summary."""
    step = ACTION["runs"]["steps"][-1]
    files = {name: folder.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("")
    expressions = {"${{ github.action_path }}": str(ROOT)} | {
        f"${{{{ inputs.{name} }}}}": inputs.get(name, entry["default"])
        for name, entry in ACTION["inputs"].items()
    }
    env = {name: expressions[value] for name, value in step["env"].items()} | {
        name: str(file) for name, file in files.items()
    }
    done = job(folder, step["run"], RUNNER_TEMP=str(folder.parent), **env)
    output, summary = (file.read_text("utf-8") for file in files.values())
    return done.returncode, dict(line.split("=", 1) for line in output.splitlines()), summary


def test_the_action_takes_blanks_and_quotes(tmp_path: Path) -> None:
    """Quoted words of the inputs stay whole; outputs count the documents; a second run changes nothing."""
    folder = tmp_path / "job"
    written(folder / "in" / "posts.json", post(1))
    written(folder / "more posts" / "posts.json", post(2))
    inputs = {"source": "in\n'more posts'", "output": "a b", "options": "--set \"blog=the 'old' one\""}
    status, outputs, summary = act(folder, **inputs)
    assert status == 0
    assert "blog: \"the 'old' one\"" in (folder / "a b" / "posts" / "post-2.md").read_text()
    assert outputs.keys() == ACTION["outputs"].keys()
    counts = dict.fromkeys(outputs, "0") | {"posts": "2", "report": str(tmp_path / "wpconv-report.json")}
    assert outputs == counts | {"changed": "true", "written": "2"}
    assert "exit status 0" in summary
    _, outputs, _ = act(folder, **inputs)
    assert outputs == counts | {"changed": "false", "unchanged": "2"}


def test_the_action_without_inputs(tmp_path: Path) -> None:
    """Source and output come from wpconv.toml; without it, they are `exports` and the repository."""
    folder = tmp_path / "job"
    written(folder / "exports" / "posts.json", post(1))
    assert act(folder, options="--target hugo")[0] == 0
    assert (folder / "content" / "posts" / "post-1.md").exists()
    assert not (folder / "content" / "content").exists()
    (folder / "wpconv.toml").write_text('source = ["exports"]\noutput = "site"\n')
    assert act(folder)[0] == 0
    assert (folder / "site" / "posts" / "post-1.md").exists()


def test_the_action_reports_losses(tmp_path: Path) -> None:
    """A loss fails the step after its outputs are set; the summary shows it, and no HTML of the site."""
    folder = tmp_path / "job"
    folder.mkdir()
    text = json.dumps([post(1), post(2)])
    (folder / "posts.json").write_text(text[: text.index("The words of post 2")])
    (folder / "<b>.json").write_text("")
    status, outputs, summary = act(folder, source="posts.json '<b>.json'")
    assert (status, outputs["status"], outputs["changed"], outputs["written"]) == (1, "1", "true", "2")
    assert (outputs["losses"], outputs["failures"]) == ("1", "1")
    assert "posts/post-2.md: " in summary
    assert "&lt;b&gt;.json" in summary


@pytest.mark.parametrize("options", ["--no-such-option", "--set 'a=b"])
def test_the_action_refuses_wrong_options(options: str, tmp_path: Path) -> None:
    """A wrong option or a quote without its end is exit status 2, and nothing is said to have changed."""
    folder = tmp_path / "job"
    written(folder / "exports" / "posts.json", post(1))
    status, outputs, summary = act(folder, options=options)
    assert (status, outputs["status"], outputs["changed"]) == (2, "2", "false")
    assert "see the log" in summary


def test_the_hooks_check_and_convert(tmp_path: Path) -> None:
    """The checking hook fails until the converting one has run."""
    check, convert = HOOKS
    folder = tmp_path / "job"
    written(folder / "exports" / "posts.json", post(1))
    (folder / "wpconv.toml").write_text(blocks("toml")[0])
    assert job(folder, check["entry"]).returncode == 1
    assert job(folder, convert["entry"]).returncode == 0
    assert job(folder, check["entry"]).returncode == 0
