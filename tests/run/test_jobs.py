from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.process import SITE, contents, post, started, wpconv, written
from wpconv.model import Location, ReadOptions
from wpconv.options import Options, RunOptions, SelectOptions
from wpconv.read.sources.sources import Source
from wpconv.run import jobs
from wpconv.run.output import document_file
from wpconv.run.planning.plan import Plan, PlannedPost, SourcePosts, index_all, make_plan
from wpconv.run.workers import InlineExecutor, WorkerPool, processes

OPTIONS = Options()


def planned(*files: Path, options: Options = OPTIONS) -> Plan:
    return make_plan(index_all([Source(path.name, path) for path in files], options.read), options)


@given(st.lists(st.integers(0, 200), max_size=8))
def test_batches(sizes: list[int]) -> None:
    """Batches have a bounded size, and together hold the posts of the plan."""
    sources = tuple(
        SourcePosts(
            Source(str(number), Path(str(number))),
            tuple(PlannedPost(Location(str(number), index, 9), "", index, "post") for index in range(size)),
        )
        for number, size in enumerate(sizes)
        if size
    )
    batches = list(jobs.batches(sources))
    posts = [post for batch in batches for each in batch for post in each.posts]
    assert posts == [post for each in sources for post in each.posts]
    lengths = [sum(len(each.posts) for each in batch) for batch in batches]
    assert all(length == jobs.POSTS_PER_JOB for length in lengths[:-1])
    assert all(0 < length <= jobs.POSTS_PER_JOB for length in lengths[-1:])


@pytest.mark.parametrize(("name", "offset"), [("a.json.gz", 9), ("a.json", None)])
def test_sources_that_cannot_be_cut(name: str, offset: int | None) -> None:
    """A compressed source, and one whose posts have no known offset, is one job however big it is."""
    posts = tuple(PlannedPost(Location(name, number, offset), "", number, "post") for number in range(500))
    source = SourcePosts(Source(name, Path(name)), posts)
    assert list(jobs.batches([source])) == [(source,)]


@pytest.mark.parametrize(
    "make_executor", [InlineExecutor, partial(ThreadPoolExecutor, 3), partial(processes, 2)]
)
def test_any_executor_gives_the_same_outcomes(tmp_path: Path, make_executor: partial[Executor]) -> None:
    """Documents and notices are the same and in input order with any executor."""
    files = [
        written(tmp_path / f"{name}.json", *[post(first + n, author=n % 2) for n in range(count)])
        for name, first, count in (("a", 1, 100), ("b", 200, 3), ("c", 300, 70))
    ]
    plan = planned(*files)
    with WorkerPool(make_executor, 2) as pool:
        outcomes = list(jobs.outcomes(plan, OPTIONS, pool, {}))
    assert [outcome.post for outcome in outcomes] == [post for each in plan.sources for post in each.posts]
    assert outcomes == jobs.convert_batch(jobs.Job(plan.sources, pickle.dumps(plan.site), OPTIONS, {}))


@pytest.mark.parametrize("jobs", [2, 3])
def test_files_are_the_same_for_any_number_of_processes(tmp_path: Path, jobs: int) -> None:
    """Documents, manifest and messages do not depend on -j."""
    one = wpconv(SITE, "-o", tmp_path / "one", "-j", 1, "-v")
    many = wpconv(SITE, "-o", tmp_path / "many", "-j", jobs, "-v")
    assert contents(tmp_path / "one") == contents(tmp_path / "many")
    assert (one.stderr, one.returncode) == (many.stderr, many.returncode)


def test_the_order_of_the_input_changes_no_file(tmp_path: Path) -> None:
    """The same sources in another order become the same documents."""
    for number, path in enumerate(sorted(SITE.glob("*.json"), reverse=True)):
        (tmp_path / "in").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "in" / f"{number}.json")
    wpconv(SITE, "-o", tmp_path / "one")
    wpconv(tmp_path / "in", "-o", tmp_path / "other")
    one, other = contents(tmp_path / "one"), contents(tmp_path / "other")
    del one[".wpconv.json"], other[".wpconv.json"]
    assert one == other


