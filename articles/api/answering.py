"""An operation's answer: JSON that can be asked for again and again at little cost."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from articles.lists.freshness import changed_at


def answer(request: HttpRequest, values: Any, changed: dt.datetime | None = None) -> HttpResponseBase:
    """200 with the values, or 304 where whoever asks has just these, by the ETag."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return of_bytes(request, text.encode("utf-8", "replace"), "application/json", changed)


def of_bytes(
    request: HttpRequest, data: bytes, media_type: str, changed: dt.datetime | None = None, etag: str = ""
) -> HttpResponseBase:
    tag = f'"{etag or hashlib.sha256(data).hexdigest()[:32]}"'
    made = HttpResponse(data, content_type=media_type)
    made["ETag"] = tag
    made["Cache-Control"] = "no-cache"  # kept, but asked for each time: what was withdrawn is gone at once
    stamp = None
    if changed is not None:
        stamp = int(changed.timestamp())
        made["Last-Modified"] = http_date(stamp)
    found = get_conditional_response(request, etag=tag, last_modified=stamp, response=made)
    return found if found is not None else made


def unchanged(request: HttpRequest, changed: dt.datetime | None) -> HttpResponseBase | None:
    """304 without looking any further, where a date alone is given and nothing has changed since."""
    since = request.headers.get("If-Modified-Since")
    if changed is None or not since or "If-None-Match" in request.headers:
        return None
    stamp = parse_http_date_safe(since)
    if stamp is None or int(changed.timestamp()) > stamp:
        return None
    return HttpResponse(status=304, headers={"Last-Modified": http_date(int(changed.timestamp()))})


def last_change() -> dt.datetime | None:
    """See ``changed_at``. Raises IndexMissing."""
    return changed_at()
