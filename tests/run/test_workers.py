from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpconv.errors import UsageError
from wpconv.options import RunOptions
from wpconv.run.workers import InlineExecutor, WorkerPool, cluster, make_pool, processes

EXECUTORS: dict[str, tuple[Callable[[], Executor], int]] = {
    "inline": (InlineExecutor, 1),
    "threads": (partial(ThreadPoolExecutor, 3), 3),
    "processes": (partial(processes, 2), 2),
}

Words = tuple[str, ...]


def upper(words: Words) -> list[str]:
    """Work on a task: `die` kills the worker, `fail` and `wrong` raise."""
    for word in words:
        if word == "die":
            os._exit(1)
        if word == "fail":
            raise ValueError("no such word")
        if word == "wrong":
            raise UsageError("a wrong option", "choose another")
    return [word.upper() for word in words]


def split(words: Words) -> list[Words]:
    return [(word,) for word in words]


def shown(results: Iterable[tuple[Words, object]]) -> list[tuple[Words, object]]:
    return [
        (task, type(result).__name__ if isinstance(result, Exception) else result) for task, result in results
    ]


@pytest.mark.parametrize("name", EXECUTORS)
def test_results_come_in_order(name: str) -> None:
    """Any executor gives the same results in the order of the tasks."""
    tasks = [(f"a{number}", f"b{number}") for number in range(20)]
    with WorkerPool(*EXECUTORS[name]) as pool:
        assert shown(pool.map(upper, tasks, split)) == [(task, [w.upper() for w in task]) for task in tasks]


@pytest.mark.parametrize("name", EXECUTORS)
def test_a_failing_task_is_split(name: str) -> None:
    """The parts of a task that fails are tried one by one; only those that fail again have no result."""
    with WorkerPool(*EXECUTORS[name]) as pool:
        results = shown(pool.map(upper, [("a",), ("b", "fail", "c"), ("d",)], split))
    assert results == [
        (("a",), ["A"]),
        (("b",), ["B"]),
        (("fail",), "ValueError"),
        (("c",), ["C"]),
        (("d",), ["D"]),
    ]


@pytest.mark.parametrize("name", EXECUTORS)
def test_a_usage_error_ends_the_run(name: str) -> None:
    """A UsageError of a task is raised as it is, with its advice, instead of becoming a result."""
    with WorkerPool(*EXECUTORS[name]) as pool, pytest.raises(UsageError) as caught:
        list(pool.map(upper, [("a",), ("wrong",), ("b",)], split))
    assert (caught.value.cause, caught.value.advice) == ("a wrong option", "choose another")


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "die"]), min_size=1, max_size=3).map(tuple), max_size=6))
def test_a_worker_that_dies_costs_one_part(tasks: list[Words]) -> None:
    """A part that kills its worker has an error as its result; new workers do all others, in order."""
    expected: list[tuple[Words, object]] = []
    for task in tasks:
        if "die" not in task:
            expected.append((task, [word.upper() for word in task]))
        else:
            expected += [((word,), "BrokenProcessPool" if word == "die" else [word.upper()]) for word in task]
    with WorkerPool(partial(processes, 2), 2) as pool:
        assert shown(pool.map(upper, tasks, split)) == expected


def test_tasks_are_taken_as_they_are_needed() -> None:
    """Tasks are consumed as workers take them, so that a long run holds few at a time."""
    taken = 0

    def tasks() -> Iterator[Words]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield (str(number),)

    with WorkerPool(partial(ThreadPoolExecutor, 2), 2) as pool:
        next(pool.map(upper, tasks(), split))
        assert taken <= 4


def test_small_inputs_start_no_process() -> None:
    """Processes are used for large inputs only, or with -j."""
    assert make_pool(RunOptions(), []).is_inline
    with make_pool(RunOptions(jobs=2), []) as pool:
        assert not pool.is_inline


def test_a_missing_cluster_is_named() -> None:
    """An address without a cluster is a usage error."""
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match="nowhere"):
        cluster("nowhere://127.0.0.1:1")
