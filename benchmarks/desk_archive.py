"""The archive that the desk's benchmark works in: a fifth of it in review, with proposals and reports."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction

from articles.models import (
    Article,
    Original,
    PendingChange,
    Proposal,
    Reading,
    Report,
    Reprint,
    ReviewReason,
    TakedownCase,
)
from articles.reading.model import Role
from articles.text.codes import Code, coded
from benchmarks.api_measures import give_readings
from benchmarks.search_archive import Built
from benchmarks.search_corpus import Corpus, sentences_of

DOUBTS = (
    coded("headline.guess", percent=70),
    coded("headline.none"),
    coded("date.guess", percent=60),
    coded("body.short", percent=20),
    coded("page.menu"),
    coded("version.cut_short"),
)
ONE_IN = 5  # articles in review
UNDATED_IN = 50
PROPOSALS, REPORTS = 2000, 300
WITH_ORIGINAL, MENU_LINES = 50, 40
_AT_ONCE = 2000


def desk_archive(folder: Path, count: int) -> Built:
    """What stands in the folder already, or is made there now."""
    corpus = Corpus(sentences_of([]), max(100, count // 3))
    built = Built.in_folder(folder, corpus, count)
    call_command("migrate", verbosity=0)  # one that was kept may be older than the tables
    if not Reading.objects.exists():
        give_readings()
    if not Proposal.objects.exists():  # made last
        send_to_review(count)
        give_originals()
        ask_for_more()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {PendingChange._meta.db_table}")
            cursor.execute("ANALYZE")
    if not ReviewReason.objects.filter(is_first=True).exists():
        raise SystemExit("The queues of that folder are empty, and would cost nothing: make it anew.")
    return built


def send_to_review(count: int) -> None:
    """Every fifth article waits for one of the doubts, one in ten of those for a date as well."""
    for start in range(0, count, _AT_ONCE * ONE_IN):
        ids = [n for n in range(start + ONE_IN, start + _AT_ONCE * ONE_IN + 1, ONE_IN) if n <= count]
        with transaction.atomic():
            for n, doubt in enumerate(DOUBTS):
                some = ids[n :: len(DOUBTS)]
                Reading.objects.filter(article__in=some).update(doubts=[_json(doubt)], needs_review=True)
            undated = [pk for pk in ids if pk % UNDATED_IN == 0]
            Article.objects.filter(pk__in=undated).update(
                published_from=None, published_until=None, published_at=None, published_precision=""
            )
            Article.objects.filter(pk__in=ids).update(status=Article.Status.IN_REVIEW)


def _json(doubt: Code) -> object:
    return doubt.as_json()


def give_originals() -> None:
    """Some of those that wait get a page of their own: menus around their text, with a role for each line."""
    some = Article.objects.filter(status=Article.Status.IN_REVIEW).order_by("pk")[::WITH_ORIGINAL]
    for article in some:
        paragraphs = article.body.split("\n\n")
        menu = [f"Menu {n}" for n in range(MENU_LINES)]
        lines = [*menu, article.headline, "Baku, 31 October 2020", *paragraphs, *menu]
        original = Original.objects.of_bytes("\n".join(lines).encode(), "utf-8")
        original.save()
        roles = [
            *[Role.FURNITURE] * MENU_LINES,
            *(Role.HEADLINE, Role.DATELINE),
            *[Role.BODY] * len(paragraphs),
            *[Role.FURNITURE] * MENU_LINES,
        ]
        Reading.objects.filter(article=article).update(original=original, roles=roles)
        Article.objects.filter(pk=article.pk).update(original=original)


def ask_for_more() -> None:
    """People who may be the same, texts that may be reprints, and what readers told of and asked for."""
    Reprint.objects.bulk_create(
        Reprint(first_id=2 * n + 1, second_id=2 * n + 2, similarity=0.3 + n / 10_000)
        for n in range(PROPOSALS)
    )
    TakedownCase.objects.bulk_create(
        TakedownCase(article_id=n, name="Ada Bell", text="It is me.") for n in range(1, REPORTS + 1)
    )
    Report.objects.bulk_create(
        Report(article_id=n, text=f"Line {n} is wrong.") for n in range(1, REPORTS + 1)
    )
    User.objects.create_superuser("bench")
    reason = coded("match.nearly").as_json()
    Proposal.objects.bulk_create(
        Proposal(first_id=2 * n + 1, second_id=2 * n + 2, score=0.5 + n / 10_000, reason=reason)
        for n in range(PROPOSALS)
    )
