from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from helpers.golden import Golden
from helpers.process import SITE, contents, post, wpconv, written
from wpconv.errors import UsageError, WpconvError
from wpconv.model import Document, ReadOptions, WriteOptions
from wpconv.notices import Notice
from wpconv.options import Options, RunOptions
from wpconv.run import jobs
from wpconv.run.output import document_file
from wpconv.run.report import Events, Report
from wpconv.run.run import documents, run

MODULES = Path(__file__).with_name("modules.txt")


class Recorder(Events):
    """Collects every event as a line."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def stage_started(self, name: str, steps: int) -> None:
        self.lines.append(f"{name} {steps}")

    def step_done(self, size: int = 0) -> None:
        del size
        self.lines.append("step")

    def stage_ended(self) -> None:
        self.lines.append("end")

    def failure(self, error: WpconvError, path: str | None) -> None:
        self.lines.append(f"failure {path}: {error.cause}")

    def notice(self, path: str, notice: Notice) -> None:
        self.lines.append(f"notice {path}: {notice.code}")

    def unmapped_fields(self, names: Sequence[str]) -> None:
        self.lines.append(f"unmapped {' '.join(names)}")

    def document(self, document: Document) -> None:
        self.lines.append(f"document {document.path}")

    def file_done(self, action: str, path: str) -> None:
        self.lines.append(f"{action} {path}")


def test_a_run_without_the_command_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A whole export is converted as the command does it, without click and without printing."""
    command = wpconv(SITE, "-o", tmp_path / "command", "--redirects", "map.json", "--links", "keep")
    options = Options(run=RunOptions(output=str(tmp_path / "library")))
    write = WriteOptions(redirects="map.json")
    read = ReadOptions(redirects=True)
    report = run([str(SITE)], Options(read=read, write=write, run=options.run))
    assert contents(tmp_path / "library") == contents(tmp_path / "command")
    assert f"{report.totals.posts} posts read" in command.stderr
    assert f"{report.totals.actions['written']} written" in command.stderr
    assert {"reading", "converting"} == report.timings.keys()
    again = run([str(SITE)], Options(write=write, run=options.run))
    assert again.totals.notices == report.totals.notices
    assert again.totals.actions == {"unchanged": report.totals.actions["written"]}
    assert capfd.readouterr() == ("", "")


