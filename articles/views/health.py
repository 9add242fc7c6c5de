"""Two questions machines ask: is the process alive, and can it serve readers?"""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from articles.models.database import first_line, unapplied_migrations
from articles.models.indexing import oldest_waiting
from articles.models.triggers import missing_triggers
from articles.search.indexing import index_state
from articles.views.errors import reads_only


def database_problem() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return None


def migrations_problem() -> str | None:
    names = unapplied_migrations()
    return f"not applied: {', '.join(names)}; run manage.py migrate" if names else None


def triggers_problem() -> str | None:
    missing = missing_triggers()
    return f"not in place: {', '.join(missing)}; run manage.py migrate" if missing else None


# What must hold before the archive is ready; each gives the reason why not.
CHECKS: dict[str, Callable[[], str | None]] = {
    "database": database_problem,
    "migrations": migrations_problem,
    "triggers": triggers_problem,
    "index": index_state,
}


@reads_only
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. It asks nothing else: a database that is down is no reason to restart it."""
    return JsonResponse({"status": "alive"})


@reads_only
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when readers can be served, else 503, with `ok` or the reason for each check.

    The checks build on each other, so those after the first failure are not asked. Runs a few queries.
    """
    results: dict[str, str] = {}
    for name, problem in CHECKS.items():
        try:
            reason = problem()
        except Error as error:
            reason = first_line(error)
        results[name] = reason or "ok"
        if reason:
            break
    ready = all(result == "ok" for result in results.values())
    said: dict[str, object] = {"status": "ready" if ready else "not ready", "checks": results}
    if ready:  # an import makes changes wait: no reason to send readers away
        since = oldest_waiting()
        said["oldest_waiting_seconds"] = since and max(0, round((timezone.now() - since).total_seconds()))
    answer = JsonResponse(said, status=200 if ready else 503)
    if not ready:  # the check asked last
        answer.why = ": ".join(list(results.items())[-1])  # type: ignore[attr-defined]
    return answer
