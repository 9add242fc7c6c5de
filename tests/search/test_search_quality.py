"""How well people and headlines are found, pinned a little below what is reached.

The texts lie beside the project (see its README); nothing of them is in here.
"""

import gzip
import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from articles.search.engine import Engine, Reader, Request
from articles.search.parsing import parse
from articles.search.query import Query
from tests.search.engine_contract import EMPTY, begin
from tests.search.made_engines import ENGINES, QUICK

OTHER_LANGUAGES = ("ru", "az", "tr", "hy", "ka")
FIRST_PAGE = 10


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def index(engine: Engine, texts: Iterable[dict[str, Any]]) -> Reader:
    """An index of the texts; the first has the id 1."""
    return begin(
        engine,
        *(
            replace(EMPTY, id=number, language=text["lang"], headline=text["title"], body=text["text"])
            for number, text in enumerate(texts, start=1)
        ),
    )


def first_page(reader: Reader, text: str, *languages: str, limit: int = FIRST_PAGE) -> list[int]:
    request = Request(Query(text, languages=languages), parse(text).tree, limit=limit)
    return [hit.article_id for hit in reader.search(request).hits]


Number = Callable[[str, str], int]  # (document, language): its id


@pytest.fixture(scope="module", params=QUICK)
def new_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Of each kind that is quick; an index begun in it takes the place of the one before."""
    return ENGINES[request.param](tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def parallel(shared: Path, new_engine: Engine) -> tuple[Reader, Number]:
    """All of the parallel texts, in twelve languages."""
    texts = list(rows(shared / "corpora/ntrex_parallel.jsonl.gz"))
    numbers = {(text["doc"], text["lang"]): number for number, text in enumerate(texts, start=1)}
    reader = index(new_engine, texts)
    return reader, lambda document, language: numbers[document, language]


def labelled(shared: Path, language: str) -> list[dict[str, Any]]:
    return list(rows(shared / f"gold/persons/{language}_ntrex_dev.jsonl.gz"))


def test_an_english_name_finds_the_person_in_the_other_languages(
    parallel: tuple[Reader, Number], shared: Path
) -> None:
    """On the first page, where the reader has chosen the language; the index holds all twelve."""
    reader, number = parallel
    english = {
        (text["doc"], person["id"]): person["nominative"]
        for text in labelled(shared, "en")
        for person in text["persons"]
    }
    found = [
        number(text["doc"], language) in first_page(reader, name, language)
        for language in OTHER_LANGUAGES
        for text in labelled(shared, language)
        for person in text["persons"]
        if (name := english.get((text["doc"], person["id"])))
    ]
    assert len(found) > 900
    assert sum(found) / len(found) >= 0.865


def test_a_nominative_finds_the_inflected_forms(parallel: tuple[Reader, Number], shared: Path) -> None:
    """Among all languages, in texts in which the nominative itself does not stand."""
    reader, number = parallel
    found = [
        number(text["doc"], language) in first_page(reader, person["nominative"])
        for language in OTHER_LANGUAGES
        for text in labelled(shared, language)
        for person in text["persons"]
        if person["nominative"] and person["nominative"] not in text["text"]
    ]
    assert len(found) > 100
    assert sum(found) / len(found) >= 0.87


def test_the_words_of_a_headline_find_their_article_first(shared: Path, new_engine: Engine) -> None:
    texts = {(t["title"], t["text"]): t for t in rows(shared / "corpora/bbc2225_en.jsonl.gz")}
    reader = index(new_engine, texts.values())
    dice = random.Random(1)
    found = 0
    for number, text in enumerate(texts.values(), start=1):
        words = text["title"].split()
        dice.shuffle(words)
        found += first_page(reader, " ".join(words), limit=1) == [number]
    assert found / len(texts) >= 0.98