def test_a_run_does_not_import_click(tmp_path: Path) -> None:
    """The library runs without the package of the command line."""
    code = (
        "import sys; from wpconv.run.run import run; from wpconv.options import Options, RunOptions\n"
        f"run([{str(SITE)!r}], Options(run=RunOptions(output={str(tmp_path / 'out')!r}, jobs=1)))\n"
        "print(*(name for name in sys.modules if name.startswith(('click', 'wpconv.cli'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "\n"
    assert (tmp_path / "out" / ".wpconv.json").exists()


def test_events_in_their_order(tmp_path: Path) -> None:
    """Stages enclose their steps; each post has its notices, its action and its document."""
    good = written(tmp_path / "good.json", post(1, author=5), post(2, odd="x"))
    bad = tmp_path / "bad.json"
    bad.write_text("nothing")
    recorder = Recorder()
    run([str(good), str(bad), str(tmp_path / "missing.json")], Options(), recorder)
    lines = [line.replace(f"{tmp_path}/", "") for line in recorder.lines]
    assert [line.partition(" (")[0] for line in lines[:3]] == [
        "failure None: missing.json: cannot be read", "Reading 2", "step",
    ]  # fmt: skip
    assert lines[3] == "step"
    assert lines[4].startswith("failure None: bad.json: ")
    assert lines[5:] == [
        "unmapped odd",
        "end",
        "Converting 2",
        "step",
        "notice posts/post-1.md: unresolved-author",
        "printed posts/post-1.md",
        "document posts/post-1.md",
        "step",
        "printed posts/post-2.md",
        "document posts/post-2.md",
        "end",
    ]


def test_a_failure_that_ends_the_run_is_reported(tmp_path: Path) -> None:
    """A locked or unreadable output folder is a failure in the report, which is then incomplete."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".wpconv.json").write_text("not a manifest")
    source = written(tmp_path / "posts.json", post(1))
    report = run([str(source)], Options(run=RunOptions(output=str(tmp_path / "out"))))
    assert report.totals.is_cut_short
    assert [".wpconv.json: cannot be read" in each["cause"] for each in report.failures] == [True]


def test_a_usage_error_in_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A UsageError from the conversion of a post is raised, not reported as a fault of the post."""

    def wrong(*_arguments: object) -> Document:
        raise UsageError("--option: wrong", "choose another")

    monkeypatch.setattr(jobs, "convert", wrong)
    monkeypatch.setattr(document_file, "convert", wrong)
    source = written(tmp_path / "posts.json", post(1), post(2))
    with pytest.raises(UsageError, match="--option: wrong"):
        run([str(source)], Options())
    with pytest.raises(UsageError, match="--option: wrong"):
        run([str(source)], Options(run=RunOptions(output=str(tmp_path / "out"), jobs=2)))


def test_a_wrong_time_zone_is_a_usage_error(tmp_path: Path) -> None:
    """A time zone that does not exist ends the command with status 2 and names the option's value."""
    fields = {"date_gmt": ""}
    done = wpconv(written(tmp_path / "posts.json", post(1, **fields)), "--timezone", "Nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Nonsense" in done.stderr
    assert "report it" not in done.stderr
    assert "fewer records" not in done.stderr


def test_documents_are_yielded_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing the generator early removes its temporary files."""
    source = written(tmp_path / "posts.json", *map(post, range(1, 4)))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    report = Report()
    generator = documents([str(source)], Options(), report)
    assert next(generator).path == "posts/post-1.md"
    assert report.totals.posts == 3
    generator.close()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_modules_of_one_post_through_a_pipe(tmp_path: Path, golden: Golden) -> None:
    """One post through a pipe imports the modules in modules.txt and no others, none of other features."""
    code = (
        "import sys; from wpconv.cli import command; command.main([], standalone_mode=False)\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(post(1)), capture_output=True, check=True, encoding="utf-8", cwd=tmp_path,
    )  # fmt: skip
    modules = done.stderr.splitlines()[-1].split()
    golden(MODULES, "".join(f"{name}\n" for name in modules if name.startswith("wpconv")))
    assert {"multiprocessing", "tarfile", "zipfile", "tomllib", "markdown_it", "distributed"}.isdisjoint(
        modules
    )


SPAWNED = """
import multiprocessing
from wpconv.__main__ import main

if __name__ == "__main__":
    context = multiprocessing.get_context
    multiprocessing.get_context = lambda method: context("spawn")
    main()
"""
"""The command as macOS and Windows run it, whose workers are new interpreters."""


@pytest.mark.slow
def test_workers_that_are_not_forked_give_the_same(tmp_path: Path) -> None:
    """Workers that import everything anew, as on macOS and Windows, write the same files and messages."""
    (tmp_path / "command.py").write_text(SPAWNED, "utf-8")
    commands = {"spawned": ("command.py", "--jobs", "2"), "alone": ("-m", "wpconv", "--jobs", "1")}
    done = {
        name: subprocess.run(
            [sys.executable, *command, SITE, "-o", name],
            cwd=tmp_path, check=False, capture_output=True, stdin=subprocess.DEVNULL, encoding="utf-8",
        )
        for name, command in commands.items()
    }  # fmt: skip
    assert len(contents(tmp_path / "alone")) > 20
    assert contents(tmp_path / "spawned") == contents(tmp_path / "alone")
    assert done["spawned"].returncode == done["alone"].returncode == 0
    assert sorted(done["spawned"].stderr.splitlines()) == sorted(done["alone"].stderr.splitlines())
