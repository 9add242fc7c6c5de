"""What every answer of the archive carries, and what the log says of some."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware

from articles.api.door import PREFIX, Door
from articles.views import health
from newsarchive.clients import address_of
from newsarchive.logs import HEADER, id_of, request_id
from newsarchive.measuring import kind_of, measured

log = logging.getLogger("newsarchive.requests")

# Imported text is hostile: should a tag of it ever slip through unescaped, the browser still runs nothing.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEALTH = {"/healthz": health.healthz, "/readyz": health.readyz}
ADDRESS_LOGGED = 300  # characters
NEVER_PACKED = (204, 206, 304)  # no body, or a part of one that is counted in bytes as they are

Answer = Callable[[HttpRequest], HttpResponseBase]


class ContentSecurityPolicyMiddleware:
    """Allows only the archive's own scripts, styles and images, and none inside a page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response


class HeadMiddleware:
    """Nothing but headers for HEAD: the server would drop the body, with a warning in the log."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, HttpResponse):
                response.content = b""
            elif isinstance(response, StreamingHttpResponse):
                response.streaming_content = iter(())
        return response


class PackingMiddleware(GZipMiddleware):
    """Packs answers for who can unpack them, where no proxy stands before, too.

    Django's own would send an empty stream that it packed, 20 bytes, behind a 304: on a connection that stays
    open they stand before the next answer.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code in NEVER_PACKED:
            return response
        packed: HttpResponseBase = super().process_response(request, response)
        return packed


class TimingMiddleware:
    """Tells staff, in their browser's own tools, how long the answer took, and the database in it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        begun = time.perf_counter()
        spent: list[float] = []

        def timed(execute: Callable[..., Any], *asked: Any) -> Any:
            start = time.perf_counter()
            try:
                return execute(*asked)
            finally:
                spent.append(time.perf_counter() - start)

        with connection.execute_wrapper(timed):
            response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_staff:
            total = time.perf_counter() - begun
            response["Server-Timing"] = (
                f'total;dur={total * 1000:.1f}, db;dur={sum(spent) * 1000:.1f};desc="{len(spent)} queries"'
            )
        return response


class ApiMiddleware:
    """The API's own door: whatever fails behind it, programs are told so in their way."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.door = Door(address_of)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(PREFIX):
            return self.door(request, self.get_response)
        return self.get_response(request)


class HostMiddleware:
    """Refuses requests that name no host (newsarchive.requests), for static files as well."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("HTTP_HOST") == "":
            raise DisallowedHost("The request names no host.")
        return self.get_response(request)


class HealthMiddleware:
    """Answers health checks whatever host they name: they ask from inside, by the loopback address."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = HEALTH.get(request.path_info)
        return view(request) if view else self.get_response(request)


class LogMiddleware:
    """Every request has an id, is counted and timed; what the log says of some: the reason for each 503, how
    long each took that was slower than settings.SLOW_SECONDS.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.monotonic()
        named = request_id.set(id_of(request))
        try:
            return self._logged(request, begun)
        finally:
            request_id.reset(named)

    def _logged(self, request: HttpRequest, begun: float) -> HttpResponseBase:
        response = self.get_response(request)
        seconds = time.monotonic() - begun
        measured().add(kind_of(request), response.status_code, seconds)
        response[HEADER] = request_id.get()
        if response.status_code == 503:
            log.warning("503 for %s: %s", asked(request), getattr(response, "why", response.reason_phrase))
        if seconds >= settings.SLOW_SECONDS:
            log.warning("slow: %.1f s for %s", seconds, asked(request))
        return response


def asked(request: HttpRequest) -> str:
    """`GET /articles/?q=baku (192.0.2.7)`, in one line however the address was written."""
    path = ascii(request.get_full_path())[1:-1]
    cut = path if len(path) <= ADDRESS_LOGGED else path[:ADDRESS_LOGGED] + "…"
    return f"{request.method} {cut} ({address_of(request)})"
