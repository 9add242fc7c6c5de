"""Looking for people in articles that are stored already: one after a correction, or the whole archive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from articles.models import Article, Decision, Extraction, Mention, Name, Person
from articles.models.people import Standing
from articles.models.turns import give_way
from articles.names.document import find_persons
from articles.names.known import KnownNames
from articles.parallel import rare_collections
from articles.people.linking import PRESENT_VERSION, link_article, link_articles
from articles.people.remembering import NameMemory
from articles.people.revisiting import link_surnames
from articles.people.workers import Text, in_workers, persons_of_texts

BATCH = 20  # articles per job and transaction: well under half a second
FIELDS = tuple(Mention.Field.values)


@dataclass
class Summary:
    articles: int = 0
    mentions: int = 0
    new_people: int = 0
    seconds: float = 0.0
    interrupted: bool = field(default=False, repr=False)


def find_again(article: Article) -> None:
    """Look for people in the article's present texts; what editors decided is repeated."""
    link_article(article, find_persons(_fields(article), article.language, known_names()))


def find_everywhere(report: Callable[[int, int], None], again: bool = False, workers: int = 0) -> Summary:
    """Look for people in every article where the present extractor has not looked yet.

    Can be stopped at any time (KeyboardInterrupt is noted in the summary) and goes on where it was. ``again``
    forgets first what was looked at: after many names were confirmed or imported. ``report`` is told how many
    of how many articles are done. At last all surnames that stand alone are asked about again.
    """
    started = time.monotonic()
    if again:
        Extraction.objects.all().delete()
    waiting = _waiting()
    total = waiting.count()
    people = Person.objects.count()
    summary = Summary()
    memory = NameMemory(is_kept=True)
    try:
        with rare_collections():
            for texts, found in in_workers(persons_of_texts, _texts(), workers, confirmed_names()):
                by_id = dict(zip((text.id for text in texts), found, strict=True))
                give_way()
                with transaction.atomic():
                    articles = Article.objects.public().filter(pk__in=by_id).order_by("pk")
                    link_articles([(article, by_id[article.pk]) for article in articles], memory=memory)
                summary.articles += len(texts)
                summary.mentions += sum(len(person.mentions) for some in found for person in some)
                report(summary.articles, total)
            link_surnames()
    except KeyboardInterrupt:
        summary.interrupted = True
    summary.new_people = Person.objects.count() - people
    summary.seconds = round(time.monotonic() - started, 2)
    return summary


def _waiting() -> Any:
    return Article.objects.public().exclude(extraction__version=PRESENT_VERSION).order_by("pk")


def _texts() -> Iterator[list[Text]]:
    last = 0
    while articles := list(_waiting().filter(pk__gt=last)[:BATCH]):
        last = articles[-1].pk
        yield [Text(article.pk, _fields(article), article.language) for article in articles]


def _fields(article: Article) -> dict[str, str]:
    return {name: getattr(article, name) for name in FIELDS}


def confirmed_names() -> list[tuple[str, int]]:
    """(name, person id) of all confirmed names of people who are confirmed themselves."""
    names = Name.objects.filter(
        standing=Standing.CONFIRMED, person__standing=Standing.CONFIRMED, person__merged_into=None
    )
    return list(names.order_by("pk").values_list("text", "person"))


_cached: tuple[tuple[Any, ...], KnownNames | None] = ((), None)


def known_names() -> KnownNames | None:
    """The confirmed names, ready to be found in texts; None where there are none.

    Kept per process until people are confirmed, imported or edited.
    """
    global _cached
    version = (
        Person.objects.filter(standing=Standing.CONFIRMED).count(),
        Decision.objects.aggregate(last=Max("pk"))["last"],
        Name.history.aggregate(last=Max("history_id"))["last"],
    )
    if _cached[0] != version:
        names = confirmed_names()
        _cached = (version, KnownNames(names) if names else None)
    return _cached[1]
