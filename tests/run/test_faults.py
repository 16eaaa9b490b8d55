"""Faults of the system during a run: signals, full disks, files in the way; with real processes."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from helpers.process import contents, post, started, wpconv, written
from wpconv.errors import UsageError
from wpconv.options import Options, RunOptions
from wpconv.run.run import run

POSTS = 800


STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGKILL: -signal.SIGKILL}


def many(folder: Path, number: int) -> Path:
    """Write an export of this number of posts, in files of a hundred."""
    body = {"rendered": "<p>Some words.</p>" * 40}
    for start in range(1, number, 100):
        written(folder / f"posts-{start:05}.json", *[post(start + n, content=body) for n in range(100)])
    return folder


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a run has written a file."""
    while not path.exists():
        assert process.poll() is None, "the run ended before it could be stopped"
        time.sleep(0.01)


def documents(folder: Path) -> dict[str, bytes]:
    """Return all files but hidden ones, which are the manifest and unfinished files."""
    return {path: data for path, data in contents(folder).items() if "/." not in f"/{path}"}


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", STATUS)
def test_a_stopped_run_can_be_run_again(tmp_path: Path, number: int, jobs: int) -> None:
    """A stopped run leaves only whole files, no worker and no lock; the next run completes it."""
    source, out = many(tmp_path / "in", POSTS), tmp_path / "out"
    process = started(source, "-o", out, "-j", jobs, start_new_session=True)
    wait_for(out / "posts" / "post-70.md", process)
    process.send_signal(number)
    _output, error = process.communicate(timeout=60)
    assert process.returncode == STATUS[number]
    assert "Traceback" not in error
    assert number == signal.SIGKILL or "stopped" in error
    group_ends(process.pid)
    half = documents(out)
    assert len(half) < POSTS, "nothing was stopped"
    again = wpconv(source, "-o", out)
    assert again.returncode == 0, again.stderr
    whole = documents(out)
    assert len(whole) == POSTS
    assert {path: whole.get(path) for path in half} == half


def group_ends(group: int) -> None:
    """Wait until no process of a group is left."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a worker outlives its run")


@pytest.mark.slow
def test_two_runs_into_one_folder(tmp_path: Path) -> None:
    """While a run has locked the output folder, another one fails and says why."""
    source, out = many(tmp_path / "in", 5 * POSTS), tmp_path / "out"
    process = started(source, "-o", out, "-j", 1)
    wait_for(out / "posts" / "post-1.md", process)
    second = wpconv(source, "-o", out)
    process.kill()
    process.communicate()
    assert second.returncode == 1
    assert "another run is writing into it" in second.stderr


def test_a_full_disk(tmp_path: Path) -> None:
    """A document that does not fit fails without leaving a part; smaller ones are written."""
    big = post(1, content={"rendered": "<p>word </p>" * 20_000})
    source, out = written(tmp_path / "posts.json", big, post(2)), tmp_path / "out"

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = wpconv(source, "-o", out, preexec_fn=limit)
    assert done.returncode == 1
    assert list(documents(out)) == ["posts/post-2.md"]
    assert "posts/post-1.md: File too large" in done.stderr
    assert wpconv(source, "-o", out).returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    """Without permission to write the run fails with the name of the folder and advice."""
    source, out = written(tmp_path / "posts.json", post(1)), tmp_path / "out"
    out.mkdir(mode=0o500)
    done = wpconv(source, "-o", out)
    assert done.returncode == 1
    assert "choose another folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_files_at_the_path_of_a_document(tmp_path: Path) -> None:
    """A folder, symbolic link or foreign file at a document's path fails this post only, and is kept."""
    source, out = written(tmp_path / "posts.json", *map(post, range(1, 5))), tmp_path / "out"
    (out / "posts" / "post-1.md").mkdir(parents=True)
    (out / "posts" / "post-2.md").write_text("mine\n")
    (tmp_path / "target.md").write_text("elsewhere\n")
    (out / "posts" / "post-3.md").symlink_to(tmp_path / "target.md")
    done = wpconv(source, "-o", out)
    assert done.returncode == 1
    assert done.stderr.count("error: ") == 3
    assert (out / "posts" / "post-2.md").read_text() == "mine\n"
    assert (tmp_path / "target.md").read_text() == "elsewhere\n"
    assert (out / "posts" / "post-4.md").exists()
    taken = wpconv(source, "-o", out, "--overwrite")
    assert taken.stderr.count("error: ") == 1
    assert (tmp_path / "target.md").read_text() == "elsewhere\n"


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", [".wpconv.json", ".wpconv.journal"])
def test_a_folder_at_the_path_of_the_manifest(tmp_path: Path, name: str, jobs: int) -> None:
    """One error names it; documents and redirects are written, and the next run updates them."""
    source, out = written(tmp_path / "posts.json", *map(post, range(1, 200))), tmp_path / "out"
    (out / name).mkdir(parents=True)
    arguments = (source, "-o", out, "-j", jobs, "--redirects", "map.json")
    done = wpconv(*arguments)
    assert done.returncode == 1
    assert done.stderr.count("error: ") == 1
    assert f"{name}: Is a directory\n  a folder is where a file should be: move it away" in done.stderr
    assert len(documents(out)) == 200
    written(source, *[post(number, title={"rendered": "New"}) for number in range(1, 200)])
    again = wpconv(*arguments)
    assert again.stderr.count("error: ") == 1
    assert "199 updated" in again.stderr


