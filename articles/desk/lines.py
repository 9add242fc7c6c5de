"""The original's lines as the desk shows them, and what one gives a field that is taken from it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.reading.model import Role
from articles.reading.signs.dates import find_dates, find_time

SHOWN = 1000  # lines; the rest is on the original's own page
LETTERS = 2000  # of one line
CANDIDATES = 4  # of one field
LONGEST_HEADLINE = 250

_NO_TEXT = {Role.FURNITURE, Role.TEASER, Role.BLANK, Role.SECTION, Role.TIME_STAMP, Role.END_MARK}
_WHOLE = re.compile(r"[.!?…:;»”\"')\]]\s*\Z")  # ends a sentence, so the line was not broken by its width
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[/._-]?(\d{2})(?:[/._-]?(\d{2}))?(?!\d)")


@dataclass(frozen=True)
class Line:
    n: int
    role: str
    text: str
    cut: int = 0  # letters that are not shown
    fields: tuple[str, ...] = ()  # whose evidence it is


@dataclass(frozen=True)
class Candidate:
    """Another value that a field may have, from a line or, where there is none, from elsewhere."""

    field: str
    value: str
    line: int | None
    key: int = 0


@dataclass
class Page:
    """The lines of an original, by what one reading took them for."""

    texts: Sequence[str]
    roles: Sequence[str] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def role(self, n: int) -> str:
        return self.roles[n - 1] if 0 < n <= len(self.roles) else ""

    def text(self, n: int) -> str:
        return self.texts[n - 1].strip() if 0 < n <= len(self.texts) else ""

    def lines(self) -> list[Line]:
        of_field: dict[int, list[str]] = {}
        for name, found in self.evidence.items():
            for n in found.get("lines", ()):
                of_field.setdefault(n, []).append(name)
        return [
            Line(n, self.role(n), text[:LETTERS], max(0, len(text) - LETTERS), tuple(of_field.get(n, ())))
            for n, text in enumerate(self.texts[:SHOWN], 1)
            if text.strip()
        ]

    def bounds(self) -> tuple[int, int]:
        """The first and last line of the body; (0, 0) where there is none."""
        body = [n for n, role in enumerate(self.roles, 1) if role == Role.BODY]
        return (body[0], body[-1]) if body else (0, 0)

    def taken(self, what: str, n: int) -> tuple[str, str]:
        """(field, its value) where an editor says that line ``n`` is ``what``. Raises LookupError."""
        if not self.text(n):
            raise LookupError(what)
        first, last = self.bounds()
        if what == "starts":
            return "body", self.body(n, last if last >= n else len(self.texts))
        if what == "ends":
            return "body", self.body(first if 0 < first <= n else 1, n)
        if what == "published":
            dates = dates_in(self.text(n))
            if not dates:
                raise LookupError(what)
            return what, dates[0]
        if what not in ("headline", "caption", "byline"):
            raise LookupError(what)
        return what, self.text(n)

    def body(self, first: int, last: int) -> str:
        """The lines between as paragraphs: of lines broken by their width the runs between blank ones."""
        runs: list[list[str]] = [[]]
        for n in range(first, min(last, len(self.texts)) + 1):
            text = self.text(n)
            if not text:
                runs.append([])
            elif self.role(n) not in _NO_TEXT or n in (first, last):
                runs[-1].append(text)
        runs = [run for run in runs if run]
        inner = [line for run in runs for line in run[:-1]]
        is_broken = len(inner) > 1 and sum(not _WHOLE.search(line) for line in inner) > len(inner) / 2
        if is_broken:
            return "\n\n".join(" ".join(run) for run in runs)
        return "\n\n".join(line for run in runs for line in run)

    def candidates(self, now: Mapping[str, str], elsewhere: Iterable[str] = ()) -> list[Candidate]:
        """What else the headline and the date may be; ``elsewhere`` are addresses and paths."""
        first, _last = self.bounds()
        headlines = [
            Candidate("headline", self.text(n), n)
            for n in range(1, (first or len(self.texts)) + 1)
            if self.role(n) not in (Role.BLANK, Role.HEADLINE, Role.BODY, Role.TIME_STAMP)
            and 12 <= len(self.text(n)) <= LONGEST_HEADLINE
        ]
        dates = [
            Candidate("published", found, n)
            for n, text in enumerate(self.texts[:SHOWN], 1)
            for found in dates_in(text)
        ]
        dates += [
            Candidate("published", found, None) for text in elsewhere for found in dates_in_address(text)
        ]
        kept: list[Candidate] = []
        for found in (dates, headlines):
            unlike = {one.value: one for one in reversed(found) if one.value != now.get(one.field)}
            some = [one for one in found if unlike.get(one.value) is one]
            kept += some[:CANDIDATES]
        return [Candidate(one.field, one.value, one.line, key) for key, one in enumerate(kept, 1)]


def dates_in(text: str) -> list[str]:
    """The whole dates of a line, as they are typed, with the time that stands beside the first."""
    found = [date.date.isoformat() for date in find_dates(text[:LETTERS]) if date.date is not None]
    time = find_time(text[:LETTERS]) if len(found) == 1 else None
    return [f"{found[0]} {time[0]:%H:%M}"] if time else found


def dates_in_address(text: str) -> list[str]:
    """The days and months that an address or a path says: /2020/10/31/, 20201031, /2020/10/."""
    found = []
    for year, month, day in _URL_DATE.findall(text):
        if 1 <= int(month) <= 12 and (not day or 1 <= int(day) <= 31):
            found.append("-".join(part for part in (year, month, day) if part))
    return found
