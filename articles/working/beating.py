"""A sign of life beside work that takes long between two commits."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import Error, connections

logger = logging.getLogger(__name__)


@contextmanager
def beating(beat: Callable[[], object], seconds: float) -> Iterator[None]:
    """Calls ``beat`` in a thread of its own, on a connection of its own, every so many seconds.

    The first time after ``seconds``. A database that does not answer is the affair of the work itself.
    """
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(seconds):
            try:
                beat()
            except Error as error:
                logger.debug("No heartbeat: %s", error)
                connections.close_all()  # this thread's own
        connections.close_all()

    thread = threading.Thread(target=go_on, name="beating", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
