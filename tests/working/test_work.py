"""Tasks: asked for, claimed, run, stopped, tried again, repeated."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import OperationalError, connection

from articles.models import BulkChange, ImportRun, Task
from articles.working import asking, claiming, kinds
from articles.working import work as working
from articles.working.asking import ask, ask_to_stop, database_now, plan_all
from articles.working.claiming import Claimant
from articles.working.work import run
from tests.working.counting import counted

pytestmark = pytest.mark.django_db(transaction=True)

GONE = 2**22 + 1  # no process has this number


def run_next(claimant: Claimant | None = None, ending: threading.Event | None = None) -> Task:
    task = (claimant or Claimant()).claim()
    assert task is not None
    run(task, ending or threading.Event())
    task.refresh_from_db()
    return task


def count(**arguments: Any) -> Task:
    return ask("count", {"to": 5, **arguments})


def claimed_elsewhere(beat: dt.timedelta = dt.timedelta()) -> Task:
    """A task that a worker of another host began; how far its heartbeat is from our clock's time."""
    count()
    task = Claimant(host="elsewhere").claim()
    assert task is not None
    Task.objects.filter(pk=task.pk).update(heartbeat=database_now() + beat, pid=GONE)
    return task


def test_a_task_is_done() -> None:
    count(at_once=2)
    task = run_next()
    assert (task.state, task.done, task.total, task.cursor) == ("done", 5, 5, {"number": 5})
    assert (task.owner, task.error, task.attempts) == ("", None, 0)
    assert task.started_at is not None
    assert task.finished_at is not None
    assert counted() == [0, 1, 2, 3, 4]
    assert Claimant().claim() is None


def test_tasks_are_done_in_the_order_they_were_asked_for() -> None:
    first, second = count(), count()
    assert [run_next().pk, run_next().pk] == [first.pk, second.pk]


def test_a_kind_that_does_not_exist_cannot_be_asked_for() -> None:
    with pytest.raises(LookupError):
        ask("nothing")


def test_a_task_waits_for_its_hour() -> None:
    task = ask("count", {"to": 1}, not_before=database_now() + dt.timedelta(hours=1))
    assert Claimant().claim() is None
    Task.objects.update(not_before=database_now() - dt.timedelta(seconds=1))
    assert run_next().pk == task.pk


def test_an_ending_worker_puts_its_task_back_and_the_next_goes_on() -> None:
    count()
    ending = threading.Event()
    ending.set()
    task = run_next(ending=ending)
    assert (task.state, task.owner, task.done, task.attempts) == ("waiting", "", 1, 0)
    assert run_next().state == "done"
    assert counted() == [0, 1, 2, 3, 4]


def test_a_stop_that_is_asked_for() -> None:
    waiting = count()
    assert ask_to_stop(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.asked_to_stop) == ("stopped", True)
    assert not ask_to_stop(waiting.pk)
    running = count()
    task = Claimant().claim()
    assert task is not None
    assert ask_to_stop(running.pk)
    run(task, threading.Event())
    running.refresh_from_db()
    assert (running.state, running.done) == ("stopped", 0)
    assert counted() == []


def test_a_stop_that_is_asked_for_after_its_worker_died() -> None:
    task = claimed_elsewhere()
    assert ask_to_stop(task.pk)
    Task.objects.update(host=Claimant().host)
    assert Claimant().claim() is None
    task.refresh_from_db()
    assert task.state == "stopped"


def test_a_task_that_fails_is_tried_again_and_then_has_failed() -> None:
    ask("fail")
    for attempt in range(1, claiming.ATTEMPTS + 1):
        Task.objects.update(not_before=None)
        task = run_next()
        assert task.error == {"code": "task.raised", "error": "ValueError: it cannot be done"}
        # The first attempt got on by two batches, which counts as none.
        assert task.attempts == (0 if attempt == 1 else attempt - 1)
        assert task.state == "waiting"
        assert task.not_before is not None
        assert task.not_before > database_now() + dt.timedelta(seconds=working.RETRY_SECONDS - 5)
        assert Claimant().claim() is None
    Task.objects.update(not_before=None)
    assert run_next().state == "failed"
    assert task.done == 2
    assert counted() == []  # what the failing batch wrote was taken back


def test_a_wrong_query_fails_and_is_not_taken_for_a_database_that_is_away() -> None:
    ask("fail", {"sql": "SELECT one FROM nowhere"})
    assert "nowhere" in str(run_next().error)


def test_a_database_that_goes_away_leaves_the_task_to_the_same_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count()
    claimant = Claimant()
    task = claimant.claim()
    assert task is not None

    def away(execute: Any, sql: str, *rest: Any) -> Any:
        if "importrun" in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *rest)

    with connection.execute_wrapper(away), pytest.raises(OperationalError):
        run(task, threading.Event())
    task.refresh_from_db()
    assert (task.state, task.owner) == ("running", claimant.name)
    assert Claimant(host="another").claim() is None
    assert run_next(claimant).state == "done"
    assert counted() == [0, 1, 2, 3, 4]


