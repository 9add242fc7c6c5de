"""Requests as Django can read them: what HTTP allows to be left out of one, and Django does not expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings

Environment = dict[str, Any]
Application = Callable[[Environment, Any], Iterable[bytes]]

NO_HOST = ""  # is refused, see middleware.HostMiddleware


def told_whole(application: Application) -> Application:
    """The application, asked by requests that say how long their body is and of which host they are."""

    def asked(environ: Environment, start_response: Any) -> Iterable[bytes]:
        if environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
            # Else Django takes the server's own name, which is allowed; "" is not (RFC 9112, 3.2).
            environ.setdefault("HTTP_HOST", NO_HOST)
        if environ.get("HTTP_TRANSFER_ENCODING") and not environ.get("CONTENT_LENGTH"):
            _measure(environ)
        return application(environ, start_response)

    return asked


def _measure(environ: Environment) -> None:
    """Reads a body that comes in chunks, which Django takes for none; of one that is too large, enough to
    be refused.
    """
    try:
        body = environ["wsgi.input"].read((settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) + 1)
    except Exception:  # chunks that are none, or break off: each server says so in its way
        body = b""
        environ["HTTP_HOST"] = NO_HOST
    environ["wsgi.input"] = BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    del environ["HTTP_TRANSFER_ENCODING"]
