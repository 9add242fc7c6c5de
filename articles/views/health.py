"""Two questions machines ask: is the process alive, and can it serve readers?"""

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from articles.health import QUESTIONS, READY
from articles.models.database import first_line
from articles.models.indexing import oldest_waiting
from articles.search.indexing import older_serves
from articles.views.errors import reads_only


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
    for name in READY:
        try:
            reason = QUESTIONS[name]() if name != "index" or not older_serves() else None
        except Error as error:
            reason = first_line(error)
        results[name] = reason or "ok"
        if reason:
            break
    ready = all(result == "ok" for result in results.values())
    said: dict[str, object] = {"status": "ready" if ready else "not ready", "checks": results}
    if ready:  # an import makes changes wait: no reason to send readers away
        since = oldest_waiting()
        if older := older_serves():
            said["notes"] = {"index": older}
        said["oldest_waiting_seconds"] = since and max(0, round((timezone.now() - since).total_seconds()))
    answer = JsonResponse(said, status=200 if ready else 503)
    if not ready:  # the check asked last
        answer.why = ": ".join(list(results.items())[-1])  # type: ignore[attr-defined]
    return answer