def test_a_kind_that_a_newer_version_knew_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    count()
    monkeypatch.delitem(kinds.KINDS, "count")
    assert run_next().error == {"code": "task.no_kind", "kind": "count"}


class TestTakingOver:
    def test_one_whose_process_of_this_host_is_gone_at_once(self) -> None:
        task = claimed_elsewhere()
        Task.objects.update(host=Claimant().host)
        assert run_next().pk == task.pk
        assert counted() == [0, 1, 2, 3, 4]

    @pytest.mark.parametrize("hours", [-24, 0, 24])
    def test_one_of_another_host_after_its_lease_whatever_the_clocks_say(self, hours: int) -> None:
        task = claimed_elsewhere(dt.timedelta(hours=hours))
        claimant = Claimant(lease=0.3)
        assert claimant.claim() is None
        assert claimant.claim() is None
        threading.Event().wait(0.35)
        assert run_next(claimant).pk == task.pk

    def test_not_one_that_shows_signs_of_life(self) -> None:
        task = claimed_elsewhere()
        claimant = Claimant(lease=0.3)
        for _ in range(4):
            assert claimant.claim() is None
            threading.Event().wait(0.15)
            working.Work(task).beat()

    def test_its_first_worker_was_only_slow_and_does_nothing_more(self) -> None:
        task = claimed_elsewhere()
        Task.objects.update(host=Claimant().host)
        other = Claimant().claim()
        assert other is not None
        run(task, threading.Event())  # the first owner wakes up
        assert counted() == []
        run(other, threading.Event())
        assert counted() == [0, 1, 2, 3, 4]
        run(task, threading.Event())
        assert counted() == [0, 1, 2, 3, 4]

    def test_one_that_kills_its_workers_has_failed(self) -> None:
        count()
        for _ in range(claiming.ATTEMPTS):
            assert Claimant().claim() is not None
            Task.objects.update(pid=GONE)
        assert Claimant().claim() is None
        task = Task.objects.get()
        assert (task.state, task.error) == ("failed", {"code": "task.died", "times": 5})


class TestRepeated:
    def test_each_is_planned_once(self) -> None:
        plan_all()
        plan_all()
        for kind in kinds.REPEATED:
            asking.plan(kind)
        assert sorted(Task.objects.values_list("kind", flat=True)) == sorted(kinds.REPEATED)

    def test_what_has_minutes_is_first_done_at_once_and_what_has_an_hour_then(self) -> None:
        plan_all()
        due = Task.objects.filter(not_before__lte=database_now())
        assert list(due.values_list("kind", flat=True)) == ["close-dead-runs"]

    @pytest.mark.parametrize("end", ["done", "stopped"])
    def test_the_next_is_planned_when_one_ends(self, end: str) -> None:
        asking.plan("close-dead-runs", first=True)
        if end == "stopped":
            ask_to_stop(Task.objects.get().pk)
        else:
            run_next()
        last, first = Task.objects.all()
        assert (first.state, last.state, last.repeated) == (end, "waiting", True)
        assert last.not_before is not None
        assert dt.timedelta(minutes=9) < last.not_before - database_now() <= dt.timedelta(minutes=10)


def test_what_ended_long_ago_is_forgotten() -> None:
    count()
    run_next()
    kept = count()
    run_next()
    ask("fail")
    Task.objects.exclude(pk=kept.pk).update(finished_at=database_now() - dt.timedelta(days=31))
    Task.objects.filter(kind="fail").update(state="failed")
    ask("forget-tasks")
    assert run_next().done == 1
    assert sorted(Task.objects.values_list("kind", flat=True)) == ["count", "fail", "forget-tasks"]


def test_those_of_a_change_in_bulk_stay() -> None:
    done, undone = count(), count()
    run_next()
    run_next()
    BulkChange.objects.create(field="language", value="en", task=done, undoing=undone)
    Task.objects.update(finished_at=database_now() - dt.timedelta(days=400))
    ask("forget-tasks")
    assert run_next().done == 0
    assert set(Task.objects.filter(kind="count")) == {done, undone}


def test_dead_import_runs_are_closed_whatever_host_they_were_of() -> None:
    silent = ImportRun.objects.create(arguments={"host": "another", "pid": GONE})
    alive = ImportRun.objects.create(arguments={"host": "another", "pid": GONE}, heartbeat=database_now())
    old = database_now() - dt.timedelta(minutes=11)
    ImportRun.objects.update(started_at=old)
    ask("close-dead-runs")
    assert run_next().done == 1
    silent.refresh_from_db()
    alive.refresh_from_db()
    assert (silent.status, alive.status) == ("interrupted", "running")
    assert silent.finished_at is not None
