"""The versions that the archive has of an address on the web."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import QuerySet

from articles.models import Article, Reading, Sighting
from articles.text.addresses import as_address, is_same_address

KEY_LETTERS = 12  # of an Original's SHA-256, in a version's address
_STAMP = "%Y%m%d%H%M%S"
_FETCHED = re.compile(r"/(\d{14})/https?:/")  # in the path of what came out of a web archive


@dataclass(frozen=True, slots=True)
class Capture:
    """One version: the bytes that came from the address, since when the archive or a crawler has had them."""

    original: int
    sha256: str
    at: dt.datetime  # in UTC, whole seconds
    articles: tuple[int, ...]  # those that readers may see, by their number on the page

    @property
    def key(self) -> str:
        """Of its own address, for ever: ``20201031151900-5d41402abc4b``."""
        return f"{self.at.strftime(_STAMP)}-{self.sha256[:KEY_LETTERS]}"


def web_address(asked: str, query: str) -> str:
    """The address that stands behind ``/web/``; "" where none does.

    Proxies make one slash of two, and people leave out what it begins with; servers unescape blanks.
    """
    path = re.sub(r"\s", lambda blank: quote(blank[0]), re.sub(r"^(https?):/+", r"\1://", asked))
    text = f"{path}?{query}" if query else path
    if as_address(text) is None:
        text = f"https://{text}"
    return text if as_address(text) is not None else ""


def articles_at(url: str) -> QuerySet[Article]:
    """Those that readers may see."""
    return Article.objects.public().at_address(url)


def is_gone(url: str) -> bool:
    """Whether readers could once see something of it, and nothing now."""
    there = Article.objects.at_address(url).filter(held_for=None)
    return there.exists() and not articles_at(url).exists()


def captures(url: str) -> list[Capture]:
    """The earliest first; closed Originals are left out. Three queries."""
    rows = (
        Reading.objects.filter(article__in=articles_at(url), original__closed=False)
        .order_by("item")
        .values_list("original", "original__sha256", "original__created_at", "article")
    )
    found: defaultdict[tuple[int, str, dt.datetime], dict[int, None]] = defaultdict(dict)
    for original, sha256, created_at, article in rows:
        found[original, sha256, created_at][article] = None
    seen = first_seen([original for original, _sha256, _created in found], url)
    made = [
        Capture(
            original,
            sha256,
            seen.get(original, created_at).astimezone(dt.UTC).replace(microsecond=0),
            tuple(articles),
        )
        for (original, sha256, created_at), articles in found.items()
    ]
    return sorted(made, key=lambda capture: (capture.at, capture.original))


def first_seen(originals: Sequence[int], url: str) -> dict[int, dt.datetime]:
    """When each came from the address first: as the crawler says that fetched it, else by the import."""
    found: dict[int, dt.datetime] = {}
    rows = Sighting.objects.filter(original__in=originals).order_by("pk")
    for original, path, address, seen_at in rows.values_list("original", "path", "url", "seen_at"):
        if address and not is_same_address(address, url):
            continue
        at = fetched_at(path) or seen_at
        found[original] = min(found.get(original, at), at)
    return found


def fetched_at(path: str) -> dt.datetime | None:
    """What the path of a web archive's record says; None of any other file."""
    stamp = _FETCHED.search(path)
    try:
        return dt.datetime.strptime(stamp[1], _STAMP).replace(tzinfo=dt.UTC) if stamp else None
    except ValueError:
        return None


def nearest(found: Sequence[Capture], at: dt.datetime) -> Capture:
    """The one that stood there at that time: the last before it, or else the first of all (RFC 7089, 4.5.3).

    `found` is in order and not empty.
    """
    before = [capture for capture in found if capture.at <= at]
    return before[-1] if before else found[0]


def stamped(digits: str) -> dt.datetime | None:
    """The end of a year, month, day … second written in 4 to 14 digits; None of anything else."""
    if not (digits.isascii() and digits.isdecimal() and 4 <= len(digits) <= 14 and len(digits) % 2 == 0):
        return None
    parts = [int(digits[:4]), *(int(digits[n : n + 2]) for n in range(4, len(digits), 2))]
    try:
        if len(parts) == 1:
            parts.append(12)
        if len(parts) == 2:
            parts.append(monthrange(*parts)[1])
        hour, minute, second = [*parts[3:], *(23, 59, 59)[len(parts) - 3 :]]
        return dt.datetime(parts[0], parts[1], parts[2], hour, minute, second, tzinfo=dt.UTC)
    except ValueError:  # also IllegalMonthError
        return None


def readings_of(capture: Capture) -> list[Reading]:
    """What was read in it of each article, the newest reading of each, by its number on the page."""
    rows = (
        Reading.objects.filter(original=capture.original, article__in=capture.articles)
        .select_related("article")
        .order_by("item", "-pk")
    )
    first: dict[int, Reading] = {}
    for reading in rows:
        first.setdefault(reading.article_id, reading)
    return list(first.values())


def of_key(found: Iterable[Capture], key: str) -> Capture | None:
    return next((capture for capture in found if capture.key == key), None)
