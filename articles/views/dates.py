"""Browsing by date: all years, the days of one year, one month, one day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.lists.anniversaries import this_day_in_other_years
from articles.lists.charts import months_by_year
from articles.lists.facets import facets_of
from articles.lists.folding import folded
from articles.lists.histogram import by_year, label_of, undated_within
from articles.lists.links import ListAddress
from articles.lists.listing import listing
from articles.lists.paging import page_asked
from articles.lists.talked import talked_when
from articles.search.engine import FACETS, Results, Step
from articles.search.find import search
from articles.search.query import Query, Sort
from articles.views.errors import needs_index, reads_only
from articles.views.parameters import parameters_of
from articles.wording.dates import months

LEVELS = 4  # of shade of a calendar's days


@dataclass(frozen=True)
class DayCell:
    """One day of a calendar; what belongs to another month has no number."""

    number: int
    count: int = 0
    level: int = 0  # 0: no articles, LEVELS: the most
    address: str = ""


@dataclass(frozen=True)
class MonthShown:
    first: dt.date
    count: int
    address: str
    weeks: list[list[DayCell]]


@reads_only
@needs_index
def dates(request: HttpRequest) -> HttpResponse:
    """All years, and how many articles have no date."""
    counts = search(Query(), limit=0, facets=(), histogram="year")
    timeline = by_year(counts, ListAddress(), lambda year: reverse("date-year", args=[int(year)]))
    by_month = search(Query(), limit=0, facets=(), histogram="month").histogram
    context = {
        "total": counts.total,
        "timeline": timeline,
        "newest_first": timeline.bars[::-1],
        "months": months_by_year(by_month, lambda year, month: reverse("date-month", args=[year, month])),
        "month_names": months(),
    }
    return render(request, "dates/index.html", context)


@reads_only
@needs_index
def date_year(request: HttpRequest, year: int) -> HttpResponse:
    """The twelve calendars of a year."""
    first = day_or_404(year)
    query = Query(date_from=first, date_to=first.replace(month=12, day=31))
    counts = search(query, limit=0, facets=(), histogram="month")
    days = search(query, limit=0, facets=(), histogram="day")
    months = [first.replace(month=month) for month in range(1, 13)]
    context = {
        "first": first,
        "total": counts.total,
        "months": months_shown(months, days, dict(counts.histogram)),
        "vague": days.total - sum(count for day, count in days.histogram if day),
        "all_address": ListAddress().on(f"{year:04}"),
        **(talked_when(f"{year:04}") if counts.total else {}),
        **undated(),
    } | steps(year_before(first), year_after(first), "year")
    return render(request, "dates/year.html", context)


@reads_only
@needs_index
def date_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The calendar of a month and its articles, those dated only to the month or year among them."""
    first = day_or_404(year, month)
    last = first.replace(day=calendar.monthrange(year, month)[1])
    query = Query(date_from=first, date_to=last, sort=Sort.OLDEST)
    found = listing(query, page_asked(parameters_of(request)), facets=FACETS, histogram="day")
    iso = first.isoformat()[:7]
    address = ListAddress().setting(from_=iso, to=iso)
    context = {
        "first": first,
        "month": months_shown([first], found.results, {})[0],
        "listing": folded(found, parameters_of(request)),
        "facets": facets_of(found.results.facets, {}, address),
        "all_address": str(address),
        "within": address.setting(sort=Sort.OLDEST.value),
        "address": ListAddress(parameters_of(request), request.path),
        "plain": ListAddress(path=reverse("date-month", args=[year, month])),
        **undated(),
    } | steps(month_before(first), day_after(last), "month")
    if found.hits and found.pages.number == 1:
        context |= talked_when(iso)
    return render(request, "dates/month.html", context)


@reads_only
@needs_index
def date_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The articles of a day, by time."""
    date = day_or_404(year, month, day)
    query = Query(date_from=date, date_to=date, sort=Sort.OLDEST)
    found = listing(query, page_asked(parameters_of(request)), facets=FACETS)
    address = ListAddress().setting(from_=date.isoformat(), to=date.isoformat())
    context = {
        "date": date,
        "listing": folded(found, parameters_of(request)),
        "facets": facets_of(found.results.facets, {}, address),
        "all_address": str(address),
        "within": address.setting(sort=Sort.OLDEST.value),
        "address": ListAddress(parameters_of(request), request.path),
        "plain": ListAddress(path=reverse("date-day", args=[year, month, day])),
        **undated(),
    } | steps(day_before(date), day_after(date), "day")
    if found.hits and found.pages.number == 1:
        years = search(Query(), limit=0, facets=(), histogram="year").histogram
        context["other_years"] = this_day_in_other_years(date, years)
    return render(request, "dates/day.html", context)


def undated() -> dict[str, Any]:
    """How many articles stand under no year, month or day, and where they are listed."""
    count = search(Query(undated=True), limit=0, facets=()).total
    return {"undated": count, "undated_address": undated_within(ListAddress())}


def day_or_404(year: int, month: int = 1, day: int = 1) -> dt.date:
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404(_("There is no such day.")) from None


def year_before(first: dt.date) -> dt.date | None:
    return first.replace(year=first.year - 1) if first.year > dt.MINYEAR else None


def year_after(first: dt.date) -> dt.date | None:
    return first.replace(year=first.year + 1) if first.year < dt.MAXYEAR else None


def month_before(first: dt.date) -> dt.date | None:
    last = day_before(first)
    return last.replace(day=1) if last else None


def day_before(date: dt.date) -> dt.date | None:
    return date - dt.timedelta(days=1) if date > dt.date.min else None


def day_after(date: dt.date) -> dt.date | None:
    return date + dt.timedelta(days=1) if date < dt.date.max else None


def steps(previous: dt.date | None, following: dt.date | None, step: Step) -> dict[str, str]:
    """The addresses and labels of the year, month or day before and after; none where time ends."""
    parts = {"year": 1, "month": 2, "day": 3}[step]
    found = {}
    for name, date in (("previous", previous), ("next", following)):
        if date:
            found[f"{name}_address"] = reverse(f"date-{step}", args=date.timetuple()[:parts])
            found[f"{name}_label"] = label_of(date.isoformat(), step)
    return found


def months_shown(months: Sequence[dt.date], days: Results, by_month: Mapping[int, int]) -> list[MonthShown]:
    """The calendars of these months; shades compare days of all of them."""
    by_day = dict(days.histogram)
    most = max((count for day, count in by_day.items() if day), default=0)
    return [
        MonthShown(
            first=first,
            count=by_month.get(first.year * 100 + first.month, 0),
            address=reverse("date-month", args=[first.year, first.month]),
            weeks=weeks_shown(first, by_day, most),
        )
        for first in months
    ]


def weeks_shown(first: dt.date, by_day: Mapping[int, int], most: int) -> list[list[DayCell]]:
    def cell(number: int) -> DayCell:
        count = by_day.get(first.year * 10_000 + first.month * 100 + number, 0) if number else 0
        if not count:
            return DayCell(number)
        address = reverse("date-day", args=[first.year, first.month, number])
        return DayCell(number, count, -(-LEVELS * count // max(most, LEVELS)), address)

    weeks = calendar.Calendar().monthdayscalendar(first.year, first.month)
    return [[cell(number) for number in week] for week in weeks]
