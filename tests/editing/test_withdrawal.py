"""An article leaves the archive, and comes back as it was. Nothing is deleted."""

import pytest
from django.contrib.auth.models import User

from articles.editing.withdrawal import restore, withdraw
from articles.importing.run import import_text
from articles.importing.storing import Fate
from articles.models import Article, Original
from articles.reading.model import Hints
from articles.search.find import search
from articles.search.query import Query
from tests.factories import make_article

PAGE = b"""Footbridge over the Kura opens
Baku/31.10.20/Turan: The footbridge was opened by the engineer on Saturday morning, his office said.
"""


def found() -> list[int]:
    return [hit.article_id for hit in search(Query(text="footbridge")).hits]


@pytest.mark.django_db(transaction=True)
def test_withdrawn_stays_withdrawn_until_restored():
    [article] = import_text(PAGE, Hints(source="turan.az")).articles
    editor = User.objects.create_user("editor")
    assert found() == [article.pk]
    withdraw(article, " The mayor asked. ", editor)
    article.refresh_from_db()
    assert (article.status, article.status_reason) == ("withdrawn", "The mayor asked.")
    assert Original.objects.get().closed
    assert found() == []
    for hints in (Hints(source="turan.az"), Hints(), Hints(source="turan.az", section="Society")):
        assert import_text(PAGE, hints).fate is Fate.UNCHANGED
    assert Article.objects.get().status == "withdrawn"
    restore(article, "The mayor agreed.", editor)
    assert Article.objects.get().status == "published"
    assert found() == [article.pk]
    assert [(one.status, one.history_user) for one in article.history.all()] == [
        ("published", editor),
        ("withdrawn", editor),
        ("published", None),
    ]


@pytest.mark.parametrize("status", ["published", "in review"])
def test_it_comes_back_as_it_was(status, db):
    article = make_article(status=status, doubts=["a doubt"])
    withdraw(article, "so")
    restore(article, "so")
    assert Article.objects.get().status == status


@pytest.mark.parametrize(("doubts", "status"), [((), "published"), (("a doubt",), "in review")])
def test_without_revisions_its_reading_says_how_it_was(doubts, status, db):
    article = make_article(status="withdrawn", doubts=doubts)
    article.history.all().delete()
    restore(article, "so")
    assert Article.objects.get().status == status


def test_a_raw_page_stays_closed_while_another_article_of_it_is_withdrawn(db):
    one, other = make_article(raw="raw"), make_article(raw="raw", item=2)
    withdraw(one, "so", close_original=True)
    withdraw(other, "so")
    restore(other, "so")
    assert Article.objects.get(pk=other.pk).original.closed
    restore(one, "so")
    assert not Article.objects.get(pk=one.pk).original.closed


def test_a_raw_page_closed_for_itself_is_closed_once(db):
    article = make_article()
    withdraw(article, "so", close_original=True)
    assert Article.objects.get().original.closed


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_reason_is_needed(reason, db):
    article = make_article()
    with pytest.raises(ValueError, match="Say why the article is withdrawn"):
        withdraw(article, reason)
    withdraw(article, "so")
    with pytest.raises(ValueError, match="Say why the article is restored"):
        restore(article, reason)


def test_what_was_saved_since_the_article_was_loaded_stays(db):
    article = make_article(headline="As it was loaded")
    Article.objects.update(headline="As it is now")
    withdraw(article, "so")
    Article.objects.update(headline="As it is later")
    restore(article, "so")
    assert Article.objects.get().headline == "As it is later"
    assert [one.headline for one in article.history.all()] == [
        "As it is later",
        "As it is now",
        "As it was loaded",
    ]


def test_twice_is_refused(db):
    article = make_article()
    with pytest.raises(ValueError, match="not withdrawn"):
        restore(article, "so")
    withdraw(article, "so")
    with pytest.raises(ValueError, match="withdrawn already"):
        withdraw(article, "again")
    assert Article.objects.get().status_reason == "so"
