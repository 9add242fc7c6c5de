"""The worker: follows the index and does tasks, until it is told to end.

The index has a thread of its own, so that an edit is found at once however long a task takes. Tasks run in
the thread that calls, one at a time.
"""

from __future__ import annotations

import threading

from django.db import close_old_connections, connections

from articles.models.database import Patience
from articles.search import following
from articles.working.asking import plan_all
from articles.working.claiming import Claimant
from articles.working.work import run

POLL_SECONDS = 0.5


def work(ending: threading.Event, claimant: Claimant | None = None) -> None:
    """Works until ``ending`` is set; a task in hand is put back after its batch.

    Raises ``RuntimeError`` where the index can no longer be followed, for whoever restarts workers.
    """
    faults: list[Exception] = []
    follower = threading.Thread(target=_follow, args=(ending, faults), name="following")
    follower.start()
    try:
        _do_tasks(ending, claimant or Claimant())
    finally:
        ending.set()
        follower.join()
    if faults:
        raise RuntimeError("The index is no longer followed.") from faults[0]


def _do_tasks(ending: threading.Event, claimant: Claimant) -> None:
    patience = Patience(ending)
    planned = False
    while not ending.is_set():
        with patience.while_away():
            if not planned:
                plan_all()
                planned = True
            while not ending.is_set() and (task := claimant.claim()):
                run(task, ending)
        close_old_connections()
        ending.wait(POLL_SECONDS)


def _follow(ending: threading.Event, faults: list[Exception]) -> None:
    """Where it fails, tasks end too: a worker does both or is started anew."""
    try:
        following.follow(ending)
    except Exception as fault:
        faults.append(fault)
        ending.set()
    finally:
        connections.close_all()  # this thread's own
