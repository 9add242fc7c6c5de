import os
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from typing import Any

import pytest

from articles import parallel
from articles.parallel import AHEAD, in_order

_added = 0


def add(number: int) -> tuple[int, int]:
    return number + _added, os.getpid()


def begin_with(number: int) -> None:
    global _added
    _added = number


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    yield
    begin_with(0)


def test_results_come_in_order_from_other_processes() -> None:
    done = list(in_order(add, range(30), workers=2, start=begin_with, arguments=(100,)))
    assert [(job, result) for job, (result, _) in done] == [(n, n + 100) for n in range(30)]
    assert os.getpid() not in {process for _, (_, process) in done}


@pytest.mark.parametrize(("jobs", "workers"), [([5], 2), ([5, 6, 7], 1), ([], 2)])
def test_one_job_or_one_worker_is_no_reason_for_a_process(jobs: list[int], workers: int) -> None:
    done = list(in_order(add, jobs, workers, begin_with, (1,)))
    assert done == [(job, (job + 1, os.getpid())) for job in jobs]


def test_jobs_are_taken_as_they_are_needed() -> None:
    taken = []

    def endless() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    done = in_order(add, endless(), workers=2)
    assert next(done)[0] == 0
    assert len(taken) <= 2 * AHEAD
    done.close()  # type: ignore[attr-defined]


def test_an_error_of_the_work_is_raised_and_so_is_one_of_the_jobs() -> None:
    jobs: list[Any] = [1, "2", 3]
    with pytest.raises(TypeError):
        list(in_order(add, jobs, workers=2))

    def broken() -> Iterator[int]:
        yield from (1, 2, 3)
        raise LookupError

    with pytest.raises(LookupError):
        list(in_order(add, broken(), workers=2))


def test_without_a_number_there_is_a_worker_to_a_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 1)
    assert {process for _, (_, process) in in_order(add, range(3))} == {os.getpid()}


def perhaps_die(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number + _added


def gone(number: int) -> int:
    return -number


def test_a_job_that_kills_its_worker_costs_no_other() -> None:
    for workers in (1, 2):
        done = list(in_order(perhaps_die, range(12), workers, begin_with, (100,), died=gone))
        assert done == [(n, -3 if n == 3 else n + 100) for n in range(12)]


def test_a_worker_that_died_is_said_where_nobody_knows_what_to_do() -> None:
    with pytest.raises(BrokenProcessPool):
        list(in_order(perhaps_die, range(12), 2))


def test_a_worker_that_could_not_begin_a_moment_ago_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    submit, refused = parallel.ProcessPoolExecutor.submit, [OSError("no process to be had")] * 3

    def now_and_then(*given: Any) -> Any:
        if refused:
            raise refused.pop()
        return submit(*given)

    monkeypatch.setattr(parallel.ProcessPoolExecutor, "submit", now_and_then)
    done = list(in_order(add, range(2), 1, died=lambda job: (-1, -1)))
    assert [job for job, result in done if result != (-1, -1)] == [0, 1]


def test_what_workers_need_is_imported_before() -> None:
    done = list(in_order(add, range(4), 2, died=lambda job: (0, 0), preload=["json"]))
    assert [result for _, (result, _) in done] == list(range(4))
