"""The indexer: drains as long as it lives, and makes the index where there is none or a damaged one."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import BrokenExecutor

from django.db import close_old_connections

from articles.models.database import Patience
from articles.parallel import end_on_signals
from articles.search.engine import IndexAway, IndexMissing
from articles.search.engines import engine
from articles.search.indexing import BATCH, drain, kept_elsewhere, rebuild

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
AWAY_SECONDS = 5.0  # between two tries where the index does not answer


def follow(stop: threading.Event | None = None) -> None:
    """Drains whenever something is pending, until SIGTERM, SIGINT or ``stop``; ends between two batches.

    Where no index fits the archive, as in a new deployment or after an upgrade, or it is damaged, it makes
    one. A database that goes away is waited for, and so is an index that others keep.
    """
    stop = stop or end_on_signals()
    patience = Patience(stop)
    with patience.while_away():
        if elsewhere := kept_elsewhere():
            logger.warning(elsewhere)
    while not stop.is_set():
        with patience.while_away():
            try:
                _follow_on(stop)
            except IndexAway as away:
                logger.warning("Changes wait to be indexed. %s", away)
                stop.wait(AWAY_SECONDS)
        close_old_connections()
        stop.wait(POLL_SECONDS)


def _follow_on(stop: threading.Event) -> None:
    if (missing := engine().problem()) is not None:
        _make("Making the search index: %s", missing)
    try:
        while not stop.is_set() and drain(BATCH):
            pass
    except IndexAway:
        raise
    except IndexMissing as damaged:
        _make("Making the search index anew: %s", damaged)


def _make(why: str, reason: object) -> None:
    logger.warning(why, reason)
    try:
        rebuild()
    except BrokenExecutor as died:  # a worker, perhaps for want of memory; the old index stays
        logger.warning("The search index was not made, which will be tried again: %s", died)
