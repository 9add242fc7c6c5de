"""Which stamp of a page says when the article was published: the likeliest of them, or none.

Each stamp gets feature names (where it stands, what its line calls it, which other stamps there are); their
weights were learned by training/reading_dates.py and stand in ``data/date_weights.json``. The model is a
conditional logit: the probability of a stamp is the exponential of its sum of weights, over the page's total,
in which "there is none" is a candidate, too.
"""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from articles.reading.draft import Draft
from articles.reading.learned.buckets import bucket
from articles.reading.learned.forest import shares_of
from articles.reading.model import Role
from articles.reading.signs.phrases import DATA
from articles.reading.signs.stamps import Cue, Stamp

Dated = tuple[Stamp, dt.date]  # a stamp and its day
_FAR = 40  # nonblank lines; a headline farther above its text is the page's title
_AGES = (0, 1, 7, 60, 400)  # days between a stamp and the page's newest


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads((DATA / "date_weights.json").read_text(encoding="utf-8"))
    return weights


def likeliest(
    draft: Draft,
    stamps: Sequence[Dated],
    headline_at: int | None,
    body: list[int],
    weights: Mapping[str, float] | None = None,
) -> tuple[Stamp, float] | None:
    """(stamp, probability of its day) of the stamp that most likely dates the article; None where none does.

    The probability is that of the day: of all the stamps that state it; ``weights`` are the shipped ones.
    """
    if not stamps:
        return None
    candidates = candidates_of(draft, stamps, headline_at, body)
    *chances, none = chances_of([*candidates, none_of(stamps)], weights or _weights())
    days: defaultdict[dt.date, float] = defaultdict(float)
    for (_, day), chance in zip(stamps, chances, strict=True):
        days[day] += chance
    best_day = max(days, key=lambda day: days[day])
    if none >= days[best_day]:
        return None
    of_day = [n for n, (_, day) in enumerate(stamps) if day == best_day]
    # An update of the same day tells another time than the article's own.
    first = max(of_day, key=lambda n: (stamps[n][0].cue is not Cue.UPDATED, chances[n]))
    return stamps[first][0], days[best_day]


def chances_of(candidates: Sequence[list[str]], weights: Mapping[str, float]) -> list[float]:
    """The probability of each candidate, which are given as feature names; at least one."""
    return shares_of([sum(weights.get(name, 0.0) for name in names) for names in candidates])


def none_of(stamps: Sequence[Dated]) -> list[str]:
    """The features of a page's having no stamp that dates its article."""
    return ["none", f"none of {bucket(len({day for _, day in stamps}))}"]


def candidates_of(
    draft: Draft, stamps: Sequence[Dated], headline_at: int | None, body: list[int]
) -> list[list[str]]:
    """The feature names of each stamp; at least one."""
    page = draft.page
    lines = page.nonblank()
    order = {line: position for position, line in enumerate(lines)}
    start, end = order[body[0]], order[body[-1]]
    head = order[headline_at] if headline_at is not None else start
    if start - head > _FAR:
        head = start
    places = sorted(order[stamp.line] for stamp, _ in stamps)
    times = Counter(day for _, day in stamps)
    newest, oldest = max(times), min(times)
    teased = min(draft.teasers, default=None)
    seen: set[str] = set()
    result = []
    for stamp, day in stamps:
        at = order[stamp.line]
        if at < head:
            zone, distance = "above", head - at
        elif at <= start + 2:
            zone, distance = "head", at - head
        elif at < end - 1:
            zone, distance = "text", end - at
        else:
            zone, distance = "foot", max(0, at - end)
        age = next((edge for edge in _AGES if (newest - day).days <= edge), 9999)
        near = bisect_right(places, at + 3) - bisect_left(places, at - 3) - 1
        found = [
            f"{zone}{bucket(distance)}",
            f"{zone},cue {stamp.cue}",
            f"{zone},time {stamp.time is not None}",
            f"{zone},words {min(stamp.words, 5)}",
            f"{zone},first {zone not in seen}",
            f"{zone},near {min(near, 3)}",
            f"{zone},times {min(times[day], 4)}",
            f"{zone},age {age}",
            f"cue {stamp.cue}",
            f"cue {stamp.cue},first {f'{zone}{stamp.cue}' not in seen}",
            f"weekday {stamp.weekday}",
            f"days {bucket(len(times))},age {age}",
            f"oldest {day == oldest}",
            f"teased {teased is not None and stamp.line > teased}",
            f"to text {bucket(abs(start - at))}",
        ]
        found += [
            f"{step:+d}{_kind(page.roles[lines[at + step]], page.rest[lines[at + step]])}"
            for step in (-2, -1, 1, 2)
            if 0 <= at + step < len(lines)
        ]
        seen |= {zone, f"{zone}{stamp.cue}"}
        result.append(found)
    return result


def _kind(role: Role | None, line: str) -> str:
    return str(role) if role else "long" if len(line) > 60 else "short"
