"""What readers see when a page cannot be given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from articles.models.database import first_line, is_away, is_full, is_unfit
from articles.search.find import IndexMissing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def reads_only(view: View[P]) -> View[P]:
    """Answers GET and HEAD; anything else gets 405 with the methods allowed. Who has the same page gets 304.

    Without the exemption Django would ask for a token first, and answer 403 as if that were the fault.
    """
    return csrf_exempt(require_safe(conditional_page(view)))


def needs_index(view: View[P]) -> View[P]:
    """Lets a page that asks the engine answer 503, with what to do, while there is no index."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except IndexMissing as missing:
            page = render_to_string("no_index.html", {"reason": str(missing)}, request)
            return not_ready(page, str(missing))

    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of what no view expected: 503 where the database is away or unfit, else 500.

    No context processor runs here, since one may be what failed. The log has the error; readers are told
    nothing of it, for it may name hosts and users.
    """
    error = sys.exc_info()[1]
    if error is not None and (is_away(error) or is_unfit(error)):
        full = is_full(error)
        why = "the disk is full" if full else "the database does not answer"
        if is_unfit(error):
            why = "the database has not the tables or the rights that this version needs"
        return not_ready(render_to_string("no_database.html", {"full": full}), f"{why}: {first_line(error)}")
    return HttpResponse(render_to_string("500.html"), status=500)


def not_understood(problems: Iterable[tuple[str, str]]) -> HttpResponse:
    """What programs get where a list is asked for that cannot be: a line for each (label, message)."""
    said = "".join(f"{label}: {message}\n" for label, message in problems)
    return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")


def not_ready(page: str, why: str) -> HttpResponse:
    """503 with the page; the log gets the reason, in one line."""
    answer = HttpResponse(page, status=503, headers={"Retry-After": "60"})
    answer.why = why  # type: ignore[attr-defined]
    return answer
