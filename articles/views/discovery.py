"""How others find what the archive has: sitemaps, the description of its search, whom to tell of a hole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from articles.models import Article
from articles.views.errors import reads_only

MOST_ADDRESSES = 50_000  # of one sitemap, by its protocol
KEPT = 60  # seconds; counting the months goes through all articles
EXPIRES = dt.timedelta(days=180)  # of security.txt, from each day on which it is asked for
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True)
class Month:
    """A month's articles; 0 for the year are those without a date."""

    year: int
    month: int
    count: int
    changed_at: dt.datetime

    @property
    def names(self) -> list[str]:
        """Of its sitemaps: 2020-10, and 2020-10-2 where they are many."""
        name = f"{self.year:04}-{self.month:02}" if self.year else "undated"
        parts = -(-self.count // MOST_ADDRESSES)
        return [name if part == 1 else f"{name}-{part}" for part in range(1, parts + 1)]


def months() -> list[Month]:
    """All that have articles that readers may see. Days are counted in an index; no database has to take the
    dates of all articles apart.
    """
    days = Article.objects.public().order_by("published_from").values_list("published_from")
    found: dict[tuple[int, int], Month] = {}
    for day, count, changed in days.annotate(count=Count("pk"), changed=Max("updated_at")):
        year, month = (day.year, day.month) if day else (0, 0)
        known = found.get((year, month), Month(year, month, 0, changed))
        found[year, month] = Month(year, month, known.count + count, max(known.changed_at, changed))
    return [found[key] for key in sorted(found)]


@reads_only
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """A sitemap for each month that articles were published in."""
    found = cache.get_or_set("sitemap:months", months, KEPT) or []
    whole = request.build_absolute_uri
    entries = "".join(
        f"<sitemap><loc>{escape(whole(reverse('sitemap', args=[name])))}</loc>"
        f"<lastmod>{month.changed_at.isoformat(timespec='seconds')}</lastmod></sitemap>\n"
        for month in found
        for name in month.names
    )
    text = f"{_HEAD}<sitemapindex {_SPACE}>\n{entries}</sitemapindex>\n"
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@reads_only
def sitemap(request: HttpRequest, name: str) -> HttpResponseBase:
    """The articles of one month, each with when it was changed last."""
    articles, part = articles_of(name)
    first = (part - 1) * MOST_ADDRESSES
    some = articles.order_by("pk")[first : first + MOST_ADDRESSES]
    lines = entries_of(some.only("public_id", "headline", "body", "updated_at").iterator(500), request)
    first_line = next(lines, None)
    if first_line is None:
        raise Http404
    return StreamingHttpResponse(
        sitemap_text(first_line, lines), content_type="application/xml; charset=utf-8"
    )


def articles_of(name: str) -> tuple[QuerySet[Article], int]:
    """The articles that a sitemap's name means, and its number among theirs. Raises Http404."""
    beginning, *rest = name.split("-")
    try:
        if beginning == "undated":
            part = int(rest[0]) if rest else 1
            found = Article.objects.public().filter(published_from=None)
        else:
            part = int(rest[1]) if len(rest) > 1 else 1
            first = dt.date(int(beginning), int(rest[0]), 1)
            after = (first + dt.timedelta(days=32)).replace(day=1)
            found = Article.objects.public().filter(published_from__gte=first, published_from__lt=after)
    except (ValueError, IndexError, OverflowError) as error:
        raise Http404 from error
    if not 1 <= part <= 10_000:
        raise Http404
    return found, part


def entries_of(articles: Iterable[Article], request: HttpRequest) -> Iterator[str]:
    base = request.build_absolute_uri("/")[:-1]
    for article in articles:
        changed = article.updated_at.isoformat(timespec="seconds")
        address = escape(base + article.get_absolute_url())
        yield f"<url><loc>{address}</loc><lastmod>{changed}</lastmod></url>\n"


def sitemap_text(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_SPACE}>\n{first}"
    yield from rest
    yield "</urlset>\n"


@reads_only
def opensearch(request: HttpRequest) -> HttpResponse:
    """For browsers, which then search the archive from their address bar."""
    return render(
        request, "opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8"
    )


@reads_only
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116); 404 where the settings name nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines.append(f"Expires: {(midnight + EXPIRES).strftime('%Y-%m-%dT%H:%M:%SZ')}")
    lines.append(f"Canonical: {request.build_absolute_uri(request.path)}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
