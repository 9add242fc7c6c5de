"""Why articles wait: the database keeps it, however an article or its reading is changed."""

import pytest
from django.db import connection

from articles.editing.changing import hand_back, mark_checked, save_edit
from articles.editing.withdrawal import restore, withdraw
from articles.importing.run import import_text
from articles.models import Article, Reading, ReviewReason
from articles.models.reviewing import refill_sql
from articles.reading.model import Hints
from articles.text.codes import coded
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def reasons(article: Article) -> list[str]:
    return sorted(ReviewReason.objects.filter(article=article).values_list("code", flat=True))


@pytest.fixture
def doubted() -> Article:
    """In review for its headline and its body."""
    article = make_article(status=Article.Status.IN_REVIEW, doubts=["x"], section="Politics")
    doubts = [coded("headline.guess", percent=70).as_json(), coded("body.short", percent=20).as_json()]
    Reading.objects.filter(article=article).update(doubts=doubts)
    return article


def test_an_article_in_review_waits_for_what_its_reading_doubts(doubted: Article) -> None:
    assert reasons(doubted) == ["body.short", "headline.guess"]
    row = ReviewReason.objects.filter(article=doubted).first()
    assert row is not None
    assert (row.source, row.section, row.language) == (doubted.source_id, doubted.section_id, "en")
    assert row.since == doubted.created_at


def test_what_is_published_waits_for_nothing(doubted: Article) -> None:
    assert mark_checked(doubted)
    assert reasons(doubted) == []
    assert reasons(make_article(doubts=["x"])) == []


def test_in_review_without_a_doubt_waits_too() -> None:
    article = make_article(status=Article.Status.IN_REVIEW)
    assert reasons(article) == ["review.other"]
    Reading.objects.filter(article=article).delete()
    assert reasons(article) == ["review.other"]


def test_an_undated_one_waits_for_a_date_until_an_editor_says_there_is_none() -> None:
    article = make_article(date=None)
    assert reasons(article) == ["date.none"]
    save_edit(article, {"published"})
    assert reasons(article) == []
    hand_back(article, {"published"})
    assert reasons(article) == ["date.none"]
    withdraw(article, "a takedown")
    assert reasons(article) == []
    restore(article, "an error")
    assert reasons(article) == ["date.none"]


def test_the_newest_reading_of_its_original_counts(doubted: Article) -> None:
    reading = doubted.newest_reading()
    assert reading is not None
    reading.pk, reading.doubts = None, [coded("headline.none").as_json()]
    reading._state.adding = True
    reading.save()
    assert reasons(doubted) == ["headline.none"]
    reading.delete()
    assert reasons(doubted) == ["body.short", "headline.guess"]


def test_what_queues_are_narrowed_by_follows_the_article(doubted: Article) -> None:
    sport = make_section("Sport")
    Article.objects.filter(pk=doubted.pk).update(section=sport, language="tr", source=None)
    rows = ReviewReason.objects.filter(article=doubted).values_list("source", "section", "language")
    assert set(rows) == {(None, sport.pk, "tr")}


def test_they_go_with_their_article(doubted: Article) -> None:
    doubted.delete()
    assert not ReviewReason.objects.exists()


def test_raw_sql_is_seen_and_all_can_be_made_anew(doubted: Article) -> None:
    undated = make_article(date=None)
    before = set(ReviewReason.objects.values_list("article", "code", "source", "section", "language"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_reviewreason")
        for statement in refill_sql(connection.vendor):
            cursor.execute(statement)
    after = set(ReviewReason.objects.values_list("article", "code", "source", "section", "language"))
    assert (undated.pk, "date.none", undated.source_id, None, "en") in before
    assert after == before and len(before) == 3


def test_an_import_queues_what_it_doubts() -> None:
    article = import_text(
        b"The bridge opened on Saturday morning, his office said in Baku.\n", Hints()
    ).articles[0]
    assert "date.none" in reasons(article)


def test_readings_are_looked_up_by_the_article(doubted):
    """By the original each article of a large page would look through all that was read of it."""
    _, inserted = refill_sql(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ") + inserted)
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert "articles_reading_original" not in plan
    if connection.vendor == "sqlite":
        assert "articles_reading_article" in plan