def test_a_full_journal_costs_no_document(tmp_path: Path) -> None:
    """The error is reported once, and all documents are written."""
    source, out = written(tmp_path / "posts.json", *map(post, range(1, 100))), tmp_path / "out"

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = wpconv(source, "-o", out, preexec_fn=limit)
    assert done.returncode == 1
    assert done.stderr.count(".wpconv.journal: File too large") == 1
    assert len(documents(out)) == 99


def test_a_linked_folder(tmp_path: Path) -> None:
    """Nothing is written through a symbolic link that leads out of the output folder."""
    source, out = written(tmp_path / "posts.json", post(1)), tmp_path / "out"
    (tmp_path / "elsewhere").mkdir()
    out.mkdir()
    (out / "posts").symlink_to(tmp_path / "elsewhere")
    done = wpconv(source, "-o", out, "--overwrite")
    assert done.returncode == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_output_may_lie_inside_the_input(tmp_path: Path) -> None:
    """A run reads neither its documents nor its manifest."""
    folder = tmp_path / "in"
    written(folder / "posts.json", post(1))
    first = wpconv(folder, "-o", folder / "out")
    again = wpconv(folder, "-o", folder / "out", "--no-cache")
    assert (first.returncode, again.returncode) == (0, 0)
    assert again.stderr == "1 post read; 1 unchanged\n"


def test_own_files_are_not_sources(tmp_path: Path) -> None:
    """A run does not read the redirects file and the report of the last run from the input folder."""
    folder = written(tmp_path / "in" / "posts.json", post(1)).parent
    written(folder / "more" / "map.json", post(2))
    arguments = (".", "-o", "out", "--redirects", "map.json", "--report", "out/../report.json")
    first = wpconv(*arguments, cwd=folder)
    assert (folder / "report.json").exists()
    assert (folder / "out" / "map.json").exists()
    again = wpconv(*arguments, cwd=folder)
    assert (first.returncode, again.returncode) == (0, 0)
    assert again.stderr == "2 posts read; 2 unchanged; site files: 1 unchanged\n"


SLUGS = [
    "../../x",
    "/etc/x",
    "CON",
    "a\x00b",
    "a\\b",
    "🌊" * 300,
    "x" * 255,
    "..",
    ".",
    "~",
    "a/../b",
    "%2e%2e%2fx",
]


def test_hostile_slugs_stay_inside(tmp_path: Path) -> None:
    """No slug, type or parent leads out of the output folder, and every post has a document."""
    posts = [post(n, slug=slug, type=slug) for n, slug in enumerate(SLUGS, 1)]
    posts += [post(100 + n, slug=slug, type="page", parent=100) for n, slug in enumerate(SLUGS)]
    source, out = written(tmp_path / "in" / "posts.json", *posts), tmp_path / "deep" / "out"
    done = wpconv(source, "-o", out)
    assert done.returncode == 0, done.stderr
    assert len(documents(out)) == len(posts)
    assert {path.name for path in tmp_path.iterdir()} == {"in", "deep"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_names_of_255_bytes_are_read(tmp_path: Path) -> None:
    """A source with the longest name that a file system allows is read."""
    source = written(tmp_path / ("n" * 250 + ".json"), post(1))
    assert wpconv(source, "-o", tmp_path / "out").returncode == 0


@pytest.mark.slow
def test_a_huge_post_is_whole(tmp_path: Path) -> None:
    """A post of 20 MB becomes one document with all words."""
    more = "and some more of them, " * 20
    words = "".join(f"<p>word{number} {more}</p>\n" for number in range(45_000))
    assert len(words) > 20_000_000
    source = written(tmp_path / "posts.json", post(1, content={"rendered": words}))
    done = wpconv(source, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "out" / "posts" / "post-1.md").read_text("utf-8")
    assert text.count("\nword") == 45_000
    assert text.endswith(f"word44999 {more.strip()}\n")


def test_unreadable_input_costs_only_itself(tmp_path: Path) -> None:
    """A missing file is named, a folder without sources is skipped, and the rest is converted."""
    good = written(tmp_path / "good.json", post(1))
    (tmp_path / "empty").mkdir()
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    done = wpconv(good, tmp_path / "gone.json", tmp_path / "empty", "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "gone.json" in done.stderr
    assert (tmp_path / "out" / "posts" / "post-1.md").exists()


def test_an_empty_input_makes_no_folder(tmp_path: Path) -> None:
    """An export without posts leaves no new output folder."""
    source = written(tmp_path / "posts.json")
    assert wpconv(source, "-o", tmp_path / "out").returncode == 2
    assert not (tmp_path / "out").exists()


def test_no_folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no temporary folder is writable gets advice, and nothing is written."""

    def missing(*_names: object) -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "mkdtemp", missing)
    source = written(tmp_path / "posts.json", post(1))
    with pytest.raises(UsageError, match="no folder for temporary files is writable") as raised:
        run([str(source)], Options(run=RunOptions(output=str(tmp_path / "out"))))
    assert raised.value.advice == "set TMPDIR to a folder that is"
    assert not (tmp_path / "out").exists()
