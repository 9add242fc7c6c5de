"""What the desk's pages and a change of many articles cost."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client

from articles.editing.in_bulk import preview
from articles.models import Article, BulkChange, Proposal, Source, TakedownCase, Task
from articles.search import indexing
from articles.search.find import search
from articles.search.query import Query
from articles.text.tokens import words
from articles.working.asking import ask
from articles.working.claiming import Claimant
from articles.working.work import run

TIMES = 40  # each page is asked for
_HOST = "localhost"
COLUMNS = ("pk", "source", "status", "published_from", "edited_fields", "headline", "body")


def pages(*, cpu: bool = False) -> Iterator[tuple[str, float]]:
    """(address, p95 in milliseconds) of every page of the desk, as a superuser asks for it.

    ``cpu``: of the processor's time, where the machine has other work.
    """
    clock = time.process_time if cpu else time.perf_counter
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    ids = list(
        Article.objects.filter(status=Article.Status.IN_REVIEW).values_list("pk", flat=True)[
            : TIMES * 50 : 50
        ]
    )
    people = list(Proposal.objects.values_list("first", flat=True)[:TIMES])
    asked = {
        "/desk/": ["/desk/"],
        "/desk/ of one source": [f"/desk/?source=source-{n}" for n in range(1, 21)],
        "/desk/queue/": ["/desk/queue/"],
        "/desk/queue/ of one reason": ["/desk/queue/?reason=headline.guess", "/desk/queue/?reason=date.none"],
        "/desk/queue/ a page far on": [f"/desk/queue/?page={page}" for page in range(100, 300, 20)],
        "/desk/queue/ of one source": [f"/desk/queue/?source=source-{n}" for n in range(1, 20)],
        "/desk/queue/ by words": [f"/desk/queue/?q={word}" for word in _words()],
        "/desk/queue/ by days": [f"/desk/queue/?from={year}" for year in range(1990, 2010)],
        "/desk/queue/ without one source": [f"/desk/queue/?not_source=source-{n}" for n in range(1, 20)],
        "/desk/articles/N/": [f"/desk/articles/{pk}/?reason=headline.guess" for pk in ids],
        "/desk/articles/N/life/": [f"/desk/articles/{pk}/life/" for pk in ids],
        "/desk/people/": ["/desk/people/"],
        "/desk/people/N/": [f"/desk/people/{pk}/" for pk in people],
        "/desk/people/merge/": [
            f"/desk/people/merge/?person={one}&person={other}" for one, other in pairwise(people)
        ],
        "/desk/people/find/": [
            f"/desk/people/find/?q={letter}" for letter in ("Arta", "Elino", "Imira", "Bartaov")
        ],
        "/desk/reprints/": ["/desk/reprints/"],
        "/desk/reports/": ["/desk/reports/"],
        "/desk/cases/": ["/desk/cases/"],
        "/desk/cases/N/": [
            f"/desk/cases/{pk}/" for pk in TakedownCase.objects.values_list("pk", flat=True)[:20]
        ],
        "/desk/changes/": ["/desk/changes/"],
        "/desk/choose/": ["/desk/choose/"],
        "/desk/choose/ by words": [f"/desk/choose/?source=source-{n}" for n in range(1, 20)],
        "/desk/help/": ["/desk/help/"],
    }
    for name, addresses in asked.items():
        taken = []
        for n in range(TIMES):
            address = addresses[n % len(addresses)]
            begun = clock()
            answer = client.get(address, HTTP_HOST=_HOST)
            taken.append((clock() - begun) * 1000)
            assert answer.status_code == 200, (address, answer.status_code)
        yield name, statistics.quantiles(taken, n=20)[-1]


def _words() -> list[str]:
    """Of one text, so frequent words among them."""
    text = Article.objects.filter(status=Article.Status.IN_REVIEW).values_list("body", flat=True)[0]
    return list(dict.fromkeys(words(text)))[:TIMES]


@dataclass(frozen=True)
class Told:
    articles: int
    preview: float  # seconds, as the others
    seconds: float
    found: float
    undone: float
    differing: int


def bulk_change(count: int) -> Told:
    """Give so many articles a source that none has; wait until all are found by it; take it back."""
    source = Source.objects.create(name=f"Bench {time.time_ns()}", slug=f"bench-{time.time_ns()}")
    rows = Article.objects.exclude(status=Article.Status.WITHDRAWN).order_by("pk")[:count]
    ids = list(rows.values_list("pk", flat=True))
    before = _states(ids)
    bulk = BulkChange.objects.create(
        articles=ids, field="source", value=source.name, made_by=User.objects.get(username="bench")
    )
    asked = time.perf_counter()
    preview(bulk)
    begun = time.perf_counter()
    _work("change-in-bulk", bulk)
    done = time.perf_counter()
    indexing.drain()
    while (found := search(Query(sources=(source.pk,)), limit=1, facets=()).total) != len(ids):
        if time.perf_counter() - done > 120:
            raise SystemExit(f"{found:,} of {len(ids):,} are found")
        time.sleep(0.02)
    seen = time.perf_counter()
    _work("undo-bulk-change", bulk)
    undone = time.perf_counter()
    after = _states(ids)
    differing = sum(before[pk] != after[pk] for pk in ids)
    return Told(len(ids), begun - asked, done - begun, seen - done, undone - seen, differing)


def _work(kind: str, bulk: BulkChange) -> None:
    """As the worker does it, to its end."""
    asked = ask(kind, {"bulk": bulk.pk}, by=bulk.made_by)
    claimant = Claimant()
    while task := claimant.claim():
        run(task, threading.Event())
        if task.pk == asked.pk:
            break
    state = Task.objects.get(pk=asked.pk).state
    if state != Task.State.DONE:
        raise SystemExit(f"{kind} ended as {state}")


def _states(ids: list[int]) -> dict[int, tuple[object, ...]]:
    found: dict[int, tuple[object, ...]] = {}
    for start in range(0, len(ids), 5000):
        rows: QuerySet[Article] = Article.objects.filter(pk__in=ids[start : start + 5000])
        found |= {row[0]: row[1:] for row in rows.values_list(*COLUMNS)}
    return found
