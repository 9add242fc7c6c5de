"""What Prometheus asks: requests, the queue, tasks, imports, the index. For this computer or a token only."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from ipaddress import ip_address

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from articles.api.problems import problem
from articles.models import ImportRun, PendingChange, Task
from articles.models.indexing import oldest_waiting
from articles.search.find import IndexMissing, reader
from articles.views.errors import reads_only
from newsarchive.measuring import BOUNDS, CLASSES, measured

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[str, dict[str, str], float]  # what stands after the metric's name, labels, value


@reads_only
def metrics(request: HttpRequest) -> HttpResponseBase:
    if not may_ask(request):
        return problem(403, "Metrics are for the archive's own computer, or with the token of its settings.")
    return HttpResponse("".join(lines()), content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def may_ask(request: HttpRequest) -> bool:
    """Whoever comes through a proxy comes from elsewhere, whatever the proxy's own address is."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and kind.lower() == "bearer":
        return hmac.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False


def lines() -> Iterator[str]:
    yield from metric("archive_requests_total", "counter", "Requests answered.", by_class())
    yield from metric("archive_request_seconds", "histogram", "How long they took.", by_time())
    waiting = oldest_waiting()
    age = max(0.0, (timezone.now() - waiting).total_seconds()) if waiting else 0.0
    pending = PendingChange.objects.count()
    yield from metric("archive_queue_changes", "gauge", "Changes that wait to be indexed.", one(pending))
    yield from metric("archive_queue_age_seconds", "gauge", "How long the oldest has waited.", one(age))
    yield from metric("archive_tasks", "gauge", "Tasks by state.", counted(Task, "state"))
    yield from metric("archive_import_runs", "gauge", "Imports by state.", counted(ImportRun, "status"))
    try:
        opened = reader()
    except IndexMissing:
        yield from metric("archive_index_ready", "gauge", "Whether the index can be searched.", one(0))
        return
    yield from metric("archive_index_ready", "gauge", "Whether the index can be searched.", one(1))
    yield from metric("archive_index_articles", "gauge", "Articles in the index.", one(opened.count()))
    committed = opened.changed_at()
    yield from metric(
        "archive_index_committed", "gauge", "Its last commit, seconds since 1970.", one(committed)
    )


def metric(name: str, kind: str, about: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {about}\n# TYPE {name} {kind}\n"
    for after, labels, value in samples:
        told = ",".join(f'{label}="{text}"' for label, text in labels.items())
        yield f"{name}{after}{{{told}}} {value:.10g}\n" if told else f"{name}{after} {value:.10g}\n"


def one(value: float) -> list[Sample]:
    return [("", {}, value)]


def by_class() -> Iterator[Sample]:
    for kind, classes, _times, _seconds in measured().rows():
        for name, count in zip(CLASSES, classes, strict=True):
            if count:
                yield "", {"kind": kind, "status": name}, count


def by_time() -> Iterator[Sample]:
    for kind, _classes, times, seconds in measured().rows():
        total = 0.0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), times, strict=True):
            total += count
            yield "_bucket", {"kind": kind, "le": bound}, total
        yield "_sum", {"kind": kind}, seconds
        yield "_count", {"kind": kind}, total


def counted(model: type[Task | ImportRun], field: str) -> Iterator[Sample]:
    rows = model._default_manager.order_by().values_list(field).annotate(count=Count("pk"))
    for state, count in rows:
        yield "", {"state": str(state)}, count
