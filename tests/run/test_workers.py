from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpconv.errors import UsageError
from wpconv.options import RunOptions
from wpconv.run.workers import Crew, Inline, cluster, crew, processes

EXECUTORS: dict[str, tuple[Callable[[], Executor], int]] = {
    "inline": (Inline, 1),
    "threads": (partial(ThreadPoolExecutor, 3), 3),
    "processes": (partial(processes, 2), 2),
}

Words = tuple[str, ...]


def done(words: Words) -> list[str]:
    """Do a task: `die` ends the worker, `fail` the task."""
    for word in words:
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "fail":
            raise ValueError("no such word")
    return [word.upper() for word in words]


def pieces(words: Words) -> list[Words]:
    return [(word,) for word in words]


def told(results: object) -> list[tuple[Words, object]]:
    assert hasattr(results, "__iter__")
    return [
        (task, type(result).__name__ if isinstance(result, Exception) else result) for task, result in results
    ]


@pytest.mark.parametrize("name", EXECUTORS)
def test_results_come_in_order(name: str) -> None:
    """Any executor gives the same results in the order of the tasks."""
    hire, size = EXECUTORS[name]
    workers = Crew(hire, size)
    tasks = [(f"a{number}", f"b{number}") for number in range(20)]
    assert told(workers.map(done, tasks, pieces)) == [(task, [w.upper() for w in task]) for task in tasks]
    workers.close()


@pytest.mark.parametrize("name", EXECUTORS)
def test_a_failing_task_is_tried_piece_by_piece(name: str) -> None:
    """What fails as a whole costs only the piece that fails on its own."""
    hire, size = EXECUTORS[name]
    workers = Crew(hire, size)
    results = told(workers.map(done, [("a",), ("b", "fail", "c"), ("d",)], pieces))
    assert results == [
        (("a",), ["A"]),
        (("b",), ["B"]),
        (("fail",), "ValueError"),
        (("c",), ["C"]),
        (("d",), ["D"]),
    ]
    workers.close()


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "die"]), min_size=1, max_size=3).map(tuple), max_size=6))
def test_a_dying_worker_costs_its_piece_alone(tasks: list[Words]) -> None:
    """Whatever kills its worker is named; all else is done, in order, by workers that replace it."""
    workers = Crew(partial(processes, 2), 2)
    expected: list[tuple[Words, object]] = []
    for task in tasks:
        if "die" not in task:
            expected.append((task, [word.upper() for word in task]))
        else:
            expected += [((word,), "BrokenProcessPool" if word == "die" else [word.upper()]) for word in task]
    assert told(workers.map(done, tasks, pieces)) == expected
    workers.close()


def test_tasks_are_taken_as_they_are_needed() -> None:
    """A run of any length holds a few tasks at a time."""
    taken = 0

    def tasks() -> object:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield (str(number),)

    workers = Crew(partial(ThreadPoolExecutor, 2), 2)
    results = workers.map(done, tasks(), pieces)  # type: ignore[arg-type]
    next(iter(results))
    assert taken <= 4
    workers.close()


def test_small_inputs_are_converted_here(tmp_path: object) -> None:
    """Processes are started for much input only, or when they are asked for."""
    assert isinstance(crew(RunOptions(), [])._executor, Inline)
    asked = crew(RunOptions(jobs=2), [])
    assert not isinstance(asked._executor, Inline)
    asked.close()


def test_a_missing_cluster_is_named() -> None:
    """An address where nobody answers is a usage error."""
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match="nowhere"):
        cluster("nowhere://127.0.0.1:1")