def test_a_post_that_cannot_be_converted_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected exception is reported with post and source; the other posts are converted."""
    plan = planned(written(tmp_path / "posts.json", post(1), post(2), post(3)))
    convert = jobs.convert

    def broken(item: object, *others: object) -> object:
        assert hasattr(item, "id")
        if item.id == 2:
            raise ZeroDivisionError("of\nnothing")
        return convert(item, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "convert", broken)
    outcomes = list(jobs.outcomes(plan, OPTIONS, WorkerPool(InlineExecutor), {}))
    assert [outcome.action for outcome in outcomes] == ["printed", "failed", "printed"]
    failure = outcomes[1].failure
    assert failure is not None
    assert failure.cause == "posts.json: post 2 cannot be converted: ZeroDivisionError: of nothing"


@pytest.mark.skipif(sys.platform != "linux", reason="only forked workers have what a test replaces")
def test_a_post_that_kills_its_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the posts that kill their process fail; all others are written."""
    plan = planned(written(tmp_path / "posts.json", *[post(number) for number in range(1, 140)]))
    convert = document_file.convert

    def deadly(item: object, *others: object) -> object:
        assert hasattr(item, "id")
        if item.id in (5, 100):
            os._exit(1)
        return convert(item, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(document_file, "convert", deadly)
    options = Options(run=RunOptions(output=str(tmp_path / "out")))
    with WorkerPool(partial(processes, 2), 2) as pool:
        outcomes = list(jobs.outcomes(plan, options, pool, {}))
    failed = {outcome.post.post_id for outcome in outcomes if outcome.failure}
    assert failed == {5, 100}
    assert len(contents(tmp_path / "out" / "posts")) == 137


def test_a_source_that_changes_during_the_run(tmp_path: Path) -> None:
    """A post that is no longer at its offset fails; no other post is written to its path."""
    path = written(tmp_path / "posts.json", post(1), post(2))
    plan = planned(path)
    written(path, post(1, slug="another-and-longer"), post(2))
    outcomes = list(jobs.outcomes(plan, OPTIONS, WorkerPool(InlineExecutor), {}))
    failures = [outcome.failure.cause for outcome in outcomes if outcome.failure]
    assert any("posts.json" in cause for cause in failures)
    for outcome in outcomes:
        assert outcome.document is None or outcome.document.front_matter["wp_id"] == outcome.post.post_id


def test_a_selection_changes_no_path(tmp_path: Path) -> None:
    """Posts with colliding paths keep them if only one of them is selected."""
    path = written(tmp_path / "posts.json", post(1, slug="same"), post(2, slug="same"))
    everything = [post.path for each in planned(path).sources for post in each.posts]
    select = SelectOptions(ids=(2,))
    (source,) = planned(path, options=Options(select=select)).sources
    (only,) = source.posts
    assert everything == ["posts/same.md", "posts/same-2.md"]
    assert only.path == "posts/same-2.md"


class Cluster(NamedTuple):
    """The address of a scheduler, and the id of its process."""

    address: str
    scheduler: int


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start a scheduler and two workers as processes."""
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    (elsewhere := tmp_path / "elsewhere").mkdir()
    quiet = {"cwd": elsewhere, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", *common, "--port", "0"]
    with subprocess.Popen([*start, "--host", "127.0.0.1"], **quiet) as scheduler:  # type: ignore[call-overload]
        deadline = time.monotonic() + 60
        while not file.exists() or not file.read_text("utf-8"):
            assert time.monotonic() < deadline, "the scheduler does not start"
            time.sleep(0.1)
        work = [sys.executable, "-m", "distributed.cli.dask_worker", *common, "--nworkers", "2"]
        with subprocess.Popen(work, **quiet) as worker:  # type: ignore[call-overload]
            yield Cluster(json.loads(file.read_text("utf-8"))["address"], scheduler.pid)
            worker.terminate()
        scheduler.terminate()


@pytest.mark.slow
def test_a_cluster_writes_the_same_files(tmp_path: Path, cluster: Cluster) -> None:
    """With --dask the workers of a cluster, in another folder, write the same files."""
    here = wpconv(SITE, "-o", tmp_path / "here")
    there = wpconv(SITE, "-o", "there", "--dask", cluster.address, cwd=tmp_path)
    assert there.returncode == here.returncode, there.stderr
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_a_missing_cluster(tmp_path: Path) -> None:
    """An address without a cluster is a usage error without a traceback."""
    pytest.importorskip("distributed")
    done = wpconv(SITE, "-o", tmp_path / "out", "--dask", "nowhere://127.0.0.1:1")
    assert done.returncode == 2
    assert "--dask nowhere://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_index_pass_in_processes(tmp_path: Path) -> None:
    """Indexes and failures are in input order with any number of processes."""
    files = [written(tmp_path / f"{n:03}.json", post(n)) for n in range(1, 60)]
    (tmp_path / "020.json").write_text("nothing")
    listed = [Source(path.name, path) for path in files]
    here = list(jobs.indexes(listed, ReadOptions(), WorkerPool(InlineExecutor)))
    with WorkerPool(partial(processes, 2), 2) as pool:
        there = list(jobs.indexes(listed, ReadOptions(), pool))
    assert [each.source for each in there] == listed
    assert [each.facts for each in there] == [each.facts for each in here]
    assert [str(e) for each in there for e in each.failures] == [
        str(e) for each in here for e in each.failures
    ]


@pytest.mark.slow
@pytest.mark.parametrize("ended", ["scheduler", "run"])
def test_a_cluster_or_run_that_ends(tmp_path: Path, cluster: Cluster, ended: str) -> None:
    """A run whose scheduler dies exits with 1 within 30 s, and SIGTERM ends a run at once."""
    body = {"rendered": "<p>Some words.</p>" * 400}
    for number in range(40):
        posts = [post(100 * number + each, content=body) for each in range(1, 101)]
        written(tmp_path / "in" / f"{number:02}.json", *posts)
    out = tmp_path / "out"
    process = started(tmp_path / "in", "-o", out, "--dask", cluster.address)
    deadline = time.monotonic() + 60
    while not list(out.glob("posts/*.md")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "the run does not start"
        time.sleep(0.01)
    if ended == "scheduler":
        os.kill(cluster.scheduler, signal.SIGKILL)
    else:
        process.send_signal(signal.SIGTERM)
    _output, error = process.communicate(timeout=30 if ended == "scheduler" else 5)
    if ended == "scheduler":
        assert process.returncode == 1, error
        assert "error: --dask" in error
        assert (out / ".wpconv.json").exists()
    else:
        assert process.returncode == 143, error
    assert "Traceback" not in error
