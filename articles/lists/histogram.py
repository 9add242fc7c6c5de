"""How many articles there are per year, month or day, as bars that lead to them; and without a date. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.lists.links import ListAddress
from articles.search.engine import Results, Step
from articles.wording.dates import dated

MOST_BARS = 200  # beyond that the empty years, months or days between are left out
MOST_LABELS = 10  # where there is room
FINER: dict[Step, Step] = {"year": "month", "month": "day"}
_DIGITS: dict[Step, int] = {"year": 4, "month": 6, "day": 8}
_DAYS_SHOWN_AS_DAYS = 62
_DAYS_SHOWN_AS_MONTHS = 3 * 366


@dataclass(frozen=True)
class Part:
    """What one of the lists compared has in a year, month or day."""

    count: int
    height: int  # per cent of the highest of all; at least 2 where there is anything
    share: float | None = None  # of all articles of that time, where bars show shares
    left: int = 0  # where it begins in the bar, in tenths of its own width

    @property
    def size(self) -> float:
        return self.count if self.share is None else self.share

    @property
    def top(self) -> int:
        """Where it begins, per cent from above."""
        return 100 - self.height


@dataclass(frozen=True)
class Bar:
    label: str
    full_label: str
    count: int
    height: int
    address: str
    shows_label: bool
    shows_label_on_phone: bool
    key: str = ""  # 2020, 2020-10 or 2020-10-31
    parts: tuple[Part, ...] = ()  # of the list itself, then of those compared with it

    @property
    def is_empty(self) -> bool:
        return not any(part.count for part in self.parts)


@dataclass(frozen=True)
class Series:
    """One of the lists compared."""

    label: str
    total: int
    without: str = ""  # the address of the chart without it; "" for the list itself


@dataclass(frozen=True)
class Timeline:
    """The bars of a list, and how many of its articles no bar can stand for."""

    bars: list[Bar]
    undated: int = 0
    undated_address: str = ""  # of the list with none but these
    series: tuple[Series, ...] = ()  # where lists are compared
    is_share: bool = False
    range_address: str = ""  # of the list between two days, as FROM and TO; where one may ask so

    @property
    def highest(self) -> Bar | None:
        """The first of the highest bars, by which the height of the others is read."""
        return max(self.bars, key=lambda bar: max(part.size for part in bar.parts), default=None)

    @property
    def highest_part(self) -> Part | None:
        highest = self.highest
        return max(highest.parts, key=lambda part: part.size) if highest else None

    @property
    def first_with_any(self) -> str:
        """The key of the bar that the tabulator stops at: one for all of them."""
        return next((bar.key for bar in self.bars if not bar.is_empty), "")

    @property
    def width(self) -> int:
        """Of the drawing of a bar, whose parts are ten wide each."""
        return 10 * max(1, len(self.series))

    @property
    def says_something(self) -> bool:
        """One bar that stands for everything does not."""
        return len(self.bars) > 1 or self.undated > 0


def by_year(
    results: Results, address: ListAddress, address_of: Callable[[str], str] | None = None
) -> Timeline:
    """The years of a list at `address`; `address_of` gives that of a year where it is another page."""
    shown = bars(results.histogram, "year", address_of or address.on)
    return Timeline(shown, undated_among(results), undated_within(address))


def undated_among(results: Results) -> int:
    """How many articles have no date, of results counted by year: what has one has a year at least."""
    return results.total - sum(count for _, count in results.histogram)


def undated_within(address: ListAddress) -> str:
    """The address of those articles of a list that have no date, whatever days are chosen in it."""
    return str(address.setting(**{"undated": "1", "from": "", "to": ""}))


def step_for(start: dt.date | None, end: dt.date | None) -> Step:
    """What one bar stands for, so that the chosen days give neither one bar nor hundreds."""
    if start is None or end is None:
        return "year"
    days = (end - start).days + 1
    if days <= _DAYS_SHOWN_AS_DAYS:
        return "day"
    return "month" if days <= _DAYS_SHOWN_AS_MONTHS else "year"


def bars(
    counts: Iterable[tuple[int, int]],
    step: Step,
    address_of: Callable[[str], str],
    compared: Sequence[Iterable[tuple[int, int]]] = (),
    whole: Iterable[tuple[int, int]] | None = None,
) -> list[Bar]:
    """One bar per step from the first to the last that has articles; `counts` as the engine gives them.

    `address_of` gives the address for a year, month or day: 2020, 2020-10 or 2020-10-31. `compared` are the
    counts of other lists, `whole` those of all articles, where shares of them are wanted.
    """
    series = [by_key(counts, step), *(by_key(others, step) for others in compared)]
    known = series[0] if len(series) == 1 else {key for one in series for key in one}
    if not known:
        return []
    keys = keys_between(min(known), max(known), step) or sorted(known)
    parts = parts_of(series, keys, by_key(whole, step) if whole is not None else None)
    # Each label has the room up to where the next would stand; the last one too.
    gap = -(-len(keys) // MOST_LABELS)
    last = len(keys) - gap
    return [
        Bar(
            label=label_of(key, step) if n == 0 or step != "month" else month_label(key),
            full_label=full_label_of(key, step),
            count=parts[n][0].count,
            height=parts[n][0].height,
            address=address_of(key),
            shows_label=n % gap == 0 and n <= last,
            shows_label_on_phone=n % (2 * gap) == 0 and (n == 0 or n <= last - gap),
            key=key,
            parts=parts[n],
        )
        for n, key in enumerate(keys)
    ]


def by_key(counts: Iterable[tuple[int, int]], step: Step) -> dict[str, int]:
    return {iso_key(number, step): count for number, count in counts if count and number}


def parts_of(
    series: Sequence[Mapping[str, int]], keys: Sequence[str], whole: Mapping[str, int] | None
) -> list[tuple[Part, ...]]:
    """For each key a part of each list, as high as its count, or share of the whole, is of the highest."""

    def size(count: int, key: str) -> float:
        # An import may have come between the two counts: no share is more than all.
        return count if whole is None else min(1.0, count / max(whole.get(key, 0), 1))

    sizes = [[size(one.get(key, 0), key) for one in series] for key in keys]
    highest = max(map(max, sizes))
    return [
        tuple(
            Part(
                one.get(key, 0),
                max(2, round(100 * sizes[n][m] / highest)) if sizes[n][m] else 0,
                None if whole is None else sizes[n][m],
                10 * m,
            )
            for m, one in enumerate(series)
        )
        for n, key in enumerate(keys)
    ]


def iso_key(number: int, step: Step) -> str:
    """2020, 202010 or 20201031 as 2020, 2020-10 or 2020-10-31."""
    digits = f"{number:0{_DIGITS[step]}}"
    return "-".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part)


def keys_between(first: str, last: str, step: Step) -> list[str]:
    """Every key from the first to the last; none where they are more than MOST_BARS."""
    start, end = first_day(first), first_day(last)
    if step == "day":
        count = (end - start).days + 1
        keys = (start + dt.timedelta(n) for n in range(min(count, MOST_BARS)))
        return [day.isoformat() for day in keys] if count <= MOST_BARS else []
    months = (end.year - start.year) * 12 + end.month - start.month
    if step == "month":
        return [month_key(start, n) for n in range(months + 1)] if months < MOST_BARS else []
    years = range(start.year, end.year + 1)
    return [f"{year:04}" for year in years] if len(years) <= MOST_BARS else []


def first_day(key: str) -> dt.date:
    return dt.date.fromisoformat((key + "-01-01")[:10])


def month_key(start: dt.date, months: int) -> str:
    years, month = divmod(start.month - 1 + months, 12)
    return f"{start.year + years:04}-{month + 1:02}"


def label_of(key: str, step: Step) -> str:
    day = first_day(key)
    if step == "day":
        return dated(day, "short day")
    return dated(day, "short month") if step == "month" else str(day.year)


def month_label(key: str) -> str:
    """A month among months: the year stands only where it begins."""
    return dated(first_day(key), "short month" if key.endswith("-01") else "short name of month")


def full_label_of(key: str, step: Step) -> str:
    return dated(first_day(key), "weekday" if step == "day" else step)
