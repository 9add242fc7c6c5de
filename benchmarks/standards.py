"""The standards at their sizes: `python -m benchmarks.standards [--articles 10000] [--originals 100000]`.

OAI-PMH: into an archive of its own 10,000 articles, harvested twice by oaipmh-scythe over HTTP, with
changes, withdrawals, restores, removals, a renamed source and new articles between; what was harvested is
compared with the database. Integrity: 100,000 originals in the log, verified; then one bit is flipped, one
row taken out and one put in with an old date.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.own_archive import own_archive

AT_ONCE = 1_000
SOURCES, SECTIONS = 20, 8


def fill(count: int, first: int = 0) -> None:
    """Short articles of some sources and sections, as imports leave them, without readings."""
    from articles.models import Article, Original, Section, Source
    from articles.models.archive import make_public_id

    sources = [
        Source.objects.get_or_create(slug=f"source-{n}", defaults={"name": f"Source {n}"})[0]
        for n in range(SOURCES)
    ]
    sections = [
        Section.objects.get_or_create(slug=f"section-{n}", defaults={"name": f"Section {n}"})[0]
        for n in range(SECTIONS)
    ]
    for begin in range(first, first + count, AT_ONCE):
        numbers = range(begin, min(begin + AT_ONCE, first + count))
        originals = [Original.objects.of_bytes(f"Page {n}".encode(), "utf-8") for n in numbers]
        Original.objects.bulk_create(originals)
        articles = []
        for n, original in zip(numbers, originals, strict=True):
            article = Article(
                public_id=make_public_id(original.sha256, 1),
                original=original,
                source=sources[n % SOURCES],
                section=sections[n % SECTIONS],
                language=("az", "en", "ru")[n % 3],
                status="published",
                headline=f"Headline {n}",
                body=f"Something happened in place {n}, officials said. " * 20,
            )
            article.set_published(dt.date(2020, 1, 1) + dt.timedelta(days=n % 1000))
            articles.append(article)
        Article.objects.bulk_create(articles)


@contextmanager
def served(seconds: list[float], path: str) -> Iterator[str]:
    """The archive over HTTP, by threads of this process; what each answer took."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    application = get_wsgi_application()

    def timed(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        begun = time.perf_counter()
        answer = application(environ, start)
        seconds.append(time.perf_counter() - begun)
        return answer

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(timed)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{path}"
    finally:
        server.shutdown()
        server.server_close()


Harvested = dict[str, tuple[bool, str, str]]  # by public id: whether it is gone, its title, its publisher


def harvest(address: str, into: Harvested, **since: str) -> int:
    from oaipmh_scythe import Scythe

    count = 0
    with Scythe(address) as scythe:
        records: Any = scythe.list_records(metadata_prefix="oai_dc", **since)  # type: ignore[arg-type]
        for record in records:
            count += 1
            said = {} if record.deleted else record.metadata
            public_id = record.header.identifier.rpartition(":")[2]
            title, publisher = (said.get(name, [""])[0] for name in ("title", "publisher"))
            into[public_id] = (record.deleted, title, publisher)
    return count


def as_the_database_says() -> Harvested:
    from articles.models import Article, Removal

    found: Harvested = {one.public_id: (True, "", "") for one in Removal.objects.all()}
    for article in Article.objects.with_names():
        shown = (False, article.headline, article.source.name if article.source else "")
        found[article.public_id] = shown if article.is_public else (True, "", "")
    return found


def change(count: int) -> dict[str, int]:
    """What happens to an archive between two harvests, to one article of a hundred and the like."""
    from articles.editing.withdrawal import restore, withdraw
    from articles.importing.undoing import _remove
    from articles.models import Article, Source

    few = max(2, count // 100)
    rows = list(Article.objects.filter(status="published").order_by("pk")[: 4 * few])
    gone = list(Article.objects.filter(status="withdrawn"))
    for n, article in enumerate(rows[: 2 * few]):
        article.headline = f"Changed {n}"
        article.save()
    for article in rows[2 * few : 3 * few]:
        withdraw(article, "asked for")
    for article in rows[3 * few :]:
        _remove(article)
    for article in gone:
        restore(article, "granted")
    source = Source.objects.get(slug="source-3")
    source.name = "Renamed"
    source.save()
    fill(few, first=count)
    return {"changed": 2 * few, "withdrawn": few, "removed": few, "restored": len(gone), "new": few}


def harvested(count: int) -> dict[str, Any]:
    from articles.editing.withdrawal import withdraw
    from articles.models import Article

    fill(count)
    for article in Article.objects.order_by("-pk")[: max(2, count // 200)]:
        withdraw(article, "asked for")
    seconds: list[float] = []
    told: Harvested = {}
    with served(seconds, "/oai/") as address:
        with urllib.request.urlopen(f"{address}?verb=Identify") as answer:  # what is loaded once
            answer.read()
        seconds.clear()
        first = harvest(address, told)
        same_at_first = told == as_the_database_says()
        begun = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        between = change(count)
        second = harvest(address, told, from_=begun)
    there = as_the_database_says()
    return {
        "articles": count,
        "records of the first harvest": first,
        "identical": same_at_first,
        "between": between,
        "records of the second harvest": second,
        "identical then": told == there,
        "deleted": sum(gone for gone, *_rest in told.values()),
        "differing": [key for key in there if told.get(key) != there[key]][:5],
        "answers": len(seconds),
        "slowest, seconds": [round(one, 3) for one in sorted(seconds)[-3:]],
        "median, seconds": round(sorted(seconds)[len(seconds) // 2], 3),
    }


def verified(count: int) -> dict[str, Any]:
    """On top of what is there."""
    from articles.integrity.log import grow, keep_root
    from articles.integrity.verifying import verify
    from articles.models import DailyRoot, Original
    from articles.packing import compress

    last = Original.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    there = Original.objects.count()
    for begin in range(there, count, AT_ONCE):
        numbers = range(begin, min(begin + AT_ONCE, count))
        Original.objects.bulk_create(
            Original.objects.of_bytes(f"Original {n}: {'what a page says. ' * 40}".encode(), "utf-8")
            for n in numbers
        )
    grow()
    today = dt.date.today()
    for days in (2, 1):
        keep_root(today - dt.timedelta(days=days))
    begun = time.perf_counter()
    clean = verify(lambda done, total: None)
    seconds = time.perf_counter() - begun
    flipped, removed = Original.objects.filter(pk__gt=last).order_by("pk")[10:1_000:900]
    data = bytearray(flipped.data)
    data[7] ^= 1
    Original.objects.filter(pk=flipped.pk).update(compressed=compress(bytes(data)))
    Original.objects.filter(pk=removed.pk).delete()
    added = Original.objects.of_bytes(b"Put in later", "utf-8")
    added.save()
    old = DailyRoot.objects.order_by("day")[0].made_at - dt.timedelta(days=30)
    Original.objects.filter(pk=added.pk).update(created_at=old)
    found = verify(lambda done, total: None)
    wrong = {"flipped": flipped.sha256, "removed": removed.sha256, "added": added.sha256}
    return {
        "originals": clean.originals,
        "faults before": len(clean.faults),
        "seconds": round(seconds, 1),
        "faults after": len(found.faults),
        "named": {kind: any(sha256 in fault for fault in found.faults) for kind, sha256 in wrong.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--originals", type=int, default=100_000)
    options = parser.parse_args()
    with own_archive():
        print(json.dumps(harvested(options.articles), indent=1), flush=True)
        print(json.dumps(verified(options.originals), indent=1))


if __name__ == "__main__":
    main()
