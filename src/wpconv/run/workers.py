"""Executors for the work of a run (this process, other processes, a Dask cluster), and the pool over them."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from wpconv.errors import UsageError, WpconvError
from wpconv.options import RunOptions

SMALL_INPUT = 4_000_000
"""Bytes of input below which starting processes takes longer than they save."""
CLUSTER_CHECK = 1
"""Seconds between two checks of the connection to a cluster."""
CLUSTER_TIMEOUT = 10
"""Seconds for a cluster to answer."""

P = ParamSpec("P")
T = TypeVar("T")
Task = TypeVar("Task")


Running = tuple[Task, Future[T], Executor]
"""A task that was submitted, with its future and the executor that works on it."""


class InlineExecutor(Executor):
    """Calls functions in this process, one after the other; used for small inputs."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call the function, and return a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - every executor puts the exception into the future
            future.set_exception(error)
        return future


class ClusterExecutor(Executor):
    """Calls functions on the workers of a Dask cluster, and closes the connection to it in the end.

    Args:
        client: the `distributed.Client`.
        address: of the scheduler, for messages.
    """

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Send the call to the scheduler, and return its future."""
        self.check()
        future: Future[T] = self._executor.submit(fn, *args, **kwargs)
        return future

    def wait(self, future: Future[T]) -> None:
        """Wait until a future is done.

        Raises:
            WpconvError: the connection to the scheduler is lost, and all futures with it.
        """
        while not wait([future], CLUSTER_CHECK).done:
            self.check()
        self.check()

    def check(self) -> None:
        """Raise WpconvError if the connection to the scheduler is lost."""
        if self._client.status != "running":
            cause = f"--dask {self._address}: the connection to the scheduler is lost"
            raise WpconvError(cause, "start the cluster again, then run again for the rest")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - the signature of Executor
        """Close the connection without waiting for calls; the scheduler drops them."""
        self._client.close(timeout=1)


def processes(number: int) -> Executor:
    """Return an executor with this number of processes on this machine."""
    # Small inputs start no process, so they do not import the code for it.
    import multiprocessing  # noqa: PLC0415

    # The same.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # A forked worker has all modules imported. Forking is safe here, because the main thread is the only one
    # so far. Other systems have no fork, or an unsafe one.
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(number, mp_context=context, initializer=_start_worker)


def cluster(address: str) -> tuple[Executor, int]:
    """Return an executor of a Dask cluster, and the number of tasks that it works on at a time.

    Args:
        address: the address of the cluster's scheduler.

    Raises:
        UsageError: the `distributed` library is missing, or no cluster answers at the address.
    """
    try:
        # An optional dependency.
        from distributed import Client  # noqa: PLC0415

        client = Client(address, timeout=CLUSTER_TIMEOUT)
        client.wait_for_workers(1, timeout=CLUSTER_TIMEOUT)
    except ImportError:
        raise UsageError("--dask needs the distributed library", "pip install 'wpconv[dask]'") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"--dask {address}: {error}", "give the scheduler's address") from None
    # It would log the loss of the connection, which is reported as a failure.
    for name in [each for each in logging.root.manager.loggerDict if each.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return ClusterExecutor(client, address), sum(client.nthreads().values())


def _start_worker() -> None:
    """Leave interrupts and SIGHUP to the parent process, and exit when it ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    # Only worker processes need it.
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def make_pool(options: RunOptions, inputs: Iterable[Path]) -> WorkerPool:
    """Return the workers for a run.

    Args:
        options: the number of processes or the cluster, if the user chose one.
        inputs: the files that will be read; their size decides otherwise.
    """
    if options.dask:
        executor, size = cluster(options.dask)
        return WorkerPool(lambda: executor, size)
    size = options.jobs or (_cores() if _size(inputs) > SMALL_INPUT else 1)
    return WorkerPool(partial(processes, size), size) if size > 1 else WorkerPool(InlineExecutor)


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.exists())


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkerPool:
    """Works on tasks with an executor, and replaces the executor when one of its processes dies.

    Args:
        make_executor: makes an executor; called again when one has broken.
        size: the number of tasks that it works on at a time.
    """

    def __init__(self, make_executor: Callable[[], Executor], size: int = 1) -> None:
        self.size = size
        self._make_executor = make_executor
        self._executor = make_executor()
        # One more than there are workers, so that none waits for its next task.
        self.max_tasks = size + 1 if size > 1 else 1
        """The number of tasks that are under way at a time."""

    @property
    def is_inline(self) -> bool:
        """Whether tasks run in this process, and can share its objects."""
        return isinstance(self._executor, InlineExecutor)

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._executor.shutdown(wait=True)

    def map(
        self, fn: Callable[[Task], T], tasks: Iterable[Task], split: Callable[[Task], list[Task]]
    ) -> Iterator[tuple[Task, T | Exception]]:
        """Call a function with each task.

        Args:
            fn: the function; it and the tasks must be picklable for other processes.
            tasks: consumed only as fast as workers take them.
            split: cuts a task into its smallest parts, which are tried one by one when the task fails.

        Yields:
            In the order of the tasks: a task, or each of its parts, with the result or the exception of `fn`.

        Raises:
            UsageError: `fn` raised it; with wrong options every other task would fail too.
        """
        waiting: deque[Running[Task, T]] = deque()
        try:
            for task in tasks:
                waiting.append(self._submit(fn, task))
                if len(waiting) >= self.max_tasks:
                    yield from self._next(fn, waiting, split)
            while waiting:
                yield from self._next(fn, waiting, split)
        finally:
            for _task, future, executor in waiting:
                # A cluster drops them when the connection is closed.
                if not isinstance(executor, ClusterExecutor):
                    future.cancel()

    def _next(
        self,
        fn: Callable[[Task], T],
        waiting: deque[Running[Task, T]],
        split: Callable[[Task], list[Task]],
    ) -> list[tuple[Task, T | Exception]]:
        """Return the results of the first waiting task."""
        first, *others = waiting
        waiting.popleft()
        task, result = first[0], self._result(first)
        if not isinstance(result, Exception):
            return [(task, result)]
        # Any of the running tasks may have killed the worker. The parts are tried while nothing else runs.
        is_broken = list(map(self._is_broken, others))
        results = [(part, self._result(self._submit(fn, part))) for part in split(task)]
        waiting.clear()
        for running, broken in zip(others, is_broken, strict=True):
            waiting.append(self._submit(fn, running[0]) if broken else running)
        return results

    def _is_broken(self, running: Running[Task, T]) -> bool:
        result = self._result(running)
        return isinstance(result, BrokenExecutor)

    def _submit(self, fn: Callable[[Task], T], task: Task) -> Running[Task, T]:
        try:
            future = self._executor.submit(fn, task)
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        return task, future, self._executor

    def _result(self, running: Running[Task, T]) -> T | Exception:
        _task, future, executor = running
        if isinstance(executor, ClusterExecutor):
            executor.wait(future)
        try:
            return future.result()
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001 - returned to the caller, which reports it
            if isinstance(error, BrokenExecutor) and executor is self._executor:
                executor.shutdown(wait=True)
                self._executor = self._make_executor()
            return error
