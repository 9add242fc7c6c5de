"""Logging in: throttled for each account and each address, and never at the expense of readers.

A password is hashed for a third of a second, on purpose. So a process hashes one at a time; one more may
wait, and whoever comes then is asked at once to try again: all other threads go on serving pages.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from axes.backends import AxesBackend, AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsarchive.clients import address_of

log = logging.getLogger(__name__)

LET_IN = 2  # of a process: one at work, one waiting
NAME_LOGGED = 150  # characters
NAME_KEPT = 255  # by django-axes; no account has a name of more than 150

_let_in = threading.BoundedSemaphore(LET_IN)
_at_work = threading.Lock()


class TooManyLogins(Exception):  # not an error: told to try again
    pass


@contextmanager
def at_work() -> Iterator[None]:
    """The turn to hash a password. Raises TooManyLogins where one is at work and another waits already."""
    if not _let_in.acquire(blocking=False):
        raise TooManyLogins
    try:
        with _at_work:
            yield
    finally:
        _let_in.release()


class LimitedBackend(AxesBackend):
    """Django's accounts; refuses those throttled before any hashing, and says in the log whom it refused."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **given: Any,
    ) -> AbstractBaseUser | None:
        if request is not None:
            AxesStandaloneBackend.authenticate(self, request, username, password, **given)
        with at_work():
            user = ModelBackend.authenticate(self, request, username, password, **given)
        if user is None and request is not None:
            _say(request, username, "wrong name or password")
        return user


class LoginMiddleware:
    """Answers 503 to whoever logs in while too many do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooManyLogins):
            return None
        answer = render(request, "logins/too_many.html", status=503)
        answer["Retry-After"] = "2"
        answer.why = "too many logins at once"  # type: ignore[attr-defined]
        return answer


def account_of(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str | None:
    """The name that somebody logs in by, as far as it can be stored; called by django-axes."""
    name = (credentials or request.POST).get("username")
    return str(name).replace("\0", "")[:NAME_KEPT] if name is not None else None


def locked_out(
    request: HttpRequest, answer_without: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page for an account or an address with too many failures; called by django-axes."""
    _say(request, (credentials or {}).get("username"), "throttled after too many failures")
    answer = render(request, "logins/throttled.html", status=429)
    answer["Retry-After"] = "900"
    return answer


def _say(request: HttpRequest, name: str | None, reason: str) -> None:
    log.warning(
        "login refused: account %r from %s: %s", (name or "")[:NAME_LOGGED], address_of(request), reason
    )
