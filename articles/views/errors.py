"""What readers see when a page cannot be given."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.search.find import IndexMissing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs_index(view: View[P]) -> View[P]:
    """Lets a page that asks the engine answer 503, with what to do, while there is no index."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except IndexMissing as missing:
            response = render(request, "503.html", {"reason": str(missing)}, status=503)
            response.headers["Retry-After"] = "60"
            return response

    return answer
