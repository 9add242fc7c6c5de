"""The archive that the search benchmark asks: its rows, its index, and what is timed inside the process."""

from __future__ import annotations

import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from articles.models import (
    Article,
    Mention,
    Name,
    NameKey,
    Original,
    PendingChange,
    Person,
    Place,
    Section,
    Source,
)
from articles.models.archive import make_public_id
from articles.search import find, indexing
from articles.search.analysis import expanded
from articles.search.engine import FACETS, Request
from articles.search.query import Query
from articles.search.resolving import resolve
from articles.search.tantivy_engine.compiling import Compiler
from articles.search.tantivy_engine.reading import TantivyReader
from benchmarks.search_corpus import PLACES, SECTIONS, SOURCES, Corpus, Made

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Built:
    """An archive with its index; sizes in bytes, the rate of the rebuild in articles per second."""

    articles: int
    text_size: int
    rate: float
    index_size: int

    @staticmethod
    def in_folder(folder: Path, corpus: Corpus, count: int) -> Built:
        """What stands in the folder already, or is made there now."""
        kept = folder / "built.json"
        if kept.exists():
            built = Built(**json.loads(kept.read_text()))
            if built.articles != count:
                raise SystemExit(f"{folder} holds {built.articles:,} articles; choose another folder.")
            return built
        text_size = fill(corpus.articles(count), corpus.people)
        built = Built(count, text_size, *make_index(folder / "index", count))
        kept.write_text(json.dumps(asdict(built)))
        return built


def fill(articles: Iterator[Made], people: list[str]) -> int:
    """Stores the articles; returns the bytes of their texts."""
    call_command("migrate", verbosity=0)
    Source.objects.bulk_create(
        Source(id=n, name=f"Source {n}", slug=f"source-{n}") for n in range(1, SOURCES + 1)
    )
    Section.objects.bulk_create(
        Section(id=n, name=f"Section {n}", slug=f"section-{n}") for n in range(1, SECTIONS + 1)
    )
    Place.objects.bulk_create(Place(id=n, name=f"Place {n}", slug=f"place-{n}") for n in range(1, PLACES + 1))
    fill_people(people)
    original = Original.objects.of_bytes(b"benchmark", "utf-8")
    original.save()
    size = 0
    while chunk := list(islice(articles, _AT_ONCE)):
        with transaction.atomic():
            Article.objects.bulk_create(_row(made, original) for made in chunk)
            Mention.objects.bulk_create(mention for made in chunk for mention in _mentions(made))
        size += sum(len(made.body.encode()) + len(made.headline.encode()) for made in chunk)
    with connection.cursor() as cursor:
        # The rebuild reads every article anyway; their queue would only be worked off once more.
        cursor.execute(f"DELETE FROM {PendingChange._meta.db_table}")
        cursor.execute("ANALYZE")
    return size


def fill_people(people: list[str]) -> None:
    """Stores people of these names, numbered from 1, each with its one spelling, filed and with keys."""
    rows = (Person(id=n, name=name) for n, name in enumerate(people, start=1))
    while batch := list(islice(rows, _AT_ONCE)):
        names = [Name(person=person, text=person.name) for person in batch]
        for name in names:
            name.file()
        with transaction.atomic():
            Person.objects.bulk_create(batch)
            NameKey.objects.put(Name.objects.bulk_create(names))


def _row(made: Made, original: Original) -> Article:
    article = Article(
        id=made.id,
        public_id=make_public_id(original.sha256, made.id),
        original=original,
        item=made.id,
        source_id=made.source,
        section_id=made.section,
        place_id=made.place,
        language=made.language,
        headline=made.headline,
        body=made.body,
        status=Article.Status.PUBLISHED,
    )
    article.set_published(made.date)
    return article


def _mentions(made: Made) -> Iterator[Mention]:
    for person, start, end in made.people:
        yield Mention(
            article_id=made.id,
            person_id=person,
            field="body",
            start=start,
            end=end,
            surface=made.body[start:end],
            extractor="benchmark",
            version="1",
        )


def make_index(folder: Path, count: int) -> tuple[float, int]:
    """(articles per second, bytes of the index)."""
    began = time.perf_counter()
    indexing.rebuild()
    rate = count / (time.perf_counter() - began)
    return rate, sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def edit_seen(number: int) -> tuple[float, float]:
    """Milliseconds from an editor's change to its being found by a reader, and until the editor can go on."""
    word = f"benchmarkedit{number}in{time.time_ns()}"
    began = time.perf_counter()
    found: list[float] = []

    def look() -> None:
        while not find.search(Query(word), facets=()).total:
            time.sleep(0.005)
        found.append((time.perf_counter() - began) * 1000)
        connection.close()

    reader = threading.Thread(target=look)
    reader.start()
    with transaction.atomic():
        Article.objects.filter(pk=number).update(headline=word)
        indexing.drain_soon()
    waited = (time.perf_counter() - began) * 1000
    reader.join()
    return found[0], waited


def _best_of(times: int, function: Callable[[], object]) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        function()
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def _reader() -> TantivyReader:
    opened = find.reader()
    assert isinstance(opened, TantivyReader), "what it remembers is emptied, and its bare calls are timed"
    return opened


def measure_engine(word: str) -> tuple[float, int]:
    """(milliseconds, matches) of a whole answer, with nothing remembered: hits, count, facets, months."""
    query = Query(word)
    opened = _reader()

    def ask() -> int:
        opened._counts.clear()
        found = find.search(query, histogram="month")
        assert dict(found.facets)  # counted to the last
        return found.total

    total = ask()
    return _best_of(3, ask), total


def measure_overhead(words: list[str]) -> float:
    """Our time over that of the bare calls of Tantivy with the same query, hits, count and facets."""
    opened = _reader()
    return statistics.median(_overhead(opened, word) for word in words[:20])


def _overhead(opened: TantivyReader, word: str) -> float:
    resolved = resolve(Query(word))
    request = Request(resolved.query, resolved.tree, facets=FACETS)
    assert request.tree is not None
    searcher = opened._searcher
    compiled = Compiler(opened._schema, searcher, expanded(request.tree, opened)).node(request.tree)
    terms = {name: {"terms": {"field": name, "size": 12, "segment_size": 1000}} for name in FACETS}

    def bare() -> None:
        hits = searcher.search(compiled, 20, True).hits
        searcher.fast_field_values("id", [address for _, address in hits])
        searcher.aggregate(compiled, terms)

    def ours() -> None:
        opened._counts.clear()
        assert dict(find.search(Query(word)).facets)

    ours()
    return _best_of(5, ours) / _best_of(5, bare)
