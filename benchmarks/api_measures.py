"""What is measured of the API, on any archive that Django is set up for; by the tests on a small one."""

from __future__ import annotations

import itertools
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from articles.models import Article, Original, Reading
from articles.models.archive import make_public_id
from articles.search import indexing
from articles.text.codes import coded

_AT_ONCE = 1000
_HOST = "localhost"


def give_readings() -> None:
    """What a reader would have left: evidence for each field of each article."""
    rule = coded("other", text="benchmark").as_json()
    evidence = {
        field: {"lines": [n], "rule": rule, "start": 0, "end": 20}
        for n, field in enumerate(("headline", "source", "section", "place", "published", "body"), 1)
    }
    articles = Article.objects.order_by("pk").values_list("pk", "original", "item").iterator()
    while some := list(itertools.islice(articles, _AT_ONCE)):
        Reading.objects.bulk_create(
            Reading(article_id=pk, original_id=original, item=item, reader_version="benchmark",
                    fields={"teasers": []}, evidence=evidence)
            for pk, original, item in some
        )  # fmt: skip


def get(client: Client, address: str) -> Any:
    answer = client.get(address, HTTP_HOST=_HOST)
    assert answer.status_code == 200, answer.content[:500]
    return answer


def paged_while_changing(client: Client, limit: int, changes: int) -> tuple[int, int, int]:
    """Pages through all articles while some are added and withdrawn.

    Returns how many were there throughout, how many of them were not seen once, how many requests were made.
    """
    throughout = set(Article.objects.public().values_list("public_id", flat=True))
    total = len(throughout)
    every = max(1, total // limit // (changes + 1))
    seen: list[str] = []
    cursor: str | None = ""
    requests = 0
    while cursor is not None:
        part = json.loads(
            get(client, f"/api/v1/articles?fields=public_id&limit={limit}&cursor={cursor}").content
        )
        seen += [one["public_id"] for one in part["articles"]]
        cursor = part["next"]
        requests += 1
        if requests % every == 0:
            throughout -= changed(requests)
    times = Counter(seen)
    return len(throughout), sum(times[one] != 1 for one in throughout), requests


def changed(number: int) -> set[str]:
    """Adds two articles and withdraws two, the index knows; returns the public ids of those withdrawn."""
    original = Original.objects.first()
    assert original is not None
    for n in range(2):
        made = Article(
            public_id=make_public_id(original.sha256, 1, f"new {number} {n}"),
            original=original,
            item=1,
            language="en",
            headline=f"New {number} {n}",
            body="New text.",
            status=Article.Status.PUBLISHED,
        )
        made.set_published(timezone.now().date().replace(year=2000 + (number + 13 * n) % 25))
        made.save()
    public = Article.objects.public().order_by("pk")
    pks = list(public.values_list("pk", flat=True)[number * 7 % 500 :][:2])
    gone = set(Article.objects.filter(pk__in=pks).values_list("public_id", flat=True))
    Article.objects.filter(pk__in=pks).update(status=Article.Status.WITHDRAWN)
    indexing.drain()
    return gone


def exported(client: Client, format: str) -> tuple[float, float, int]:
    """All articles: (articles a second, megabytes of memory at most over before, articles)."""
    get(client, "/api/v1/articles?limit=20")  # what is made once is made
    before = peak = memory()
    began = time.perf_counter()
    lines = 0
    for number, part in enumerate(stream(client, f"/api/v1/export?format={format}")):
        lines += part.count(b"\n")
        if number % 50 == 0:
            peak = max(peak, memory())
    seconds = time.perf_counter() - began
    count = Article.objects.public().count()
    assert format != "jsonl" or lines == count
    return count / seconds, (peak - before) / 1e6, count


def stream(client: Client, address: str) -> Iterator[bytes]:
    answer: Any = get(client, address)
    yield from answer


def memory() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def list_ratio(client: Client, words: Sequence[str]) -> tuple[float, float]:
    """Milliseconds (p95) of a list of 20 by the API without facets, and of the same list's page."""
    taken: dict[str, list[float]] = {"/api/v1/articles?q=": [], "/articles/?q=": []}
    for address in taken:
        get(client, f"{address}{words[0]}")
    for word in words:
        for address, times in taken.items():
            began = time.perf_counter()
            get(client, f"{address}{word}")
            times.append((time.perf_counter() - began) * 1000)
    api, page = (statistics.quantiles(times, n=20)[-1] for times in taken.values())
    return api, page
