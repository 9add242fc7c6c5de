"""What every request to the API passes: who asks, how often, in which way; and every answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from articles.api.limits import Counters, Standing
from articles.api.problems import Problem, as_problem, problem
from articles.models import ApiKey

PREFIX = "/api/"
LARGEST_BODY = 1024 * 1024  # bytes
METHODS = "GET, HEAD, OPTIONS"
EXPOSED = (
    "ETag, Last-Modified, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Total-Count"
)
# A request that reads a text or walks a list counts for several.
WEIGHTS = {"/api/v1/parse": 10, "/api/v1/match": 10, "/api/v1/export": 10}
POSTED = ("/api/v1/parse", "/api/v1/match")  # elsewhere there is nothing to post, of whatever type
# What these answer is chosen by a parameter, or is bytes.
_OTHER_TYPES = ("/export", "/bytes", "/citation", "/docs")
_NOT_AT_ALL = re.compile(r"q\s*=\s*0(?:\.0*)?")
_READ = ("application/json", "application/problem+json")

Answer = Callable[[HttpRequest], HttpResponseBase]
AddressOf = Callable[[HttpRequest], str]


class Asker(NamedTuple):
    name: str  # by which requests are counted
    per_minute: int  # 0: as many as they like


class Door:
    """For addresses below PREFIX. ``address_of`` tells who asks."""

    def __init__(self, address_of: AddressOf) -> None:
        self.address_of = address_of

    def __call__(self, request: HttpRequest, answer: Answer) -> HttpResponseBase:
        method = request.method
        standing: list[Standing] = []
        try:
            made = self._answered(request, answer, standing)
        except Problem as told:
            made = told.answer()
        finally:
            request.method = method
        made = as_problem(made)
        for one in standing:
            for name, value in one.headers.items():
                made[name] = value
        if method in ("GET", "HEAD", "OPTIONS"):
            made["Access-Control-Allow-Origin"] = "*"
            made["Access-Control-Expose-Headers"] = EXPOSED
        made["X-Content-Type-Options"] = "nosniff"
        patch_vary_headers(made, ["Accept", "Authorization"])
        return made

    def _answered(self, request: HttpRequest, answer: Answer, standing: list[Standing]) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return preflight()
        asker = self._asker(request)
        if asker.per_minute:
            weight = WEIGHTS.get(request.path, 1)
            standing.append(counters().count(asker.name, asker.per_minute, weight))
            if standing[0].is_over:
                wait = {"Retry-After": str(standing[0].reset)}
                return problem(429, f"{asker.per_minute} requests a minute are answered.", wait)
        if too_large(request):
            return problem(413, f"A body has {LARGEST_BODY:,} bytes at most.")
        if request.method == "POST" and request.path in POSTED and request.content_type != "application/json":
            return problem(415, "The body must be application/json.")
        if not is_acceptable(request):
            return problem(406, "This is given as application/json.")
        if request.method == "HEAD":  # an answer's own method; its body is taken off on the way out
            request.method = "GET"
        return answer(request)

    def _asker(self, request: HttpRequest) -> Asker:
        """Raises Problem for a key that is not in force."""
        kind, _, key = request.headers.get("Authorization", "").partition(" ")
        address = self.address_of(request)
        if kind.lower() == "bearer":
            row = self._row_of(key.strip(), address)
            return Asker(f"key {row.pk}", row.per_minute or settings.API_KEY_REQUESTS)
        return Asker(network_of(address), 0 if is_loopback(address) else settings.API_REQUESTS)

    def _row_of(self, key: str, address: str) -> ApiKey:
        """Raises Problem for a key that is not in force. Who has given as many as they may ask requests is
        told so without a look into the database.
        """
        guesser = f"guesses {network_of(address)}"
        limit = 0 if is_loopback(address) else settings.API_REQUESTS
        if limit and (standing := counters().count(guesser, limit, 0)).remaining == 0:
            wait = {"Retry-After": str(standing.reset)}
            raise Problem(429, f"{limit} wrong keys a minute are looked up.", wait)
        row = ApiKey.objects.of(key)
        if row is None:
            counters().count(guesser, limit)
            raise Problem(401, "", {"WWW-Authenticate": "Bearer"})
        return row


def preflight() -> HttpResponse:
    """Any page may read what is public; none may post from its reader's browser."""
    return HttpResponse(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "Authorization, If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": "86400",
        },
    )


def too_large(request: HttpRequest) -> bool:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return not told.isascii() or not told.isdigit() or int(told.lstrip("0")[:12] or 0) > LARGEST_BODY


def is_acceptable(request: HttpRequest) -> bool:
    if request.path.endswith(_OTHER_TYPES):
        return True
    return is_accepted(request.headers.get("Accept", ""))


def is_accepted(accept: str) -> bool:
    """Whether one of ``_READ`` is, by the most exact of what is said of it.

    Whatever parameters stand beside it: many clients ask for ``application/json; charset=utf-8``.
    """
    said: dict[str, bool] = {}
    for part in accept.lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        if kind:
            said[kind] = said.get(kind, False) or not any(map(_NOT_AT_ALL.fullmatch, parameters))
    return not said or any(
        next((said[kind] for kind in (one, "application/*", "*/*") if kind in said), False) for one in _READ
    )


def is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def network_of(address: str) -> str:
    """Of an IPv6 address the first half: the other half is its owner's to change with each request."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        # Of an IPv4 address that is written so the first half is the same for everybody.
        return str(found.ipv4_mapped or found.exploded[:19])
    return str(found)


@cache
def _counters(path: Path, secret: str) -> Counters:
    return Counters(path, secret)


def counters() -> Counters:
    return _counters(Path(settings.DATA_DIR) / "requests_counted", settings.SECRET_KEY)
