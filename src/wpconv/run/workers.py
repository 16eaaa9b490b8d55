"""Where the work is done: here, in processes of this machine, or on a cluster."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

from wpconv.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from wpconv.options import RunOptions

SMALL = 4_000_000
"""Bytes of input below which starting processes costs more than they save."""
PATIENCE = 10
"""Seconds that a cluster may take to answer."""

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Task = TypeVar("Task")


@dataclass(frozen=True, slots=True)
class _Running(Generic[Task, T_co]):
    task: Task
    future: Future[T_co]
    executor: Executor


class Inline(Executor):
    """Runs each call where it stands: the executor of small runs."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call at once and return the finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as every executor does
            future.set_exception(error)
        return future


def processes(number: int) -> Executor:
    """Return an executor of so many processes of this machine."""
    # A small run starts none, and need not wait for what it takes to.
    import multiprocessing  # noqa: PLC0415

    # As above.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # Forked workers have all modules imported. At this point nothing runs beside the main thread, which is
    # what forking needs; other systems have no fork, or none that is safe.
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(number, mp_context=context, initializer=_settle_in)


def cluster(address: str) -> tuple[Executor, int]:
    """Return an executor of a Dask cluster, and how many tasks it works on at a time.

    Raises:
        UsageError: the library is missing, or nobody answers at the address.
    """
    try:
        # Only who has a cluster has the library.
        from distributed import Client  # noqa: PLC0415

        client = Client(address, timeout=PATIENCE)
        client.wait_for_workers(1, timeout=PATIENCE)
    except ImportError:
        raise UsageError("--dask needs the distributed library", "pip install 'wpconv[dask]'") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"--dask {address}: {error}", "give the scheduler's address") from None
    return client.get_executor(pure=False), sum(client.nthreads().values())


def _settle_in() -> None:
    """Make a worker leave interrupts to its parent, and leave with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    # Only a worker needs it, and has it.
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def crew(options: RunOptions, inputs: Iterable[Path]) -> Crew:
    """Return the workers that suit a run.

    Args:
        options: what the user says of it.
        inputs: the files that will be read.
    """
    if options.dask:
        executor, size = cluster(options.dask)
        return Crew(lambda: executor, size)
    size = options.jobs or (_cores() if _size(inputs) > SMALL else 1)
    return Crew(partial(processes, size), size) if size > 1 else Crew(Inline)


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.exists())


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Workers that go on when one of them dies.

    Args:
        hire: makes an executor; called again when one has broken.
        size: how many tasks it works on at a time.
    """

    def __init__(self, hire: Callable[[], Executor], size: int = 1) -> None:
        self.size = size
        self._hire = hire
        self._executor = hire()
        # One more than there are workers: none waits for its next task.
        self._ahead = size + 1 if size > 1 else 1

    @property
    def is_here(self) -> bool:
        """Whether tasks are done in this process, and may hold what it holds."""
        return isinstance(self._executor, Inline)

    def close(self) -> None:
        """Let running tasks end."""
        self._executor.shutdown(wait=True)

    def map(
        self, fn: Callable[[Task], T], tasks: Iterable[Task], split: Callable[[Task], list[Task]]
    ) -> Iterator[tuple[Task, T | Exception]]:
        """Do tasks and yield each with its result, in order.

        Args:
            fn: what to do with a task.
            tasks: taken as there is room for them.
            split: cuts a task into the smallest ones; what failed as a whole is tried piece by piece.

        Yields:
            A task, or each of its pieces, with its result or with the exception that it ended in.
        """
        waiting: deque[_Running[Task, T]] = deque()
        try:
            for task in tasks:
                waiting.append(self._submit(fn, task))
                if len(waiting) >= self._ahead:
                    yield from self._next(fn, waiting, split)
            while waiting:
                yield from self._next(fn, waiting, split)
        finally:
            for each in waiting:
                each.future.cancel()

    def _next(
        self,
        fn: Callable[[Task], T],
        waiting: deque[_Running[Task, T]],
        split: Callable[[Task], list[Task]],
    ) -> list[tuple[Task, T | Exception]]:
        head = waiting.popleft()
        result = self._result(head)
        if not isinstance(result, Exception):
            return [(head.task, result)]
        # Any of the tasks under way may have ended the worker. The pieces are tried while nothing else is.
        broken = [isinstance(self._result(each), BrokenExecutor) for each in waiting]
        pieces = [self._alone(fn, piece) for piece in split(head.task)]
        again = [
            self._submit(fn, each.task) if lost else each for each, lost in zip(waiting, broken, strict=True)
        ]
        waiting.clear()
        waiting.extend(again)
        return pieces

    def _alone(self, fn: Callable[[Task], T], task: Task) -> tuple[Task, T | Exception]:
        running = self._submit(fn, task)
        result = self._result(running)
        return task, result

    def _submit(self, fn: Callable[[Task], T], task: Task) -> _Running[Task, T]:
        try:
            future = self._executor.submit(fn, task)
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        return _Running(task, future, self._executor)

    def _result(self, running: _Running[Task, T]) -> T | Exception:
        try:
            return running.future.result()
        except Exception as error:  # noqa: BLE001 - the caller names it
            if isinstance(error, BrokenExecutor) and running.executor is self._executor:
                self._executor.shutdown(wait=True)
                self._executor = self._hire()
            return error
