"""The checks of benchmarks/api.py that are no measures of time, on a thousand articles."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.search import indexing
from benchmarks.api_measures import exported, give_readings, paged_while_changing
from benchmarks.search_archive import fill
from benchmarks.search_corpus import Corpus, sentences_of

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 1000


def test_a_thousand_articles(client: Client) -> None:
    corpus = Corpus(sentences_of([]), 300)
    fill(corpus.articles(COUNT), corpus.people)
    give_readings()
    indexing.rebuild()
    for format in ("jsonl", "csv-text"):
        _, grown, articles = exported(client, format)
        assert articles == COUNT
        assert grown < 60
    throughout, wrong, requests = paged_while_changing(client, 20, 20)
    assert (wrong, requests >= 50) == (0, True)
    assert throughout > COUNT - 100
