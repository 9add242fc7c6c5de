"""Kinds of tasks for tests: one writes a row per number, so that loss and double are seen; one fails."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import connection

from articles.models import ImportRun
from articles.working.work import Work

KINDS = {"count": "tests.working.counting:count", "fail": "tests.working.counting:fail"}


def count(work: Work) -> Iterator[None]:
    """Numbers below ``to``, ``at_once`` in a batch, ``pause`` seconds after each."""
    while (number := work.cursor.get("number", 0)) < work.arguments["to"]:
        with work.batch():
            after = min(number + work.arguments.get("at_once", 1), work.arguments["to"])
            for one in range(number, after):
                ImportRun.objects.create(read=one, status=ImportRun.Status.FINISHED)
            work.reach(cursor={"number": after}, done=after, total=work.arguments["to"])
        time.sleep(work.arguments.get("pause", 0))
        yield


def fail(work: Work) -> Iterator[None]:
    """Two batches, then an error, in the middle of a batch that has written something."""
    for number in range(work.cursor.get("number", 0), 2):
        with work.batch():
            work.reach(cursor={"number": number + 1}, done=number + 1)
        yield
    with work.batch():
        ImportRun.objects.create(read=99)
        if "sql" in work.arguments:
            with connection.cursor() as cursor:
                cursor.execute(work.arguments["sql"])
        raise ValueError("it cannot be done")


def counted() -> list[int]:
    return sorted(ImportRun.objects.values_list("read", flat=True))
