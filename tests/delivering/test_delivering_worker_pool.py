"""Several processes share work: answers come in order, and a process that is lost is told, not waited for."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from handouts.delivering.mail_merge.worker_pool import WorkerPool
from handouts.problems import ContentError


def tools(order: int) -> Callable[[int], int]:
    def answer(task: int) -> int:
        if task < 0:
            os._exit(3)
        return task * order

    return answer


def test_answers_come_in_the_order_of_the_tasks() -> None:
    with WorkerPool(tools, 10, 2) as pool:
        assert list(pool.work(range(100))) == list(range(0, 1000, 10))


def test_a_process_that_is_lost_is_told() -> None:
    with WorkerPool(tools, 10, 2) as pool, pytest.raises(ContentError) as caught:
        list(pool.work([1] * 50 + [-1] + [1] * 50))
    (problem,) = caught.value.problems
    assert problem.code == "process-lost" and "--resume" in (problem.hint or "")


def test_stopping_early_ends_every_process() -> None:
    with WorkerPool(tools, 10, 2) as pool:
        answers = pool.work(range(1000))
        assert next(answers) == 0
        processes = [process for process, _connection in pool._members]
    assert not any(process.is_alive() for process in processes)
