"""Several processes that share work: each makes its tools once, takes portions, and answers in the order asked.

Knows nothing of handouts. Processes are spawned, as on every system; jobs and answers go through pipes, never
through files. A process whose parent has gone ends by itself, so that nothing outlives a batch that was killed.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, TypeVar, cast

from handouts.problems import ContentError, error

Setup = TypeVar("Setup")
Task = TypeVar("Task")
Answer = TypeVar("Answer")

PORTION = 8
"""Tasks sent at once: few, so that stopping is quick; several, so that pipes cost little."""
AHEAD = 3
"""Portions for each process that may be under way or wait to be yielded: memory does not grow with the work."""


class WorkerPool(Generic[Setup, Task, Answer]):
    """*count* processes that each call ``tools = make(setup)`` once, and ``tools(task)`` for every task."""

    def __init__(self, make: Callable[[Setup], Callable[[Task], Answer]], setup: Setup, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._members: list[tuple[BaseProcess, Connection]] = []
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there, make, setup), daemon=True)
            process.start()
            there.close()
            self._members.append((process, here))

    def __enter__(self) -> WorkerPool[Setup, Task, Answer]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let every process finish its portion and end."""
        for _process, connection in self._members:
            connection.close()
        for process, _connection in self._members:
            process.join()

    def work(self, tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield the answer to each of *tasks*, in their order. Raises ContentError when a process is lost."""
        portions = [range(start, min(start + PORTION, len(tasks))) for start in range(0, len(tasks), PORTION)]
        idle = deque(connection for _process, connection in self._members)
        busy: dict[Connection, int] = {}
        answered: dict[int, list[Answer]] = {}
        sent = given = 0
        most = AHEAD * len(self._members)
        while given < len(portions):
            while idle and sent < len(portions) and sent - given < most:
                connection = idle.popleft()
                self._send(connection, [tasks[index] for index in portions[sent]])
                busy[connection] = sent
                sent += 1
            for ready in wait(list(busy)):
                connection = cast(Connection, ready)
                answered[busy.pop(connection)] = _received(connection)
                idle.append(connection)
            while given in answered:
                yield from answered.pop(given)
                given += 1

    @staticmethod
    def _send(connection: Connection, tasks: list[Task]) -> None:
        try:
            connection.send(tasks)
        except OSError as failure:
            raise _lost() from failure


def _received(connection: Connection) -> list[Any]:
    try:
        return list(connection.recv())
    except (EOFError, OSError) as failure:
        raise _lost() from failure


def _lost() -> ContentError:
    hint = "go on with --resume; with --jobs 1 it needs less memory"
    return ContentError(
        [error("process-lost", "a process that made handouts was ended from outside", hint=hint)]
    )


def _serve(connection: Connection, make: Callable[[Any], Callable[[Any], Any]], setup: Any) -> None:
    """Answer portions until the other end closes."""
    # Ctrl-C reaches every process of the terminal; the parent decides, and this one finishes what it has begun.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tools = make(setup)
    parent = multiprocessing.parent_process()
    while True:
        try:
            portion = connection.recv()
        except (EOFError, OSError):
            return
        answers = []
        for task in portion:
            if parent is not None and not parent.is_alive():
                return
            answers.append(tools(task))
        try:
            connection.send(answers)
        except OSError:
            return
