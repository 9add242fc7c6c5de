"""The addresses under which versions are asked for: TimeGate, TimeMaps, the versions themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import accumulate
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext as _

from articles.exporting.captures import (
    Capture,
    captures,
    is_gone,
    nearest,
    of_key,
    readings_of,
    stamped,
    web_address,
)
from articles.models import Reading
from articles.protocols.memento.links import (
    LINK_FORMAT,
    Addresses,
    around,
    common,
    moment,
    timemap_links,
    timemap_values,
)
from articles.text.languages import UNDETERMINED
from articles.views.caching import until_edited
from articles.views.errors import reads_only

ITEMS_SHOWN = 50  # of one page
LINKS_LENGTH = 20_000  # characters; deploy/nginx.conf takes headers of 32 KB


class Asked:
    """What the archive has of the address in the path. Raises Http404 where that is nothing."""

    def __init__(self, request: HttpRequest, url: str) -> None:
        # As servers give it, each byte a letter; few clients escape them all.
        query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace").decode("utf-8", "replace")
        self.url = web_address(url, query)
        if not self.url:
            raise Http404(_("This is no address on the web."))
        self.to = Addresses(self.url, request.build_absolute_uri)
        self.found = captures(self.url)

    def missing(self, request: HttpRequest) -> HttpResponse:
        """410 where something was withdrawn or closed, else 404."""
        if is_gone(self.url):
            return render(request, "web/gone.html", status=410)
        raise Http404(_("The archive has nothing of this address."))


@reads_only
@until_edited
def timegate(request: HttpRequest, url: str) -> HttpResponse:
    """Leads to the version that stood there at the time of ``Accept-Datetime``; without one, to the last."""
    asked = Asked(request, url)
    if not asked.found:
        return asked.missing(request)
    wanted = request.headers.get("Accept-Datetime")
    at = dt.datetime.now(dt.UTC)
    if wanted is not None:
        seconds = parse_http_date_safe(wanted)
        if seconds is None:
            return _bad_date(asked)
        at = dt.datetime.fromtimestamp(seconds, dt.UTC)
    answer: HttpResponse = redirect(asked.to.memento(nearest(asked.found, at)))
    links = [*common(asked.to, asked.found, timegate=False), *around(asked.to, asked.found)]
    _link(answer, links)
    patch_vary_headers(answer, ["Accept-Datetime"])
    return answer


def _link(answer: HttpResponse, links: Iterable[str]) -> None:
    """As many of them as a proxy takes: each has the whole address, and the TimeMap has them all."""
    told = accumulate(links, "{}, {}".format)
    fitting = [some for some in told if len(some) <= LINKS_LENGTH]
    if fitting:
        answer["Link"] = fitting[-1]


def _bad_date(asked: Asked) -> HttpResponse:
    answer = HttpResponse(
        _("Accept-Datetime is a date of HTTP, such as Sat, 31 Oct 2020 15:19:00 GMT.") + "\n",
        status=400,
        content_type="text/plain; charset=utf-8",
    )
    _link(answer, common(asked.to, asked.found, timegate=False))
    patch_vary_headers(answer, ["Accept-Datetime"])
    return answer


@reads_only
@until_edited
def timemap(request: HttpRequest, form: str, url: str) -> HttpResponse:
    """All versions, as links or as JSON."""
    asked = Asked(request, url)
    if not asked.found:
        return asked.missing(request)
    if form == "json":
        return JsonResponse(timemap_values(asked.to, asked.found))
    return HttpResponse(timemap_links(asked.to, asked.found), content_type=LINK_FORMAT)


@reads_only
@until_edited
def web(request: HttpRequest, url: str) -> HttpResponse:
    """What the archive has of an address, for people."""
    asked = Asked(request, url)
    if not asked.found:
        return asked.missing(request)
    versions = [(capture, asked.to.memento(capture)) for capture in reversed(asked.found)]
    last = readings_of(asked.found[-1])[:ITEMS_SHOWN]
    context = {"url": asked.url, "versions": versions, "articles": [reading.article for reading in last]}
    answer = render(request, "web/versions.html", context)
    _link(answer, [*common(asked.to, asked.found), *around(asked.to, asked.found)])
    return answer


@reads_only
@until_edited
def version(request: HttpRequest, key: str, url: str) -> HttpResponse:
    """One version: what was read in it. A year, or up to a second, leads to the one that stood there then."""
    asked = Asked(request, url)
    if not asked.found:
        return asked.missing(request)
    shown = of_key(asked.found, key)
    if shown is None:
        at = stamped(key)
        if at is None:
            _no_version()
        return redirect(asked.to.memento(nearest(asked.found, at)))
    answer = render(request, "web/version.html", version_context(asked, shown))
    answer["Memento-Datetime"] = moment(shown.at)
    _link(answer, [*common(asked.to, asked.found), *around(asked.to, asked.found, shown)])
    return answer


def _no_version() -> NoReturn:
    raise Http404(_("There is no such version."))


def version_context(asked: Asked, shown: Capture) -> dict[str, Any]:
    place = asked.found.index(shown)
    readings = readings_of(shown)
    return {
        "url": asked.url,
        "shown": shown,
        "items": [item_shown(reading) for reading in readings[:ITEMS_SHOWN]],
        "items_cut": max(0, len(readings) - ITEMS_SHOWN),
        "before": asked.to.memento(asked.found[place - 1]) if place else "",
        "after": asked.to.memento(asked.found[place + 1]) if place + 1 < len(asked.found) else "",
        "all_of_them": asked.to.at("web"),
        "version": ""
        if readings and readings[0].article.original_id == shown.original
        else shown.sha256[:12],
    }


def item_shown(reading: Reading) -> dict[str, Any]:
    """What was read, as it stands in the text."""
    fields = reading.fields
    language = fields.get("language") or UNDETERMINED
    return {
        "article": reading.article,
        "language": language,
        "headline": fields.get("headline") or "",
        "byline": fields.get("byline") or "",
        "published": (fields.get("published") or {}).get("date") or "",
        "paragraphs": [part for part in (fields.get("body") or "").split("\n\n") if part.strip()],
    }
