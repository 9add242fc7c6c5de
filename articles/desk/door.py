"""Who comes in: each page of the desk names the right it needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.views.decorators.cache import never_cache

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

ENTRY = ("view_article", "enter_desk")


def needs(*rights: str) -> Callable[[View[P]], View[P]]:
    """Shows the page to whoever may enter the desk and has these rights, too; others are asked to log in."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("desk:login"))
            if not may_enter(request) or not all(may(request, right) for right in rights):
                raise PermissionDenied
            request.GET, request.POST = _without_nul(request.GET), _without_nul(request.POST)
            return view(request, *args, **kwargs)

        return never_cache(answer)

    return decorate


def _without_nul(given: QueryDict) -> Any:  # for the stubs tell the two kinds of it apart
    """PostgreSQL takes no text that holds the character NUL, and no editor types it."""
    if not any("\0" in value for _name, values in given.lists() for value in values):
        return given
    cleaned = given.copy()
    for name, values in given.lists():
        cleaned.setlist(name, [value.replace("\0", "") for value in values])
    return cleaned


def may_enter(request: HttpRequest) -> bool:
    return may(request, "change_article") or all(may(request, right) for right in ENTRY)


def may(request: HttpRequest, right: str) -> bool:
    return request.user.has_perm(f"articles.{right}")


def editor(request: HttpRequest) -> User | None:
    """Who decides and corrects here."""
    return request.user if isinstance(request.user, User) else None
