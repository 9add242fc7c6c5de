"""Log records as JSON, and the request that each belongs to."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import uuid
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
request_id: ContextVar[str] = ContextVar("request_id", default="")
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def id_of(request: HttpRequest) -> str:
    """What our own proxy calls it, else a new one: readers name no lines of the log."""
    told = request.headers.get(HEADER, "")
    return told if settings.PROXIES and _ID.fullmatch(told) else uuid.uuid4().hex[:16]


class JsonFormatter(logging.Formatter):
    """One object a line: time, level, logger, message, request_id where there is one, error."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if found := request_id.get():
            told["request_id"] = found
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)
