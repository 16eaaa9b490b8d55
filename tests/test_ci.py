"""The commands, jobs and hooks of docs/ci.md and action.yml, run as a job would run them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pytest_httpserver import HTTPServer

from helpers import ROOT
from helpers.process import contents, post, written
from helpers.wordpress import Site

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


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


@needs_git
def test_the_commands_of_the_page(tmp_path: Path, site: Site) -> None:
    """The site is fetched, converted, checked and committed; the next night there is nothing to commit."""
    site.records |= {
        "posts": [site.post(number) for number in range(1, 102)],
        "pages": [site.post(200, type="page", slug="about", link=f"{site.url}/about/")],
    }
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "wpconv.toml").write_text(blocks("toml")[0])
    commands = "".join(blocks("sh"))
    assert job(folder, "git init --quiet").returncode == 0
    first = job(folder, commands, SITE=site.url)
    assert first.returncode == 0, first.stderr
    documents = {f"content/posts/post-{number}.md" for number in range(1, 102)}
    assert documents | {"content/about.md"} <= contents(folder / "site").keys()
    assert '"Author 3"' in (folder / "site" / "content" / "posts" / "post-1.md").read_text()
    assert json.loads((folder / "report.json").read_text())["totals"]["posts"] == 102
    second = job(folder, commands, SITE=site.url)
    assert second.returncode == 0, second.stderr
    log = job(folder, "git log --oneline && git status --short site")
    assert len(log.stdout.splitlines()) == 1


def test_the_jobs_run_tested_commands() -> None:
    """The example jobs run only the commands of the page, and name inputs, outputs and hooks that exist."""
    tested = set("".join(blocks("sh")).splitlines())
    github, gitlab, pre_commit = map(yaml.safe_load, blocks("yaml"))
    steps = github["jobs"]["content"]["steps"]
    lines = [line for step in steps for line in step.get("run", "").splitlines()]
    for line in [*lines, *gitlab["content"]["script"]]:
        assert line in tested or line.startswith(("pip install ", "git config ", "git push"))
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


def test_the_action_fetches_a_site(tmp_path: Path, site: Site) -> None:
    """The source may be the URL of a site."""
    folder = tmp_path / "job"
    folder.mkdir()
    status, outputs, _ = act(folder, source=site.url, output="site", options="--save exports")
    assert (status, outputs["posts"], outputs["written"]) == (0, "4", "4")
    assert (folder / "exports" / "state.json").exists()


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
